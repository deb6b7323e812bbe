extension Migration {
    /// Help before the ordinary way is gone to its end: promises, reserves, conferences, and who is told of it.
    ///
    /// One entry of a promise, of aid first and of a recognition for medical aid stands for a case; the reserve's
    /// entries are numbered within a township, so that two payments at once cannot both use the same money.
    static let fastPaths = Migration(
        number: 12, name: "fast paths",
        script: """
            CREATE TABLE provisional_approval (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL UNIQUE REFERENCES aid_case (id),
                version BIGINT NOT NULL,
                cause TEXT NOT NULL,
                cost_fen BIGINT NOT NULL CHECK (cost_fen > 0),
                proof_id BIGINT NOT NULL REFERENCES upload (id),
                asked_day BIGINT NOT NULL,
                asked_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                credit TEXT CHECK (credit IN ('good', 'noRecord', 'minorRecord', 'seriousRecord')),
                credit_day BIGINT,
                credit_reference TEXT,
                pledge_day BIGINT,
                pledge_id BIGINT REFERENCES upload (id),
                pledge_hash TEXT,
                plan TEXT,
                amount_fen BIGINT,
                approved_day BIGINT,
                approved_by_id BIGINT REFERENCES staff_user (id),
                check_state TEXT NOT NULL
                    CHECK (check_state IN ('waiting', 'doubtful', 'passes', 'failsHonestly', 'failsFalsely')),
                check_report_id BIGINT REFERENCES verification_report (id),
                check_day BIGINT,
                next_look_day BIGINT,
                heard_day BIGINT,
                statement {BLOB},
                back_check {BLOB},
                settled_by_id BIGINT REFERENCES staff_user (id),
                CHECK ((credit IS NULL) = (credit_day IS NULL)),
                CHECK ((pledge_day IS NULL) = (pledge_id IS NULL)),
                CHECK ((plan IS NULL) = (approved_day IS NULL)),
                CHECK (check_state NOT IN ('failsHonestly', 'failsFalsely') OR settled_by_id IS NOT NULL)
            );
            CREATE INDEX provisional_approval_open ON provisional_approval (next_look_day, id)
                WHERE check_state = 'waiting' AND plan IS NOT NULL;
            CREATE TABLE credit_entry (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL UNIQUE REFERENCES aid_case (id),
                person_id BIGINT NOT NULL REFERENCES person (id),
                version BIGINT NOT NULL,
                number TEXT NOT NULL UNIQUE,
                state TEXT NOT NULL,
                content TEXT NOT NULL,
                grounds {BLOB} NOT NULL,
                proposed_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                noticed_day BIGINT NOT NULL,
                due_day BIGINT,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX credit_entry_person ON credit_entry (person_id, state);
            CREATE INDEX credit_entry_due ON credit_entry (due_day, id) WHERE due_day IS NOT NULL;
            CREATE TABLE credit_step (
                id BIGINT PRIMARY KEY,
                entry_id BIGINT NOT NULL REFERENCES credit_entry (id),
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                event TEXT NOT NULL,
                note {BLOB} NOT NULL,
                staff_id BIGINT REFERENCES staff_user (id),
                business_day BIGINT NOT NULL
            );
            CREATE INDEX credit_step_entry ON credit_step (entry_id, id);
            CREATE TABLE medical_notice (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                kind TEXT NOT NULL CHECK (kind IN ('provisional', 'recognised', 'onApplication', 'ended')),
                content {BLOB} NOT NULL,
                hand_over TEXT NOT NULL,
                entry_day BIGINT NOT NULL,
                business_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                next_try_at BIGINT NOT NULL,
                tries BIGINT NOT NULL,
                acknowledged_at BIGINT,
                acknowledged_by_id BIGINT REFERENCES staff_user (id),
                receipt TEXT,
                last_error TEXT,
                fence BIGINT NOT NULL,
                leased_until BIGINT NOT NULL,
                CHECK ((acknowledged_at IS NULL) = (receipt IS NULL))
            );
            CREATE INDEX medical_notice_case ON medical_notice (case_id, id);
            CREATE INDEX medical_notice_open ON medical_notice (next_try_at, id) WHERE acknowledged_at IS NULL;
            CREATE TABLE medical_recognition (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL UNIQUE REFERENCES aid_case (id),
                case_member_id BIGINT NOT NULL REFERENCES case_member (id),
                sorting_id BIGINT NOT NULL REFERENCES case_sorting (id),
                version BIGINT NOT NULL,
                opinion {BLOB} NOT NULL,
                proposed_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                proposed_day BIGINT NOT NULL,
                recognised BIGINT,
                answer {BLOB},
                decided_by_id BIGINT REFERENCES staff_user (id),
                decided_day BIGINT,
                through_day BIGINT,
                CHECK (decided_by_id IS NULL OR decided_by_id <> proposed_by_id),
                CHECK ((recognised IS NULL) = (decided_by_id IS NULL))
            );
            CREATE TABLE aid_first (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL UNIQUE REFERENCES aid_case (id),
                version BIGINT NOT NULL,
                township_code TEXT NOT NULL,
                number TEXT NOT NULL UNIQUE,
                emergency TEXT NOT NULL,
                reported_at BIGINT NOT NULL,
                paid_at BIGINT NOT NULL,
                paid_day BIGINT NOT NULL,
                paid_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
                request {BLOB} NOT NULL,
                plan TEXT NOT NULL,
                papers TEXT NOT NULL,
                papers_due_day BIGINT NOT NULL,
                closed_day BIGINT
            );
            CREATE INDEX aid_first_open ON aid_first (papers_due_day, id) WHERE closed_day IS NULL;
            CREATE TABLE reserve_entry (
                id BIGINT PRIMARY KEY,
                township_code TEXT NOT NULL,
                sequence BIGINT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('filledUp', 'paidOut', 'cameBack')),
                amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
                balance_fen BIGINT NOT NULL CHECK (balance_fen >= 0),
                business_day BIGINT NOT NULL,
                reference TEXT NOT NULL,
                case_id BIGINT REFERENCES aid_case (id),
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                created_at BIGINT NOT NULL,
                UNIQUE (township_code, sequence)
            );
            CREATE TABLE case_conference (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                number TEXT NOT NULL UNIQUE,
                held_day BIGINT NOT NULL,
                valid_through_day BIGINT NOT NULL,
                chair_id BIGINT NOT NULL REFERENCES staff_user (id),
                recorded_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                content {BLOB} NOT NULL,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX case_conference_case ON case_conference (case_id, id);
            CREATE TABLE conference_undertaking (
                id BIGINT PRIMARY KEY,
                conference_id BIGINT NOT NULL REFERENCES case_conference (id),
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                version BIGINT NOT NULL,
                department TEXT NOT NULL,
                act {BLOB} NOT NULL,
                due_day BIGINT NOT NULL,
                done_day BIGINT,
                done_note {BLOB},
                done_by_id BIGINT REFERENCES staff_user (id),
                CHECK ((done_day IS NULL) = (done_by_id IS NULL))
            );
            CREATE INDEX conference_undertaking_case ON conference_undertaking (case_id, id);
            CREATE INDEX conference_undertaking_due ON conference_undertaking (due_day, id) WHERE done_day IS NULL;
            """)
}

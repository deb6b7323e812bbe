extension Migration {
    /// What follows a decision: reviews with their due months, acts told to the family before they are taken,
    /// money asked back, reconsideration and suit.
    ///
    /// A case has at most one review ahead or in hand, and at most one act it was told of and not yet taken.
    static let afterDecision = Migration(
        number: 11, name: "afterDecision",
        script: """
            CREATE TABLE case_review (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                version BIGINT NOT NULL,
                review_class TEXT NOT NULL CHECK (review_class IN ('A', 'B', 'C')),
                basis TEXT NOT NULL,
                from_month BIGINT NOT NULL,
                due_month BIGINT NOT NULL,
                unvisited BIGINT NOT NULL CHECK (unvisited >= 0),
                state TEXT NOT NULL CHECK (state IN ('scheduled', 'open', 'unchanged', 'acted', 'dropped')),
                started_day BIGINT,
                finish_by_day BIGINT,
                facts_before BIGINT,
                statement {BLOB},
                stated_day BIGINT,
                closed_day BIGINT,
                closed_by_id BIGINT REFERENCES staff_user (id),
                created_at BIGINT NOT NULL,
                CHECK (due_month >= from_month),
                CHECK ((statement IS NULL) = (stated_day IS NULL)),
                CHECK ((started_day IS NULL) = (finish_by_day IS NULL)),
                CHECK ((state IN ('scheduled', 'open')) = (closed_day IS NULL))
            );
            CREATE UNIQUE INDEX case_review_current ON case_review (case_id) WHERE state IN ('scheduled', 'open');
            CREATE INDEX case_review_case ON case_review (case_id, id);
            CREATE INDEX case_review_due ON case_review (due_month, id) WHERE state IN ('scheduled', 'open');
            CREATE TABLE adverse_notice (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                version BIGINT NOT NULL,
                number TEXT NOT NULL UNIQUE,
                act TEXT NOT NULL,
                content {BLOB} NOT NULL,
                until_month BIGINT,
                told_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                told_day BIGINT NOT NULL,
                answer_due_day BIGINT NOT NULL,
                heard_day BIGINT,
                heard_by_id BIGINT REFERENCES staff_user (id),
                answer {BLOB},
                state TEXT NOT NULL CHECK (state IN ('told', 'heard', 'taken', 'dropped')),
                closed_day BIGINT,
                closed_by_id BIGINT REFERENCES staff_user (id),
                close_reason {BLOB},
                created_at BIGINT NOT NULL,
                CHECK ((heard_day IS NULL) = (answer IS NULL)),
                CHECK ((state IN ('told', 'heard')) = (closed_day IS NULL))
            );
            CREATE UNIQUE INDEX adverse_notice_open ON adverse_notice (case_id) WHERE state IN ('told', 'heard');
            CREATE INDEX adverse_notice_case ON adverse_notice (case_id, id);
            CREATE TABLE recovery (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                version BIGINT NOT NULL,
                number TEXT NOT NULL UNIQUE,
                cause TEXT NOT NULL,
                amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
                returned_fen BIGINT NOT NULL CHECK (returned_fen >= 0 AND returned_fen <= amount_fen),
                instalment_fen BIGINT CHECK (instalment_fen > 0),
                state TEXT NOT NULL,
                grounds {BLOB} NOT NULL,
                proposed_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                proposed_day BIGINT NOT NULL,
                closed_day BIGINT,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX recovery_case ON recovery (case_id, id);
            CREATE INDEX recovery_open ON recovery (proposed_day, id) WHERE closed_day IS NULL;
            CREATE TABLE recovery_entry (
                id BIGINT PRIMARY KEY,
                recovery_id BIGINT NOT NULL REFERENCES recovery (id),
                sequence BIGINT NOT NULL,
                event TEXT NOT NULL,
                to_state TEXT NOT NULL,
                amount_fen BIGINT NOT NULL CHECK (amount_fen >= 0),
                reason {BLOB} NOT NULL,
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                business_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (recovery_id, sequence)
            );
            CREATE TABLE remedy_proceeding (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                version BIGINT NOT NULL,
                forum TEXT NOT NULL CHECK (forum IN ('reconsideration', 'court')),
                event_sequence BIGINT NOT NULL,
                contested TEXT NOT NULL,
                decided_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                decided_day BIGINT NOT NULL,
                served_day BIGINT NOT NULL,
                filed_day BIGINT NOT NULL,
                due_day BIGINT NOT NULL,
                claim {BLOB} NOT NULL,
                state TEXT NOT NULL,
                answer_due_day BIGINT,
                answer_provisional BIGINT NOT NULL DEFAULT 0 CHECK (answer_provisional IN (0, 1)),
                answer_citation TEXT,
                recorded_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                closed_day BIGINT,
                created_at BIGINT NOT NULL
            );
            CREATE UNIQUE INDEX remedy_proceeding_open ON remedy_proceeding (case_id, forum, event_sequence)
                WHERE closed_day IS NULL;
            CREATE INDEX remedy_proceeding_case ON remedy_proceeding (case_id, id);
            CREATE TABLE remedy_step (
                id BIGINT PRIMARY KEY,
                proceeding_id BIGINT NOT NULL REFERENCES remedy_proceeding (id),
                sequence BIGINT NOT NULL,
                event TEXT NOT NULL,
                to_state TEXT NOT NULL,
                note {BLOB} NOT NULL,
                upload_id BIGINT REFERENCES upload (id),
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                business_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (proceeding_id, sequence)
            );
            """)
}

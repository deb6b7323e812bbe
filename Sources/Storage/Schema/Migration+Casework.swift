extension Migration {
    /// Drafts and cases: current state with a version, beside append-only events written in the same transaction.
    static let casework = Migration(
        number: 4, name: "casework",
        script: """
            CREATE TABLE application_draft (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                account_id BIGINT REFERENCES citizen_account (id),
                staff_id BIGINT REFERENCES staff_user (id),
                region_code TEXT NOT NULL REFERENCES region (code),
                program TEXT NOT NULL,
                form {BLOB} NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                case_id BIGINT,
                discarded_at BIGINT,
                CHECK (account_id IS NOT NULL OR staff_id IS NOT NULL)
            );
            CREATE INDEX application_draft_account ON application_draft (account_id, id);
            CREATE INDEX application_draft_staff ON application_draft (staff_id, id);
            CREATE TABLE aid_case (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                number TEXT NOT NULL UNIQUE,
                program TEXT NOT NULL,
                state TEXT NOT NULL,
                family_id BIGINT NOT NULL REFERENCES family (id),
                applicant_name TEXT NOT NULL,
                applicant_last_four TEXT NOT NULL,
                head_count BIGINT NOT NULL CHECK (head_count > 0),
                region_code TEXT NOT NULL REFERENCES region (code),
                account_id BIGINT REFERENCES citizen_account (id),
                channel TEXT NOT NULL,
                competent_body TEXT NOT NULL CHECK (competent_body IN ('county', 'township')),
                form {BLOB} NOT NULL,
                facts_version BIGINT NOT NULL DEFAULT 1,
                submitted_day BIGINT NOT NULL,
                accepted_day BIGINT,
                clock {BLOB},
                deadline_day BIGINT,
                deadline_provisional BIGINT NOT NULL DEFAULT 0,
                clock_stopped BIGINT NOT NULL DEFAULT 0 CHECK (clock_stopped IN (0, 1)),
                declared_per_capita_fen BIGINT,
                assigned_staff_id BIGINT,
                tracking_token TEXT NOT NULL UNIQUE,
                amount_fen BIGINT,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                closed_day BIGINT
            );
            CREATE INDEX aid_case_region ON aid_case (region_code, state, deadline_day);
            CREATE INDEX aid_case_account ON aid_case (account_id);
            CREATE INDEX aid_case_family ON aid_case (family_id);
            CREATE INDEX aid_case_last_four ON aid_case (applicant_last_four);
            CREATE TABLE case_member (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                member_number BIGINT NOT NULL,
                person_id BIGINT NOT NULL REFERENCES person (id),
                name TEXT NOT NULL,
                relation TEXT NOT NULL,
                sex TEXT NOT NULL,
                birth_day BIGINT NOT NULL,
                id_number {BLOB} NOT NULL,
                id_last_four TEXT NOT NULL,
                UNIQUE (case_id, member_number),
                UNIQUE (case_id, person_id)
            );
            CREATE INDEX case_member_person ON case_member (person_id);
            CREATE TABLE case_event (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                sequence BIGINT NOT NULL,
                at BIGINT NOT NULL,
                business_day BIGINT NOT NULL,
                actor_kind TEXT NOT NULL,
                actor_id BIGINT NOT NULL,
                post_id BIGINT NOT NULL,
                role TEXT NOT NULL,
                kind TEXT NOT NULL,
                from_state TEXT NOT NULL,
                to_state TEXT NOT NULL,
                reason TEXT NOT NULL,
                payload {BLOB} NOT NULL,
                UNIQUE (case_id, sequence)
            );
            CREATE TABLE case_relation (
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                relation TEXT NOT NULL,
                declared_by TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                PRIMARY KEY (case_id, staff_id)
            );
            CREATE TABLE child_recognition (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                person_id BIGINT NOT NULL REFERENCES person (id),
                kind TEXT NOT NULL CHECK (kind IN ('orphan', 'unattendedChild')),
                basis {BLOB} NOT NULL,
                evidence_id BIGINT NOT NULL REFERENCES upload (id),
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                recognised_day BIGINT NOT NULL,
                withdrawn_day BIGINT
            );
            CREATE UNIQUE INDEX child_recognition_current ON child_recognition (case_id, person_id)
            WHERE withdrawn_day IS NULL;
            CREATE TABLE verification_authorization (
                id BIGINT PRIMARY KEY,
                draft_id BIGINT,
                case_id BIGINT,
                id_index {BLOB} NOT NULL,
                number TEXT NOT NULL UNIQUE,
                method TEXT NOT NULL CHECK (method IN ('ownCode', 'beforeClerk', 'represented', 'guardian')),
                signer_name TEXT NOT NULL,
                signer_relation TEXT NOT NULL,
                reason TEXT NOT NULL,
                evidence_upload_id BIGINT,
                staff_id BIGINT,
                text_hash {BLOB} NOT NULL,
                purpose TEXT NOT NULL,
                signed_at BIGINT NOT NULL,
                valid_from BIGINT NOT NULL,
                expires_day BIGINT NOT NULL,
                withdrawn_at BIGINT,
                ratified_day BIGINT
            );
            CREATE INDEX verification_authorization_draft ON verification_authorization (draft_id);
            CREATE INDEX verification_authorization_case ON verification_authorization (case_id);
            CREATE TABLE authorization_wait (
                id BIGINT PRIMARY KEY,
                draft_id BIGINT,
                case_id BIGINT,
                id_index {BLOB} NOT NULL,
                reason TEXT NOT NULL,
                noted_at BIGINT NOT NULL,
                CHECK (draft_id IS NOT NULL OR case_id IS NOT NULL)
            );
            CREATE INDEX authorization_wait_draft ON authorization_wait (draft_id);
            CREATE INDEX authorization_wait_case ON authorization_wait (case_id);
            CREATE TABLE supplement_notice (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL UNIQUE REFERENCES aid_case (id),
                items {BLOB} NOT NULL,
                issued_day BIGINT NOT NULL,
                due_day BIGINT NOT NULL,
                answered_day BIGINT,
                answer {BLOB}
            );
            CREATE TABLE verification_report (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                version BIGINT NOT NULL,
                number TEXT NOT NULL,
                facts_version BIGINT NOT NULL,
                conclusion TEXT NOT NULL,
                silent_sources BIGINT NOT NULL,
                conflicts BIGINT NOT NULL,
                as_of_day BIGINT NOT NULL,
                valid_until_day BIGINT NOT NULL,
                token TEXT NOT NULL UNIQUE,
                content {BLOB} NOT NULL,
                content_hash {BLOB} NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (case_id, version)
            );
            CREATE TABLE source_answer (
                report_id BIGINT NOT NULL REFERENCES verification_report (id),
                dataset TEXT NOT NULL,
                status TEXT NOT NULL CHECK (status IN ('hit', 'noHit', 'noAnswer', 'error', 'nameMismatch')),
                answers BIGINT NOT NULL,
                PRIMARY KEY (report_id, dataset, status)
            );
            CREATE TABLE household_visit (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                purpose TEXT NOT NULL CHECK (purpose IN ('investigation', 'recheck', 'county')),
                visited_day BIGINT NOT NULL,
                first_visitor_id BIGINT NOT NULL REFERENCES staff_user (id),
                second_visitor_id BIGINT REFERENCES staff_user (id),
                second_visitor_name TEXT NOT NULL,
                household_signer TEXT NOT NULL,
                findings {BLOB} NOT NULL,
                recorded_at BIGINT NOT NULL,
                CHECK (second_visitor_id IS NULL OR second_visitor_id <> first_visitor_id)
            );
            CREATE INDEX household_visit_case ON household_visit (case_id, id);
            CREATE TABLE determination (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                version BIGINT NOT NULL,
                facts_version BIGINT NOT NULL,
                report_id BIGINT NOT NULL REFERENCES verification_report (id),
                visit_id BIGINT NOT NULL REFERENCES household_visit (id),
                outcome TEXT NOT NULL,
                amount_fen BIGINT NOT NULL,
                record {BLOB} NOT NULL,
                record_hash {BLOB} NOT NULL,
                why_sheet {BLOB} NOT NULL,
                made_by_id BIGINT NOT NULL,
                business_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (case_id, version)
            );
            CREATE TABLE policy_text (
                hash TEXT PRIMARY KEY,
                content TEXT NOT NULL
            );
            CREATE TABLE case_sorting (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                version BIGINT NOT NULL,
                facts_version BIGINT NOT NULL,
                report_id BIGINT REFERENCES verification_report (id),
                visit_id BIGINT REFERENCES household_visit (id),
                suggestion TEXT NOT NULL,
                eligible BIGINT NOT NULL,
                record {BLOB} NOT NULL,
                record_hash {BLOB} NOT NULL,
                answers {BLOB} NOT NULL,
                made_by_id BIGINT NOT NULL,
                business_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (case_id, version)
            );
            CREATE TABLE opinion (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                stage TEXT NOT NULL CHECK (stage IN ('firstOpinion', 'confirmation', 'return', 'end')),
                positive BIGINT NOT NULL,
                reason_codes TEXT NOT NULL,
                body {BLOB} NOT NULL,
                determination_id BIGINT REFERENCES determination (id),
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                post_id BIGINT NOT NULL REFERENCES staff_post (id),
                business_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX opinion_case ON opinion (case_id, id);
            CREATE TABLE publicity_notice (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                round BIGINT NOT NULL,
                region_code TEXT NOT NULL,
                posted_day BIGINT NOT NULL,
                closes_day BIGINT NOT NULL,
                closes_provisional BIGINT NOT NULL DEFAULT 0,
                content {BLOB} NOT NULL,
                token TEXT NOT NULL UNIQUE,
                first_photo_id BIGINT REFERENCES upload (id),
                last_photo_id BIGINT REFERENCES upload (id),
                outcome TEXT CHECK (outcome IN ('clean', 'objected', 'withdrawn')),
                ended_day BIGINT,
                UNIQUE (case_id, round)
            );
            CREATE INDEX publicity_notice_region ON publicity_notice (region_code, closes_day);
            CREATE TABLE notice_objection (
                id BIGINT PRIMARY KEY,
                notice_id BIGINT NOT NULL REFERENCES publicity_notice (id),
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                content {BLOB} NOT NULL,
                contact {BLOB},
                filed_day BIGINT NOT NULL,
                filed_at BIGINT NOT NULL,
                upheld BIGINT,
                answer {BLOB},
                answered_by_id BIGINT,
                answered_day BIGINT
            );
            CREATE INDEX notice_objection_case ON notice_objection (case_id, id);
            CREATE TABLE issued_document (
                id BIGINT PRIMARY KEY,
                case_id BIGINT REFERENCES aid_case (id),
                kind TEXT NOT NULL,
                number TEXT NOT NULL UNIQUE,
                token TEXT NOT NULL UNIQUE,
                title TEXT NOT NULL,
                region_code TEXT NOT NULL,
                content {BLOB} NOT NULL,
                content_hash {BLOB} NOT NULL,
                issued_day BIGINT NOT NULL,
                issued_by_id BIGINT,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX issued_document_case ON issued_document (case_id, id);
            """)
}

extension Migration {
    /// Two-person issue of reports, objections to what they found, correction tickets, and matches not raised again.
    static let objections = Migration(
        number: 9, name: "objections",
        script: """
            CREATE TABLE report_issue (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                report_id BIGINT NOT NULL UNIQUE REFERENCES verification_report (id),
                version BIGINT NOT NULL,
                composed_by_id BIGINT REFERENCES staff_user (id),
                composed_day BIGINT NOT NULL,
                issued_by_id BIGINT REFERENCES staff_user (id),
                issued_day BIGINT,
                objection_due_day BIGINT,
                waived_day BIGINT,
                created_at BIGINT NOT NULL,
                CHECK (issued_by_id IS NULL OR composed_by_id IS NULL OR issued_by_id <> composed_by_id),
                CHECK ((issued_by_id IS NULL) = (issued_day IS NULL)),
                CHECK ((issued_by_id IS NULL) = (objection_due_day IS NULL))
            );
            CREATE INDEX report_issue_case ON report_issue (case_id, report_id);
            CREATE TABLE report_doubt (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                report_id BIGINT NOT NULL REFERENCES verification_report (id),
                evidence_hash TEXT NOT NULL,
                note {BLOB} NOT NULL,
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                business_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (report_id, evidence_hash)
            );
            CREATE TABLE report_objection (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                report_id BIGINT NOT NULL REFERENCES verification_report (id),
                version BIGINT NOT NULL,
                number TEXT NOT NULL UNIQUE,
                evidence_hash TEXT NOT NULL,
                finding {BLOB} NOT NULL,
                statement {BLOB} NOT NULL,
                photo_id BIGINT REFERENCES upload (id),
                filed_by_id BIGINT REFERENCES staff_user (id),
                filed_day BIGINT NOT NULL,
                filed_at BIGINT NOT NULL,
                answer_due_day BIGINT NOT NULL,
                maker_id BIGINT REFERENCES staff_user (id),
                state TEXT NOT NULL CHECK (state IN ('open', 'upheld', 'rejected')),
                reason {BLOB},
                decided_by_id BIGINT REFERENCES staff_user (id),
                decided_day BIGINT,
                CHECK (decided_by_id IS NULL OR maker_id IS NULL OR decided_by_id <> maker_id),
                CHECK (decided_by_id IS NULL OR filed_by_id IS NULL OR decided_by_id <> filed_by_id),
                CHECK ((state = 'open') = (decided_by_id IS NULL)),
                UNIQUE (report_id, evidence_hash)
            );
            CREATE INDEX report_objection_case ON report_objection (case_id, id);
            CREATE INDEX report_objection_open ON report_objection (answer_due_day, id) WHERE state = 'open';
            CREATE TABLE correction_ticket (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                objection_id BIGINT NOT NULL UNIQUE REFERENCES report_objection (id),
                version BIGINT NOT NULL,
                number TEXT NOT NULL UNIQUE,
                dataset TEXT NOT NULL,
                department TEXT NOT NULL,
                content {BLOB} NOT NULL,
                sent_day BIGINT NOT NULL,
                sent_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                due_day BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('sent', 'corrected', 'notCorrected')),
                answer {BLOB},
                answered_by_id BIGINT REFERENCES staff_user (id),
                answered_day BIGINT,
                CHECK ((state = 'sent') = (answered_day IS NULL))
            );
            CREATE INDEX correction_ticket_open ON correction_ticket (due_day, id) WHERE state = 'sent';
            CREATE TABLE match_suppression (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                objection_id BIGINT NOT NULL UNIQUE REFERENCES report_objection (id),
                version BIGINT NOT NULL,
                evidence_hash TEXT NOT NULL,
                since_day BIGINT NOT NULL,
                decided_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                revoked_day BIGINT,
                revoked_by_id BIGINT REFERENCES staff_user (id),
                revoke_reason {BLOB},
                CHECK ((revoked_day IS NULL) = (revoked_by_id IS NULL))
            );
            CREATE UNIQUE INDEX match_suppression_current ON match_suppression (evidence_hash)
                WHERE revoked_day IS NULL;
            """)
}

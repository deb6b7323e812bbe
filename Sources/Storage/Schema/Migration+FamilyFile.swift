extension Migration {
    /// The family's file: what happened to a family, what follows from it, obligors, certificates, letters, mandates.
    ///
    /// A change of a family is a record and is never rewritten; what it asks people to do is settled row by row.
    static let familyFile = Migration(
        number: 14, name: "familyFile",
        script: """
            CREATE TABLE family_change (
                id BIGINT PRIMARY KEY,
                family_id BIGINT NOT NULL REFERENCES family (id),
                other_family_id BIGINT REFERENCES family (id),
                kind TEXT NOT NULL CHECK (kind IN ('joining', 'death', 'leaving', 'split', 'merge')),
                cause TEXT,
                person_id BIGINT REFERENCES person (id),
                happened_day BIGINT NOT NULL,
                effective_month BIGINT NOT NULL,
                note {BLOB} NOT NULL,
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                business_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                CHECK (other_family_id IS NULL OR other_family_id <> family_id)
            );
            CREATE INDEX family_change_family ON family_change (family_id, id);
            CREATE INDEX family_change_other ON family_change (other_family_id, id) WHERE other_family_id IS NOT NULL;
            CREATE TABLE family_duty (
                id BIGINT PRIMARY KEY,
                change_id BIGINT NOT NULL REFERENCES family_change (id),
                family_id BIGINT NOT NULL REFERENCES family (id),
                duty TEXT NOT NULL,
                since_day BIGINT NOT NULL,
                done_day BIGINT,
                done_by_id BIGINT REFERENCES staff_user (id),
                note TEXT,
                UNIQUE (change_id, family_id, duty),
                CHECK ((done_day IS NULL) = (done_by_id IS NULL))
            );
            CREATE INDEX family_duty_open ON family_duty (family_id) WHERE done_day IS NULL;
            CREATE TABLE support_obligor (
                id BIGINT PRIMARY KEY,
                family_id BIGINT NOT NULL REFERENCES family (id),
                person_id BIGINT NOT NULL REFERENCES person (id),
                kinship TEXT NOT NULL,
                ability TEXT NOT NULL CHECK (ability IN ('able', 'unable', 'unknown')),
                maintenance_fen BIGINT,
                content {BLOB} NOT NULL,
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                valid_from BIGINT NOT NULL,
                valid_to BIGINT
            );
            CREATE INDEX support_obligor_family ON support_obligor (family_id, id);
            CREATE TABLE aid_certificate (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                number TEXT NOT NULL UNIQUE,
                token TEXT NOT NULL UNIQUE,
                state TEXT NOT NULL CHECK (state IN ('valid', 'lost', 'replaced', 'cancelled')),
                valid_through_day BIGINT NOT NULL,
                content {BLOB} NOT NULL,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX aid_certificate_case ON aid_certificate (case_id, id);
            CREATE UNIQUE INDEX aid_certificate_current ON aid_certificate (case_id) WHERE state IN ('valid', 'lost');
            CREATE TABLE certificate_event (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                certificate_id BIGINT NOT NULL REFERENCES aid_certificate (id),
                event TEXT NOT NULL,
                reason TEXT NOT NULL,
                actor_kind TEXT NOT NULL,
                actor_id BIGINT NOT NULL,
                business_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX certificate_event_case ON certificate_event (case_id, id);
            CREATE TABLE status_letter (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                document_id BIGINT UNIQUE REFERENCES issued_document (id),
                state TEXT NOT NULL CHECK (state IN ('issued', 'asked', 'genuine', 'notGenuine', 'noAnswer')),
                content {BLOB} NOT NULL,
                valid_through_day BIGINT NOT NULL,
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                business_day BIGINT NOT NULL,
                due_day BIGINT,
                answered_by_id BIGINT REFERENCES staff_user (id),
                answered_day BIGINT,
                CHECK ((state = 'issued') = (document_id IS NOT NULL)),
                CHECK ((answered_day IS NULL) = (answered_by_id IS NULL)),
                CHECK ((answered_day IS NULL) = (state IN ('issued', 'asked')))
            );
            CREATE INDEX status_letter_case ON status_letter (case_id, id);
            CREATE TABLE agency_mandate (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                draft_id BIGINT REFERENCES application_draft (id),
                case_id BIGINT REFERENCES aid_case (id),
                kind TEXT NOT NULL CHECK (kind IN ('guide', 'assist', 'act')),
                agent_staff_id BIGINT REFERENCES staff_user (id),
                from_day BIGINT NOT NULL,
                through_day BIGINT NOT NULL,
                is_signed BIGINT NOT NULL CHECK (is_signed IN (0, 1)),
                content {BLOB} NOT NULL,
                staff_id BIGINT REFERENCES staff_user (id),
                account_id BIGINT REFERENCES citizen_account (id),
                business_day BIGINT NOT NULL,
                revoked_day BIGINT,
                revoked_by_id BIGINT REFERENCES staff_user (id),
                revoked_by_account_id BIGINT REFERENCES citizen_account (id),
                CHECK ((staff_id IS NULL) <> (account_id IS NULL)),
                CHECK (draft_id IS NOT NULL OR case_id IS NOT NULL),
                CHECK (through_day >= from_day),
                CHECK ((revoked_day IS NULL) = (revoked_by_id IS NULL AND revoked_by_account_id IS NULL))
            );
            CREATE INDEX agency_mandate_case ON agency_mandate (case_id, id);
            CREATE INDEX agency_mandate_draft ON agency_mandate (draft_id, id);
            CREATE TABLE township_transfer (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                from_code TEXT NOT NULL,
                to_code TEXT NOT NULL,
                first_month BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('proposed', 'sent', 'received', 'returned', 'cancelled')),
                reason TEXT NOT NULL,
                answer TEXT,
                amount_fen BIGINT,
                sent_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                sent_day BIGINT NOT NULL,
                answered_by_id BIGINT REFERENCES staff_user (id),
                answered_day BIGINT,
                CHECK ((answered_day IS NULL) = (answered_by_id IS NULL))
            );
            CREATE INDEX township_transfer_case ON township_transfer (case_id, id);
            CREATE UNIQUE INDEX township_transfer_open ON township_transfer (case_id)
                WHERE state IN ('proposed', 'sent', 'returned');
            CREATE INDEX township_transfer_to ON township_transfer (to_code, id) WHERE state = 'sent';
            CREATE TABLE window_handover (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                item TEXT NOT NULL,
                department TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('sent', 'taken', 'done', 'returned')),
                content {BLOB} NOT NULL,
                document_id BIGINT NOT NULL REFERENCES issued_document (id),
                first_contact_id BIGINT NOT NULL REFERENCES staff_user (id),
                sent_day BIGINT NOT NULL,
                due_day BIGINT NOT NULL,
                answered_by_id BIGINT REFERENCES staff_user (id),
                answered_day BIGINT,
                CHECK ((answered_day IS NULL) = (answered_by_id IS NULL)),
                CHECK ((answered_day IS NULL) = (state = 'sent'))
            );
            CREATE INDEX window_handover_case ON window_handover (case_id, id);
            CREATE INDEX window_handover_open ON window_handover (due_day, id) WHERE state IN ('sent', 'taken');
            CREATE TABLE inform_commitment (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                item TEXT NOT NULL,
                text_hash TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('promised', 'proved', 'false')),
                content {BLOB} NOT NULL,
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                business_day BIGINT NOT NULL,
                due_day BIGINT NOT NULL,
                checked_by_id BIGINT REFERENCES staff_user (id),
                checked_day BIGINT,
                UNIQUE (case_id, item),
                CHECK ((checked_day IS NULL) = (checked_by_id IS NULL)),
                CHECK ((checked_day IS NULL) = (state = 'promised'))
            );
            """)
}

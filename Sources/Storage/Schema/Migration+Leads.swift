extension Migration {
    /// Leads on families in hardship, corrections that a sample asked for, and papers a hand-over still owes.
    ///
    /// Who told of a family stands sealed apart from what the village reads, and no list ever opens it.
    static let leads = Migration(
        number: 18, name: "leads",
        script: """
            CREATE TABLE lead (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                number TEXT NOT NULL UNIQUE,
                region_code TEXT NOT NULL REFERENCES region (code),
                source TEXT NOT NULL,
                state TEXT NOT NULL,
                person_name TEXT NOT NULL,
                content {BLOB} NOT NULL,
                id_index {BLOB},
                informant {BLOB},
                ticket_id BIGINT REFERENCES hotline_ticket (id),
                raised_day BIGINT NOT NULL,
                due_day BIGINT NOT NULL,
                due_provisional BIGINT NOT NULL CHECK (due_provisional IN (0, 1)),
                due_citation TEXT NOT NULL,
                told_day BIGINT,
                tries TEXT NOT NULL,
                keeper_id BIGINT REFERENCES staff_user (id),
                draft_id BIGINT REFERENCES application_draft (id),
                raised_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                created_at BIGINT NOT NULL
            );
            CREATE INDEX lead_open ON lead (region_code, due_day, id) WHERE state IN ('raised', 'told');
            CREATE INDEX lead_region ON lead (region_code, id);
            CREATE UNIQUE INDEX lead_ticket ON lead (ticket_id) WHERE ticket_id IS NOT NULL;
            CREATE UNIQUE INDEX lead_person ON lead (id_index)
                WHERE id_index IS NOT NULL AND state IN ('raised', 'told');
            CREATE TABLE lead_step (
                id BIGINT PRIMARY KEY,
                lead_id BIGINT NOT NULL REFERENCES lead (id),
                event TEXT NOT NULL,
                to_state TEXT NOT NULL,
                words {BLOB} NOT NULL,
                document_id BIGINT REFERENCES issued_document (id),
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                business_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX lead_step_lead ON lead_step (lead_id, id);
            CREATE TABLE sampling_correction (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                plan_id BIGINT NOT NULL REFERENCES sampling_plan (id),
                finding TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('open', 'corrected', 'upheld')),
                after_event BIGINT NOT NULL,
                opened_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                opened_day BIGINT NOT NULL,
                due_day BIGINT NOT NULL,
                due_provisional BIGINT NOT NULL CHECK (due_provisional IN (0, 1)),
                due_citation TEXT NOT NULL,
                closed_by_id BIGINT REFERENCES staff_user (id),
                closed_day BIGINT,
                words {BLOB},
                UNIQUE (case_id, plan_id),
                CHECK ((closed_day IS NULL) = (closed_by_id IS NULL)),
                CHECK ((closed_day IS NULL) = (words IS NULL)),
                CHECK ((closed_day IS NULL) = (state = 'open'))
            );
            CREATE INDEX sampling_correction_open ON sampling_correction (case_id) WHERE state = 'open';
            ALTER TABLE township_transfer ADD COLUMN missing TEXT NOT NULL DEFAULT '';
            ALTER TABLE township_transfer ADD COLUMN missing_due_day BIGINT
            """)
}

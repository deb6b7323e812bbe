extension Migration {
    /// Tickets of the 12345 hotline: who called stands sealed beside what the office reads; steps are kept.
    ///
    /// `case_complaint` is the fact of a case that a call touches it, and outlives the ticket's own course.
    static let hotline = Migration(
        number: 17, name: "hotline",
        script: """
            CREATE TABLE hotline_ticket (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                number TEXT NOT NULL,
                county_code TEXT NOT NULL REFERENCES region (code),
                region_code TEXT NOT NULL REFERENCES region (code),
                subject TEXT NOT NULL,
                state TEXT NOT NULL,
                gist {BLOB} NOT NULL,
                content {BLOB} NOT NULL,
                informant {BLOB},
                phone_index {BLOB},
                is_named BIGINT NOT NULL CHECK (is_named IN (0, 1)),
                received_day BIGINT NOT NULL,
                handed_day BIGINT NOT NULL,
                case_id BIGINT REFERENCES aid_case (id),
                during_review BIGINT NOT NULL CHECK (during_review IN (0, 1)),
                repeats_id BIGINT REFERENCES hotline_ticket (id),
                due_day BIGINT NOT NULL,
                due_provisional BIGINT NOT NULL CHECK (due_provisional IN (0, 1)),
                due_citation TEXT NOT NULL,
                extended BIGINT NOT NULL CHECK (extended IN (0, 1)),
                satisfied BIGINT CHECK (satisfied IN (0, 1)),
                source TEXT NOT NULL CHECK (source IN ('hand', 'list')),
                taken_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                created_at BIGINT NOT NULL,
                UNIQUE (county_code, number),
                CHECK (case_id IS NOT NULL OR during_review = 0),
                CHECK (repeats_id IS NULL OR repeats_id <> id)
            );
            CREATE INDEX hotline_ticket_open ON hotline_ticket (region_code, due_day, id)
                WHERE state NOT IN ('returned', 'closed');
            CREATE INDEX hotline_ticket_received ON hotline_ticket (county_code, received_day, id);
            CREATE INDEX hotline_ticket_case ON hotline_ticket (case_id);
            CREATE INDEX hotline_ticket_phone ON hotline_ticket (phone_index, received_day);
            CREATE INDEX hotline_ticket_repeats ON hotline_ticket (repeats_id);
            CREATE TABLE hotline_about (
                ticket_id BIGINT NOT NULL REFERENCES hotline_ticket (id),
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                PRIMARY KEY (ticket_id, staff_id)
            );
            CREATE TABLE hotline_step (
                id BIGINT PRIMARY KEY,
                ticket_id BIGINT NOT NULL REFERENCES hotline_ticket (id),
                event TEXT NOT NULL,
                from_state TEXT NOT NULL,
                to_state TEXT NOT NULL,
                due_day BIGINT NOT NULL,
                words {BLOB} NOT NULL,
                satisfied BIGINT CHECK (satisfied IN (0, 1)),
                region_code TEXT NOT NULL REFERENCES region (code),
                document_id BIGINT REFERENCES issued_document (id),
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                business_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX hotline_step_ticket ON hotline_step (ticket_id, id);
            CREATE TABLE case_complaint (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                ticket_id BIGINT NOT NULL REFERENCES hotline_ticket (id),
                forces_visit BIGINT NOT NULL CHECK (forces_visit IN (0, 1)),
                received_day BIGINT NOT NULL,
                tied_day BIGINT NOT NULL,
                tied_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                untied_day BIGINT,
                untied_by_id BIGINT REFERENCES staff_user (id),
                untie_reason {BLOB},
                CHECK ((untied_day IS NULL) = (untied_by_id IS NULL)),
                CHECK ((untied_day IS NULL) = (untie_reason IS NULL))
            );
            CREATE UNIQUE INDEX case_complaint_ticket ON case_complaint (ticket_id) WHERE untied_day IS NULL;
            CREATE INDEX case_complaint_case ON case_complaint (case_id, id);
            """)
}

extension Migration {
    /// Papers and clocks: signatures, first prints, archived files, boards that hang for long, reminders.
    ///
    /// A signature, a print and a reminder are only ever added; a board ends and another takes its place.
    static let papers = Migration(
        number: 15, name: "papers",
        script: """
            CREATE TABLE document_mark (
                id BIGINT PRIMARY KEY,
                document_id BIGINT NOT NULL REFERENCES issued_document (id),
                side TEXT NOT NULL CHECK (side IN ('household', 'staff', 'body')),
                staff_id BIGINT REFERENCES staff_user (id),
                upload_id BIGINT REFERENCES upload (id),
                text_digest TEXT NOT NULL,
                content {BLOB} NOT NULL,
                business_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX document_mark_document ON document_mark (document_id, id);
            CREATE UNIQUE INDEX document_mark_staff ON document_mark (document_id, staff_id)
                WHERE staff_id IS NOT NULL AND side = 'staff';
            CREATE TABLE document_print (
                document_id BIGINT PRIMARY KEY REFERENCES issued_document (id),
                address TEXT NOT NULL,
                byte_count BIGINT NOT NULL,
                content_digest TEXT NOT NULL,
                made_at BIGINT NOT NULL
            );
            CREATE TABLE case_archive (
                case_id BIGINT PRIMARY KEY REFERENCES aid_case (id),
                document_id BIGINT NOT NULL REFERENCES issued_document (id),
                page_count BIGINT NOT NULL,
                kept_through BIGINT,
                citation TEXT NOT NULL,
                archived_day BIGINT NOT NULL,
                archived_by_id BIGINT NOT NULL REFERENCES staff_user (id)
            );
            CREATE INDEX case_archive_kept ON case_archive (kept_through);
            CREATE TABLE case_reminder (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                level TEXT NOT NULL CHECK (level IN ('handler', 'townshipHead', 'county', 'city')),
                deadline_day BIGINT NOT NULL,
                days_left BIGINT NOT NULL,
                words TEXT NOT NULL,
                made_day BIGINT NOT NULL,
                made_at BIGINT NOT NULL,
                answer {BLOB},
                promised_day BIGINT,
                answered_by_id BIGINT REFERENCES staff_user (id),
                answered_day BIGINT,
                UNIQUE (case_id, level, deadline_day, days_left)
            );
            CREATE INDEX case_reminder_open ON case_reminder (level, answered_day, made_day);
            CREATE TABLE standing_posting (
                id BIGINT PRIMARY KEY,
                kind TEXT NOT NULL CHECK (kind IN ('E12', 'E13')),
                region_code TEXT NOT NULL,
                paid_month BIGINT,
                state TEXT NOT NULL CHECK (state IN ('drafted', 'approved', 'posted', 'ended')),
                content {BLOB} NOT NULL,
                content_digest TEXT NOT NULL,
                household_count BIGINT NOT NULL,
                drafted_day BIGINT NOT NULL,
                document_id BIGINT REFERENCES issued_document (id),
                approved_by_id BIGINT REFERENCES staff_user (id),
                approved_day BIGINT,
                posted_by_id BIGINT REFERENCES staff_user (id),
                posted_day BIGINT,
                photo_address TEXT,
                photo_type TEXT,
                ended_day BIGINT,
                ended_reason TEXT
            );
            CREATE INDEX standing_posting_region ON standing_posting (region_code, kind, state);
            CREATE UNIQUE INDEX standing_posting_draft ON standing_posting (region_code, kind)
                WHERE state IN ('drafted', 'approved');
            """)
}

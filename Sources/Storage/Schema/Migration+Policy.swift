extension Migration {
    /// Versions of policy packs from draft to publication, their trials, and what a change for the past comes to.
    ///
    /// A published version is never changed. Its `publication` numbers are gapless and count for the whole
    /// installation. A trial and its lines are only ever added.
    static let policy = Migration(
        number: 7, name: "policy",
        script: """
            CREATE TABLE pack_version (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                program TEXT NOT NULL,
                region_code TEXT NOT NULL REFERENCES region (code),
                in_force_from BIGINT NOT NULL,
                note TEXT NOT NULL,
                files TEXT NOT NULL,
                text_hash TEXT NOT NULL,
                base_hash TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'published', 'withdrawn')),
                drafted_by_id BIGINT NOT NULL,
                edited_by_id BIGINT NOT NULL,
                submitted_by_id BIGINT,
                approved_by_id BIGINT,
                published_by_id BIGINT,
                return_reason TEXT,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                publication BIGINT UNIQUE,
                published_day BIGINT,
                published_at BIGINT,
                for_the_past BIGINT NOT NULL DEFAULT 0 CHECK (for_the_past IN (0, 1)),
                trial_id BIGINT,
                CHECK (approved_by_id IS NULL OR (approved_by_id <> drafted_by_id AND approved_by_id <> edited_by_id
                    AND approved_by_id <> submitted_by_id)),
                CHECK ((state = 'published') = (publication IS NOT NULL)),
                CHECK (publication IS NULL OR (approved_by_id IS NOT NULL AND trial_id IS NOT NULL
                    AND published_by_id IS NOT NULL AND published_day IS NOT NULL AND published_at IS NOT NULL))
            );
            CREATE UNIQUE INDEX pack_version_open ON pack_version (program, region_code)
                WHERE state IN ('draft', 'submitted', 'approved');
            CREATE INDEX pack_version_program ON pack_version (program, region_code, publication);
            CREATE TABLE pack_step (
                id BIGINT PRIMARY KEY,
                version_id BIGINT NOT NULL REFERENCES pack_version (id),
                step TEXT NOT NULL,
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                reason TEXT NOT NULL,
                text_hash TEXT NOT NULL,
                business_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX pack_step_version ON pack_step (version_id, id);
            CREATE TABLE pack_trial (
                id BIGINT PRIMARY KEY,
                version_id BIGINT NOT NULL REFERENCES pack_version (id),
                text_hash TEXT NOT NULL,
                in_force_from BIGINT NOT NULL,
                publication BIGINT NOT NULL,
                business_day BIGINT NOT NULL,
                result TEXT NOT NULL,
                paid_count BIGINT NOT NULL,
                paid_fen BIGINT NOT NULL,
                made_by_id BIGINT NOT NULL,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX pack_trial_version ON pack_trial (version_id, id);
            CREATE TABLE retroactive_line (
                id BIGINT PRIMARY KEY,
                trial_id BIGINT NOT NULL REFERENCES pack_trial (id),
                family_id BIGINT NOT NULL REFERENCES family (id),
                case_id BIGINT REFERENCES aid_case (id),
                award_id BIGINT REFERENCES award (id),
                number TEXT NOT NULL,
                region_code TEXT NOT NULL REFERENCES region (code),
                month BIGINT NOT NULL,
                paid_fen BIGINT NOT NULL CHECK (paid_fen >= 0),
                due_fen BIGINT CHECK (due_fen >= 0),
                reason TEXT NOT NULL,
                UNIQUE (trial_id, number, month)
            );
            """)
}

extension Migration {
    /// Runs of the checking system, what they found, the tasks that come of it, imports, and pairs for clerical review.
    ///
    /// Counts are taken from the rows. A part's rows are written once, under the fence of the job that computed them.
    static let verification = Migration(
        number: 8, name: "verification",
        script: """
            CREATE TABLE verification_run (
                id BIGINT PRIMARY KEY,
                kind TEXT NOT NULL CHECK (kind IN ('full', 'household', 'incremental', 'recheck', 'precheck')),
                state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'cancelled', 'failed')),
                purpose TEXT NOT NULL,
                legal_basis TEXT NOT NULL,
                region_code TEXT NOT NULL REFERENCES region (code),
                as_of_day BIGINT NOT NULL,
                requested_by_id BIGINT,
                requested_by TEXT NOT NULL,
                catalogue_print TEXT NOT NULL,
                data TEXT NOT NULL,
                dedupe_key TEXT NOT NULL,
                base_run_id BIGINT REFERENCES verification_run (id),
                plan TEXT NOT NULL,
                starts BIGINT NOT NULL,
                last_error TEXT,
                created_at BIGINT NOT NULL,
                finished_at BIGINT
            );
            CREATE UNIQUE INDEX verification_run_once ON verification_run (dedupe_key)
                WHERE state IN ('queued', 'running', 'done');
            CREATE INDEX verification_run_region ON verification_run (region_code, id);
            CREATE TABLE verification_run_part (
                run_id BIGINT NOT NULL REFERENCES verification_run (id),
                part BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done')),
                fence BIGINT NOT NULL,
                started_at BIGINT,
                finished_at BIGINT,
                PRIMARY KEY (run_id, part)
            );
            CREATE TABLE verification_subject (
                id BIGINT PRIMARY KEY,
                run_id BIGINT NOT NULL,
                part BIGINT NOT NULL,
                family_id BIGINT NOT NULL REFERENCES family (id),
                case_id BIGINT REFERENCES aid_case (id),
                is_helped BIGINT NOT NULL CHECK (is_helped IN (0, 1)),
                plan TEXT NOT NULL CHECK (plan IN ('compute', 'carry')),
                state TEXT NOT NULL CHECK (state IN ('waiting', 'computed', 'carried')),
                facts_print TEXT NOT NULL,
                silent_rules TEXT NOT NULL,
                trail {BLOB},
                UNIQUE (run_id, family_id),
                FOREIGN KEY (run_id, part) REFERENCES verification_run_part (run_id, part)
            );
            CREATE INDEX verification_subject_part ON verification_subject (run_id, part, family_id);
            CREATE TABLE verification_match (
                id BIGINT PRIMARY KEY,
                run_id BIGINT NOT NULL REFERENCES verification_run (id),
                part BIGINT NOT NULL,
                family_id BIGINT NOT NULL REFERENCES family (id),
                person_id BIGINT NOT NULL,
                rule TEXT NOT NULL,
                severity TEXT NOT NULL CHECK (severity IN ('red', 'yellow', 'care')),
                status TEXT NOT NULL CHECK (status IN ('hit', 'noAnswer', 'error', 'nameMismatch')),
                datasets TEXT NOT NULL,
                observed BIGINT NOT NULL,
                limit_value BIGINT NOT NULL,
                evidence_hash TEXT NOT NULL,
                suppressed_by TEXT,
                content {BLOB} NOT NULL,
                UNIQUE (run_id, family_id, person_id, rule, evidence_hash)
            );
            CREATE INDEX verification_match_rule ON verification_match (run_id, rule, family_id);
            CREATE INDEX verification_match_family ON verification_match (family_id, run_id);
            CREATE TABLE verification_source (
                run_id BIGINT NOT NULL,
                part BIGINT NOT NULL,
                dataset TEXT NOT NULL,
                as_of_day BIGINT,
                asked BIGINT NOT NULL CHECK (asked >= 0),
                silent BIGINT NOT NULL CHECK (silent >= 0),
                PRIMARY KEY (run_id, part, dataset)
            );
            CREATE TABLE verification_task (
                id BIGINT PRIMARY KEY,
                run_id BIGINT NOT NULL REFERENCES verification_run (id),
                match_id BIGINT NOT NULL REFERENCES verification_match (id),
                family_id BIGINT NOT NULL REFERENCES family (id),
                person_id BIGINT NOT NULL,
                rule TEXT NOT NULL,
                evidence_hash TEXT NOT NULL,
                severity TEXT NOT NULL,
                opened_day BIGINT NOT NULL,
                opened_at BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('open', 'settled')),
                outcome TEXT CHECK (outcome IN ('confirmed', 'refuted', 'dataWrong', 'explained', 'helped')),
                note {BLOB},
                settled_by_id BIGINT REFERENCES staff_user (id),
                settled_day BIGINT,
                settled_at BIGINT,
                UNIQUE (family_id, person_id, rule, evidence_hash),
                CHECK ((state = 'settled') = (outcome IS NOT NULL AND settled_by_id IS NOT NULL))
            );
            CREATE INDEX verification_task_open ON verification_task (state, opened_day, id);
            CREATE TABLE import_batch (
                id BIGINT PRIMARY KEY,
                kind TEXT NOT NULL CHECK (kind IN ('city', 'files', 'changes')),
                source TEXT NOT NULL,
                as_of_day BIGINT NOT NULL,
                requested_by TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'refused', 'failed')),
                stage TEXT NOT NULL,
                stage_done BIGINT NOT NULL,
                stage_total BIGINT NOT NULL,
                summary TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                finished_at BIGINT
            );
            CREATE TABLE import_finding (
                batch_id BIGINT NOT NULL REFERENCES import_batch (id),
                sequence BIGINT NOT NULL,
                file TEXT NOT NULL,
                file_row BIGINT,
                file_column TEXT,
                reason TEXT NOT NULL,
                sentence TEXT NOT NULL,
                PRIMARY KEY (batch_id, sequence)
            );
            CREATE TABLE link_review (
                id BIGINT PRIMARY KEY,
                name TEXT NOT NULL,
                region_code TEXT NOT NULL REFERENCES region (code),
                lower_permille BIGINT NOT NULL,
                upper_permille BIGINT NOT NULL,
                made_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                created_at BIGINT NOT NULL
            );
            CREATE TABLE link_pair (
                id BIGINT PRIMARY KEY,
                review_id BIGINT NOT NULL REFERENCES link_review (id),
                record_a TEXT NOT NULL,
                record_b TEXT NOT NULL,
                probability_permille BIGINT NOT NULL,
                reason TEXT NOT NULL,
                content {BLOB} NOT NULL,
                version BIGINT NOT NULL,
                decision TEXT CHECK (decision IN ('same', 'different', 'unsure')),
                decided_by_id BIGINT REFERENCES staff_user (id),
                decided_at BIGINT,
                UNIQUE (review_id, record_a, record_b),
                CHECK ((decision IS NULL) = (decided_by_id IS NULL))
            );
            CREATE INDEX link_pair_open ON link_pair (review_id, decision, id);
            """)
}

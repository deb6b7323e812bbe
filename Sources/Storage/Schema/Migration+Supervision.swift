extension Migration {
    /// What others say and see of a case: appraisals, delegation, meetings, the ledger of relatives, samples.
    ///
    /// Nothing here is erased: an order is revoked, an entry is struck, a finding stands.
    static let supervision = Migration(
        number: 13, name: "supervision",
        script: """
            CREATE TABLE appraisal (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                held_day BIGINT NOT NULL,
                passed BIGINT NOT NULL CHECK (passed IN (0, 1)),
                content {BLOB} NOT NULL,
                recorded_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                created_at BIGINT NOT NULL
            );
            CREATE INDEX appraisal_case ON appraisal (case_id, id);
            CREATE TABLE delegation_order (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                county_code TEXT NOT NULL REFERENCES region (code),
                number TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL CHECK (kind IN ('entrusted', 'assigned')),
                basis TEXT NOT NULL,
                from_day BIGINT NOT NULL,
                through_day BIGINT,
                published_day BIGINT NOT NULL,
                sampling_permille BIGINT NOT NULL CHECK (sampling_permille BETWEEN 1 AND 1000),
                relief_ceiling_fen BIGINT CHECK (relief_ceiling_fen > 0),
                issued_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                created_at BIGINT NOT NULL,
                revoked_day BIGINT,
                revoked_by_id BIGINT REFERENCES staff_user (id),
                revoke_reason TEXT,
                CHECK (through_day IS NULL OR through_day >= from_day),
                CHECK ((revoked_day IS NULL) = (revoked_by_id IS NULL)),
                CHECK ((revoked_day IS NULL) = (revoke_reason IS NULL))
            );
            CREATE INDEX delegation_order_county ON delegation_order (county_code, id);
            CREATE TABLE delegation_reach (
                order_id BIGINT NOT NULL REFERENCES delegation_order (id),
                township_code TEXT NOT NULL REFERENCES region (code),
                program TEXT NOT NULL,
                PRIMARY KEY (order_id, township_code, program)
            );
            CREATE INDEX delegation_reach_township ON delegation_reach (township_code, program);
            CREATE TABLE decision_meeting (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                held_day BIGINT NOT NULL,
                carried BIGINT NOT NULL CHECK (carried IN (0, 1)),
                facts_version BIGINT NOT NULL,
                content {BLOB} NOT NULL,
                recorded_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                created_at BIGINT NOT NULL
            );
            CREATE INDEX decision_meeting_case ON decision_meeting (case_id, id);
            CREATE TABLE official (
                id BIGINT PRIMARY KEY,
                staff_id BIGINT UNIQUE REFERENCES staff_user (id),
                person_id BIGINT UNIQUE REFERENCES person (id),
                name TEXT NOT NULL,
                duty TEXT NOT NULL,
                region_code TEXT NOT NULL REFERENCES region (code),
                from_day BIGINT NOT NULL,
                to_day BIGINT
            );
            CREATE INDEX official_region ON official (region_code, id);
            CREATE TABLE relative_declaration (
                id BIGINT PRIMARY KEY,
                official_id BIGINT NOT NULL REFERENCES official (id),
                year BIGINT NOT NULL,
                declared_day BIGINT NOT NULL,
                has_none BIGINT NOT NULL CHECK (has_none IN (0, 1)),
                declared_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                UNIQUE (official_id, year)
            );
            CREATE TABLE relative_entry (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                official_id BIGINT NOT NULL REFERENCES official (id),
                person_id BIGINT NOT NULL REFERENCES person (id),
                case_id BIGINT REFERENCES aid_case (id),
                kinship TEXT NOT NULL,
                source TEXT NOT NULL CHECK (source IN ('applicant', 'staff', 'registers')),
                entered_day BIGINT NOT NULL,
                entered_by_id BIGINT REFERENCES staff_user (id),
                struck_day BIGINT,
                struck_by_id BIGINT REFERENCES staff_user (id),
                struck_reason {BLOB},
                CHECK ((struck_day IS NULL) = (struck_by_id IS NULL)),
                CHECK ((struck_day IS NULL) = (struck_reason IS NULL))
            );
            CREATE UNIQUE INDEX relative_entry_standing ON relative_entry (official_id, person_id, source)
            WHERE struck_day IS NULL;
            CREATE INDEX relative_entry_person ON relative_entry (person_id);
            CREATE TABLE sampling_plan (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                county_code TEXT NOT NULL REFERENCES region (code),
                number TEXT NOT NULL UNIQUE,
                from_day BIGINT NOT NULL,
                through_day BIGINT NOT NULL,
                share_permille BIGINT NOT NULL CHECK (share_permille BETWEEN 1 AND 1000),
                least BIGINT NOT NULL,
                list_hash {BLOB} NOT NULL,
                frozen_day BIGINT NOT NULL,
                frozen_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                seed TEXT,
                seed_source TEXT,
                drawn_day BIGINT,
                drawn_by_id BIGINT REFERENCES staff_user (id),
                created_at BIGINT NOT NULL,
                CHECK ((seed IS NULL) = (drawn_day IS NULL)),
                CHECK ((seed IS NULL) = (seed_source IS NULL)),
                CHECK ((seed IS NULL) = (drawn_by_id IS NULL))
            );
            CREATE INDEX sampling_plan_county ON sampling_plan (county_code, id);
            CREATE TABLE sampling_item (
                plan_id BIGINT NOT NULL REFERENCES sampling_plan (id),
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                township_code TEXT NOT NULL REFERENCES region (code),
                decided_day BIGINT NOT NULL,
                granted BIGINT NOT NULL CHECK (granted IN (0, 1)),
                certain BIGINT NOT NULL CHECK (certain IN (0, 1)),
                decider_id BIGINT NOT NULL REFERENCES staff_user (id),
                drawn BIGINT NOT NULL DEFAULT 0 CHECK (drawn IN (0, 1)),
                PRIMARY KEY (plan_id, case_id)
            );
            CREATE TABLE sampling_finding (
                id BIGINT PRIMARY KEY,
                plan_id BIGINT NOT NULL,
                case_id BIGINT NOT NULL,
                finding TEXT NOT NULL,
                words {BLOB} NOT NULL,
                found_by_id BIGINT NOT NULL REFERENCES staff_user (id),
                found_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (plan_id, case_id),
                FOREIGN KEY (plan_id, case_id) REFERENCES sampling_item (plan_id, case_id)
            );
            """)
}

extension Migration {
    /// Regions, people, families and who may see them.
    ///
    /// A person is an id; everything said about one is a dated row.
    static let people = Migration(
        number: 2, name: "people",
        script: """
            CREATE TABLE region (
                code TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                level TEXT NOT NULL CHECK (level IN ('province', 'city', 'county', 'township', 'village')),
                parent_code TEXT REFERENCES region (code),
                valid_from BIGINT NOT NULL,
                valid_to BIGINT
            );
            CREATE INDEX region_parent ON region (parent_code, code);
            CREATE TABLE village_code (
                token TEXT PRIMARY KEY,
                region_code TEXT NOT NULL REFERENCES region (code),
                helper_name TEXT NOT NULL,
                helper_phone TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                closed_at BIGINT
            );
            CREATE INDEX village_code_region ON village_code (region_code);
            CREATE TABLE person (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                name TEXT NOT NULL,
                name_key TEXT NOT NULL,
                sex TEXT NOT NULL,
                birth_day BIGINT NOT NULL,
                id_last_four TEXT NOT NULL,
                death_day BIGINT,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX person_name_key ON person (name_key);
            CREATE TABLE person_name (
                id BIGINT PRIMARY KEY,
                person_id BIGINT NOT NULL REFERENCES person (id),
                name TEXT NOT NULL,
                valid_from BIGINT NOT NULL,
                valid_to BIGINT
            );
            CREATE INDEX person_name_person ON person_name (person_id);
            CREATE TABLE name_reading (
                person_id BIGINT NOT NULL REFERENCES person (id),
                reading TEXT NOT NULL,
                PRIMARY KEY (person_id, reading)
            );
            CREATE INDEX name_reading_text ON name_reading (reading, person_id);
            CREATE TABLE identity_document (
                id BIGINT PRIMARY KEY,
                person_id BIGINT NOT NULL REFERENCES person (id),
                kind TEXT NOT NULL,
                number {BLOB} NOT NULL,
                number_index {BLOB} NOT NULL,
                last_four TEXT NOT NULL,
                valid_from BIGINT NOT NULL,
                valid_to BIGINT
            );
            CREATE UNIQUE INDEX identity_document_number ON identity_document (kind, number_index)
                WHERE valid_to IS NULL;
            CREATE INDEX identity_document_person ON identity_document (person_id);
            CREATE INDEX identity_document_last_four ON identity_document (last_four);
            CREATE TABLE person_address (
                id BIGINT PRIMARY KEY,
                person_id BIGINT NOT NULL REFERENCES person (id),
                kind TEXT NOT NULL CHECK (kind IN ('hukou', 'habitual', 'mailing')),
                region_code TEXT NOT NULL,
                detail {BLOB},
                valid_from BIGINT NOT NULL,
                valid_to BIGINT
            );
            CREATE INDEX person_address_person ON person_address (person_id);
            CREATE TABLE person_phone (
                id BIGINT PRIMARY KEY,
                person_id BIGINT NOT NULL REFERENCES person (id),
                phone {BLOB} NOT NULL,
                phone_index {BLOB} NOT NULL,
                last_four TEXT NOT NULL,
                source TEXT NOT NULL,
                valid_from BIGINT NOT NULL,
                valid_to BIGINT
            );
            CREATE INDEX person_phone_person ON person_phone (person_id);
            CREATE INDEX person_phone_index ON person_phone (phone_index);
            CREATE TABLE family (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                register_number TEXT UNIQUE,
                program TEXT NOT NULL,
                area TEXT NOT NULL CHECK (area IN ('urban', 'rural')),
                region_code TEXT NOT NULL REFERENCES region (code),
                started_day BIGINT NOT NULL,
                declared_vehicles BIGINT NOT NULL DEFAULT 0,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX family_region ON family (region_code, id);
            CREATE TABLE family_member (
                id BIGINT PRIMARY KEY,
                family_id BIGINT NOT NULL REFERENCES family (id),
                person_id BIGINT NOT NULL REFERENCES person (id),
                member_number BIGINT NOT NULL,
                relation TEXT NOT NULL,
                declared_income_fen BIGINT NOT NULL DEFAULT 0,
                declared_pension_fen BIGINT NOT NULL DEFAULT 0,
                valid_from BIGINT NOT NULL,
                valid_to BIGINT
            );
            CREATE INDEX family_member_family ON family_member (family_id, member_number);
            CREATE UNIQUE INDEX family_member_person ON family_member (person_id) WHERE valid_to IS NULL;
            CREATE TABLE family_grant (
                id BIGINT PRIMARY KEY,
                family_id BIGINT NOT NULL REFERENCES family (id),
                region_code TEXT NOT NULL,
                why TEXT NOT NULL CHECK (why IN ('lives', 'registered', 'helped')),
                valid_from BIGINT NOT NULL,
                valid_to BIGINT
            );
            CREATE INDEX family_grant_family ON family_grant (family_id);
            CREATE INDEX family_grant_region ON family_grant (region_code, family_id);
            CREATE TABLE upload (
                id BIGINT PRIMARY KEY,
                draft_id BIGINT,
                case_id BIGINT,
                purpose TEXT NOT NULL,
                media_type TEXT NOT NULL,
                byte_count BIGINT NOT NULL,
                address TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                created_by_kind TEXT NOT NULL,
                created_by_id BIGINT NOT NULL,
                CHECK (draft_id IS NOT NULL OR case_id IS NOT NULL)
            );
            CREATE INDEX upload_draft ON upload (draft_id, id);
            CREATE INDEX upload_case ON upload (case_id, id);
            CREATE INDEX upload_address ON upload (address);
            """)
}

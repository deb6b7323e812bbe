extension Migration {
    /// Staff with posts, citizens with phones, and the sessions of both.
    static let signIn = Migration(
        number: 3, name: "sign-in",
        script: """
            CREATE TABLE staff_user (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                login TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                password_hash TEXT NOT NULL,
                totp_secret {BLOB},
                totp_step_used BIGINT NOT NULL DEFAULT 0,
                closed_at BIGINT,
                created_at BIGINT NOT NULL
            );
            CREATE TABLE login_lock (
                login_index {BLOB} PRIMARY KEY,
                failures BIGINT NOT NULL,
                locked_until BIGINT NOT NULL,
                changed_at BIGINT NOT NULL
            );
            CREATE TABLE staff_post (
                id BIGINT PRIMARY KEY,
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                role TEXT NOT NULL,
                region_code TEXT NOT NULL REFERENCES region (code),
                valid_from BIGINT NOT NULL,
                valid_to BIGINT
            );
            CREATE INDEX staff_post_staff ON staff_post (staff_id);
            CREATE INDEX staff_post_region ON staff_post (region_code);
            CREATE TABLE staff_session (
                id BIGINT PRIMARY KEY,
                token_hash {BLOB} NOT NULL UNIQUE,
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                post_id BIGINT REFERENCES staff_post (id),
                second_factor_at BIGINT,
                totp_pending {BLOB},
                created_at BIGINT NOT NULL,
                seen_at BIGINT NOT NULL,
                ended_at BIGINT
            );
            CREATE INDEX staff_session_staff ON staff_session (staff_id);
            CREATE TABLE citizen_account (
                id BIGINT PRIMARY KEY,
                phone {BLOB} NOT NULL,
                phone_index {BLOB} NOT NULL UNIQUE,
                phone_last_four TEXT NOT NULL,
                created_at BIGINT NOT NULL
            );
            CREATE TABLE account_person (
                account_id BIGINT NOT NULL REFERENCES citizen_account (id),
                person_id BIGINT NOT NULL REFERENCES person (id),
                proven_by TEXT NOT NULL CHECK (proven_by IN ('phoneOnFile', 'clerk', 'identityAdapter')),
                proven_at BIGINT NOT NULL,
                PRIMARY KEY (account_id, person_id)
            );
            CREATE TABLE citizen_session (
                id BIGINT PRIMARY KEY,
                token_hash {BLOB} NOT NULL UNIQUE,
                account_id BIGINT NOT NULL REFERENCES citizen_account (id),
                created_at BIGINT NOT NULL,
                seen_at BIGINT NOT NULL,
                ended_at BIGINT
            );
            CREATE TABLE phone_code (
                id BIGINT PRIMARY KEY,
                phone_index {BLOB} NOT NULL,
                purpose TEXT NOT NULL,
                subject_id BIGINT NOT NULL DEFAULT 0,
                member_number BIGINT NOT NULL DEFAULT 0,
                code_hash {BLOB} NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                tries BIGINT NOT NULL DEFAULT 0,
                used_at BIGINT
            );
            CREATE INDEX phone_code_phone ON phone_code (phone_index, purpose, id);
            """)
}

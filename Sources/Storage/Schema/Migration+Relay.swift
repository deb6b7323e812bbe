extension Migration {
    /// Exchanges with a higher verification platform: what was asked of it about a case, and what it said.
    static let relay = Migration(
        number: 6, name: "relay",
        script: """
            CREATE TABLE relay_exchange (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                facts_version BIGINT NOT NULL,
                number TEXT NOT NULL UNIQUE,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'overdue', 'complete', 'expired')),
                receipt TEXT,
                failures BIGINT NOT NULL,
                next_attempt BIGINT NOT NULL,
                last_sequence BIGINT NOT NULL,
                last_error TEXT,
                asked_pairs BIGINT NOT NULL,
                answer_by_day BIGINT NOT NULL,
                late_through_day BIGINT NOT NULL,
                question {BLOB} NOT NULL,
                fence BIGINT NOT NULL DEFAULT 0,
                created_at BIGINT NOT NULL,
                UNIQUE (case_id, facts_version)
            );
            CREATE INDEX relay_exchange_due ON relay_exchange (next_attempt, id)
                WHERE state IN ('waiting', 'taken', 'overdue');
            CREATE TABLE relay_answer (
                id BIGINT PRIMARY KEY,
                exchange_id BIGINT NOT NULL REFERENCES relay_exchange (id),
                sequence BIGINT NOT NULL CHECK (sequence > 0),
                person TEXT NOT NULL,
                item TEXT NOT NULL,
                status TEXT NOT NULL CHECK (status IN ('hit', 'noHit', 'noAnswer', 'error', 'nameMismatch')),
                is_late BIGINT NOT NULL CHECK (is_late IN (0, 1)),
                received_at BIGINT NOT NULL,
                content {BLOB} NOT NULL,
                UNIQUE (exchange_id, sequence, person, item)
            );
            """)
}

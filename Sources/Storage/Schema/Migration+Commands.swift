extension Migration {
    /// What every command needs: installation values, idempotency keys, outbox, jobs, audit, number series, uploads.
    static let commands = Migration(
        number: 1, name: "commands",
        script: """
            CREATE TABLE installation (
                key TEXT PRIMARY KEY,
                value TEXT NOT NULL
            );
            CREATE TABLE node_lease (
                node BIGINT PRIMARY KEY CHECK (node BETWEEN 0 AND 511),
                holder TEXT NOT NULL,
                leased_until BIGINT NOT NULL
            );
            CREATE TABLE named_lease (
                name TEXT PRIMARY KEY,
                holder TEXT NOT NULL,
                leased_until BIGINT NOT NULL
            );
            CREATE TABLE command_key (
                actor_kind TEXT NOT NULL,
                actor_id BIGINT NOT NULL,
                key TEXT NOT NULL,
                command TEXT NOT NULL,
                request_hash {BLOB} NOT NULL,
                result {BLOB} NOT NULL,
                created_at BIGINT NOT NULL,
                PRIMARY KEY (actor_kind, actor_id, key)
            );
            CREATE TABLE outbox_message (
                id BIGINT PRIMARY KEY,
                channel TEXT NOT NULL,
                template TEXT NOT NULL,
                recipient {BLOB} NOT NULL,
                recipient_masked TEXT NOT NULL,
                body {BLOB} NOT NULL,
                case_id BIGINT,
                created_at BIGINT NOT NULL,
                business_day BIGINT NOT NULL,
                due_at BIGINT NOT NULL,
                attempts BIGINT NOT NULL DEFAULT 0,
                lease_holder TEXT,
                leased_until BIGINT NOT NULL DEFAULT 0,
                fence BIGINT NOT NULL DEFAULT 0,
                sent_at BIGINT,
                failed_at BIGINT,
                last_error TEXT
            );
            CREATE INDEX outbox_message_due ON outbox_message (due_at, id)
                WHERE sent_at IS NULL AND failed_at IS NULL;
            CREATE INDEX outbox_message_failed ON outbox_message (failed_at) WHERE failed_at IS NOT NULL;
            CREATE INDEX outbox_message_case ON outbox_message (case_id, id);
            CREATE TABLE job (
                id BIGINT PRIMARY KEY,
                kind TEXT NOT NULL,
                dedupe_key TEXT NOT NULL,
                payload TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
                run_at BIGINT NOT NULL,
                attempts BIGINT NOT NULL DEFAULT 0,
                attempts_max BIGINT NOT NULL,
                lease_holder TEXT,
                leased_until BIGINT NOT NULL DEFAULT 0,
                fence BIGINT NOT NULL DEFAULT 0,
                progress_done BIGINT NOT NULL DEFAULT 0,
                progress_total BIGINT NOT NULL DEFAULT 0,
                result TEXT,
                last_error TEXT,
                created_at BIGINT NOT NULL,
                finished_at BIGINT,
                UNIQUE (kind, dedupe_key)
            );
            CREATE INDEX job_due ON job (state, run_at, id);
            CREATE TABLE audit_entry (
                id BIGINT PRIMARY KEY,
                at BIGINT NOT NULL,
                actor_kind TEXT NOT NULL,
                actor_id BIGINT NOT NULL,
                post_id BIGINT NOT NULL,
                verb TEXT NOT NULL,
                subject_kind TEXT NOT NULL,
                subject_id BIGINT NOT NULL,
                region_code TEXT NOT NULL,
                reason TEXT NOT NULL,
                salt {BLOB},
                payload {BLOB},
                payload_hash {BLOB} NOT NULL,
                entry_hash {BLOB} NOT NULL
            );
            CREATE INDEX audit_entry_subject ON audit_entry (subject_kind, subject_id, id);
            CREATE INDEX audit_entry_actor ON audit_entry (actor_kind, actor_id, id);
            CREATE INDEX audit_entry_region ON audit_entry (region_code, id);
            CREATE TABLE audit_link (
                position BIGINT PRIMARY KEY CHECK (position > 0),
                audit_id BIGINT NOT NULL UNIQUE REFERENCES audit_entry (id),
                link_hash {BLOB} NOT NULL,
                linked_at BIGINT NOT NULL
            );
            CREATE TABLE number_series (
                series TEXT NOT NULL,
                region_code TEXT NOT NULL,
                year BIGINT NOT NULL,
                last_number BIGINT NOT NULL CHECK (last_number > 0),
                PRIMARY KEY (series, region_code, year)
            );
            CREATE TABLE rate_event (
                id BIGINT PRIMARY KEY,
                bucket {BLOB} NOT NULL,
                at BIGINT NOT NULL
            );
            CREATE INDEX rate_event_bucket ON rate_event (bucket, at);
            CREATE TABLE blob_content (
                address TEXT PRIMARY KEY,
                content {BLOB} NOT NULL
            );
            """)
}

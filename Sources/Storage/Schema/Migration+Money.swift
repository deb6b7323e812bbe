extension Migration {
    /// Awards as append-only changes, monthly batches, the double-entry ledger.
    ///
    /// Constraints forbid paying twice.
    ///
    /// `award` is the projection that lists and the roster's guard read; `award_change` is the truth. A payment's
    /// `kind` and `month` with its award are its key for good; a `failed` row keeps the key until it is retried or
    /// refunded.
    static let money = Migration(
        number: 5, name: "money",
        script: """
            CREATE TABLE award (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                family_id BIGINT NOT NULL REFERENCES family (id),
                case_id BIGINT UNIQUE REFERENCES aid_case (id),
                program TEXT NOT NULL,
                certificate_number TEXT NOT NULL UNIQUE,
                class TEXT NOT NULL,
                region_code TEXT NOT NULL REFERENCES region (code),
                head_count BIGINT NOT NULL CHECK (head_count > 0),
                payee_person_id BIGINT REFERENCES person (id),
                payee_name TEXT NOT NULL,
                account_last_four TEXT NOT NULL,
                amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
                from_month BIGINT NOT NULL,
                to_month BIGINT,
                suspended_from BIGINT,
                stopped_from BIGINT,
                status TEXT NOT NULL CHECK (status IN ('active', 'suspended', 'stopped')),
                origin TEXT NOT NULL CHECK (origin IN ('case', 'imported')),
                created_at BIGINT NOT NULL
            );
            CREATE INDEX award_family ON award (family_id);
            CREATE INDEX award_region ON award (region_code, program, status);
            CREATE TABLE award_member (
                award_id BIGINT NOT NULL REFERENCES award (id),
                person_id BIGINT NOT NULL REFERENCES person (id),
                PRIMARY KEY (award_id, person_id)
            );
            CREATE INDEX award_member_person ON award_member (person_id);
            CREATE TABLE award_change (
                id BIGINT PRIMARY KEY,
                award_id BIGINT NOT NULL REFERENCES award (id),
                sequence BIGINT NOT NULL,
                kind TEXT NOT NULL,
                from_month BIGINT,
                content {BLOB} NOT NULL,
                actor_kind TEXT NOT NULL,
                actor_id BIGINT NOT NULL,
                business_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (award_id, sequence)
            );
            CREATE TABLE award_hold (
                id BIGINT PRIMARY KEY,
                award_id BIGINT NOT NULL REFERENCES award (id),
                reason TEXT NOT NULL,
                held_by_id BIGINT NOT NULL,
                held_at BIGINT NOT NULL,
                released_by_id BIGINT,
                released_at BIGINT
            );
            CREATE UNIQUE INDEX award_hold_open ON award_hold (award_id) WHERE released_at IS NULL;
            CREATE TABLE account_change (
                id BIGINT PRIMARY KEY,
                award_id BIGINT NOT NULL REFERENCES award (id),
                payee {BLOB} NOT NULL,
                account_last_four TEXT NOT NULL,
                reason TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'refused')),
                proposed_by_id BIGINT NOT NULL,
                proposed_at BIGINT NOT NULL,
                checked_by_id BIGINT,
                checked_at BIGINT,
                CHECK (checked_by_id IS NULL OR checked_by_id <> proposed_by_id)
            );
            CREATE UNIQUE INDEX account_change_open ON account_change (award_id) WHERE state = 'proposed';
            CREATE TABLE pay_batch (
                id BIGINT PRIMARY KEY,
                version BIGINT NOT NULL,
                number TEXT NOT NULL UNIQUE,
                program TEXT NOT NULL,
                county_code TEXT NOT NULL REFERENCES region (code),
                month BIGINT NOT NULL,
                run BIGINT NOT NULL,
                root_id BIGINT NOT NULL,
                state TEXT NOT NULL,
                item_count BIGINT NOT NULL,
                total_fen BIGINT NOT NULL,
                made_by_id BIGINT NOT NULL,
                locked_by_id BIGINT,
                checked_by_id BIGINT,
                finance_by_id BIGINT,
                instructed_day BIGINT,
                instructed_at BIGINT,
                return_reason TEXT,
                debtor {BLOB},
                text_hash {BLOB},
                message_hash {BLOB},
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                UNIQUE (county_code, program, month, run),
                CHECK (checked_by_id IS NULL OR (checked_by_id <> made_by_id AND checked_by_id <> locked_by_id)),
                CHECK (finance_by_id IS NULL OR (finance_by_id <> made_by_id AND finance_by_id <> locked_by_id
                    AND finance_by_id <> checked_by_id))
            );
            CREATE UNIQUE INDEX pay_batch_draft ON pay_batch (county_code, program, month)
                WHERE state = 'draft' AND root_id = id;
            CREATE INDEX pay_batch_root ON pay_batch (root_id);
            CREATE TABLE paying_account (
                county_code TEXT PRIMARY KEY REFERENCES region (code),
                version BIGINT NOT NULL,
                debtor {BLOB} NOT NULL,
                updated_at BIGINT NOT NULL,
                updated_by_id BIGINT NOT NULL
            );
            CREATE TABLE pay_item (
                id BIGINT PRIMARY KEY,
                batch_id BIGINT NOT NULL REFERENCES pay_batch (id),
                award_id BIGINT NOT NULL REFERENCES award (id),
                month BIGINT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('regular', 'arrears')),
                amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
                payee_name TEXT NOT NULL,
                account {BLOB} NOT NULL,
                account_last_four TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('due', 'sent', 'paid', 'failed', 'retried', 'refunded')),
                retry_of_id BIGINT REFERENCES pay_item (id),
                answer_code TEXT,
                answer_reason TEXT,
                answered_day BIGINT
            );
            CREATE INDEX pay_item_batch ON pay_item (batch_id, id);
            CREATE INDEX pay_item_award ON pay_item (award_id, month);
            CREATE UNIQUE INDEX pay_item_once ON pay_item (award_id, month, kind)
                WHERE state IN ('due', 'sent', 'paid', 'failed');
            CREATE TABLE pay_item_part (
                item_id BIGINT NOT NULL REFERENCES pay_item (id),
                month BIGINT NOT NULL,
                amount_fen BIGINT NOT NULL,
                PRIMARY KEY (item_id, month)
            );
            CREATE TABLE pay_exclusion (
                id BIGINT PRIMARY KEY,
                batch_id BIGINT NOT NULL REFERENCES pay_batch (id),
                award_id BIGINT NOT NULL REFERENCES award (id),
                code TEXT NOT NULL,
                reason TEXT NOT NULL,
                withheld_fen BIGINT NOT NULL
            );
            CREATE INDEX pay_exclusion_batch ON pay_exclusion (batch_id, id);
            CREATE TABLE bank_answer (
                id BIGINT PRIMARY KEY,
                batch_id BIGINT NOT NULL REFERENCES pay_batch (id),
                content_hash {BLOB} NOT NULL,
                paid_count BIGINT NOT NULL,
                failed_count BIGINT NOT NULL,
                missing_count BIGINT NOT NULL,
                read_at BIGINT NOT NULL,
                read_by_id BIGINT NOT NULL,
                UNIQUE (batch_id, content_hash)
            );
            CREATE TABLE ledger_posting (
                id BIGINT PRIMARY KEY,
                batch_id BIGINT NOT NULL REFERENCES pay_batch (id),
                posting_key TEXT NOT NULL UNIQUE,
                debit_account TEXT NOT NULL,
                credit_account TEXT NOT NULL,
                amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
                business_day BIGINT NOT NULL,
                posted_at BIGINT NOT NULL,
                CHECK (debit_account <> credit_account)
            );
            CREATE INDEX ledger_posting_batch ON ledger_posting (batch_id, id);
            """)
}

import Primitives
import SQLText
import SQLiteEngine
import Sealing
import Storage
import Testing

@Suite struct SealedColumnsTests {
    /// Columns of bytes that are no sealed values: keyed or plain hashes, which no rotation may change.
    static let hashes: [String: String] = [
        "command_key.request_hash": "keyed hash of a request, compared with that of a repeat",
        "identity_document.number_index": "blind index, looked up",
        "person_phone.phone_index": "blind index, looked up",
        "citizen_account.phone_index": "blind index, looked up",
        "hotline_ticket.phone_index": "blind index, looked up",
        "phone_code.phone_index": "blind index, looked up",
        "sampling_plan.list_hash": "hash of the frozen list, published before the draw",
        "login_lock.login_index": "blind index, looked up",
        "rate_event.bucket": "blind index, counted",
        "verification_authorization.id_index": "blind index, looked up",
        "authorization_wait.id_index": "blind index, looked up",
        "lead.id_index": "blind index, looked up",
        "staff_session.token_hash": "hash of a random token, looked up",
        "citizen_session.token_hash": "hash of a random token, looked up",
        "phone_code.code_hash": "keyed hash of a code, compared",
        "audit_entry.salt": "random salt of the payload's hash, dropped with the payload when it is erased",
        "audit_entry.payload_hash": "salted hash, linked by the audit chain",
        "audit_entry.entry_hash": "hash of the entry, linked by the audit chain",
        "audit_link.link_hash": "the audit chain itself",
        "verification_authorization.text_hash": "hash of the text that was agreed to, which is no secret",
        "verification_report.content_hash": "hash that the report's verifying page compares",
        "determination.record_hash": "hash that a replay compares",
        "case_sorting.record_hash": "hash that a replay compares",
        "shown_screen.content_hash": "hash of a page as it was sent, compared when it is read again",
        "issued_document.content_hash": "hash that the document's verifying page compares",
        "pay_batch.text_hash": "hash of the bank file as written, compared when it is written again",
        "pay_batch.message_hash": "hash of the payment message as written, compared when it is written again",
        "bank_answer.content_hash": "hash by which an answer read twice is found",
    ]

    @Test func `every column of bytes is sealed and listed, or a hash with a reason`() async throws {
        let columns = try await bytesColumns()
        let sealed = Set((SealedColumn.rotating + SealedColumn.standing).map { "\($0.table).\($0.column)" })
        #expect(columns.count > 40)
        #expect(columns.subtracting(sealed).subtracting(Self.hashes.keys) == [], "sealed, but forgotten by a rotation")
        #expect(sealed.subtracting(columns) == [], "listed, but not in the schema")
        #expect(Set(Self.hashes.keys).subtracting(columns) == [], "explained, but not in the schema")
        #expect(sealed.isDisjoint(with: Self.hashes.keys))
    }

    @Test func `a rotation leaves nothing behind, however many rows share an identity`() async throws {
        let first = KeyRing.generated()
        let place = SealedPlace(table: "command_key", column: "result", row: "same")
        let column = try #require(SealedColumn.rotating.first { $0.table == "command_key" })
        let ring = first.rotated()
        let store = try await Self.store(ring)
        let opened = try await store.write { transaction in
            for actor in 1...7 {
                try transaction.sql.execute(
                    """
                    INSERT INTO command_key (actor_kind, actor_id, key, command, request_hash, result, created_at)
                    VALUES ('citizen', \(actor), 'same', 'x', \([UInt8](repeating: 0, count: 32)),
                    \(try first.seal("result \(actor)", at: place)), 0)
                    """)
            }
            var last: SQLValue?
            var count = 0
            repeat {
                let step = try transaction.reseal(column, after: last, limit: 3)
                (count, last) = (count + step.count, step.last)
            } while last != nil
            #expect(count == 7)
            #expect(try transaction.reseal(column, after: nil, limit: 3).count == 0, "a second run finds nothing to do")
            return try transaction.sql.query("SELECT result FROM command_key ORDER BY actor_id").map { row in
                #expect(try ring.keyID(of: row.blob("result")) == ring.currentKeyID)
                return try ring.openText(row.blob("result"), at: place)
            }
        }
        #expect(opened == (1...7).map { "result \($0)" })
        await store.engine.close()
    }

    @Test func `a value that was moved is found`() async throws {
        let ring = KeyRing.generated()
        let column = try #require(SealedColumn.rotating.first { $0.table == "citizen_account" })
        let store = try await Self.store(ring)
        try await store.write { transaction in
            func insert(_ id: Int64, sealedFor row: Int64) throws {
                let sealed = try ring.seal("13800000000", at: SealedPlace("citizen_account", "phone", row))
                try transaction.sql.execute(
                    """
                    INSERT INTO citizen_account (id, phone, phone_index, phone_last_four, created_at)
                    VALUES (\(id), \(sealed), \([UInt8(id)]), '0000', 0)
                    """)
            }
            try insert(1, sealedFor: 1)
            #expect(try transaction.fault(in: column, sample: 5) == nil)
            try insert(2, sealedFor: 1)
            #expect(try transaction.fault(in: column, sample: 5)?.code == .notAuthentic)
        }
        await store.engine.close()
    }

    private static func store(_ keys: KeyRing) async throws -> Store {
        let engine = try SQLiteEngine.temporary()
        try await Migrator().migrate(engine, at: 0)
        return Store(
            engine: engine, keys: keys,
            ids: IdentifierMaker(node: 1) { Instant(milliseconds: IdentifierMaker.epoch.milliseconds + 1) },
            blobs: BlobTable(engine: engine))
    }

    private func bytesColumns() async throws -> Set<String> {
        let store = try await Self.store(.generated())
        let rows = try await store.read { transaction in
            try transaction.sql.query(
                """
                SELECT t.name || '.' || c.name AS name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
                WHERE t.type = 'table' AND c.type = 'BLOB'
                """
            ).map { try $0.text("name") }
        }
        await store.engine.close()
        return Set(rows)
    }
}

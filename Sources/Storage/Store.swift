package import Primitives
package import SQLText
package import Sealing

/// One installation's data: the engine, the keys that open sealed columns, the maker of ids, and the uploads.
package struct Store: Sendable {
    /// What runs the statements.
    package let engine: any SQLEngine
    /// The keys of sealed columns and blind indexes.
    package let keys: KeyRing
    /// Makes ids for this process's node.
    package let ids: IdentifierMaker
    /// Uploaded files.
    package let blobs: any BlobStore

    /// Puts the parts together; the schema must have been migrated.
    package init(engine: any SQLEngine, keys: KeyRing, ids: IdentifierMaker, blobs: any BlobStore) {
        self.engine = engine
        self.keys = keys
        self.ids = ids
        self.blobs = blobs
    }

    /// Runs a reading transaction: one consistent snapshot.
    package func read<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        let (keys, ids) = (keys, ids)
        return try await engine.read { sql in try body(StoreTransaction(sql: sql, keys: keys, ids: ids)) }
    }

    /// Runs a writing transaction; it may run more than once on PostgreSQL, so the body does nothing but SQL.
    package func write<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        let (keys, ids) = (keys, ids)
        return try await engine.write { sql in try body(StoreTransaction(sql: sql, keys: keys, ids: ids)) }
    }
}

/// An open transaction with what row mapping needs.
///
/// Queries are extensions of it, grouped by room.
package struct StoreTransaction {
    /// The engine's transaction.
    package let sql: any SQLTransaction
    /// The keys of sealed columns.
    package let keys: KeyRing
    /// Makes ids.
    package let ids: IdentifierMaker

    /// Seals a text for a column of a row.
    package func seal(_ text: String, _ table: String, _ column: String, _ row: Int64) throws -> [UInt8] {
        try keys.seal(text, at: SealedPlace(table, column, row))
    }

    /// Seals bytes for a column of a row.
    package func seal(_ bytes: [UInt8], _ table: String, _ column: String, _ row: Int64) throws -> [UInt8] {
        try keys.seal(bytes, at: SealedPlace(table, column, row))
    }

    /// Opens a sealed text column of a row.
    package func openText(_ row: Row, _ table: String, _ column: String, id: String = "id") throws -> String {
        try keys.openText(row.blob(column), at: SealedPlace(table, column, row.integer(id)))
    }

    /// Opens a sealed column of a row.
    package func open(_ row: Row, _ table: String, _ column: String, id: String = "id") throws -> [UInt8] {
        try keys.open(row.blob(column), at: SealedPlace(table, column, row.integer(id)))
    }

    /// Changes exactly one row or throws `changedMeanwhile`: the statement carries id, version and scope.
    package func changeOne(_ statement: Statement, _ what: String) throws {
        let changed = try sql.execute(statement)
        guard changed == 1 else {
            throw StoreError(
                .changedMeanwhile, "\(what) was changed by someone else, or is not yours. Read it again and repeat.")
        }
    }
}

package import Operations
import SQLText
import Storage

/// Every row of every table at one moment, to see whether something changed.
package struct StoreContent: Sendable {
    fileprivate let tables: [String: Set<[SQLValue]>]

    /// The tables in which two moments differ, by name.
    package func changes(since earlier: StoreContent) -> [String] {
        Set(tables.keys).union(earlier.tables.keys).filter { tables[$0] != earlier.tables[$0] }.sorted()
    }
}

extension Bureau {
    /// What the store holds now.
    package func content() async throws -> StoreContent {
        try await store.read { store in
            let names: Statement =
                switch store.sql.dialect {
                case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                case .postgres:
                    "SELECT CAST(tablename AS text) AS name FROM pg_tables WHERE schemaname = current_schema()"
                }
            var tables: [String: Set<[SQLValue]>] = [:]
            for table in try store.sql.query(names).map({ try $0.text("name") }) {
                tables[table] = Set(try store.sql.query("SELECT * FROM \(raw: table)").map(\.values))
            }
            return StoreContent(tables: tables)
        }
    }
}

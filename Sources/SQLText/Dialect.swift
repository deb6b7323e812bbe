/// The engine's dialect; every difference between the two that Backstop's SQL must know stands here.
package enum Dialect: String, Hashable, Sendable, CaseIterable {
    case sqlite
    case postgres

    /// The type of a column of 64-bit integers; on SQLite `INTEGER PRIMARY KEY` is the row's own number.
    package var integerType: String {
        switch self {
        case .sqlite: "INTEGER"
        case .postgres: "BIGINT"
        }
    }

    /// The type of a column of bytes.
    package var blobType: String {
        switch self {
        case .sqlite: "BLOB"
        case .postgres: "BYTEA"
        }
    }

    /// What follows a table's closing parenthesis: SQLite enforces column types only in STRICT tables.
    package var tableSuffix: String {
        switch self {
        case .sqlite: " STRICT"
        case .postgres: ""
        }
    }

    /// The end of a SELECT that takes rows for this transaction alone; SQLite has one writer at a time anyway.
    package var skipLocked: String {
        switch self {
        case .sqlite: ""
        case .postgres: " FOR UPDATE SKIP LOCKED"
        }
    }

    /// Lists the tables Backstop made, one text column `name`, in byte order.
    package var tableListing: Statement {
        switch self {
        case .sqlite:
            """
            SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
            """
        case .postgres:
            """
            SELECT CAST(table_name AS text) AS name FROM information_schema.tables
            WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1
            """
        }
    }
}

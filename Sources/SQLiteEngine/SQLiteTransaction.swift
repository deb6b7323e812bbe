import Foundation
import GRDB
import SQLText

/// A transaction on one SQLite connection, used on that connection's queue only.
final class SQLiteTransaction: SQLTransaction {
    let dialect = Dialect.sqlite
    private let database: Database
    private var isStreaming = false
    private var failure: SQLError?

    init(_ database: Database) {
        self.database = database
    }

    /// Brings the connection's picture of the schema up to date, in case another connection or process changed it.
    ///
    /// SQLite compiles against the old picture and corrects itself at the first step, too late for GRDB's column count.
    static func refreshSchema(of database: Database) throws {
        try database.cachedStatement(sql: "SELECT 1 FROM sqlite_schema LIMIT 0").execute()
    }

    /// Runs the closure; a statement's failure stands even when the closure caught it, as on PostgreSQL.
    func run<T>(_ body: (any SQLTransaction) throws -> T) throws -> T {
        let value = try body(self)
        if let failure { throw failure }
        return value
    }

    func query(_ statement: SQLText.Statement) throws -> [SQLText.Row] {
        var rows: [SQLText.Row] = []
        try step(statement) { rows.append($0) }
        return rows
    }

    func execute(_ statement: SQLText.Statement) throws -> Int {
        try perform(statement) { prepared, arguments in
            let before = database.totalChangesCount
            try prepared.execute(arguments: arguments)
            // GRDB would go on using the column names of before.
            if statement.changesSchema { database.clearSchemaCache() }
            // SQLite keeps the last count when a statement changes nothing.
            return database.totalChangesCount == before ? 0 : database.changesCount
        }
    }

    func forEach(_ statement: SQLText.Statement, _ body: (SQLText.Row) throws -> Void) throws {
        try step(statement, body)
    }

    private func step(_ statement: SQLText.Statement, _ body: (SQLText.Row) throws -> Void) throws {
        // An error of the reader of rows is not a failure of the statement and passes through as it is.
        var readerError: (any Error)?
        try perform(statement) { prepared, arguments in
            isStreaming = true
            defer { isStreaming = false }
            let columns = ColumnNames(prepared.columnNames)
            let cursor = try GRDB.Row.fetchCursor(prepared, arguments: arguments)
            while let row = try cursor.next() {
                var values: [SQLValue] = []
                values.reserveCapacity(columns.names.count)
                for value in row.databaseValues { values.append(try Self.portable(value, columns, values.count)) }
                do {
                    try body(SQLText.Row(columns: columns, values: values))
                } catch {
                    readerError = error
                    return
                }
            }
        }
        if let readerError { throw readerError }
    }

    private func perform<T>(
        _ statement: SQLText.Statement, _ body: (GRDB.Statement, StatementArguments) throws -> T
    ) throws -> T {
        if let failure { throw failure }
        do {
            guard !isStreaming else {
                throw SQLError(.other, "No other statement may run while forEach hands over rows; collect them first.")
            }
            try statement.checkRunnable()
            let isKept = statement.bindings.count <= SQLText.Statement.longestPrepared
            let prepared =
                try isKept
                ? database.cachedStatement(sql: statement.sql) : database.makeStatement(sql: statement.sql)
            return try body(prepared, Self.arguments(statement.bindings))
        } catch {
            let described = SQLError(describing: error, statement: statement.sql)
            failure = described
            throw described
        }
    }

    /// Bound by name: SQLite numbers `$2, $1` by first appearance, so by position they would be swapped.
    private static func arguments(_ bindings: [SQLValue]) -> StatementArguments {
        var named: [String: (any DatabaseValueConvertible)?] = [:]
        named.reserveCapacity(bindings.count)
        for (index, value) in bindings.enumerated() {
            named[String(index + 1)] = value.databaseValue
        }
        return StatementArguments(named)
    }

    private static func portable(_ value: DatabaseValue, _ columns: ColumnNames, _ index: Int) throws -> SQLValue {
        switch value.storage {
        case .null: return .null
        case .int64(let integer): return .integer(integer)
        case .string(let text): return .text(text)
        case .blob(let data): return .blob([UInt8](data))
        case .double:
            let name = columns.names[index]
            throw SQLError(
                .syntax, "Column \(name) is a floating number, which the portable subset does not have.",
                columns: [name])
        }
    }
}

extension SQLValue {
    /// The value as GRDB binds it.
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }
}

import SQLText

/// A transaction on one PostgreSQL connection, used on that connection's thread only.
final class PostgresTransaction: SQLTransaction {
    let dialect = Dialect.postgres
    private let session: Session
    private let wire: Wire
    private var isStreaming = false
    /// The first failed statement; the server accepts no other after it.
    private(set) var failure: Failure?
    /// A misuse or an unreadable value, which the server does not know about.
    private var refusal: SQLError?

    init(session: Session, wire: Wire) {
        self.session = session
        self.wire = wire
    }

    /// What a closure that swallowed a failure must still report.
    func requireSuccess() throws(SQLError) {
        if let failure { throw failure.error }
        if let refusal { throw refusal }
    }

    func query(_ statement: Statement) throws -> [Row] {
        try perform(statement) { target in
            let reply = try wire.run(target, statement.bindings)
            let columns = ColumnNames(reply.columnNames)
            return try (0..<reply.rowCount).map { try reply.row($0, columns: columns) }
        }
    }

    func execute(_ statement: Statement) throws -> Int {
        try perform(statement) { try wire.run($0, statement.bindings).changeCount }
    }

    func forEach(_ statement: Statement, _ body: (Row) throws -> Void) throws {
        var readerError: (any Error)?
        try perform(statement) { target in
            try wire.start(target, statement.bindings)
            isStreaming = true
            defer {
                isStreaming = false
                wire.drain()
            }
            var columns: ColumnNames?
            while let reply = try wire.next() {
                let names = columns ?? ColumnNames(reply.columnNames)
                columns = names
                for index in 0..<reply.rowCount {
                    let row = try reply.row(index, columns: names)
                    do {
                        try body(row)
                    } catch {
                        readerError = error
                        return
                    }
                }
            }
        }
        if let readerError { throw readerError }
    }

    private func perform<T>(_ statement: Statement, _ body: (Wire.Target) throws -> T) throws -> T {
        try requireSuccess()
        do {
            guard !isStreaming else {
                throw SQLError(.other, "No other statement may run while forEach hands over rows; collect them first.")
            }
            try statement.checkRunnable()
            return try body(session.target(statement, on: wire))
        } catch let failed as Failure {
            let named = failed.naming(statement.sql)
            failure = named
            throw named.error
        } catch let error as SQLError {
            let named = SQLError(error.code, error.message, columns: error.columns, statement: statement.sql)
            refusal = named
            throw named
        }
    }
}

/// One open transaction; valid only inside the closure it was handed to, on the thread it was handed on.
///
/// A failed statement ends the transaction on both engines: later statements and the commit report that first failure.
package protocol SQLTransaction {
    /// The engine's dialect, for the few differences `Dialect` names.
    var dialect: Dialect { get }

    /// All rows of a statement, in memory.
    func query(_ statement: Statement) throws -> [Row]

    /// Runs a statement and says how many rows it inserted, updated or deleted; rows it returns are passed over.
    @discardableResult func execute(_ statement: Statement) throws -> Int

    /// Hands over the rows one at a time, without holding the whole result; no other statement may run meanwhile.
    func forEach(_ statement: Statement, _ body: (Row) throws -> Void) throws
}

extension SQLTransaction {
    /// The first row, or nil when there is none.
    package func first(_ statement: Statement) throws -> Row? { try query(statement).first }

    /// The only row; none or several are an error.
    package func one(_ statement: Statement) throws -> Row {
        let rows = try query(statement)
        guard rows.count == 1, let row = rows.first else {
            throw SQLError(.other, "Exactly one row was expected and \(rows.count) came.", statement: statement.sql)
        }
        return row
    }

    /// The only integer of the only row, such as a `count(*)`.
    package func count(_ statement: Statement) throws -> Int { try one(statement).int(0) }

    /// Runs the statements in order.
    package func execute(script: [Statement]) throws {
        for statement in script { try execute(statement) }
    }
}

/// A database: SQLite in one file, or PostgreSQL.
///
/// Transactions are serialisable on both. A closure may be run again from its start after a conflict, so it has no
/// effect but through its transaction. Closures run on the engine's threads, never on Swift's cooperative pool.
package protocol SQLEngine: Sendable {
    /// The dialect the engine speaks.
    var dialect: Dialect { get }

    /// Runs the closure on one consistent snapshot; a statement that writes is an error.
    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T

    /// Runs the closure in a transaction: durable when this returns, without any effect when it throws.
    ///
    /// The one exception is code `.connection`: the connection broke while committing and the outcome is unknown.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T

    /// Lets the running transactions end, then closes; later calls are errors of code `.connection`.
    func close() async
}

extension SQLEngine {
    /// Runs the statements in order in one transaction.
    package func execute(script: [Statement]) async throws {
        try await write { try $0.execute(script: script) }
    }
}

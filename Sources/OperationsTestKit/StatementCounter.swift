package import Operations
import SQLText
import Storage
import Synchronization

/// Counts the statements that pass through an engine.
package final class StatementCounter: Sendable {
    private let value = Mutex(0)

    /// A counter at zero.
    package init() {}

    fileprivate func add() { value.withLock { $0 += 1 } }

    /// The count so far, which begins anew.
    package func take() -> Int {
        value.withLock { count in
            defer { count = 0 }
            return count
        }
    }
}

extension Bureau {
    /// The same bureau with its statements counted.
    package func counting(_ counter: StatementCounter) -> Bureau {
        watching { _ in counter.add() }
    }

    /// The same bureau on a store that breaks at its nth change, counted from 1 over every transaction.
    package func breaking(atChange number: Int) -> Bureau {
        let counter = StatementCounter()
        return watching { isChange in
            guard isChange, counter.next() == number else { return }
            throw SQLError(.other, "The test breaks the store at change \(number).")
        }
    }

    private func watching(_ look: @escaping @Sendable (_ isChange: Bool) throws -> Void) -> Bureau {
        Bureau(
            store: Store(
                engine: WatchedEngine(inner: store.engine, look: look), keys: store.keys, ids: store.ids,
                blobs: store.blobs),
            policies: policies, calendar: calendar, snapshots: snapshots, catalogue: catalogue, checks: checks,
            reports: reports, relay: relay, papers: papers, settings: settings, systemClock: systemClock, log: log)
    }
}

extension StatementCounter {
    fileprivate func next() -> Int {
        value.withLock { count in
            count += 1
            return count
        }
    }
}

/// An engine that shows each statement to somebody before it passes it on.
private struct WatchedEngine: SQLEngine {
    let inner: any SQLEngine
    let look: @Sendable (Bool) throws -> Void
    var dialect: Dialect { inner.dialect }

    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
        try await inner.read { [look] in try body(WatchedTransaction(inner: $0, look: look)) }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
        try await inner.write { [look] in try body(WatchedTransaction(inner: $0, look: look)) }
    }

    func close() async { await inner.close() }
}

private struct WatchedTransaction: SQLTransaction {
    let inner: any SQLTransaction
    let look: @Sendable (Bool) throws -> Void
    var dialect: Dialect { inner.dialect }

    func query(_ statement: Statement) throws -> [Row] {
        // A number is drawn by a statement that changes its row and returns it.
        try look(!statement.sql.drop { $0.isWhitespace }.hasPrefix("SELECT"))
        return try inner.query(statement)
    }

    func execute(_ statement: Statement) throws -> Int {
        try look(true)
        return try inner.execute(statement)
    }

    func forEach(_ statement: Statement, _ body: (Row) throws -> Void) throws {
        try look(false)
        try inner.forEach(statement, body)
    }
}

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
        Bureau(
            store: Store(
                engine: CountingEngine(inner: store.engine, counter: counter), keys: store.keys, ids: store.ids,
                blobs: store.blobs),
            policies: policies, calendar: calendar, snapshots: snapshots, catalogue: catalogue, checks: checks,
            reports: reports, relay: relay, settings: settings, systemClock: systemClock, log: log)
    }
}

/// An engine that counts and passes on.
private struct CountingEngine: SQLEngine {
    let inner: any SQLEngine
    let counter: StatementCounter
    var dialect: Dialect { inner.dialect }

    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
        try await inner.read { [counter] in try body(CountingTransaction(inner: $0, counter: counter)) }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
        try await inner.write { [counter] in try body(CountingTransaction(inner: $0, counter: counter)) }
    }

    func close() async { await inner.close() }
}

private struct CountingTransaction: SQLTransaction {
    let inner: any SQLTransaction
    let counter: StatementCounter
    var dialect: Dialect { inner.dialect }

    func query(_ statement: Statement) throws -> [Row] {
        counter.add()
        return try inner.query(statement)
    }

    func execute(_ statement: Statement) throws -> Int {
        counter.add()
        return try inner.execute(statement)
    }

    func forEach(_ statement: Statement, _ body: (Row) throws -> Void) throws {
        counter.add()
        try inner.forEach(statement, body)
    }
}

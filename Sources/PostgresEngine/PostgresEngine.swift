package import SQLText

/// PostgreSQL through libpq: a pool of blocking connections, each on a thread of its own; async callers queue.
///
/// Transactions are SERIALIZABLE and run again whole after a conflict or a connection lost before the commit.
package final class PostgresEngine: SQLEngine {
    /// The dialect of PostgreSQL.
    package let dialect = Dialect.postgres
    private let workers: Workers

    /// Connects to a libpq URL such as `postgresql://user@host/backstop?sslmode=verify-full` and checks the database.
    ///
    /// Throws code `.connection` when the server cannot be reached and `.other` when its version, encoding or
    /// collation does not fit, with a sentence saying what to do.
    package init(url: String, poolSize: Int) async throws {
        precondition(poolSize > 0, "A pool has at least one connection.")
        workers = Workers(url: url, count: poolSize)
        do {
            _ = try await read { try $0.query("SELECT 1") }
        } catch {
            await workers.finish()
            throw error
        }
    }

    deinit { workers.stop() }

    /// Runs the closure on one consistent snapshot, read only.
    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T {
        try await run(.read, body)
    }

    /// Runs the closure in a serialisable transaction, again from its start after a conflict.
    @discardableResult
    package func write<T: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T {
        try await run(.write, body)
    }

    /// Lets the transactions submitted so far end, then closes every connection.
    package func close() async { await workers.finish() }

    private func run<T: Sendable>(
        _ kind: Attempts.Kind, _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let isAccepted = workers.submit { session in
                continuation.resume(with: Result { try Attempts.run(kind, on: session, body) })
            }
            if !isAccepted {
                continuation.resume(
                    throwing: SQLError(.connection, "The database is closed; open it again before using it."))
            }
        }
    }
}

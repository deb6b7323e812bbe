import GRDB
import SQLText
import Synchronization

/// One write that waits for its batch: how to run it, and how to tell its caller that it failed.
struct PendingWrite: Sendable {
    /// Runs the closure and returns what tells the caller of its success, to be called after the commit.
    let run: @Sendable (SQLiteTransaction) throws -> @Sendable () -> Void
    let fail: @Sendable (any Error) -> Void
}

/// The queue of writes before the only writer: each batch is one transaction and one wait for the disk.
///
/// Every write has a savepoint of its own inside the batch, so a failing one leaves no trace and disturbs no neighbour.
/// Nobody waits for company: a batch is whatever queued up while the one before was being committed.
final class GroupCommit: Sendable {
    private struct State {
        var waiting: [PendingWrite] = []
        var isDraining = false
        var isFinished = false
        var onIdle: [@Sendable () -> Void] = []
        var schemaVersion: Int32?
    }

    private let pool: DatabasePool
    private let batchLimit: Int
    private let state = Mutex(State())

    init(pool: DatabasePool, batchLimit: Int) {
        self.pool = pool
        self.batchLimit = batchLimit
    }

    func submit(_ write: PendingWrite) {
        enum Next { case refuse, start, wait }
        let next: Next = state.withLock { state in
            guard !state.isFinished else { return .refuse }
            state.waiting.append(write)
            guard !state.isDraining else { return .wait }
            state.isDraining = true
            return .start
        }
        switch next {
        case .refuse: write.fail(SQLError(.connection, "The database is closed; open it again before writing."))
        case .start: scheduleBatch()
        case .wait: break
        }
    }

    /// Refuses later writes and calls back when the earlier ones have ended.
    func finish(_ done: @escaping @Sendable () -> Void) {
        let isIdle = state.withLock { state in
            state.isFinished = true
            if state.isDraining { state.onIdle.append(done) }
            return !state.isDraining
        }
        if isIdle { done() }
    }

    private func scheduleBatch() {
        pool.asyncWriteWithoutTransaction { database in
            let batch = self.state.withLock { state in
                let batch = Array(state.waiting.prefix(self.batchLimit))
                state.waiting.removeFirst(batch.count)
                return batch
            }
            self.commit(batch, on: database)
            let (isDone, callbacks) = self.state.withLock { state in
                guard state.waiting.isEmpty else { return (false, [@Sendable () -> Void]()) }
                state.isDraining = false
                defer { state.onIdle = [] }
                return (true, state.onIdle)
            }
            // A turn of its own for each batch lets other users of the writer in between.
            if isDone { callbacks.forEach { $0() } } else { self.scheduleBatch() }
        }
    }

    private func commit(_ batch: [PendingWrite], on database: Database) {
        var outcomes: [Result<@Sendable () -> Void, any Error>] = []
        do {
            try database.beginTransaction(.immediate)
            try refreshSchema(of: database)
            for write in batch {
                outcomes.append(try savepoint(on: database) { try write.run(SQLiteTransaction(database)) })
            }
            try database.commit()
        } catch {
            if database.isInsideTransaction { try? database.rollback() }
            if batch.count > 1, (error as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT {
                // A deferred constraint speaks only at the commit and does not say whose it is.
                for write in batch { commit([write], on: database) }
                return
            }
            fail(batch, outcomes, with: SQLError(describing: error, statement: nil))
            return
        }
        for (write, outcome) in zip(batch, outcomes) {
            switch outcome {
            case .success(let tellCaller): tellCaller()
            case .failure(let error): write.fail(error)
            }
        }
    }

    private func refreshSchema(of database: Database) throws {
        let version = try database.schemaVersion()
        let known = state.withLock { state in
            defer { state.schemaVersion = version }
            return state.schemaVersion
        }
        guard known != version else { return }
        database.clearSchemaCache()
        try SQLiteTransaction.refreshSchema(of: database)
    }

    /// A write that failed by itself hears its own error, the others why the whole batch failed.
    private func fail(
        _ batch: [PendingWrite], _ outcomes: [Result<@Sendable () -> Void, any Error>], with error: SQLError
    ) {
        for (index, write) in batch.enumerated() {
            if index < outcomes.count, case .failure(let own) = outcomes[index] {
                write.fail(own)
            } else {
                write.fail(error)
            }
        }
    }

    /// The closure's own failure is a value; a failure of the whole transaction is thrown.
    private func savepoint<T>(on database: Database, _ body: () throws -> T) throws -> Result<T, any Error> {
        try database.cachedStatement(sql: "SAVEPOINT write").execute()
        let outcome = Result { try body() }
        guard database.isInsideTransaction else {
            // A full disk or a damaged page makes SQLite roll back everything at once.
            if case .failure(let error) = outcome { throw error }
            throw SQLError(.other, "A closure ended the transaction it was given; it must not COMMIT or ROLLBACK.")
        }
        if case .failure = outcome { try database.cachedStatement(sql: "ROLLBACK TO write").execute() }
        try database.cachedStatement(sql: "RELEASE write").execute()
        return outcome
    }
}

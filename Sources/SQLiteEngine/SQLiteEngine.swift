import Dispatch
import Foundation
import GRDB
package import SQLText

/// SQLite in one file: write-ahead log, `synchronous=FULL`, snapshot reads beside one writer that commits in groups.
package final class SQLiteEngine: SQLEngine {
    /// The dialect of SQLite.
    package let dialect = Dialect.sqlite
    /// Where the database file lies.
    package let path: String
    private let pool: DatabasePool
    private let writer: GroupCommit
    private let temporaryFolder: URL?

    /// Opens the file, creating it readable by its owner alone when it is not there.
    package convenience init(path: String, options: SQLiteOptions = SQLiteOptions()) throws {
        try self.init(path: path, options: options, temporaryFolder: nil)
    }

    /// An empty database in a folder of its own that disappears when the engine is closed or dropped; for tests.
    package static func temporary(options: SQLiteOptions = SQLiteOptions()) throws -> SQLiteEngine {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("backstop-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appendingPathComponent("store.sqlite").path
        return try SQLiteEngine(path: path, options: options, temporaryFolder: folder)
    }

    private init(path: String, options: SQLiteOptions, temporaryFolder: URL?) throws {
        self.path = path
        self.temporaryFolder = temporaryFolder
        if !FileManager.default.fileExists(atPath: path) {
            // SQLite gives the log beside it the same permissions.
            _ = FileManager.default.createFile(
                atPath: path, contents: nil, attributes: [.posixPermissions: NSNumber(value: 0o600)])
        }
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(options.busyTimeoutSeconds))
        configuration.maximumReaderCount = options.readerCount
        configuration.prepareDatabase { database in
            // LIKE then minds case, as on PostgreSQL.
            try database.execute(sql: "PRAGMA case_sensitive_like = ON")
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            // GRDB chooses NORMAL for the write-ahead log, which loses acknowledged commits when the power fails.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        } catch {
            let described = SQLError(describing: error, statement: nil)
            throw SQLError(described.code, "The database \(path) cannot be opened: \(described.message).")
        }
        writer = GroupCommit(pool: pool, batchLimit: options.batchLimit)
    }

    deinit {
        if let temporaryFolder {
            try? pool.close()
            try? FileManager.default.removeItem(at: temporaryFolder)
        }
    }

    /// Runs the closure on a snapshot of its own, beside other reads and the writer.
    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T {
        try await onReader { database in
            try SQLiteTransaction.refreshSchema(of: database)
            return try SQLiteTransaction(database).run(body)
        }
    }

    /// Runs the closure in the writer's next batch and returns after the batch is on disk.
    @discardableResult
    package func write<T: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            writer.submit(
                PendingWrite { transaction in
                    let value = try transaction.run(body)
                    return { continuation.resume(returning: value) }
                } fail: { error in
                    continuation.resume(throwing: error)
                })
        }
    }

    /// Lets the writes submitted so far end, then closes the file.
    package func close() async {
        await withCheckedContinuation { continuation in
            writer.finish { continuation.resume() }
        }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [pool] in
                // A second close finds nothing to do.
                try? pool.close()
                continuation.resume()
            }
        }
        if let temporaryFolder { try? FileManager.default.removeItem(at: temporaryFolder) }
    }

    /// Copies the database as it stands at this moment into a file that must not exist yet, without stopping writers.
    package func backup(to destination: String) async throws {
        guard !FileManager.default.fileExists(atPath: destination) else {
            throw SQLError(.other, "There is already a file at \(destination); choose another name for the backup.")
        }
        let partial = destination + ".partial"
        for leftover in [partial, partial + "-wal", partial + "-shm", partial + "-journal"] {
            try? FileManager.default.removeItem(atPath: leftover)
        }
        _ = FileManager.default.createFile(
            atPath: partial, contents: nil, attributes: [.posixPermissions: NSNumber(value: 0o600)])
        try await onReader { source in
            let copy = try DatabaseQueue(path: partial)
            try copy.writeWithoutTransaction { target in
                try source.backup(to: target)
                // The copy inherits the write-ahead log; a backup is one file.
                try target.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            try copy.close()
        }
        try FileManager.default.moveItem(atPath: partial, toPath: destination)
    }

    /// What SQLite finds wrong with the file and its references; nothing when all is well.
    package func integrityCheck() async throws -> [String] {
        try await onReader { database in
            let findings = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            let orphans = try GRDB.Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
                "Row \(row[1] as Int64? ?? 0) of \(row[0] as String) refers to a missing row of \(row[2] as String)."
            }
            return findings + orphans
        }
    }

    private func onReader<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            pool.asyncRead { access in
                continuation.resume(
                    with: Result {
                        do {
                            return try body(try access.get())
                        } catch let error as DatabaseError {
                            throw SQLError(describing: error, statement: nil)
                        }
                    })
            }
        }
    }
}

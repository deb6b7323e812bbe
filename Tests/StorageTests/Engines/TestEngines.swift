import Foundation
import PostgresEngine
import SQLText
import SQLiteEngine
import Testing

/// Fresh databases for one test each: a file that disappears, or a schema of its own on a server given by URL.
enum TestEngines {
    static let postgresURL = ProcessInfo.processInfo.environment["BACKSTOP_TEST_POSTGRES"]
    static let hasPostgres = postgresURL != nil
    static let postgresHint: Comment = "BACKSTOP_TEST_POSTGRES names no server; scripts/test-postgres starts one"

    static func withSQLite(_ body: (SQLiteEngine) async throws -> Void) async throws {
        let engine = try SQLiteEngine.temporary()
        do {
            try await body(engine)
        } catch {
            await engine.close()
            throw error
        }
        await engine.close()
    }

    static func withPostgres(poolSize: Int = 4, _ body: (PostgresEngine) async throws -> Void) async throws {
        guard let postgresURL else { return }
        let administrator = try await PostgresEngine(url: postgresURL, poolSize: 1)
        let schema = "test_\(UUID().uuidString.prefix(8).lowercased())"
        try await administrator.execute(script: ["CREATE SCHEMA \(raw: schema)"])
        let separator = postgresURL.contains("?") ? "&" : "?"
        let url = "\(postgresURL)\(separator)options=-csearch_path%3D\(schema)"
        do {
            let engine = try await PostgresEngine(url: url, poolSize: poolSize)
            do { try await body(engine) } catch {
                await engine.close()
                throw error
            }
            await engine.close()
        } catch {
            try await administrator.execute(script: ["DROP SCHEMA \(raw: schema) CASCADE"])
            await administrator.close()
            throw error
        }
        try await administrator.execute(script: ["DROP SCHEMA \(raw: schema) CASCADE"])
        await administrator.close()
    }
}

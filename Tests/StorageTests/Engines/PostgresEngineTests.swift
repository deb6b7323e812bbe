import Foundation
import PostgresEngine
import SQLText
import Subprocess
import Synchronization
import Testing

@Suite(.enabled(if: TestEngines.hasPostgres, TestEngines.postgresHint))
struct PostgresEngineTests {
    @Test func `a connection cut before the commit is replaced and the transaction runs again`() async throws {
        try await TestEngines.withPostgres(poolSize: 1) { engine in
            try await engine.execute(script: ["CREATE TABLE entry (id BIGINT PRIMARY KEY)"])
            let victim = try await engine.read { try $0.one("SELECT pg_backend_pid() AS pid").int("pid") }
            try await TestEngines.withPostgres(poolSize: 1) { other in
                _ = try await other.write { try $0.query("SELECT pg_terminate_backend(CAST(\(victim) AS INTEGER))") }
            }
            try await engine.write { try $0.execute("INSERT INTO entry VALUES (1)") }
            #expect(try await engine.read { try $0.count("SELECT count(*) FROM entry") } == 1)
            #expect(try await engine.read { try $0.one("SELECT pg_backend_pid() AS pid").int("pid") } != victim)
        }
    }

    @Test func `a connection cut in the middle of a transaction leaves one result`() async throws {
        try await TestEngines.withPostgres(poolSize: 2) { engine in
            try await engine.execute(script: ["CREATE TABLE entry (id BIGINT PRIMARY KEY, attempt BIGINT NOT NULL)"])
            let attempts = Counter()
            try await engine.write { transaction in
                let attempt = attempts.next()
                try transaction.execute("INSERT INTO entry VALUES (1, \(attempt))")
                guard attempt == 1 else { return }
                _ = try transaction.query("SELECT pg_terminate_backend(pg_backend_pid())")
            }
            #expect(try await engine.read { try $0.one("SELECT attempt FROM entry").int(0) } == 2)
        }
    }

    @Test func `a connection cut while committing is reported as unknown and not run again`() async throws {
        try await TestEngines.withPostgres(poolSize: 1) { engine in
            try await engine.execute(script: [
                "CREATE TABLE entry (id BIGINT PRIMARY KEY)",
                """
                CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'
                """,
                """
                CREATE CONSTRAINT TRIGGER cut_at_commit AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION cut()
                """,
            ])
            let attempts = Counter()
            let error = await #expect(throws: SQLError.self) {
                try await engine.write { transaction in
                    _ = attempts.next()
                    try transaction.execute("INSERT INTO entry VALUES (1)")
                }
            }
            #expect(error?.code == .connection)
            #expect(error?.message.contains("unknown") == true)
            #expect(attempts.next() == 2, "the closure ran once")
            #expect(try await engine.read { try $0.count("SELECT count(*) FROM entry") } == 0)
        }
    }

    @Test func `a server that is not there is a connection error without a hang`() async throws {
        let error = await #expect(throws: SQLError.self) {
            _ = try await PostgresEngine(url: "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=2", poolSize: 2)
        }
        #expect(error?.code == .connection)
    }

    @Test func `a database with another collation is refused with advice`() async throws {
        let url = try #require(TestEngines.postgresURL)
        let name = "wrong_\(UUID().uuidString.prefix(8).lowercased())"
        // CREATE DATABASE refuses to run inside a transaction, which is all an engine offers.
        let created = try await Self.psql(
            url, "CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'")
        try #require(created, "this server has no ICU; the collation check cannot be tried")
        let other = url.replacing(/\/postgres(\?|$)/) { "/\(name)\($0.1)" }
        let error = await #expect(throws: SQLError.self) { _ = try await PostgresEngine(url: other, poolSize: 1) }
        #expect(error?.message.contains("LC_COLLATE 'C'") == true)
        _ = try await Self.psql(url, "DROP DATABASE \(name)")
    }

    @Test func `other types are refused by name of column`() async throws {
        try await TestEngines.withPostgres(poolSize: 1) { engine in
            for text in ["SELECT CAST(1 AS double precision) AS x", "SELECT 1.5 AS x", "SELECT now() AS x"] {
                let error = await #expect(throws: SQLError.self) {
                    _ = try await engine.read { try $0.query("\(raw: text)") }
                }
                #expect(error?.columns == ["x"])
            }
        }
    }

    @Test(arguments: [0, 1, -1, 9_999, 10_000, -10_001, 100_000_000, Int64.max, .min])
    func `whole numerics are integers`(value: Int64) async throws {
        try await TestEngines.withPostgres(poolSize: 1) { engine in
            let row = try await engine.read { try $0.one("SELECT CAST(\(value) AS numeric(30, 4)) AS x") }
            #expect(try row.integer("x") == value)
        }
    }

    private static func psql(_ url: String, _ sql: String) async throws -> Bool {
        let arguments: Arguments = ["psql", "-q", "-X", "-d", url, "-c", sql]
        return try await Subprocess.run(.name("env"), arguments: arguments, output: .discarded).terminationStatus
            .isSuccess
    }
}

/// Counts how often a closure ran.
private final class Counter: Sendable {
    private let value = Mutex(0)

    func next() -> Int {
        value.withLock { value in
            value += 1
            return value
        }
    }
}

import PostgresEngine
import SQLText
import SQLiteEngine
import StorageConformance
import Testing

/// Both engines pass the same battery, and broken ones do not.
@Suite struct ConformanceTests {
    @Test(arguments: EngineConformance.checks)
    func `SQLite keeps its promises`(check: EngineCheck) async throws {
        try await TestEngines.withSQLite { try await check.run($0) }
    }

    @Test(.enabled(if: TestEngines.hasPostgres, TestEngines.postgresHint), arguments: EngineConformance.checks)
    func `PostgreSQL keeps its promises`(check: EngineCheck) async throws {
        try await TestEngines.withPostgres { try await check.run($0) }
    }

    /// The battery is worth something only if an engine that lies is caught, and by the check meant for that lie.
    @Test(arguments: BrokenEngine.Defect.allCases)
    func `a broken engine is caught`(defect: BrokenEngine.Defect) async throws {
        let checks = EngineConformance.checks.filter { $0.name == defect.betrayingCheck }
        let check = try #require(checks.first, "no check is called \(defect.betrayingCheck)")
        try await TestEngines.withSQLite { engine in
            await #expect(throws: (any Error).self) { try await check.run(BrokenEngine(engine, defect)) }
        }
    }

    @Test func `no two checks have the same name`() {
        #expect(Set(EngineConformance.checks.map(\.name)).count == EngineConformance.checks.count)
    }
}

import Foundation
import SQLText
import SQLiteEngine
import Testing

@Suite struct SQLiteEngineTests {
    private let table: Statement = "CREATE TABLE entry (id INTEGER PRIMARY KEY, note TEXT) STRICT"

    @Test func `a backup made while writers work is whole and consistent`() async throws {
        try await TestEngines.withSQLite { engine in
            try await engine.execute(script: [table])
            let destination = engine.path + ".backup"
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        for step in 0..<50 {
                            // Two rows at a time: a torn copy would hold an odd number.
                            let id = (writer * 50 + step) * 2
                            try await engine.write {
                                try $0.execute("INSERT INTO entry VALUES (\(id), 'a'), (\(id + 1), 'b')")
                            }
                        }
                    }
                }
                group.addTask { try await engine.backup(to: destination) }
                try await group.waitForAll()
            }
            let copy = try SQLiteEngine(path: destination)
            #expect(try await copy.read { try $0.count("SELECT count(*) FROM entry") } % 2 == 0)
            #expect(try await copy.integrityCheck() == [])
            await copy.close()
            await #expect(throws: SQLError.self) { try await engine.backup(to: destination) }
            #expect(try await engine.read { try $0.count("SELECT count(*) FROM entry") } == 400)
        }
    }

    @Test func `what was acknowledged is there after opening again`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("store.sqlite").path
        let first = try SQLiteEngine(path: path)
        try await first.execute(script: [table, "INSERT INTO entry VALUES (1, '甲')"])
        let mode = try await first.read { transaction in
            [
                try transaction.one("PRAGMA journal_mode").text(0),
                "\(try transaction.one("PRAGMA foreign_keys").int(0))",
            ]
        }
        #expect(mode == ["wal", "1"])
        #expect(try await first.write { try $0.one("PRAGMA synchronous").int(0) } == 2, "2 is FULL")
        await first.close()
        let second = try SQLiteEngine(path: path)
        #expect(try await second.read { try $0.one("SELECT note FROM entry").text(0) } == "甲")
        await second.close()
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test func `a damaged file is called damaged`() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).sqlite").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: SQLError.self) { try SQLiteEngine(path: path) }
        #expect(error?.code == .damaged)
    }

    @Test func `a reference broken behind the engine's back is reported`() async throws {
        try await TestEngines.withSQLite { engine in
            try await engine.execute(script: [
                "CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT",
                "CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER) STRICT",
                "INSERT INTO child VALUES (5, 9)",
                "PRAGMA writable_schema = ON",
                """
                UPDATE sqlite_schema SET sql = replace(sql, 'parent_id INTEGER', 'parent_id INTEGER REFERENCES parent')
                WHERE name = 'child'
                """,
                "PRAGMA writable_schema = OFF",
            ])
            let second = try SQLiteEngine(path: engine.path)
            let findings = try await second.integrityCheck()
            #expect(findings == ["Row 5 of child refers to a missing row of parent."])
            await second.close()
        }
    }

    @Test func `writes that arrive together share their commits`() async throws {
        try await TestEngines.withSQLite { engine in
            try await engine.execute(script: [table])
            let gate = DispatchSemaphore(value: 0)
            // Holds the writer until the others have queued up behind it.
            async let first: Void = engine.write { _ in gate.wait() }
            let others = Task {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for id in 0..<64 {
                        group.addTask {
                            _ = try await engine.write { try $0.execute("INSERT INTO entry VALUES (\(id), '')") }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            try await Task.sleep(for: .milliseconds(200))
            let before = try walBytes(engine)
            gate.signal()
            try await first
            try await others.value
            // One commit of a one-page table logs a few pages; 64 commits would log at least 64.
            #expect(try walBytes(engine) - before < 32 * 4096)
        }
    }

    private func walBytes(_ engine: SQLiteEngine) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: engine.path + "-wal")
        return (attributes[.size] as? NSNumber)?.intValue ?? 0
    }
}

import Casework
import Columns
import Foundation
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing
import Verification

@Suite struct AskImportTests {
    private static let day = CivilDate(dayNumber: 20_514)  // 2026-03-02

    /// A folder in the inbox with one file of vehicles.
    private func prepare(_ world: RunWorld, _ folder: String, _ rows: [String], as name: String = "vehicle.csv") throws
    {
        let inbox = try #require(world.bureau.inbox)
        try FileManager.default.createDirectory(
            atPath: "\(inbox.path)/\(folder)", withIntermediateDirectories: true)
        let header = try #require(world.bureau.catalogue?["vehicle"]).schema.columns.map(\.name).joined(separator: ",")
        try Data(([header] + rows).joined(separator: "\n").appending("\n").utf8)
            .write(to: URL(fileURLWithPath: "\(inbox.path)/\(folder)/\(name)"))
    }

    private func world() async throws -> RunWorld {
        let world = try await RunWorld.make()
        world.test.clock.advance(days: 1)
        return world
    }

    private func ask(
        _ world: RunWorld, _ folder: String, asOf: CivilDate = day.adding(days: 1), as actor: StaffActor? = nil
    ) async throws -> Operations.Outcome<ImportID> {
        try await world.bureau.askImport(
            folder: folder, asOf: asOf, isChanges: false, as: .staff(actor ?? world.officer), key: UUID().uuidString)
    }

    private func finished(_ world: RunWorld, _ id: ImportID) async throws -> (ImportBatch, [ImportFinding]) {
        try await world.work()
        return try await world.bureau.store.read {
            (try #require(try $0.importBatch(id)), try $0.importFindings(of: id, limit: 100, offset: 0).rows)
        }
    }

    @Test func `a prepared folder comes in force and stands in the list of batches`() async throws {
        let world = try await world()
        let folder = "day-\(UUID().uuidString)"
        try prepare(world, folder, ["7,鲁M7,\(world.heads[2].text),K,丰田,2024-01-01,1000.00,A"])
        let (batch, findings) = try await finished(world, try #require(try await ask(world, folder).value))
        #expect(batch.state == "done" && findings.isEmpty && batch.requestedBy == "郑核对")
        #expect(batch.summary.contains("\"rows\":1"))
        #expect(try world.snapshots.open().current("vehicle")?.rows == 1)
        await world.close()
    }

    @Test func `a refused file says file, row and column, and the last good data stay`() async throws {
        let world = try await world()
        let folder = "bad-\(UUID().uuidString)"
        try prepare(
            world, folder,
            ["7,鲁M7,\(world.heads[2].text),K,丰田,2024/1/1,1000.00,A", "8,鲁M8,3.7E+17,K,丰田,2024-01-01,1000.00,A"])
        let before = try world.snapshots.open().current("vehicle")
        let (batch, findings) = try await finished(world, try #require(try await ask(world, folder).value))
        #expect(batch.state == "refused")
        #expect(findings.contains { $0.file == "vehicle.csv" && $0.row == 2 && $0.reason == "badDate" })
        #expect(findings.contains { $0.row == 3 && $0.column == "owner_id" && $0.reason == "scientificNotation" })
        #expect(try world.snapshots.open().current("vehicle") == before)
        await world.close()
    }

    @Test func `yesterday's file again is a finding`() async throws {
        let world = try await world()
        let folder = "same-\(UUID().uuidString)"
        try prepare(world, folder, ["1,鲁M1,\(world.heads[1].text),K,丰田,2024-01-01,100000.00,A"])
        let (batch, findings) = try await finished(world, try #require(try await ask(world, folder).value))
        #expect(batch.state == "refused" && findings.map(\.reason) == ["sameFile"])
        await world.close()
    }

    @Test func `a file that was sent is taken in and its copy removed`() async throws {
        let world = try await world()
        let header = try #require(world.bureau.catalogue?["vehicle"]).schema.columns.map(\.name).joined(separator: ",")
        let text = header + "\n7,鲁M7,\(world.heads[2].text),K,丰田,2024-01-01,1000.00,A\n"
        let outcome = try await world.bureau.askImport(
            file: ("车辆.csv", Array(text.utf8)), dataset: "vehicle", asOf: Self.day.adding(days: 1), isChanges: false,
            as: .staff(world.officer), key: "1")
        let (batch, _) = try await finished(world, try #require(outcome.value))
        #expect(batch.state == "done")
        let inbox = try #require(world.bureau.inbox)
        #expect(!FileManager.default.fileExists(atPath: "\(inbox.path)/\(batch.source)"))
        await world.close()
    }

    @Test func `an import is refused with its reason`() async throws {
        let world = try await world()
        let folder = "wait-\(UUID().uuidString)"
        try prepare(world, folder, [])
        #expect(try await ask(world, "../snapshots").reasons.map(\.code) == ["importFolderUnknown"])
        #expect(try await ask(world, folder, as: world.clerk).reasons == [.notAllowed])
        let late = try await ask(world, folder, asOf: Self.day.adding(days: 40))
        #expect(late.reasons.map(\.code) == ["importFromTomorrow"])
        #expect(try await ask(world, folder).value != nil)
        #expect(try await ask(world, folder).reasons.map(\.code) == ["importRunning"])
        let unknown = try await world.bureau.askImport(
            file: ("x.csv", [65]), dataset: "nothing", asOf: Self.day, isChanges: false, as: .staff(world.officer),
            key: "u")
        #expect(unknown.reasons.map(\.code) == ["datasetUnknown"])
        await world.close()
    }

    @Test func `a folder without a file of the catalogue is refused in words`() async throws {
        let world = try await world()
        let folder = "none-\(UUID().uuidString)"
        try prepare(world, folder, [], as: "readme.csv")
        let (batch, findings) = try await finished(world, try #require(try await ask(world, folder).value))
        #expect(batch.state == "refused" && findings.map(\.reason) == ["importNoFile"])
        await world.close()
    }
}

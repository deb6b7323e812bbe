import Columns
import Foundation
import Primitives
import Testing

/// A file longer than a stretch becomes several segments that read as one.
@Suite struct RunStagingTests {
    let folder: TemporaryFolder
    let day: CivilDate
    let store: SnapshotStore
    let owner: PackedCitizenID

    init() throws {
        folder = try TemporaryFolder()
        day = try #require(importDay)
        store = try SnapshotStore(root: "\(folder.path)/store")
        owner = PackedCitizenID(try CitizenID("11010519491231002X"))
    }

    private func stage(_ text: String, runBytes: Int) throws -> StageOutcome {
        try store.stage(
            vehicleSchema, csv: try folder.write(text), asOf: day, importedAt: importedAt,
            limits: ImportLimits(rejectedPermille: 1000, runBytes: runBytes))
    }

    private func plates(_ outcome: StageOutcome) throws -> [String?] {
        guard case .staged(let staged) = outcome else {
            Issue.record("refused: \(outcome)")
            return []
        }
        try store.publish([staged])
        let view = try store.open()
        try view.verify()
        let rows = try view.rows(of: "vehicle", column: "owner_id", person: owner)
        #expect(rows.count == view.current("vehicle")?.rows)
        return try rows.map { try $0.text("plate_no") }
    }

    private static func row(_ number: Int, _ plate: String) -> String {
        "\(number),11010519491231002X,\(plate),1.50,2024-02-29,2025-06\n"
    }

    @Test(arguments: [1, 700, 5_000, 40_000, 1 << 30])
    func `stretches of any length give the rows of the whole`(runBytes: Int) throws {
        let text = vehicleHeader + (1...1000).map { Self.row($0, "鲁M\($0)") }.joined()
        #expect(try plates(stage(text, runBytes: max(runBytes, 400))) == (1...1000).map { "鲁M\($0)" })
        let day = try #require(try store.days().first)
        #expect(day.folders.count > 1 || runBytes > 40_000)
    }

    @Test func `a record number that an earlier stretch has is set aside at its row`() throws {
        var rows = (1...300).map { Self.row($0, "鲁M\($0)") }
        rows[250] = Self.row(7, "假")
        let outcome = try stage(vehicleHeader + rows.joined(), runBytes: 2_000)
        guard case .staged(let staged) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(staged.problems.map(\.reason) == [.duplicateRecordNumber])
        #expect(staged.problems.first?.row == 252)
        #expect(try plates(outcome).contains("假") == false)
        #expect(try store.open().current("vehicle")?.rows == 299)
    }

    @Test func `a line break between quotes does not end a stretch, and bad rows keep their numbers`() throws {
        var rows = (1...200).map { Self.row($0, "\"鲁\n\($0)\"") }
        rows[150] = "x,11010519491231002X,坏,1.50,2024-02-29,2025-06\n"
        let outcome = try stage(vehicleHeader + rows.joined(), runBytes: 1_500)
        guard case .staged(let staged) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(staged.info.rows == 199 && staged.problems.count == 1)
        #expect(try plates(outcome).first == "鲁\n1")
    }

    @Test func `changes lie on a day of several segments as on one`() throws {
        let text = vehicleHeader + (1...400).map { Self.row($0, "鲁M\($0)") }.joined()
        #expect(try plates(stage(text, runBytes: 3_000)).count == 400)
        let delta = try folder.write(
            "op," + vehicleHeader + "U," + Self.row(3, "新") + "D," + Self.row(399, "鲁M399"), as: "delta.csv")
        let next = day.adding(days: 1)
        guard
            case .staged(let staged, let changed) = try store.stageChanges(
                vehicleSchema, csv: delta, asOf: next, importedAt: importedAt)
        else {
            Issue.record("refused")
            return
        }
        #expect(changed.recordNumbers == [3, 399])
        try store.publish([staged])
        let plates = try store.open().rows(of: "vehicle", column: "owner_id", person: owner).map {
            try $0.text("plate_no")
        }
        #expect(plates.count == 399 && plates[2] == "新" && !plates.contains("鲁M399"))
        try store.compact("vehicle")
        #expect(try store.open().rows(of: "vehicle", column: "owner_id", person: owner).count == 399)
    }
}

import Columns
import Foundation
import Primitives
import Testing

/// What is left on disk when writing stops anywhere, and when bytes change under our feet.
@Suite struct SnapshotCrashTests {
    let folder: TemporaryFolder
    let day: CivilDate
    let owner: PackedCitizenID

    init() throws {
        folder = try TemporaryFolder()
        day = try #require(importDay)
        owner = PackedCitizenID(try CitizenID("11010519491231002X"))
    }

    var root: String { "\(folder.path)/store" }

    func take(_ number: Int, into store: SnapshotStore, others: Int = 0) throws {
        let text = vehicleHeader + "\(number),11010519491231002X,京A\(number),1.00,,\n"
        let more = (0..<others).map { "\(number + 1 + $0),110105194912310039,京B\($0),\($0).00,2024-02-29,\n" }
        let path = try folder.write(text + more.joined())
        let outcome = try store.stage(vehicleSchema, csv: path, asOf: day, importedAt: importedAt)
        if case .staged(let snapshot) = outcome { try store.publish([snapshot]) } else { Issue.record("refused") }
    }

    func recordInForce() throws -> [Int64?] {
        let view = try SnapshotStore(root: root).open()
        try view.verify()
        return try view.rows(of: "vehicle", column: "owner_id", person: owner).map(\.recordNumber)
    }

    @Test(arguments: StoreStep.allCases)
    func `stopping at any step leaves the last good snapshot, or the whole of the next`(stop: StoreStep) throws {
        try take(1, into: try SnapshotStore(root: root))
        let broken = try SnapshotStore(root: root) { step throws(SnapshotError) in
            if step == stop { throw SnapshotError(.system, subject: step.rawValue, cause: "power cut") }
        }
        #expect(throws: SnapshotError.self) { try take(2, into: broken) }
        #expect(try recordInForce() == [stop == .manifestRenamed ? 2 : 1])
        let store = try SnapshotStore(root: root)
        try take(3, into: store)
        #expect(try recordInForce() == [3])
        try store.removeUnreferenced()
        #expect(try recordInForce() == [3])
    }

    @Test func `a half-written manifest or snapshot beside the good one changes nothing`() throws {
        let store = try SnapshotStore(root: root)
        try take(1, into: store)
        let manifest = try Data(contentsOf: URL(fileURLWithPath: "\(root)/manifest.bin"))
        let snapshot = try Data(contentsOf: URL(fileURLWithPath: "\(root)/vehicle/\(day.text)-1/snapshot.bin"))
        try FileManager.default.createDirectory(
            atPath: "\(root)/vehicle/\(day.text)-2", withIntermediateDirectories: true)
        for length in stride(from: 0, to: snapshot.count, by: 37) {
            try manifest.prefix(length).write(to: URL(fileURLWithPath: "\(root)/manifest.bin.part"))
            try snapshot.prefix(length).write(to: URL(fileURLWithPath: "\(root)/vehicle/\(day.text)-2/snapshot.part"))
            #expect(try recordInForce() == [1])
        }
        try take(2, into: store)
        #expect(try recordInForce() == [2])
    }

    /// With one row and with sections of several leaves, between which are gaps.
    @Test(arguments: [(others: 0, step: 7), (others: 3000, step: 397)])
    func `every changed byte and every shortened file is noticed`(others: Int, step: Int) throws {
        try take(1, into: try SnapshotStore(root: root), others: others)
        let url = URL(fileURLWithPath: "\(root)/vehicle/\(day.text)-1/snapshot.bin")
        let good = try Data(contentsOf: url)
        // Every byte of the prefix and of the last checksums; of what lies between some.
        let sampled = good.indices.filter { $0 < 24 || $0 > good.count - 160 || $0 % step == 0 }
        for position in sampled {
            var bad = good
            bad[position] ^= 0x10
            try bad.write(to: url)
            #expect(throws: SnapshotError.self, "byte \(position)") { try recordInForce() }
        }
        for length in sampled {
            try good.prefix(length).write(to: url)
            #expect(throws: SnapshotError.self, "length \(length)") { try recordInForce() }
        }
        try good.write(to: url)
        #expect(try recordInForce() == [1])
    }

    @Test func `a look-up notices damage in the blocks it touches`() throws {
        try take(1, into: try SnapshotStore(root: root))
        let url = URL(fileURLWithPath: "\(root)/vehicle/\(day.text)-1/snapshot.bin")
        var bytes = try Data(contentsOf: url)
        bytes[bytes.count - 20] ^= 1
        try bytes.write(to: url)
        let view = try SnapshotStore(root: root).open()
        #expect { try view.rows(of: "vehicle", column: "owner_id", person: owner) } throws: {
            ($0 as? SnapshotError)?.code == .damaged
        }
    }
}

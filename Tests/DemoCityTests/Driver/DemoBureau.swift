import Columns
import DemoCity
import Foundation
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage

/// A migrated store without a city, and a folder for department data.
struct TestStore {
    let test: TestBureau
    let snapshots: SnapshotStore
    let root: String

    static func empty() async throws -> TestStore {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("demo-\(UUID().uuidString)").path
        let snapshots = try SnapshotStore(root: root + "/snapshots")
        let test = try await TestBureau.make(on: DemoCityPlan.openingDay, snapshots: snapshots)
        return TestStore(test: test, snapshots: snapshots, root: root)
    }

    /// One that a real installation made.
    static func real() async throws -> TestStore {
        let store = try await empty()
        try await store.test.bureau.store.write { try $0.setInstallationValue(.origin, "real") }
        return store
    }

    func close() async {
        await test.close()
        try? FileManager.default.removeItem(atPath: root)
    }
}

/// A demo of the smallest city, prepared once in a folder of its own.
struct DemoBureau {
    let test: TestBureau
    let snapshots: SnapshotStore
    let summary: DemoSummary
    let seconds: Double

    var bureau: Bureau { test.bureau }

    static func prepare(seed: UInt64 = 7) async throws -> DemoBureau {
        try await prepare(in: try await TestStore.empty(), seed: seed)
    }

    static func prepare(in empty: TestStore, seed: UInt64 = 7) async throws -> DemoBureau {
        let (test, snapshots, root) = (empty.test, empty.snapshots, empty.root)
        let start = ContinuousClock.now
        let summary = try await Demo.prepare(
            bureau: test.bureau, people: 2000, seed: seed, folder: root + "/city",
            regionsRoot: TestBureau.repository + "/reference")
        let passed = (ContinuousClock.now - start).components
        return DemoBureau(
            test: test, snapshots: snapshots, summary: summary,
            seconds: Double(passed.seconds) + Double(passed.attoseconds) / 1e18)
    }

    private var city: String { (snapshots.root as NSString).deletingLastPathComponent + "/city" }

    /// Imports the demo's own folder as of a day.
    func importAgain(asOf day: CivilDate) async throws -> Outcome<CityImported> {
        try await bureau.importCity(
            folder: city, asOf: day, regionsRoot: TestBureau.repository + "/reference", origin: .demo)
    }

    /// Makes the first family of the register declare nine vehicles.
    func changeOneVehicle() throws {
        let path = city + "/household.csv"
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        lines[1] = lines[1].split(separator: ",").dropLast().joined(separator: ",") + ",9"
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Rows that a test asks for by their own condition.
    func count(_ rows: Statement) async throws -> Int {
        try await bureau.store.read { try $0.sql.count("SELECT COUNT(*) FROM \(rows)") }
    }

    func close() async {
        await test.close()
        try? FileManager.default.removeItem(atPath: (snapshots.root as NSString).deletingLastPathComponent)
    }
}

import Casework
package import Columns
import Foundation
import Logging
package import Operations
import Policies
import PostgresEngine
package import Primitives
import SQLText
import SQLiteEngine
import Sealing
package import Storage
package import Verification

/// A bureau on a fresh store for one test: real SQL, real policies, a clock moved by hand.
///
/// It runs on SQLite, and on PostgreSQL when `BACKSTOP_TEST_POSTGRES` names a server: each test then has a schema of
/// its own.
package struct TestBureau: Sendable {
    /// The bureau.
    package let bureau: Bureau
    /// Its system clock.
    package let clock: MovableClock
    /// A folder of its own, removed by `close`.
    package let folder: String

    /// Where the repository's data folders are, found from this file.
    package static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// The checks and the report's items of the reference catalogue, read once for all tests.
    private static let book = Result { try ReportBook.load(folder: repository + "/catalogue/reference") }

    /// The datasets of the reference catalogue.
    package static var catalogue: Catalogue { get throws { try book.get().catalogue } }

    /// The packs, which compile for most of a second, read once for all tests.
    private static let policies = Result { try PolicySet.load(root: repository + "/policies") }

    /// The templates of documents, read once for all tests.
    private static let papers = Result { try ReferenceFiles.papers(root: repository + "/reference") }

    /// Holidays and the regions of Binzhou, read once for all tests.
    private static let calendar = Result { try ReferenceFiles.calendar(root: repository + "/reference") }
    private static let regions = Result {
        try ReferenceFiles.regions(root: repository + "/reference", city: RegionCode("3716")) + places
    }

    /// Makes a bureau on the morning of a day, with the regions of Binzhou and three villages of two townships.
    package static func make(
        on day: CivilDate? = nil, snapshots: SnapshotStore? = nil, relay: RelayTerms? = nil
    ) async throws -> TestBureau {
        let start = try Instant(
            chinaDate: day ?? CivilDate(year: 2026, month: 3, day: 2), hour: 9, minute: 0, second: 0)
        let clock = MovableClock(start)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("backstop-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let engine = try await engine()
        try await Migrator().migrate(engine, at: start.milliseconds)
        let store = Store(
            engine: engine, keys: .generated(), ids: IdentifierMaker(node: 1, now: { clock.now }),
            blobs: try BlobFolder(path: folder + "/blobs"))
        let bureau = Bureau(
            store: store, policies: try policies.get(),
            calendar: try calendar.get(), snapshots: snapshots,
            catalogue: try catalogue, checks: try book.get().checks, reports: ReportShelf(try book.get()),
            relay: relay, papers: try papers.get(),
            settings: BureauSettings(
                name: "滨州市社会救助", hotline: "0543-12345", publicAddress: "http://127.0.0.1:8080",
                showsPhoneCodes: true, passwordLogCost: 4, python: repository + "/.venv/bin/python3"),
            systemClock: { clock.now }, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let regions = try regions.get()
        try await store.write { transaction in
            try transaction.putRegions(regions, from: start.chinaDate)
            try transaction.setInstallationValue(.region, "3716")
            try transaction.setInstallationValue(.regionName, "滨州市")
            try transaction.setInstallationValue(.origin, "demo")
        }
        return TestBureau(bureau: bureau, clock: clock, folder: folder)
    }

    /// Two townships of 惠民县 and one of 阳信县 with villages, invented.
    package static let places: [RegionRow] = [
        ("371621001", "孙武街道"), ("371621001201", "王惠理村"), ("371621001202", "西关村"),
        ("371621101", "石庙镇"), ("371621101201", "前刘村"), ("371622101", "河流镇"), ("371622101201", "大杨村"),
    ].compactMap { code, name in
        (try? RegionCode(code)).map { RegionRow(code: $0, name: name, level: $0.level) }
    }

    private static func engine() async throws -> any SQLEngine {
        guard let url = ProcessInfo.processInfo.environment["BACKSTOP_TEST_POSTGRES"], !url.isEmpty else {
            return try SQLiteEngine.temporary()
        }
        let administrator = try await PostgresEngine(url: url, poolSize: 1)
        let schema = "test_\(UUID().uuidString.prefix(12).lowercased().filter { $0 != "-" })"
        try await administrator.execute(script: [Statement(sql: "CREATE SCHEMA \(schema)")])
        await administrator.close()
        let separator = url.contains("?") ? "&" : "?"
        return try await PostgresEngine(url: "\(url)\(separator)options=-csearch_path%3D\(schema)", poolSize: 4)
    }

    /// Closes the store and removes the folder.
    package func close() async {
        await bureau.store.engine.close()
        try? FileManager.default.removeItem(atPath: folder)
    }
}

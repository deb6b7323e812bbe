import Columns
import Foundation
import Primitives
import Testing
import Verification

/// The golden city, byte for byte: from files, from a store, and by increment; and what a changed constant does.
@Suite(.enabled(if: ReferenceData.isPresent, "no reference data: set BACKSTOP_ANCHORS"))
struct ReferenceCityRunTests {
    static let days = (first: "2025-06-29", second: "2025-06-30")

    static func golden(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(ReferenceData.goldenCity)/\(name)")))
    }

    static func run(_ book: CheckBook, workers: Int = 2) throws -> CheckResult {
        let request = CheckRequest(asOf: try CivilDate(parsing: days.first), workers: workers)
        return try CheckRun(book, source: CSVRowSource(folder: ReferenceData.goldenCity), request: request).run()
    }

    @Test(arguments: [1, 2]) func `from files`(_ workers: Int) throws {
        let result = try Self.run(try CheckBook.reference.get(), workers: workers)
        #expect(CheckFiles.hits(result) == (try Self.golden("expected_hits.csv")))
        #expect(CheckFiles.report(result) == (try Self.golden("expected_report.csv")))
    }

    @Test func `small pieces cut the files elsewhere and change nothing`() throws {
        let request = CheckRequest(asOf: try CivilDate(parsing: Self.days.first))
        let source = CSVRowSource(folder: ReferenceData.goldenCity, pieceBytes: 777)
        let result = try CheckRun(try CheckBook.reference.get(), source: source, request: request).run()
        #expect(CheckFiles.hits(result) == (try Self.golden("expected_hits.csv")))
    }

    @Test func `from the store, and the next day by increment`() throws {
        let book = try CheckBook.reference.get()
        let folder = try TemporaryFolder()
        let store = try SnapshotStore(root: "\(folder.path)/store")
        let (first, second) = (try CivilDate(parsing: Self.days.first), try CivilDate(parsing: Self.days.second))
        let whole = DepartmentFolder(
            ReferenceData.goldenCity, catalogue: book.catalogue, tables: book.tables.schemas)
        let limits = ImportLimits(allowsNoRows: true)
        let taken = try whole.take(
            into: store, asOf: first, importedAt: Instant(milliseconds: 0), limits: limits, isChanges: false)
        #expect(taken.refused.isEmpty)
        let before = try CheckIncrement(book, source: StoreRowSource(try store.open()), asOf: first).full()
        #expect(try before.state.hitFile == (try Self.golden("expected_hits.csv")))
        #expect(try before.state.reportFile(book) == (try Self.golden("expected_report.csv")))
        try before.state.write(path: "\(folder.path)/state")

        let changes = DepartmentFolder("\(ReferenceData.goldenCity)/delta", catalogue: book.catalogue)
        let intake = try changes.take(
            into: store, asOf: second, importedAt: Instant(milliseconds: 0), limits: limits, isChanges: true)
        let after = try CheckIncrement(book, source: StoreRowSource(try store.open()), asOf: second)
            .run(from: try CheckState(path: "\(folder.path)/state"), changes: intake.changed)
        #expect(try after.state.hitFile == (try Self.golden("expected_hits_day2.csv")))
        #expect(try after.state.reportFile(book) == (try Self.golden("expected_report_day2.csv")))
        #expect(after.households < before.households)
    }

    @Test(arguments: [
        ("value: 3000000", "value: 3000001"), ("value: 24,", "value: 25,"), ("value: 20000,", "value: 20100,"),
        ("value: 180,", "value: 181,"), ("value: 1500,", "value: 1501,"), ("value: 30000,", "value: 30001,"),
    ])
    func `a changed limit changes the result`(_ old: String, _ new: String) throws {
        var files = try ReferenceChecks.files()
        for index in files.indices where files[index].name == "parameters.yaml" {
            #expect(files[index].text.contains(old))
            files[index].text = files[index].text.replacing(old, with: new)
        }
        let book = try CheckBook(catalogue: try ReferenceData.catalogue(), files: files)
        #expect(CheckFiles.hits(try Self.run(book)) != (try Self.golden("expected_hits.csv")))
    }
}

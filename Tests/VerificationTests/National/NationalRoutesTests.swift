import Columns
import Foundation
import Primitives
import Testing
import Verification

/// The town's files, a store of them, and the store after a day of changes give the same answers, byte for byte.
@Suite struct NationalRoutesTests {
    static let next = "2026-06-16"

    /// The rows of the second day: a story takes those of the story after it.
    ///
    /// So hits become near misses and near misses hits.
    /// Every fifth story stays as it is: only the calendar may change it.
    static func turned(_ story: NationalStory) -> [TownRow] {
        let stories = NationalStory.all
        return story.number.isMultiple(of: 5) ? story.rows : stories[story.number % stories.count].rows
    }

    private static func take(
        _ folder: DepartmentFolder, _ store: SnapshotStore, _ day: String, isChanges: Bool
    ) throws -> [ChangedRows] {
        let intake = try folder.take(
            into: store, asOf: try CivilDate(parsing: day), importedAt: Instant(milliseconds: 0),
            limits: ImportLimits(allowsNoRows: true), isChanges: isChanges)
        #expect(intake.refused.isEmpty, "\(intake.refused.map(\.message))")
        return intake.changed
    }

    /// The lines that came, went or changed, as a folder of changes.
    private static func writeChanges(from old: NationalTown, to new: NationalTown, into folder: String) throws -> Int {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var count = 0
        for schema in old.book.catalogue.datasets.map(\.schema) {
            func lines(_ town: NationalTown) throws -> [Substring: Substring] {
                let text = try String(contentsOfFile: "\(town.city)/\(schema.name).csv", encoding: .utf8)
                return Dictionary(
                    uniqueKeysWithValues: text.split(separator: "\n").dropFirst().map { ($0.prefix { $0 != "," }, $0) })
            }
            let (before, after) = (try lines(old), try lines(new))
            let gone = before.filter { after[$0.key] == nil }.map { "D," + $0.value }
            let come = after.filter { before[$0.key] != $0.value }.map { "U," + $0.value }
            if gone.isEmpty, come.isEmpty { continue }
            count += gone.count + come.count
            try NationalTown.write(schema, (gone + come).sorted(), before: "op,", "\(folder)/\(schema.name).csv")
        }
        return count
    }

    @Test func `from files, from a store, and by increment on the second day`() throws {
        let (first, second) = (try NationalTown.whole(), try NationalTown(NationalStory.all, rows: Self.turned))
        let book = first.book
        let store = try SnapshotStore(root: "\(second.folder.path)/store")
        _ = try Self.take(
            DepartmentFolder(first.city, catalogue: book.catalogue, tables: book.tables.schemas), store,
            NationalTown.day, isChanges: false)
        let (today, tomorrow) = (try CivilDate(parsing: NationalTown.day), try CivilDate(parsing: Self.next))
        let before = try CheckIncrement(book, source: StoreRowSource(try store.open()), asOf: today).full()
        let full = try first.run()
        #expect(try before.state.hitFile == CheckFiles.hits(full))
        #expect(try before.state.reportFile(book) == CheckFiles.report(full))

        let delta = "\(second.folder.path)/delta"
        #expect(try Self.writeChanges(from: first, to: second, into: delta) > 200)
        let changes = try Self.take(
            DepartmentFolder(delta, catalogue: book.catalogue), store, Self.next, isChanges: true)
        let after = try CheckIncrement(book, source: StoreRowSource(try store.open()), asOf: tomorrow)
            .run(from: before.state, changes: changes)
        let turned = try second.run(Self.next)
        let (found, wanted) = (Self.lines(try after.state.hitFile), Self.lines(CheckFiles.hits(turned)))
        #expect(found == wanted, "missing \(wanted.subtracting(found)) extra \(found.subtracting(wanted))")
        #expect(try after.state.hitFile == CheckFiles.hits(turned))
        #expect(try after.state.reportFile(book) == CheckFiles.report(turned))
        let day1 = Self.lines(try before.state.hitFile)
        #expect(day1.subtracting(wanted).count > 60 && wanted.subtracting(day1).count > 60)
    }

    private static func lines(_ file: [UInt8]) -> Set<Substring> {
        Set(String(decoding: file, as: UTF8.self).split(separator: "\n"))
    }
}

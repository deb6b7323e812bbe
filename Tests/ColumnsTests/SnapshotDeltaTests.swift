import Columns
import Foundation
import Primitives
import Testing

/// A store that a child could write: rows by record number.
///
/// What the real one answers must be what this one does.
struct PlainStore {
    struct Row: Hashable {
        let number: Int64
        let id: String
        let plate: String
        let value: Int64

        var line: String { "\(number),\(id),\(plate),\(value / 100).\(value % 100 / 10)\(value % 10),,\n" }
    }

    var rows: [Int64: Row] = [:]

    /// What a read by person gives, by record number.
    func rows(of id: String) -> [Row] { rows.values.filter { $0.id == id }.sorted { $0.number < $1.number } }
    func rows(plate: String) -> [Row] { rows.values.filter { $0.plate == plate }.sorted { $0.number < $1.number } }
}

/// Shifts every byte, adds a checksum that knows the place: enough to see that blocks are sealed for their place only.
struct ShiftCipher: BlockCipher {
    let key: UInt8
    var overhead: Int { 1 }

    private func mark(_ plain: [UInt8], _ place: BlockPlace) -> UInt8 {
        (plain + Array("\(place)".utf8)).reduce(key) { ($0 &* 31) &+ $1 }
    }

    func seal(_ plain: [UInt8], at place: BlockPlace) -> [UInt8] { plain.map { $0 &+ key } + [mark(plain, place)] }

    func open(_ sealed: [UInt8], at place: BlockPlace) throws(SnapshotError) -> [UInt8] {
        let plain = sealed.dropLast().map { $0 &- key }
        guard mark(plain, place) == sealed.last else {
            throw SnapshotError(.damaged, subject: place.folder, cause: "another place")
        }
        return plain
    }
}

/// Days of changes on one another, merged, sealed, kept and forgotten, against a plain store.
@Suite struct SnapshotDeltaTests {
    let folder: TemporaryFolder
    let day: CivilDate
    let ids: [String]
    /// How far record numbers lie apart.
    var spread: Int64 = 1

    init() throws {
        folder = try TemporaryFolder()
        day = try #require(importDay)
        ids = (0..<40).map { number in
            let body = "37160219900101\(100 + number)"
            return body + String(CitizenID.checkCharacter(forFirst17: body))
        }
    }

    private func random(_ number: Int64, _ random: inout SeededGenerator) -> PlainStore.Row {
        PlainStore.Row(
            number: number, id: ids[Int.random(in: 0..<ids.count, using: &random)],
            plate: Int.random(in: 0..<4, using: &random) == 0 ? "" : "鲁M\(Int.random(in: 0..<30, using: &random))",
            value: Int64.random(in: 0..<1_000_000, using: &random))
    }

    private func check(_ view: SnapshotView, _ plain: PlainStore) throws {
        #expect(view.current("vehicle")?.rows == plain.rows.count)
        for id in ids {
            let key = try #require(PackedCitizenID(key: id))
            let found = try view.rows(of: "vehicle", column: "owner_id", person: key)
            #expect(try found.map(Self.plain) == plain.rows(of: id))
        }
        for number in 0..<30 {
            let found = try view.rows(of: "vehicle", column: "plate_no", text: "鲁M\(number)")
            #expect(try found.map(Self.plain) == plain.rows(plate: "鲁M\(number)"))
        }
        #expect(try Self.scanned(view, ids) == Set(plain.rows.values))
    }

    private static func plain(_ row: SnapshotRow) throws -> PlainStore.Row {
        PlainStore.Row(
            number: row.recordNumber ?? -1, id: try row.person("owner_id")?.text ?? "",
            plate: try row.text("plate_no") ?? "", value: try row.hundredths("value") ?? -1)
    }

    /// All rows as a run over everybody gets them.
    ///
    /// The first `known` of them are said to be some of those whose rows were put apart.
    private static func scanned(
        _ view: SnapshotView, _ ids: [String], known: (count: Int, print: PeoplePrint)? = nil
    ) throws -> Set<PlainStore.Row> {
        let keys = ids.compactMap { PackedCitizenID(key: $0)?.rawValue }
        let people =
            known.map { SubjectIndex(keys: keys, first: $0.count, of: $0.print) } ?? SubjectIndex(keys: keys)
        let columns = [RowColumn(0, .number), RowColumn(1, .text), RowColumn(2, .text), RowColumn(3, .number)]
        let request = RowRequest(
            schema: vehicleSchema, lookups: [RowLookup(key: 1, index: .people(people), columns: columns)])
        var rows: Set<PlainStore.Row> = []
        try StoreRowSource(view).scan(request) { batch in
            for row in 0..<batch.count {
                #expect(ids[Int(batch.subjects[row])] == String(decoding: batch.text(1, row), as: UTF8.self))
                rows.insert(
                    PlainStore.Row(
                        number: batch.numbers(0)[row], id: String(decoding: batch.text(1, row), as: UTF8.self),
                        plate: String(decoding: batch.text(2, row), as: UTF8.self), value: batch.numbers(3)[row]))
            }
        }
        return rows
    }

    private func base(
        _ store: SnapshotStore, _ random: inout SeededGenerator, rows: Int64, apart: SubjectIndex? = nil
    ) throws -> PlainStore {
        var plain = PlainStore()
        for number in 1...rows { plain.rows[number * spread] = self.random(number * spread, &random) }
        let text = vehicleHeader + plain.rows.values.map(\.line).joined()
        let path = try folder.write(text)
        guard
            case .staged(let staged) = try store.stage(
                vehicleSchema, csv: path, asOf: day, importedAt: importedAt, apart: apart)
        else { throw SnapshotError(.system, subject: "refused", cause: "") }
        try store.publish([staged])
        return plain
    }

    /// Random changes, in the store and in the plain one; what the store says about them must be true.
    private func change(
        _ store: SnapshotStore, _ plain: inout PlainStore, on day: CivilDate, _ random: inout SeededGenerator
    ) throws {
        let before = plain
        var lines = ["op," + vehicleHeader]
        for number in Set((0..<30).map { _ in Int64.random(in: 1...260, using: &random) * spread }) {
            if let old = plain.rows[number], Bool.random(using: &random) {
                lines.append("D," + old.line)
                plain.rows[number] = nil
            } else {
                let row = self.random(number, &random)
                lines.append("U," + row.line)
                plain.rows[number] = row
            }
        }
        let path = try folder.write(lines.joined())
        let outcome = try store.stageChanges(vehicleSchema, csv: path, asOf: day, importedAt: importedAt)
        guard case .staged(let staged, let changed) = outcome else {
            Issue.record("refused: \(outcome)")
            return
        }
        try store.publish([staged])
        func key(_ row: PlainStore.Row?) -> UInt32 {
            row.flatMap { PackedCitizenID(key: $0.id) }.map { KeyPrint.of(person: $0.rawValue) } ?? KeyPrint.none
        }
        let owners = try #require(changed.keys.first { $0.column == 1 })
        #expect(changed.count == lines.count - 1)
        // Whose the rows were that stood among strangers is said only when it is asked for.
        let index = try #require(changed.keys.firstIndex { $0.column == 1 })
        var unread: [Int64: UInt32] = [:]
        for strangers in changed.strangers {
            let prints = try strangers.prints(index: index)
            #expect(prints.count == strangers.recordNumbers.count)
            unread.merge(zip(strangers.recordNumbers, prints)) { first, _ in first }
        }
        for (place, number) in changed.recordNumbers.enumerated() {
            #expect(max(owners.old[place], unread[number] ?? KeyPrint.none) == key(before.rows[number]))
            #expect(owners.old[place] == KeyPrint.none || unread[number] == nil)
            #expect(owners.new[place] == key(plain.rows[number]))
        }
    }

    @Test(arguments: [nil, ShiftCipher(key: 7)] as [ShiftCipher?])
    func `layers of many days read as one store, before and after they are merged`(cipher: ShiftCipher?) throws {
        var random = SeededGenerator(seed: 11)
        let store = try SnapshotStore(root: "\(folder.path)/store", cipher: cipher)
        var plain = try base(store, &random, rows: 200)
        for number in 1...8 {
            try change(store, &plain, on: day.adding(days: number), &random)
            try check(try store.open(), plain)
            if number == 5 {
                #expect(try store.compact("vehicle"))
                try check(try store.open(), plain)
            }
        }
        try store.open().verify()
        #expect(try store.days().last?.layers == 3)
        #expect(try store.days().allSatisfy { $0.isSealed == (cipher != nil) })
    }

    @Test func `rows that were put apart are read as before, by those who know of it and by others`() throws {
        var random = SeededGenerator(seed: 7)
        let store = try SnapshotStore(root: "\(folder.path)/store")
        let watched = ids.prefix(10).compactMap { PackedCitizenID(key: $0)?.rawValue }
        let print = PeoplePrint(of: watched.reversed())
        var plain = try base(store, &random, rows: 200, apart: SubjectIndex(keys: watched))
        #expect(try store.days().map(\.folders.count) == [2])
        #expect(try !store.compact("vehicle"), "What is apart stays apart.")
        func checkApart() throws {
            let view = try store.open()
            try check(view, plain)
            let (some, asked) = (Set(ids.prefix(5)), Array(ids.prefix(5)) + ids.suffix(3))
            #expect(
                try Self.scanned(view, Array(asked.prefix(5)), known: (5, print))
                    == Set(plain.rows.values.filter { some.contains($0.id) }))
            #expect(
                try Self.scanned(view, asked, known: (5, print))
                    == Set(plain.rows.values.filter { asked.contains($0.id) }), "Others are asked about too.")
            #expect(
                try Self.scanned(view, asked, known: (8, PeoplePrint(of: [])))
                    == Set(plain.rows.values.filter { asked.contains($0.id) }), "Another set was not put apart.")
        }
        try checkApart()
        for number in 1...3 {
            try change(store, &plain, on: day.adding(days: number), &random)
            try checkApart()
        }
        #expect(try store.days().last?.layers == 3)
        #expect(try store.compact("vehicle"))
        #expect(try store.days().last?.folders.count == 2)
        try checkApart()
    }

    /// The place of a record is counted in bits where gaps are short, and looked for in a list where they are long.
    @Test(arguments: [37, 9_876_543_210_123] as [Int64])
    func `record numbers that lie apart are found and taken away like others`(spread: Int64) throws {
        var tests = self
        tests.spread = spread
        var random = SeededGenerator(seed: 23)
        let store = try SnapshotStore(root: "\(folder.path)/store")
        let watched = SubjectIndex(keys: ids.prefix(10).compactMap { PackedCitizenID(key: $0)?.rawValue })
        var plain = try tests.base(store, &random, rows: 200, apart: watched)
        for number in 1...3 {
            try tests.change(store, &plain, on: day.adding(days: number), &random)
            try tests.check(try store.open(), plain)
        }
        #expect(try store.compact("vehicle"))
        try tests.check(try store.open(), plain)
    }

    @Test func `days are kept, forgotten, and never the one in force`() throws {
        var random = SeededGenerator(seed: 3)
        let store = try SnapshotStore(root: "\(folder.path)/store")
        var plain = try base(store, &random, rows: 200)
        let first = plain
        for number in 1...3 { try change(store, &plain, on: day.adding(days: number), &random) }
        try check(try store.open(asOf: day), first)
        #expect { try store.remove("vehicle", day.adding(days: 3)) } throws: {
            ($0 as? SnapshotError)?.code == .inUse
        }
        try store.retain { _ in 2 }
        #expect(try store.days().map(\.info.asOf) == [day.adding(days: 2), day.adding(days: 3)])
        try check(try store.open(), plain)
        try store.compact("vehicle")
        try store.retain { _ in 1 }
        try check(try store.open(), plain)
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/store/vehicle")
        #expect(files.count == 1)
    }

    @Test func `a sealed store opens with its key only, and plain files stay readable`() throws {
        var random = SeededGenerator(seed: 5)
        let root = "\(folder.path)/store"
        var plain = try base(try SnapshotStore(root: root), &random, rows: 200)
        let sealing = try SnapshotStore(root: root, cipher: ShiftCipher(key: 9))
        try check(try sealing.open(), plain)
        try change(sealing, &plain, on: day.adding(days: 1), &random)
        try check(try sealing.open(), plain)
        #expect { try SnapshotStore(root: root).open().openAll() } throws: {
            ($0 as? SnapshotError)?.code == .sealed
        }
        #expect { try SnapshotStore(root: root, cipher: ShiftCipher(key: 8)).open().openAll() } throws: {
            ($0 as? SnapshotError)?.code == .damaged
        }
    }

    @Test func `changes without a base, of a day that is past, or with an unknown operation are findings`() throws {
        var random = SeededGenerator(seed: 5)
        let store = try SnapshotStore(root: "\(folder.path)/store")
        func reasons(_ text: String, on day: CivilDate) throws -> [ProblemReason] {
            let path = try folder.write(text)
            switch try store.stageChanges(vehicleSchema, csv: path, asOf: day, importedAt: importedAt) {
            case .refused(let problems): return problems.map(\.reason)
            case .staged(let staged, _): return staged.problems.map(\.reason)
            }
        }
        let put = "op," + vehicleHeader + "U,1,\(ids[0]),,1.00,,\n"
        #expect(try reasons(put, on: day) == [.noBase])
        _ = try base(store, &random, rows: 20)
        #expect(try reasons(put, on: day) == [.olderThanCurrent])
        #expect(try reasons(vehicleHeader + "1,\(ids[0]),,1.00,,\n", on: day.adding(days: 1)) == [.missingColumn])
        let wrong = put + "U,2,\(ids[0]),,1.00,,\nX,3,\(ids[0]),,1.00,,\nU,2,\(ids[1]),,1.00,,\n"
        #expect(try reasons(wrong, on: day.adding(days: 1)) == [.unknownValue, .duplicateRecordNumber])
    }
}

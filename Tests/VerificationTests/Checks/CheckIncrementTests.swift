import Columns
import Foundation
import Primitives
import Testing
import Verification

/// Random cities over many days: the increment gives what a full run gives, to the byte.
@Suite struct CheckIncrementTests {
    /// A city whose rows change from day to day; what is not named is drawn by its column's type.
    struct Drift {
        static let words: [String: [String]] = [
            "status": ["A", "A", "X"], "vtype": ["K", "H", "B"], "usage": ["R", "S"], "btype": ["G", "Y"],
            "kind": ["M", "M", "D"], "program": ["HLBT", "SHBT"], "region_code": ["371602", "370102", "110105"],
            "county_code": ["371602", "371621"], "area": ["U", "R"], "uscc": ["U1", "U2", "U3", "U4"],
            "name": ["甲", "乙", "丙"],
        ]
        var random: SeededGenerator
        var day: CivilDate
        let people: [String]
        var rows: [String: [Int: [String]]] = [:]
        private var next = 1

        init(seed: UInt64, day: CivilDate) {
            random = SeededGenerator(seed: seed)
            self.day = day
            people = (0..<60).map { number in
                let birth = ["19500315", "19810630", "20090701", "20180629", "20160702"][number % 5]
                let body = "371602\(birth)\(100 + number)"
                return body + String(CitizenID.checkCharacter(forFirst17: body))
            }
        }

        mutating func row(_ schema: TableSchema) -> [String] {
            schema.columns.map { column in
                switch column.type {
                case .integer: ["1", "2", "20", "2024", "900"].randomElement(using: &random) ?? "1"
                case .hundredths:
                    "\(Int.random(in: 0...60_000, using: &random)).0\(Int.random(in: 0...9, using: &random))"
                case .date:
                    !column.isRequired && column.name.hasPrefix("to") || column.name.hasPrefix("in_")
                        ? (Bool.random(using: &random) ? "" : date()) : date()
                case .month: day.calendarMonth.adding(months: Int.random(in: -7...1, using: &random)).text
                case .text:
                    Self.words[column.name]?.randomElement(using: &random)
                        ?? "T\(Int.random(in: 0...5, using: &random))"
                case .citizenKey: people.randomElement(using: &random) ?? ""
                case .citizenKeyOrLegacy:
                    people.filter { $0.dropFirst(6).hasPrefix("19") || Int.random(in: 0...9, using: &random) > 0 }
                        .randomElement(using: &random).map { id in
                            id.dropFirst(6).hasPrefix("19") && Bool.random(using: &random)
                                ? String(id.prefix(6) + id.dropFirst(8).prefix(9)) : id
                        } ?? ""
                }
            }
        }

        private mutating func date() -> String {
            let near = Int.random(in: 0...3, using: &random) == 0
            let back = [0, 180, 365].randomElement(using: &random) ?? 0
            let days = near ? Int.random(in: -5...5, using: &random) - back : Int.random(in: -800...40, using: &random)
            return day.adding(days: days).text
        }

        /// Adds, changes and removes rows; gives the lines of the day's changes.
        mutating func change(_ schema: TableSchema, _ count: Int) -> [String] {
            var lines: [String] = []
            var touched: Set<Int> = []
            for _ in 0..<count {
                let known = rows[schema.name, default: [:]].keys.sorted().filter { !touched.contains($0) }
                let kind = Int.random(in: 0...3, using: &random)
                let number = kind > 0 ? known.randomElement(using: &random) ?? take() : take()
                touched.insert(number)
                if kind == 3, let old = rows[schema.name]?[number] {
                    rows[schema.name]?[number] = nil
                    lines.append("D," + old.joined(separator: ","))
                } else {
                    var fields = row(schema)
                    fields[0] = "\(number)"
                    rows[schema.name, default: [:]][number] = fields
                    lines.append("U," + fields.joined(separator: ","))
                }
            }
            return lines
        }

        private mutating func take() -> Int {
            next += 1
            return next
        }
    }

    /// A drifting city on disk: the files of each day, a store of them, and the last day's changes.
    final class DriftingCity {
        private let book: CheckBook
        private let folder: TemporaryFolder
        private let store: SnapshotStore
        private let schemas: [TableSchema]
        var drift: Drift
        var files: CSVRowSource { CSVRowSource(folder: city) }
        private var city: String { "\(folder.path)/city" }

        /// Every other of the people is watched; the others may be spouses and owners, and their rows may lie apart.
        init(_ book: CheckBook, seed: UInt64, isApart: Bool = false) throws {
            self.book = book
            folder = try TemporaryFolder()
            store = try SnapshotStore(root: "\(folder.path)/store")
            schemas = book.catalogue.datasets.map(\.schema)
            drift = Drift(seed: seed, day: try CivilDate(parsing: "2025-06-23"))
            try FileManager.default.createDirectory(atPath: city, withIntermediateDirectories: true)
            for schema in schemas { _ = drift.change(schema, 40) }
            let watched = drift.people.enumerated().filter { $0.offset % 2 == 0 }
            let tables: [String: [String]] = [
                "household": (0..<12).map { "H\(10 + $0),371602,U,dibao,镇,2022-01-01,1" },
                "member": watched.map { "H\(10 + $0.offset / 5),\($0.offset),\($0.element),甲,self,500.00,100.00" },
                "standard": ["371602,U,10.00"],
            ]
            for schema in book.tables.schemas {
                try Self.write(tables[schema.name] ?? [], schema, "\(city)/\(schema.name).csv")
            }
            try writeDepartments()
            let whole = DepartmentFolder(city, catalogue: book.catalogue, tables: book.tables.schemas)
            _ = try take(whole, isChanges: false, apart: isApart ? whole.watched(book.tables) : nil)
        }

        private static func write(_ lines: [String], _ schema: TableSchema, before: String = "", _ path: String) throws
        {
            let header = before + schema.columns.map(\.name).joined(separator: ",")
            let text = ([header] + lines).joined(separator: "\n").appending("\n")
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        }

        private func writeDepartments() throws {
            for schema in schemas {
                let rows = drift.rows[schema.name, default: [:]].sorted { $0.key < $1.key }
                try Self.write(rows.map { $0.value.joined(separator: ",") }, schema, "\(city)/\(schema.name).csv")
            }
        }

        private func take(
            _ folder: DepartmentFolder, isChanges: Bool, apart: SubjectIndex? = nil
        ) throws -> [ChangedRows] {
            let intake = try folder.take(
                into: store, asOf: drift.day, importedAt: Instant(milliseconds: 0),
                limits: ImportLimits(allowsNoRows: true), isChanges: isChanges, apart: apart)
            #expect(intake.refused.isEmpty, "\(intake.refused.map(\.message))")
            return intake.changed
        }

        /// Goes on to the next day and takes its changes into the store.
        func nextDay() throws -> [ChangedRows] {
            drift.day = drift.day.adding(days: 1)
            let delta = "\(folder.path)/delta"
            try? FileManager.default.removeItem(atPath: delta)
            try FileManager.default.createDirectory(atPath: delta, withIntermediateDirectories: true)
            for schema in schemas where Int.random(in: 0...2, using: &drift.random) == 0 {
                let lines = drift.change(schema, Int.random(in: 1...3, using: &drift.random))
                try Self.write(lines, schema, before: "op,", "\(delta)/\(schema.name).csv")
            }
            try writeDepartments()
            return try take(DepartmentFolder(delta, catalogue: book.catalogue), isChanges: true)
        }

        /// The increment of the day, over the store.
        func increment(authorized: [String: Set<String>]? = nil) throws -> CheckIncrement {
            let view = try store.open()
            return CheckIncrement(
                book, source: StoreRowSource(view), asOf: drift.day, authorized: authorized, data: view.print)
        }

        /// The print of the data that the next day's changes will lie on.
        var data: Int64 { get throws { try store.open().print } }

        /// Most people for each dataset that asks for an authorisation; others tomorrow.
        func authorized() -> [String: Set<String>] {
            var authorized: [String: Set<String>] = [:]
            for dataset in book.catalogue.datasets where dataset.needsAuthorization {
                authorized[dataset.code] = Set(
                    drift.people.filter { _ in Int.random(in: 0...9, using: &drift.random) > 2 })
            }
            return authorized
        }
    }

    @Test(arguments: [(UInt64(1), false), (2, false), (3, false), (4, true), (5, true), (6, true)])
    func `increment equals full over twelve days and a turn of the month`(_ seed: UInt64, isApart: Bool) throws {
        let book = try CheckBook.reference.get()
        let city = try DriftingCity(book, seed: seed, isApart: isApart)
        var state = try city.increment().full().state
        var (steps, strangers) = (0, 0)
        for _ in 0..<12 {
            let before = try city.data
            let changes = try city.nextDay()
            let increment = try city.increment()
            let (day, outcome) = (city.drift.day, try increment.run(from: state, changes: changes, before: before))
            state = outcome.state
            strangers += changes.reduce(0) { $0 + $1.strangers.reduce(0) { $0 + $1.recordNumbers.count } }
            if outcome.answers < 12 * book.checks.count { steps += 1 }
            let full = try CheckRun(book, source: city.files, request: CheckRequest(asOf: day)).run()
            let found = String(decoding: try state.hitFile, as: UTF8.self).split(separator: "\n")
            let wanted = String(decoding: CheckFiles.hits(full), as: UTF8.self).split(separator: "\n")
            #expect(
                found == wanted,
                "\(day.text): missing \(Set(wanted).subtracting(found)) extra \(Set(found).subtracting(wanted))")
            #expect(try state.reportFile(book) == CheckFiles.report(full), "\(day.text)")
        }
        #expect(steps >= 10, "Most days were increments.")
        #expect(isApart == (strangers > 20), "Whose a stranger's row was is asked only where it matters.")
    }

    @Test func `an authorisation that begins or ends changes the increment as it changes the full run`() throws {
        let book = try CheckBook.reference.get()
        let city = try DriftingCity(book, seed: 4)
        var authorized = city.authorized()
        var state = try city.increment(authorized: authorized).full().state
        var hits: Set<[UInt8]> = []
        for _ in 0..<6 {
            let before = try city.data
            let changes = try city.nextDay()
            authorized = city.authorized()
            let outcome = try city.increment(authorized: authorized).run(
                from: state, changes: changes, before: before)
            state = outcome.state
            let request = CheckRequest(asOf: city.drift.day, authorized: authorized)
            let full = try CheckRun(book, source: city.files, request: request).run()
            #expect(try state.hitFile == CheckFiles.hits(full), "\(city.drift.day.text)")
            hits.insert(try state.hitFile)
        }
        #expect(hits.count > 3)
        let all = try city.increment().full().state
        #expect(try all.hitFile != state.hitFile, "Without a list everyone is read.")
    }

    @Test func `a state written with authorisations is read with them`() throws {
        let book = try CheckBook.reference.get()
        let city = try DriftingCity(book, seed: 6)
        let authorized = city.authorized()
        let folder = try TemporaryFolder()
        try city.increment(authorized: authorized).full().state.write(path: "\(folder.path)/state")
        let before = try city.data
        let changes = try city.nextDay()
        let outcome = try city.increment(authorized: authorized).run(
            from: CheckState(path: "\(folder.path)/state"), changes: changes, before: before)
        #expect(outcome.answers < 12 * book.checks.count, "It was an increment.")
        let everyone = try city.increment().run(
            from: CheckState(path: "\(folder.path)/state"), changes: changes, before: before)
        #expect(everyone.answers == 12 * book.checks.count, "From a list to none, everybody is compared anew.")
    }

    /// A state written each day and read again, as the command does; gives what the last day came to.
    private func written(
        _ city: DriftingCity, _ path: String, days: Int, _ book: CheckBook, tearing: Bool = false
    ) throws -> CheckIncrement.Outcome? {
        var last: CheckIncrement.Outcome?
        for _ in 0..<days {
            if tearing {
                // The power failed while the journal was written, when the data were in force already.
                let url = URL(fileURLWithPath: path + ".journal")
                let journal = try Data(contentsOf: url)
                try journal.dropLast(3).write(to: url)
            }
            let before = try city.data
            let changes = try city.nextDay()
            let outcome = try city.increment().run(from: CheckState(path: path), changes: changes, before: before)
            try outcome.state.write(path: path)
            let full = try CheckRun(book, source: city.files, request: CheckRequest(asOf: city.drift.day)).run()
            let read = try CheckState(path: path)
            #expect(try read.hitFile == CheckFiles.hits(full) && read.reportFile(book) == CheckFiles.report(full))
            #expect(read.asOf == city.drift.day)
            last = outcome
        }
        return last
    }

    @Test func `a state with its journal is the same day after day, and a torn journal costs a run of everybody`()
        throws
    {
        let book = try CheckBook.reference.get()
        let city = try DriftingCity(book, seed: 7)
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/state"
        try city.increment().full().state.write(path: path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        let outcome = try #require(try written(city, path, days: 4, book))
        #expect(outcome.answers < 12 * book.checks.count, "It was an increment.")
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole, "What was written whole stays as it was.")
        let torn = try #require(try written(city, path, days: 1, book, tearing: true))
        #expect(torn.answers == 12 * book.checks.count, "Of the day that was lost nobody knows what changed.")
    }

    @Test func `a day that the state has not seen is not passed over`() throws {
        let book = try CheckBook.reference.get()
        let city = try DriftingCity(book, seed: 8)
        let state = try city.increment().full().state
        _ = try city.nextDay()
        let before = try city.data
        let changes = try city.nextDay()
        let outcome = try city.increment().run(from: state, changes: changes, before: before)
        #expect(outcome.answers == 12 * book.checks.count)
        let full = try CheckRun(book, source: city.files, request: CheckRequest(asOf: city.drift.day)).run()
        #expect(try outcome.state.hitFile == CheckFiles.hits(full))
    }

    @Test func `a state of another format, a damaged one and none are said to be that`() throws {
        let book = try CheckBook.reference.get()
        let city = try DriftingCity(book, seed: 9)
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/state"
        func code() -> SnapshotError.Code? {
            do {
                _ = try CheckState(path: path)
                return nil
            } catch { return (error as? SnapshotError)?.code }
        }
        #expect(code() == .noSnapshot)
        try city.increment().full().state.write(path: path)
        #expect(code() == nil)
        let url = URL(fileURLWithPath: path)
        let good = try Data(contentsOf: url)
        var bad = good
        bad[good.count / 3] ^= 1
        try bad.write(to: url)
        #expect(code() == .damaged)
        try Data([2, 10, 66, 80, 67, 83, 84, 49] + [UInt8](repeating: 7, count: 200)).write(to: url)
        #expect(code() == .unknownFormat)
    }
}

import Columns
import Primitives
import Testing

/// Files and stores give the same rows to the same question, whatever way they find them.
@Suite struct RowSourceTests {
    static let people = Result { try SubjectIndexTests.people(3_000, seed: 11) }

    /// A file of vehicles whose owners are written in every allowed way, with wrong check characters among them.
    private func text(_ rows: Int, _ random: inout SeededGenerator) throws -> String {
        let people = try Self.people.get()
        return vehicleHeader
            + (1...rows).map { number in
                var owner = people.randomElement(using: &random)?.text ?? ""
                switch Int.random(in: 0...9, using: &random) {
                case 0: owner = " \(owner.lowercased())"
                case 1: owner = String(owner.prefix(6) + owner.dropFirst(8).prefix(9))
                case 2: owner = owner.dropLast() + "\(Int.random(in: 0...9, using: &random))"
                default: break
                }
                let plate = number % 7 == 0 ? "" : number % 5 == 0 ? "\"鲁,\(number % 50)\"" : "鲁\(number % 50)"
                let day = number % 3 == 0 ? "" : "2024-0\(number % 9 + 1)-11"
                return "\(number),\(owner),\(plate),\(number).5,\(day),2025-0\(number % 9 + 1)\n"
            }.joined()
    }

    private static let columns = [
        RowColumn(0, .number), RowColumn(1, .text), RowColumn(2, .print), RowColumn(2, .text), RowColumn(3, .number),
        RowColumn(4, .number), RowColumn(1, .number),
    ]

    /// What a source gives, a line for each row, sorted.
    private func rows(_ source: some RowSource, key: Int, _ index: RowIndex) throws -> [String] {
        let lookup = RowLookup(key: key, index: index, columns: Self.columns)
        var lines: [String] = []
        try source.scan(RowRequest(schema: vehicleSchema, lookups: [lookup])) { batch in
            for row in 0..<batch.count {
                let texts = [1, 3].map { String(decoding: batch.text($0, row), as: UTF8.self) }
                let numbers = [0, 2, 4, 5].map { batch.isGiven($0, row) ? "\(batch.numbers($0)[row])" : "-" }
                let isKey =
                    batch.numbers(6)[row]
                    == PackedCitizenID(keyBytes: Array(texts[0].utf8)).map {
                        Int64(bitPattern: $0.rawValue)
                    }
                lines.append("\(batch.subjects[row]) \(texts) \(numbers) \(isKey)")
            }
        }
        return lines.sorted()
    }

    private static func snapshot(_ outcome: StageOutcome) -> StagedSnapshot? {
        if case .staged(let staged) = outcome { staged } else { nil }
    }

    private static func layer(_ outcome: DeltaOutcome) -> StagedSnapshot? {
        if case .staged(let staged, _) = outcome { staged } else { nil }
    }

    /// A file, a store of it, and a store with another day's changes on top.
    private func compare(_ index: RowIndex, key: Int, least: Int) throws {
        var random = SeededGenerator(seed: 5)
        let folder = try TemporaryFolder()
        let path = try folder.write(try text(6_000, &random))
        let store = try SnapshotStore(root: "\(folder.path)/store")
        let day = try #require(importDay)
        let outcome = try store.stage(vehicleSchema, csv: path, asOf: day, importedAt: importedAt)
        let staged = try #require(Self.snapshot(outcome), "\(outcome)")
        try store.publish([staged])
        let found = try rows(CSVRowSource(folder: folder.path, pieceBytes: 40_000), key: key, index)
        #expect(found.count >= least && found.allSatisfy { $0.hasSuffix("true") })
        #expect(try rows(StoreRowSource(try store.open()), key: key, index) == found)
        let replaced = try text(300, &random).split(separator: "\n").dropFirst().map { "U,\($0)\n" }
        let delta = try folder.write("op," + vehicleHeader + replaced.joined(), as: "delta.csv")
        let changes = try store.stageChanges(
            vehicleSchema, csv: delta, asOf: day.adding(days: 1), importedAt: importedAt)
        let layer = try #require(Self.layer(changes), "\(changes)")
        try store.publish([layer])
        let later = try rows(StoreRowSource(try store.open(), keepsOpen: true), key: key, index)
        #expect(later != found && later.count >= least / 2)
        #expect(
            try rows(StoreRowSource(try SnapshotStore(root: store.root, keepsOpen: true).open()), key: key, index)
                == later)
    }

    @Test(arguments: [2, 40, 900])
    func `people are found in files, bases and layers alike`(_ count: Int) throws {
        let people = try Self.people.get().prefix(count).map(\.rawValue)
        try compare(
            .people(SubjectIndex(keys: Array(people), numbers: (0..<UInt32(count)).map { $0 + 7 })), key: 1, least: 1)
    }

    @Test(arguments: [1, 30])
    func `texts are found in files, bases and layers alike`(_ count: Int) throws {
        try compare(.texts(TextIndex(keys: (0..<count).map { Array("鲁\($0 + 1)".utf8) })), key: 2, least: 50)
    }
}

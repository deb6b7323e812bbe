import Columns
import Foundation
import Primitives
import Testing

@Suite struct SnapshotStoreTests {
    let folder: TemporaryFolder
    let day: CivilDate
    let owner: PackedCitizenID

    init() throws {
        folder = try TemporaryFolder()
        day = try #require(importDay)
        owner = PackedCitizenID(try CitizenID("11010519491231002X"))
    }

    var root: String { "\(folder.path)/store" }

    func stage(
        _ text: String, in store: SnapshotStore, asOf: CivilDate? = nil, limits: ImportLimits = ImportLimits()
    ) throws -> StageOutcome {
        let path = try folder.write(text)
        return try store.stage(vehicleSchema, csv: path, asOf: asOf ?? day, importedAt: importedAt, limits: limits)
    }

    func staged(_ outcome: StageOutcome) throws -> StagedSnapshot {
        guard case .staged(let snapshot) = outcome else {
            Issue.record("refused: \(outcome)")
            throw SnapshotError(.system, subject: "", cause: "")
        }
        return snapshot
    }

    func reasons(_ outcome: StageOutcome) -> [ProblemReason] {
        guard case .refused(let problems) = outcome else { return [] }
        return problems.map(\.reason)
    }

    @Test func `a person's rows come back typed, also under the 15-digit form`() throws {
        let store = try SnapshotStore(root: root)
        let text =
            vehicleHeader + """
                1,110105194912310039,京B,1.00,,
                2, 11010519491231002x,京A1,12.50,2024-02-29,2025-06
                3,110105491231002,"京,A2",0.01,,
                4,110105194912310020,京C,1.00,,

                """
        try store.publish([try staged(try stage(text, in: store))])
        let view = try store.open()
        let rows = try view.rows(of: "vehicle", column: "owner_id", person: owner)
        #expect(rows.map(\.recordNumber) == [2, 3])
        #expect(try rows.map { try $0.text("plate_no") } == ["京A1", "京,A2"])
        #expect(try rows.map { try $0.hundredths("value") } == [1250, 1])
        #expect(try rows[0].date("register_date")?.text == "2024-02-29")
        #expect(try rows[0].month("month")?.text == "2025-06")
        #expect(try rows[1].date("register_date") == nil)
        #expect(try rows[1].person("owner_id")?.isLegacy == true)
        let plate = try view.rows(of: "vehicle", column: "plate_no", text: "京,A2")
        #expect(plate.map(\.recordNumber) == [3])
        #expect(try view.rows(of: "vehicle", column: "plate_no", text: "京Z").isEmpty)
        let info = try #require(view.current("vehicle"))
        #expect(info.rows == 4 && info.rejected == 0 && info.asOf == day && info.importedAt == importedAt)
        #expect(view.datasets() == ["vehicle"])
    }

    @Test func `thousands of random rows are found again`() throws {
        var random = SeededGenerator(seed: 7)
        var expected: [String: [Int64]] = [:]
        var text = vehicleHeader
        for number in 1...40_000 {
            let sequence = Int.random(in: 1_000_000_000...1_000_004_000, using: &random)
            let body = "3716021990\(sequence)".prefix(17)
            let id = body + String(CitizenID.checkCharacter(forFirst17: body))
            expected[String(id), default: []].append(Int64(number))
            text += "\(number),\(id),\(Bool.random(using: &random) ? "鲁M" : ""),\(number).25,,\n"
        }
        let store = try SnapshotStore(root: root)
        try store.publish([try staged(try stage(text, in: store))])
        let view = try store.open()
        try view.verify()
        for (id, numbers) in expected {
            let key = try #require(PackedCitizenID(key: id))
            #expect(try view.rows(of: "vehicle", column: "owner_id", person: key).map(\.recordNumber) == numbers)
        }
    }

    @Test func `columns longer than what is written at once are found again`() throws {
        let rows = 160_000
        var text = vehicleHeader
        for number in 1...rows { text += "\(number),11010519491231002X,鲁M-\(1_000_000_000 + number),\(number).25,,\n" }
        let store = try SnapshotStore(root: root)
        try store.publish([try staged(try stage(text, in: store))])
        let view = try store.open()
        try view.verify()
        for number in stride(from: 1, through: rows, by: 997) {
            let found = try view.rows(of: "vehicle", column: "plate_no", text: "鲁M-\(1_000_000_000 + number)")
            #expect(found.map(\.recordNumber) == [Int64(number)])
            #expect(try found.first?.hundredths("value") == Int64(number) * 100 + 25)
        }
    }

    @Test func `an absent dataset or column is an error, never an empty answer`() throws {
        let store = try SnapshotStore(root: root)
        #expect(try store.open().current("vehicle") == nil)
        #expect { try store.open().rows(of: "vehicle", column: "owner_id", person: owner) } throws: {
            ($0 as? SnapshotError)?.code == .noSnapshot
        }
        try store.publish([try staged(try stage(vehicleHeader + "1,11010519491231002X,,1.00,,\n", in: store))])
        let view = try store.open()
        #expect { try view.rows(of: "vehicle", column: "plate_no", person: owner) } throws: {
            ($0 as? SnapshotError)?.code == .wrongColumn
        }
        let row = try #require(try view.rows(of: "vehicle", column: "owner_id", person: owner).first)
        #expect { try row.integer("value") } throws: { ($0 as? SnapshotError)?.code == .wrongColumn }
    }

    @Test func `bad rows are set aside with row and reason`() throws {
        let good = (2...40).map { "\($0),11010519491231002X,a,1.00,,\n" }.joined()
        let store = try SnapshotStore(root: root)
        let text = vehicleHeader + "1,11010519491231002X,\"a,b\",x,,\n" + good + "7,11010519491231002X,again,1.00,,\n"
        let snapshot = try staged(try stage(text, in: store))
        #expect(snapshot.problems.map(\.reason) == [.badAmount, .duplicateRecordNumber])
        #expect(snapshot.problems.map(\.row) == [2, 42])
        #expect(snapshot.info.rows == 39 && snapshot.info.rejected == 2)
        let rejects = try String(
            contentsOfFile: "\(root)/vehicle/\(day.text)-1/rejects.csv", encoding: .utf8
        ).split(separator: "\n")
        #expect(rejects.count == 3)
        #expect(rejects[1].hasPrefix("2,value,badAmount,"))
        #expect(rejects[1].hasSuffix(#","1,11010519491231002X,""a,b"",x,,""#))
        try store.publish([snapshot])
        let rows = try store.open().rows(of: "vehicle", column: "owner_id", person: owner)
        #expect(rows.map(\.recordNumber) == (2...40).map { Int64($0) })
        #expect(try rows.allSatisfy { try $0.text("plate_no") == "a" })
    }

    @Test(arguments: [
        ("", ProblemReason.emptyFile), ("header", .noRows), ("department", .missingColumn), ("half", .tooManyRejects),
        ("eleven", .tooManyRejects),
    ])
    func `a refused file leaves the last good snapshot in force`(name: String, reason: ProblemReason) throws {
        let text =
            switch name {
            case "header": vehicleHeader
            case "department": "流水号,姓名\n1,张三\n"
            case "half": vehicleHeader + "1,x,,1.00,,\n2,y,,1.00,,\n3,11010519491231002X,,1.00,,\n"
            case "eleven": vehicleHeader + Self.thousandRows(bad: 11)
            default: ""
            }
        let store = try SnapshotStore(root: root)
        try store.publish([try staged(try stage(vehicleHeader + "1,11010519491231002X,,1.00,,\n", in: store))])
        let outcome = try stage(text, in: store)
        #expect(reasons(outcome).first == reason)
        let rows = try store.open().rows(of: "vehicle", column: "owner_id", person: owner)
        #expect(rows.map(\.recordNumber) == [1])
    }

    @Test func `ten bad rows in a thousand are let pass`() throws {
        let store = try SnapshotStore(root: root)
        let text = vehicleHeader + Self.thousandRows(bad: 10)
        #expect(try staged(try stage(text, in: store)).info.rejected == 10)
    }

    static func thousandRows(bad: Int) -> String {
        (1...1000).map { "\($0),\($0 <= bad ? "x" : "11010519491231002X"),,1.00,,\n" }.joined()
    }

    @Test func `an older day is refused, the same day replaces, nobody is allowed when said`() throws {
        let store = try SnapshotStore(root: root)
        let text = vehicleHeader + "1,11010519491231002X,,1.00,,\n"
        try store.publish([try staged(try stage(text, in: store))])
        #expect(reasons(try stage(text, in: store, asOf: day.adding(days: -1))) == [.olderThanCurrent])
        let held = try store.open()
        let nobody = try stage(vehicleHeader, in: store, limits: ImportLimits(allowsNoRows: true))
        try store.publish([try staged(nobody)])
        #expect(try store.open().rows(of: "vehicle", column: "owner_id", person: owner).isEmpty)
        #expect(try held.rows(of: "vehicle", column: "owner_id", person: owner).count == 1)
        try store.removeUnreferenced()
        #expect(try held.rows(of: "vehicle", column: "owner_id", person: owner).count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/vehicle").count == 1)
        #expect(try store.open().current("vehicle")?.rows == 0)
    }

    @Test func `what was overtaken while it was staged is not put in force`() throws {
        let store = try SnapshotStore(root: root)
        let text = vehicleHeader + "1,11010519491231002X,,1.00,,\n"
        let early = try staged(try stage(text, in: store))
        try store.publish([try staged(try stage(text, in: store, asOf: day.adding(days: 1)))])
        #expect { try store.publish([early]) } throws: { ($0 as? SnapshotError)?.code == .superseded }
        #expect(try store.open().current("vehicle")?.asOf == day.adding(days: 1))
    }

    @Test func `nothing is readable by others`() throws {
        let store = try SnapshotStore(root: root)
        try store.publish([try staged(try stage(vehicleHeader + "1,11010519491231002X,,1.00,,\n", in: store))])
        let files = try #require(FileManager.default.enumerator(atPath: root))
        for case let name as String in files {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(root)/\(name)")
            let mode = try #require(attributes[.posixPermissions] as? NSNumber).intValue
            #expect(mode & 0o077 == 0, "\(name)")
        }
    }
}

import Columns
import Foundation
import Primitives
import Subprocess
import Testing

/// What departments really hand in: other encodings, compressed, cut off, too long, the wrong file.
@Suite struct SnapshotIntakeTests {
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

    static let rows = (1...2000).map { "\($0),11010519491231002X,鲁M\($0 % 7)挂,\($0).50,2024-02-29,2025-06\n" }
    static let text = vehicleHeader + rows.joined()

    private func stage(
        _ path: String, asOf: CivilDate? = nil, limits: ImportLimits = ImportLimits()
    ) throws -> StageOutcome {
        try store.stage(vehicleSchema, csv: path, asOf: asOf ?? day, importedAt: importedAt, limits: limits)
    }

    private func run(_ tool: String, _ arguments: [String], output: String) async throws {
        let result = try await Subprocess.run(
            .name(tool), arguments: Arguments(arguments), output: .bytes(limit: 1 << 26))
        #expect(result.terminationStatus.isSuccess)
        try Data(result.standardOutput).write(to: URL(fileURLWithPath: output))
    }

    private func plates(_ outcome: StageOutcome) throws -> [String?] {
        guard case .staged(let staged) = outcome else {
            Issue.record("refused: \(outcome)")
            return []
        }
        try store.publish([staged])
        let rows = try store.open().rows(of: "vehicle", column: "owner_id", person: owner)
        return try rows.map { try $0.text("plate_no") }
    }

    private func first(_ outcome: StageOutcome) -> RowProblem? {
        if case .refused(let problems) = outcome { return problems.first }
        return nil
    }

    static let expected = (1...2000).map { "鲁M\($0 % 7)挂" as String? }

    @Test(arguments: ["UTF-8", "GB18030", "UTF-16"], [false, true])
    func `the same rows come out of every encoding, packed or not`(encoding: String, isPacked: Bool) async throws {
        var path = try folder.write(Self.text)
        if encoding != "UTF-8" {
            try await run("iconv", ["-f", "UTF-8", "-t", encoding, path], output: "\(folder.path)/coded.csv")
            path = "\(folder.path)/coded.csv"
        }
        if isPacked {
            try await run("gzip", ["-c", path], output: "\(folder.path)/packed.csv.gz")
            path = "\(folder.path)/packed.csv.gz"
        }
        #expect(try plates(try stage(path)) == Self.expected)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/store/vehicle").count == 1)
    }

    @Test func `Chinese only behind the first megabyte is still known to be GB18030`() async throws {
        let ascii = (1...30_000).map { "\($0),11010519491231002X,A\($0),1.00,2024-02-29,2025-06\n" }.joined()
        let path = try folder.write(vehicleHeader + ascii + "30001,11010519491231002X,京M9,1.00,,\n")
        try await run("iconv", ["-f", "UTF-8", "-t", "GB18030", path], output: "\(folder.path)/coded.csv")
        #expect(try plates(try stage("\(folder.path)/coded.csv")).last == "京M9")
    }

    @Test func `a file of two encodings is one finding at the row where it changes`() async throws {
        let path = try folder.write(Self.text)
        try await run("iconv", ["-f", "UTF-8", "-t", "GB18030", path], output: "\(folder.path)/coded.csv")
        let coded = Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/coded.csv")))
        let body = coded.dropFirst(vehicleHeader.utf8.count)
        let mixed = try folder.write(Array(Self.text.utf8) + body, as: "mixed.csv")
        let problem = first(try stage(mixed))
        #expect(problem?.reason == .mixedEncoding)
        #expect(problem?.row == 2002)
    }

    @Test(arguments: [0.1, 0.5, 0.999]) func `a packed file that was cut off is refused at the line it reached`(
        share: Double
    ) async throws {
        let path = try folder.write(Self.text)
        try await run("gzip", ["-c", path], output: "\(folder.path)/whole.gz")
        let whole = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/whole.gz"))
        let cut = "\(folder.path)/vehicle.csv.gz"
        try whole.prefix(Int(Double(whole.count) * share)).write(to: URL(fileURLWithPath: cut))
        let problem = first(try stage(cut))
        #expect(problem?.reason == .damagedArchive)
        #expect(problem?.file == "vehicle.csv.gz")
        #expect((problem?.row ?? 0) <= 2001)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/store/incoming").isEmpty)
    }

    @Test func `yesterday's file again and a second file of a day are findings, unless somebody says so`() throws {
        let path = try folder.write(Self.text)
        _ = try plates(try stage(path))
        var strict = ImportLimits()
        (strict.allowsSameFile, strict.replacesDay) = (false, false)
        let again = first(try stage(path, asOf: day.adding(days: 1), limits: strict))
        #expect(again?.reason == .sameFile)
        let other = try folder.write(Self.text + "9999,11010519491231002X,x,1.00,,\n", as: "other.csv")
        #expect(first(try stage(other, limits: strict))?.reason == .secondFile)
        #expect(first(try stage(path, limits: strict)) == nil)
        #expect(try plates(try stage(other)).count == 2001)
    }

    @Test func `a line of many megabytes costs a row, and its memory is never asked for`() throws {
        let path = "\(folder.path)/vehicle.csv"
        try Data((vehicleHeader + Self.rows.joined() + "2001,11010519491231002X,").utf8)
            .write(to: URL(fileURLWithPath: path))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        // A hole of zeros, which takes no room on the disk.
        try handle.truncate(atOffset: 200 << 20)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(",1.00,,\n2002,11010519491231002X,b,1.00,,\n".utf8))
        try handle.close()
        guard case .staged(let staged) = try stage(path) else {
            Issue.record("refused")
            return
        }
        #expect(staged.problems.map(\.reason) == [.lineTooLong])
        #expect(staged.problems.map(\.row) == [2002])
        #expect(staged.info.rows == 2001)
    }

    @Test func `fields with line breaks across pieces and a quote left open keep the other rows`() throws {
        var lines: [String] = []
        for number in 1...40_000 {
            let plate = number % 10 == 0 ? "\"鲁M,\n\(number)\"" : "\"鲁\"\"\(number)\""
            lines.append("\(number),11010519491231002X,\(plate),1.00,2024-02-29,2025-06\n")
        }
        lines[20_000] = "20001,11010519491231002X,\"open,1.00,2024-02-29,2025-06\n"
        let path = try folder.write(vehicleHeader + lines.joined())
        guard case .staged(let staged) = try stage(path) else {
            Issue.record("refused")
            return
        }
        #expect(staged.problems.map(\.reason) == [.unterminatedQuote])
        #expect(staged.problems.map(\.row) == [20_002])
        #expect(staged.info.rows == 39_999)
        try store.publish([staged])
        let view = try store.open()
        #expect(try view.rows(of: "vehicle", column: "plate_no", text: "鲁M,\n39990").count == 1)
        #expect(try view.rows(of: "vehicle", column: "plate_no", text: "鲁\"39999").count == 1)
    }

    @Test func `rows and rejects do not depend on how many threads read the file`() throws {
        var lines: [String] = []
        // Smaller files are read, and smaller segments written, by one thread.
        for number in 1...200_000 {
            lines.append(
                number % 997 == 0
                    ? "\(number),x,a,1.00,,\n" : "\(number),11010519491231002X,p\(number % 9000),\(number).25,,\n")
        }
        let text = vehicleHeader + lines.joined()
        #expect(text.utf8.count > 4 << 20)
        let path = try folder.write(text)
        guard case .staged(let staged) = try stage(path) else {
            Issue.record("refused")
            return
        }
        let places = (1...200).map { $0 * 997 + 1 }
        #expect(staged.problems.map(\.row) == places)
        try store.publish([staged])
        let rows = try store.open().rows(of: "vehicle", column: "owner_id", person: owner)
        let numbers: [Int64?] = (1...200_000).filter { $0 % 997 != 0 }
        #expect(rows.map(\.recordNumber) == numbers)
        #expect(try rows.allSatisfy { try $0.text("plate_no") == "p\(($0.recordNumber ?? 0) % 9000)" })
    }
}

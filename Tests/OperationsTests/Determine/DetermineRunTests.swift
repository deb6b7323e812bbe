import Foundation
import Operations
import Policies
import Testing

/// `backstop determine` from files to file: the sample byte for byte, and every kind of bad input.
@Suite struct DetermineRunTests {
    private static let home = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let sample = "\(home)/Benchmarks/determine/sample"
    private static let policies = "\(home)/policies/reference"

    /// A folder with the sample's files, changed; goes away with the test.
    private final class Batch {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("determine-\(UUID().uuidString)")
            .path
        var output: String { "\(folder)/out.csv" }

        init(
            households: @escaping (inout [String]) -> Void = { _ in },
            members: @escaping (inout [String]) -> Void = { _ in }
        ) throws {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for (name, change) in [("det_household.csv", households), ("det_member.csv", members)] {
                var lines = try String(contentsOfFile: "\(sample)/\(name)", encoding: .utf8).split(separator: "\n")
                    .map(String.init)
                change(&lines)
                try Data((lines.joined(separator: "\n") + "\n").utf8).write(
                    to: URL(fileURLWithPath: "\(folder)/\(name)"))
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func run(pieceBytes: Int = 256 << 10, workers: Int = 2) async throws -> (DetermineSummary, [String]) {
            let layout = try BatchLayout.load(root: policies)
            let pack = try PolicyPack.load(program: layout.program, region: nil, root: policies)
            let summary = try await DetermineRun(
                layout: layout, pack: pack, folder: folder, output: output, pieceBytes: pieceBytes, workers: workers
            ).run()
            return (
                summary, try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n").map(String.init)
            )
        }
    }

    private static func expected() throws -> [String] {
        try String(contentsOfFile: "\(sample)/determinations.csv", encoding: .utf8).split(separator: "\n").map(
            String.init)
    }

    private static func key(_ line: String) -> String { String(line.prefix { $0 != "," }) }

    @Test(arguments: [(256 << 10, 2), (4096, 2), (777, 3), (100, 1)])
    func `The sample comes out byte for byte, whatever the pieces and workers`(bytes: Int, workers: Int) async throws {
        let batch = try Batch()
        let (summary, _) = try await batch.run(pieceBytes: bytes, workers: workers)
        #expect(summary.decided == 1500)
        #expect(summary.undecided.isEmpty)
        let written = try Data(contentsOf: URL(fileURLWithPath: batch.output))
        #expect(written == (try Data(contentsOf: URL(fileURLWithPath: "\(Self.sample)/determinations.csv"))))
    }

    @Test func `Files with headers only give a header only`() async throws {
        let batch = try Batch(households: { $0 = [$0[0]] }, members: { $0 = [$0[0]] })
        let (summary, lines) = try await batch.run()
        #expect(summary.decided == 0 && summary.undecided.isEmpty)
        #expect(lines == [try Self.expected()[0]])
    }

    /// What must hold after one thing was spoilt: that household is listed, and every other line is unchanged.
    private func check(
        _ batch: Batch, lacks keys: Set<String>, names place: (file: String, row: Int, column: String)
    ) async throws {
        for bytes in [256 << 10, 2048] {
            let (summary, lines) = try await batch.run(pieceBytes: bytes)
            #expect(lines == (try Self.expected()).filter { !keys.contains(Self.key($0)) })
            let found = summary.undecided.filter { keys.contains($0.key) }
            #expect(Set(found.map(\.key)) == keys)
            #expect(
                found.contains { $0.file == place.file && $0.row == place.row && $0.column == place.column },
                "\(summary.undecided.map(\.line))")
        }
    }

    @Test func `An amount that is none`() async throws {
        let batch = try Batch(households: { $0[7] = $0[7].replacing(",0.00,", with: ",一百元,", maxReplacements: 1) })
        try await check(batch, lacks: ["D000000006"], names: ("det_household.csv", 8, "vehicle_value"))
    }

    @Test func `A number outside its range`() async throws {
        var key = ""
        let batch = try Batch(members: { lines in
            var fields = lines[20].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            key = fields[0]
            fields[2] = "151"
            lines[20] = fields.joined(separator: ",")
        })
        try await check(batch, lacks: [key], names: ("det_member.csv", 21, "age"))
    }

    @Test func `A row with a field too many`() async throws {
        var key = ""
        let batch = try Batch(members: { lines in
            key = Self.key(lines[30])
            lines[30] += ",1"
        })
        try await check(batch, lacks: [key], names: ("det_member.csv", 31, ""))
    }

    @Test func `A member listed twice`() async throws {
        var key = ""
        let batch = try Batch(members: { lines in
            key = Self.key(lines[40])
            lines.insert(lines[40], at: 41)
        })
        try await check(batch, lacks: [key], names: ("det_member.csv", 42, "member_no"))
    }

    @Test func `A household listed twice`() async throws {
        let batch = try Batch(households: { $0.insert($0[50], at: 51) })
        try await check(batch, lacks: ["D000000049"], names: ("det_household.csv", 52, "household_id"))
    }

    @Test func `A household out of order`() async throws {
        let batch = try Batch(households: { $0.swapAt(60, 61) })
        let (_, lines) = try await batch.run()
        #expect(lines == (try Self.expected()).filter { Self.key($0) != "D000000059" })
    }

    @Test func `A member of no household, and one far from its own`() async throws {
        let batch = try Batch(members: { lines in
            let template = lines[1].dropFirst(10)
            lines.insert("D000000100X" + template, at: lines.firstIndex { $0.hasPrefix("D000000101,") } ?? 0)
            lines.append("D000000005" + template)
        })
        let (summary, lines) = try await batch.run(pieceBytes: 2048)
        #expect(lines == (try Self.expected()).filter { Self.key($0) != "D000000005" })
        #expect(summary.undecided.map(\.key) == ["D000000005", "D000000100X"])
    }

    @Test func `A month before the first value of the parameters`() async throws {
        let batch = try Batch(households: { lines in
            var fields = lines[10].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            fields[3] = "2024-06"
            lines[10] = fields.joined(separator: ",")
        })
        let (summary, lines) = try await batch.run()
        #expect(lines == (try Self.expected()).filter { Self.key($0) != "D000000009" })
        #expect(summary.undecided.map(\.key) == ["D000000009"])
        #expect(summary.undecided[0].file.hasSuffix("pack.yaml"))
        #expect(summary.undecided[0].reason.contains("2024年7月1日"))
    }

    @Test func `A household without members divides by zero, and only it`() async throws {
        let batch = try Batch(members: { $0.removeAll { $0.hasPrefix("D000000012,") } })
        let (summary, lines) = try await batch.run()
        #expect(lines == (try Self.expected()).filter { Self.key($0) != "D000000012" })
        #expect(summary.undecided.map(\.key) == ["D000000012"])
    }

    @Test func `A county without a standard`() async throws {
        let batch = try Batch(households: { lines in
            var fields = lines[14].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            fields[1] = "371699"
            lines[14] = fields.joined(separator: ",")
        })
        let (summary, lines) = try await batch.run()
        #expect(lines == (try Self.expected()).filter { Self.key($0) != "D000000013" })
        #expect(summary.undecided.first?.reason.contains("371699") == true)
    }

    @Test func `Two hundred members are a family, six hundred are a mistake`() async throws {
        for (count, isDecided) in [(200, true), (600, false)] {
            let batch = try Batch(members: { lines in
                lines.removeAll { $0.hasPrefix("D000000003,") }
                let place = lines.firstIndex { $0.hasPrefix("D000000004,") } ?? 0
                let rows = (1...count).map { "D000000003,\($0),30,1000.00,0.00,0.00,0.00,0.00,0,0,0,0,1,0" }
                lines.insert(contentsOf: rows, at: place)
            })
            let (summary, lines) = try await batch.run()
            #expect(lines.contains { $0.hasPrefix("D000000003,") } == isDecided)
            #expect(summary.undecided.map(\.key) == (isDecided ? [] : ["D000000003"]))
            if isDecided {
                let fields = lines[4].split(separator: ",").map(String.init)
                #expect(fields[0] == "D000000003" && fields[4] == "200")
            }
        }
    }

    @Test func `Quotes with line breaks inside do not confuse the cutting`() async throws {
        let batch = try Batch(members: { lines in
            for index in stride(from: 1, to: lines.count, by: 7) {
                var fields = lines[index].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                fields[3] = "\"\(fields[3])\""
                lines[index] = fields.joined(separator: ",")
            }
        })
        let (summary, lines) = try await batch.run(pieceBytes: 1024)
        #expect(summary.undecided.isEmpty)
        #expect(lines == (try Self.expected()))
    }

    @Test func `A quote that never closes costs its household`() async throws {
        let batch = try Batch(members: { $0[70] = $0[70].replacing(",1,", with: ",\"1,", maxReplacements: 1) })
        var key = ""
        _ = try Batch(members: { key = Self.key($0[70]) })
        let (summary, lines) = try await batch.run(pieceBytes: 2048)
        #expect(lines == (try Self.expected()).filter { Self.key($0) != key })
        #expect(summary.undecided.contains { $0.key == key && $0.row == 71 })
    }

    @Test func `A missing column stops the run with its name`() async throws {
        let batch = try Batch(households: { $0[0] = $0[0].replacing("deposit", with: "deposits") })
        await #expect(throws: DetermineRefusal.self) { _ = try await batch.run() }
    }
}

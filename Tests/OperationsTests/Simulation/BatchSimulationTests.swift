import Foundation
import Operations
import OperationsTestKit
import Policies
import Primitives
import Testing

/// A simulation over the files of the benchmark's sample, beside what `determine` gives for the same households.
@Suite struct BatchSimulationTests {
    private static let sample = TestBureau.repository + "/Benchmarks/determine/sample"

    private func run(
        _ changes: [String] = [], folder: String = sample, pieceBytes: Int = 256 << 10, workers: Int = 2,
        drawn: Int = 20
    ) async throws -> SimulationResult {
        let packs = try PolicySet.load(root: TestBureau.repository + "/policies/reference")
        let simulation = try PolicySimulation(
            before: SimulationSide("原", packs: packs),
            after: SimulationSide("新", packs: packs, overrides: try changes.map { try ParameterOverride(parsing: $0) }),
            guide: .load(root: packs.root))
        return try await BatchSimulation(
            simulation, layout: .load(root: packs.root), folder: folder, drawn: drawn, pieceBytes: pieceBytes,
            workers: workers
        ).run()
    }

    @Test func `Sums and standings are those that determine writes`() async throws {
        let result = try await run()
        let lines = try String(contentsOfFile: "\(Self.sample)/determinations.csv", encoding: .utf8)
            .split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
        let paid = try lines.map { try Money(parsing: $0[11]).fen }
        #expect(result.total.households == 1500 && result.total.undecided == 0 && result.isEmpty)
        #expect(result.total.beforeFen == paid.reduce(0, +) && result.total.afterFen == result.total.beforeFen)
        #expect(result.total.unchanged == Int64(paid.filter { $0 > 0 }.count))
        let programs = Dictionary(grouping: lines, by: { $0[2] }).mapValues { Int64($0.count) }
        #expect(result.transitions.allSatisfy { $0.before == $0.after && $0.households == programs[$0.before] })
        #expect(result.transitions.count == programs.count)
    }

    @Test func `Pieces and workers do not change the result`() async throws {
        let changes = ["assistance/CN/edgeShare=1600", "assistance/CN/floorShare=50"]
        let result = try await run(changes)
        #expect(!result.isEmpty)
        #expect(try await run(changes, pieceBytes: 900, workers: 3) == result)
        #expect(result.cells.filter { $0.kind == nil }.reduce(0) { $0 + $1.figures.households } == 1500)
        #expect(
            result.cells.filter { $0.county == nil }.reduce(0) { $0 + $1.figures.afterFen } == result.total.afterFen)
    }

    @Test func `The columns and one household at a time agree`() async throws {
        let result = try await run(["assistance/CN/standard.371602.U=1500"], drawn: 100_000)
        let cliffs = try #require(result.cliffs)
        let curve = try #require(cliffs.curve(isAfter: false))
        #expect(curve.households + cliffs.withoutEarner == 1500 && cliffs.undecided == 0)
        #expect(curve.withCliff > 0)
        #expect(result.total.left == 0 && result.total.entered + result.total.raised > 0)
        #expect(Set(result.cells.filter { $0.figures.differenceFen != 0 }.compactMap(\.county)) == ["371602"])
    }

    @Test func `A household that cannot be read is undecided, and says why`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("simulation-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["det_household.csv", "det_member.csv"] {
            var text = try String(contentsOfFile: "\(Self.sample)/\(name)", encoding: .utf8)
            if name == "det_household.csv" { text = text.replacing(",0.00,", with: ",一百元,", maxReplacements: 1) }
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        let result = try await run(folder: folder.path)
        #expect(result.total.households == 1500 && result.total.undecided == 1 && result.total.left == 0)
        #expect(result.reasons.count == 1 && result.reasons[0].reason.contains("应为最多两位小数的金额"))
    }
}

import ArgumentParser
import Columns
import Foundation
import Glibc
import Primitives
import Verification

/// `backstop bench household`: one household after the other compared from an open store, as the server would.
struct BenchHousehold: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "household", abstract: "Compares households one by one from an open snapshot store.")

    @Option(help: "Folder of the snapshot store.") var store: String
    @Option(name: .customLong("as-of"), help: "The day of the comparison, YYYY-MM-DD.") var asOf: String
    @Option(help: "A file whose lines begin with the households' numbers, such as household.csv.") var households:
        String
    @Option(help: "The folder with datasets, checks and limits.") var catalogue = "catalogue/reference"
    @Option(help: "How many households.") var count = 2_000

    func run() throws {
        let day = try CivilDate(parsing: asOf)
        let names = try chosen()
        let clock = ContinuousClock()
        let begun = clock.now
        let book = try CheckBook.load(folder: catalogue, compiles: false)
        let source = StoreRowSource(try SnapshotStore(root: store).open(asOf: day), keepsOpen: true)
        let prepared = try PreparedChecks(book, source: source, asOf: day)
        try BenchFigure(name: "household.prepare", value: Self.milliseconds(clock.now - begun), unit: "ms").say()
        var times: [Double] = []
        var hits = 0
        let cpu = Self.cpuSeconds()
        for name in names {
            let begun = clock.now
            let request = CheckRequest(asOf: day, households: [name], workers: 1)
            let result = try CheckRun(book, source: source, request: request, prepared: prepared).run()
            times.append(Self.milliseconds(clock.now - begun))
            hits += result.hits.count
        }
        let spent = (Self.cpuSeconds() - cpu) * 1000 / Double(max(1, names.count))
        let first = times.first ?? 0
        times.sort()
        try BenchFigure(name: "household.first", value: first, unit: "ms").say()
        try BenchFigure(name: "household.median", value: times[times.count / 2], unit: "ms", count: names.count).say()
        try BenchFigure(name: "household.p99", value: times[times.count * 99 / 100], unit: "ms", rows: hits).say()
        try BenchFigure(name: "household.cpu", value: spent, unit: "ms").say()
    }

    /// Households from all over the list.
    private func chosen() throws -> [String] {
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: households)), as: UTF8.self)
        let names = text.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) }
        guard !names.isEmpty else { throw ValidationError("There are no households in \(households).") }
        var random = SeededGenerator(seed: 4)
        return (0..<max(1, count)).map { _ in names[Int.random(in: names.indices, using: &random)] }
    }

    private static func milliseconds(_ duration: Duration) -> Double { duration / .milliseconds(1) }

    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

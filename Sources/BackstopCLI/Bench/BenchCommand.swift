import ArgumentParser
import DemoCity
import Foundation
import Primitives

/// `backstop bench`: what `Benchmarks/` and the kill test drive; hidden, since nobody else needs it.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Prepares and times work for the benchmarks; on demo stores only.",
        shouldDisplay: false,
        subcommands: [
            BenchDecision.self, BenchDrafts.self, BenchSubmissions.self, BenchCity.self, BenchImport.self,
            BenchIntake.self, BenchHousehold.self,
        ])
}

/// A figure as a line of JSON, which `Benchmarks/measure.py` reads.
struct BenchFigure: Encodable {
    let name: String
    let value: Double
    let unit: String
    var count: Int?
    var rows: Int?

    func say() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        Terminal.say(String(decoding: try encoder.encode(self), as: UTF8.self))
    }
}

/// `backstop bench city`: the files of an invented city, not imported.
struct BenchCity: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "city", abstract: "Writes the files of an invented city.")

    @Argument(help: "The folder.") var folder: String
    @Option(help: "People, 2,000 to 400,000.") var people = 400_000
    @Option(help: "Seed of the city.") var seed: UInt64 = 3716

    private struct Written: Encodable {
        let asOf: String
        let rows: Int
        let bytes: Int
    }

    func run() throws {
        let summary = try DemoCityGenerator(plan: DemoCityPlan(people: people, seed: seed)).write(to: folder)
        let written = Written(
            asOf: summary.facts.plan.asOf.text, rows: summary.totalRows, bytes: summary.totalBytes)
        Terminal.say(String(decoding: try JSONEncoder().encode(written), as: UTF8.self))
    }
}

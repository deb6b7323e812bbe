import ArgumentParser

/// `backstop bench`: what `Benchmarks/` and the kill test drive; hidden, since nobody else needs it.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Prepares and times work for the benchmarks; on demo stores only.",
        shouldDisplay: false, subcommands: [BenchDrafts.self, BenchSubmissions.self, BenchImport.self])
}

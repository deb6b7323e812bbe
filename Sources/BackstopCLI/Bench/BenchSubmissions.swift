import ArgumentParser
import BackstopServer
import Foundation
import Operations
import Primitives

/// `backstop bench submissions`: how many whole submissions a second the store takes, every one durable.
struct BenchSubmissions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submissions", abstract: "Times submissions of prepared drafts.")

    @OptionGroup var options: StoreOptions
    @Option(help: "How many, when they are made here.") var count = 2_000
    @Option(help: "Senders at once.") var senders = 64
    @Option(help: "A file that bench drafts printed for this store.") var drafts: String?

    func run() async throws {
        try await options.withBureau { installed in
            let bureau = installed.bureau
            let drafts = try await ready(bureau)
            let share = (drafts.count + senders - 1) / senders
            let start = ContinuousClock.now
            try await withThrowingTaskGroup(of: Void.self) { group in
                for first in stride(from: 0, to: drafts.count, by: share) {
                    let own = drafts[first..<min(first + share, drafts.count)]
                    group.addTask { for draft in own { try await Self.submit(draft, bureau) } }
                }
                try await group.waitForAll()
            }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            try BenchFigure(
                name: "submissions", value: Double(drafts.count) / seconds, unit: "per second", count: drafts.count
            ).say()
        }
    }

    private func ready(_ bureau: Bureau) async throws -> [ReadyDraft] {
        guard let drafts else { return try await DraftFactory(bureau: bureau).make(count, senders: senders) }
        return try String(contentsOfFile: drafts, encoding: .utf8).split(separator: "\n").map { line in
            try JSONDecoder().decode(ReadyDraft.self, from: Data(line.utf8))
        }
    }

    private static func submit(_ ready: ReadyDraft, _ bureau: Bureau) async throws {
        guard let account = AccountID(text: ready.account), let draft = DraftID(text: ready.draft) else {
            throw InstallationError("A prepared draft names no account.")
        }
        let outcome = try await bureau.perform(
            SubmitApplication(draftID: draft, version: ready.version), as: .citizen(account),
            key: "submit-\(ready.draft)")
        guard outcome.value != nil else {
            throw InstallationError(
                "A submission was refused: \(outcome.reasons.map(\.english).joined(separator: " "))")
        }
    }
}

/// `backstop bench import`: how long the import of a city's folder takes.
struct BenchImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Times the import of a city into an empty store.")

    @OptionGroup var options: StoreOptions
    @Argument(help: "The folder.") var folder: String
    @Option(name: .customLong("as-of"), help: "YYYY-MM-DD.") var asOf: String

    func run() async throws {
        let day = try CivilDate(parsing: asOf)
        try await options.withBureau(create: true) { installed in
            let start = ContinuousClock.now
            let outcome = try await installed.bureau.importCity(
                folder: folder, asOf: day, regionsRoot: installed.configuration.inHome("reference"))
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            try Answer.print(outcome) { city in
                try BenchFigure(
                    name: "import", value: seconds, unit: "s", count: city.population, rows: city.rows
                ).say()
            }
        }
    }
}

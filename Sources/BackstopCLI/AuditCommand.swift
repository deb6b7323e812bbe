import ArgumentParser
import BackstopServer
import Operations
import Primitives
import Storage

/// `backstop audit verify`: recomputes the whole chain and compares its head with the file outside the database.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The audit log.", subcommands: [Verify.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Proves that no entry was changed, removed or put in.")

        @OptionGroup var options: StoreOptions

        func run() async throws {
            let faults = try await options.withBureau { installed in
                try await installed.bureau.verifyAuditChain(headFile: installed.configuration.auditHeadFile)
            }
            guard !faults.isEmpty else {
                Terminal.say("The audit chain verifies.")
                return
            }
            for fault in faults { Terminal.say("position \(fault.position): \(fault.sentence)") }
            throw ExitCode(1)
        }
    }
}

/// `backstop appeal replay`: recomputes determinations years later and compares the bytes.
struct AppealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appeal", abstract: "What an appeal asks for.", subcommands: [ReplayCase.self])

    struct ReplayCase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replay", abstract: "Recomputes the determinations of a case and compares their records.")

        @OptionGroup var options: StoreOptions
        @Argument(help: "The acceptance number.") var number: String
        @Option(help: "One version only, counted from 1 within the case; all when left out.") var version: Int64?

        func run() async throws {
            let replays = try await options.withBureau {
                try await $0.bureau.replays(ofCase: number, version: version, as: .system)
            }
            guard !replays.isEmpty else {
                let what = version.map { "a determination of version \($0)" } ?? "a determination"
                throw InstallationError("There is no case \(number) with \(what). Check the acceptance number.")
            }
            for replay in replays { Terminal.say(Self.line(replay)) }
            if !replays.allSatisfy(\.matches) { throw ExitCode(1) }
        }

        private static func line(_ replay: CaseReplay) -> String {
            let verdict =
                switch replay.replay {
                case let found? where found.matches: "Identical: \(found.storedHash)"
                case let found?: "DIFFERS: stored \(found.storedHash), recomputed \(found.replayedHash)"
                case nil: "DIFFERS: the record cannot be read: \(replay.fault)"
                }
            let decided = "\(replay.day.text)  \(replay.outcome)  \(replay.amount.grouped) yuan"
            return "version \(replay.version)  \(decided)  \(verdict)"
        }
    }
}

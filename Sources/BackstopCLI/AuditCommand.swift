import ArgumentParser
import BackstopServer
import Operations
import Primitives
import Sealing

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

/// `backstop appeal replay`: recomputes a determination years later and compares the bytes.
struct AppealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appeal", abstract: "What an appeal asks for.", subcommands: [Replay.self])

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replay", abstract: "Recomputes the latest determination of a case and compares its record.")

        @OptionGroup var options: StoreOptions
        @Argument(help: "The acceptance number.") var number: String

        func run() async throws {
            let outcome = try await options.withBureau { try await $0.bureau.replay(caseNumber: number, as: .system) }
            try Answer.print(outcome) { replay in
                Terminal.say(replay.isIdentical ? "Identical: \(replay.hash)" : "DIFFERENT: stored \(replay.hash)")
            }
            if let replay = outcome.value, !replay.isIdentical { throw ExitCode(1) }
        }
    }
}

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

/// `backstop appeal replay`: recomputes a determination years later and compares the bytes.
struct AppealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appeal", abstract: "What an appeal asks for.", subcommands: [ReplayCase.self])

    struct ReplayCase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replay", abstract: "Recomputes the latest determination of a case and compares its record.")

        @OptionGroup var options: StoreOptions
        @Argument(help: "The acceptance number.") var number: String

        func run() async throws {
            let replay = try await options.withBureau { try await Self.replay(number, in: $0.bureau) }
            guard let replay else {
                throw InstallationError("There is no case \(number) with a determination. Check the acceptance number.")
            }
            Terminal.say(
                replay.matches
                    ? "Identical: \(replay.storedHash)"
                    : "DIFFERENT: stored \(replay.storedHash), recomputed \(replay.replayedHash)")
            if !replay.matches { throw ExitCode(1) }
        }

        private static func replay(_ number: String, in bureau: Bureau) async throws -> Replay? {
            let latest = try await bureau.view(as: .system) { context -> DeterminationID? in
                guard let row = try context.store.caseRow(number: number, in: context.scope) else { return nil }
                return try context.store.latestDetermination(of: row.id, in: context.scope)?.id
            }
            guard let latest else { return nil }
            return try await bureau.replay(latest, as: .system)
        }
    }
}

import ArgumentParser
import BackstopServer
import Casework
import Foundation
import Operations
import Policies
import Primitives
import Storage

/// `backstop run`: runs of the checking system from the terminal, for timers and for whoever has no browser.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Starts a run of the checking system, or lists runs.",
        discussion: """
            Who is compared is decided by the region of the verification officer who answers for the run. The same run \
            asked for twice is one run: a timer may ask every night, and again after a power cut.
            """, subcommands: [Start.self, List.self], defaultSubcommand: List.self)

    struct Start: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "start", abstract: "Asks for a run and does it to its end.")

        @OptionGroup var options: StoreOptions
        @Option(help: "full, incremental, recheck or precheck.") var kind = RunKind.recheck.rawValue
        @Option(help: "What the run is for; it goes into the audit log.") var purpose: String
        @Option(name: .customLong("as"), help: "The login of the verification officer who answers for the run.")
        var login: String
        @Option(
            name: .customLong("lease-seconds"), help: "After so many seconds a stopped process counts as gone.")
        var leaseSeconds = 30

        func validate() throws {
            guard let kind = RunKind(rawValue: kind), kind != .household else {
                throw ValidationError("--kind is full, incremental, recheck or precheck.")
            }
            guard (1...600).contains(leaseSeconds) else { throw ValidationError("A lease has 1 to 600 seconds.") }
        }

        func run() async throws {
            let kind = RunKind(rawValue: kind) ?? .recheck
            let outcome = try await options.withBureau { installed in
                let officer = Actor.staff(try await RunCommand.officer(login, in: installed.bureau))
                let asked = try await installed.bureau.startRun(
                    kind, purpose: purpose, as: officer, key: "run-\(UUID().uuidString)")
                guard let started = asked.value else { return asked.map { _ in "" } }
                if started.isRepeated { Terminal.progress("This run was asked for before; it goes on, or is done.") }
                return .done(try await finish(started.id, officer, installed))
            }
            try Answer.print(outcome) { Terminal.say($0) }
        }

        /// Works until the run has ended; a lease that a killed process left behind is waited for.
        private func finish(_ id: RunID, _ officer: Actor, _ installed: InstalledBureau) async throws -> String {
            var shown = ""
            while true {
                let view = try await installed.bureau.view(as: officer) { try RunView.load(id, in: $0) }
                guard let view else { throw InstallationError("The run \(id.text) is not in this post's region.") }
                let progress = view.line.progress
                let line = "\(view.line.run.state.rawValue) \(progress.answered)/\(progress.families)"
                if line != shown { Terminal.progress(line) }
                shown = line
                guard view.line.run.state.isOpen else {
                    let found = view.counts.filter { $0.status == "hit" }
                    let matches = found.reduce(0) { $0 + $1.matches }
                    return "Run \(id.text) \(view.line.run.state.rawValue): \(progress.families) families, "
                        + "\(progress.carried) taken over, \(matches) matches."
                        + (view.line.run.lastError.map { " \($0)" } ?? "")
                }
                let taken = try await installed.bureau.runJobs(
                    holder: installed.holder, kinds: [.verificationRun], limit: 1, leaseSeconds: Int64(leaseSeconds))
                if taken == 0 { try await Task.sleep(for: .milliseconds(100)) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "ls", abstract: "Lists the latest runs.")

        @OptionGroup var options: StoreOptions
        @Option(name: .customLong("as"), help: "The login of a verification officer.") var login: String

        func run() async throws {
            let lines = try await options.withBureau { installed in
                let officer = Actor.staff(try await RunCommand.officer(login, in: installed.bureau))
                return try await installed.bureau.view(as: officer) {
                    try RunLine.page(limit: 20, offset: 0, in: $0)?.rows ?? []
                }
            }
            var table = TextTable(
                ["run", "kind", "day", "state", "families", "taken over", "asked by"],
                [.left, .left, .left, .left, .right, .right, .left])
            for line in lines {
                table.add([
                    line.run.id.text, line.run.kind.rawValue, line.run.asOf.text, line.run.state.rawValue,
                    "\(line.progress.answered)/\(line.progress.families)", "\(line.progress.carried)",
                    line.run.requestedBy,
                ])
            }
            for line in table.lines { Terminal.say(line) }
        }
    }

    /// The verification officer behind a login.
    static func officer(_ login: String, in bureau: Bureau) async throws -> StaffActor {
        let found = try await bureau.view(as: .system) { context -> StaffActor? in
            guard let user = try context.store.staffUser(login: login), user.closedAt == nil else { return nil }
            return try context.store.posts(of: user.id, on: context.today)
                .first { $0.role == .verificationOfficer }
                .map {
                    StaffActor(staffID: user.id, postID: $0.id, role: $0.role, region: $0.region, name: user.name)
                }
        }
        guard let found else { throw InstallationError("\(login) holds no post as verification officer today.") }
        return found
    }
}

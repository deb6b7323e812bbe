package import ArgumentParser

/// The program: every subcommand is a value that parses itself and runs.
package struct BackstopCommand: AsyncParsableCommand {
    /// Name, abstract and subcommands.
    package static let configuration = CommandConfiguration(
        commandName: "backstop",
        abstract: "兜底: integrated social assistance, from a village QR code to money in the bank.",
        subcommands: [
            DemoCommand.self, ServeCommand.self, WorkCommand.self, ImportCommand.self, SnapshotCommand.self,
            VerifyCommand.self, RunCommand.self,
            AdminCommand.self,
            BackupCommand.self, RestoreCommand.self, DoctorCommand.self, RoutesCommand.self, AuditCommand.self,
            KeysCommand.self, AppealCommand.self, ConfigCommand.self, CaseworkCommand.self, DocumentsCommand.self,
            RulesCommand.self,
            PolicyCommand.self, CatalogueCommand.self, DetermineCommand.self, LinkCommand.self, BenchCommand.self,
        ])

    /// Takes no values of its own.
    package init() {}

    /// Parses the command line and runs what it says; what does not wait for anything runs on the main thread.
    @MainActor package static func start() async {
        do {
            var command = try parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch {
            exit(withError: error)
        }
    }
}

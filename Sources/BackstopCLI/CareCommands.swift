import ArgumentParser
import BackstopServer

/// `backstop backup DIR`.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies the store into a folder while it is being used; never the keys.")

    @OptionGroup var options: StoreOptions
    @Argument(help: "A folder that does not exist yet.")
    var folder: String

    func run() async throws {
        try await options.withBureau { installed in
            try await Backup.make(installed, to: folder) { Terminal.progress("backup: \($0)") }
        }
        Terminal.say("Backup complete: \(folder)")
    }
}

/// `backstop restore DIR`.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a backup into a data folder that has no store.")

    @OptionGroup var options: StoreOptions
    @Argument(help: "The backup's folder.")
    var folder: String

    func run() async throws {
        let configuration = try options.configuration()
        try Backup.restore(from: folder, to: configuration) { Terminal.progress("restore: \($0)") }
        Terminal.say("Restored into \(configuration[.data])")
    }
}

/// `backstop doctor`.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Says what is wrong with an installation and what to do.")

    @OptionGroup var options: StoreOptions

    func run() async throws {
        let configuration = try options.configuration()
        let findings = await Doctor.examine(configuration, log: Terminal.logger(configuration))
        for finding in findings {
            let mark =
                switch finding.weight {
                case .good: "ok     "
                case .warning: "warning"
                case .fault: "FAULT  "
                }
            Terminal.say("\(mark) \(finding.sentence)")
        }
        if findings.contains(where: { $0.weight == .fault }) { throw ExitCode(1) }
    }
}

/// `backstop config`.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Prints the effective configuration; secrets are hidden.")

    @OptionGroup var options: StoreOptions

    func run() throws { Terminal.say(try options.configuration().printed) }
}

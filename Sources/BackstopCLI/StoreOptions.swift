import ArgumentParser
import BackstopServer
import Foundation
import Logging
import Operations
import Synchronization

/// The options by which every subcommand finds its installation.
struct StoreOptions: ParsableArguments {
    @Option(help: "Folder of the store, snapshots and uploads.")
    var data: String?

    @Option(help: "postgresql://… instead of SQLite in the data folder.")
    var store: String?

    @Option(name: .customLong("config"), help: "A YAML file of configuration values.")
    var configFile: String?

    @Option(help: "Folder with policies, catalogue, reference and Public.")
    var home: String?

    /// The effective configuration; further values come from the subcommand's own options.
    func configuration(_ more: [Setting: String] = [:]) throws -> Configuration {
        var overrides = more
        if let data { overrides[.data] = data }
        if let store { overrides[.store] = store }
        if let home { overrides[.home] = home }
        return try Configuration(
            file: configFile, environment: ProcessInfo.processInfo.environment, overrides: overrides)
    }

    /// Opens the installation, does the work and closes it whatever happens.
    func withBureau<Value>(
        _ more: [Setting: String] = [:], create: Bool = false,
        _ body: (InstalledBureau) async throws -> Value
    ) async throws -> Value {
        let configuration = try configuration(more)
        let installed = try await InstalledBureau.open(
            configuration, create: create, log: Terminal.logger(configuration))
        do {
            let value = try await body(installed)
            await installed.close()
            return value
        } catch {
            await installed.close()
            throw error
        }
    }
}

/// What the program says on the terminal: results to standard output, progress and errors to standard error.
enum Terminal {
    static func say(_ line: String) {
        // Not `print`: its buffer would hold the personas back while the server runs into a pipe.
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    static func progress(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// Says each stage of long work once when it begins and then every tenth of it.
    static func stages() -> ProgressReport {
        let last = Mutex("")
        return { progress in
            let tenth = progress.total > 0 ? progress.done * 10 / progress.total : 0
            let line = "\(progress.stage) \(tenth * 10)%"
            let isFresh = last.withLock { last in
                defer { last = line }
                return last != line
            }
            if isFresh { Self.progress(line) }
        }
    }

    static func logger(_ configuration: Configuration) -> Logger {
        var logger = Logger(label: "backstop") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = Logger.Level(rawValue: configuration[.logLevel]) ?? .info
        return logger
    }
}

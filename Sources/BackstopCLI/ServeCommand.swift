import ArgumentParser
import BackstopServer

/// `backstop serve`: opens the pages of an existing store.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serves an existing store until it is stopped.")

    @OptionGroup var options: StoreOptions

    @Option(help: "Port to listen on.")
    var port: Int?

    @Option(help: "Which side to open: citizen, staff or all.")
    var audience: String?

    func run() async throws {
        var more: [Setting: String] = [:]
        if let port { more[.port] = String(port) }
        if let audience { more[.audience] = audience }
        try await options.withBureau(more) { installed in
            Terminal.say("Serving \(installed.configuration[.data]) on \(installed.configuration.publicAddress)")
            try await Server.run(installed)
        }
    }
}

/// `backstop work`: background work only, beside several serving nodes on one PostgreSQL database.
struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work", abstract: "Runs background work without pages: jobs, messages, the audit chain.")

    @OptionGroup var options: StoreOptions

    func run() async throws {
        try await options.withBureau { installed in
            Terminal.say("Working on \(installed.configuration[.data])")
            try await Server.work(installed)
        }
    }
}

import ArgumentParser
import BackstopServer
import Foundation
import WebSupport

/// `backstop routes`: every route with its method, audience and roles.
struct RoutesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes", abstract: "Lists every route with its method, audience and roles.")

    @OptionGroup var options: StoreOptions

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        try await options.withBureau { installed in
            let entries = try Server.buildRoutes(installed.bureau, installed.configuration).entries
            guard json else {
                for entry in entries {
                    let roles = entry.roles.isEmpty ? "" : " [\(entry.roles.joined(separator: " "))]"
                    Terminal.say("\(entry.method)\t\(entry.path)\t\(entry.audience.rawValue)\(roles)\t\(entry.summary)")
                }
                return
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            Terminal.say(String(decoding: try encoder.encode(entries), as: UTF8.self))
        }
    }
}

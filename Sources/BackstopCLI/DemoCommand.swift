import ArgumentParser
import BackstopServer
import DemoCity
import Foundation
import Operations
import Primitives

/// `backstop demo`: a synthetic city with cases in every state, served.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Makes a synthetic city, fills cases in every state, and serves it.",
        subcommands: [Run.self, Advance.self], defaultSubcommand: Run.self)

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "Makes the city unless the folder holds one, and serves it.")

        @OptionGroup var options: StoreOptions
        @Option(help: "People of the city, 2,000 to 400,000.") var people = 20_000
        @Option(help: "Port to listen on.") var port = 8_080
        @Option(help: "Seed of the city.") var seed: UInt64 = 3716
        @Flag(help: "Prepares the city and stops without serving it.") var prepareOnly = false

        func validate() throws {
            guard (2_000...400_000).contains(people) else {
                throw ValidationError("A demo city has between 2,000 and 400,000 people.")
            }
        }

        func run() async throws {
            var more: [Setting: String] = [.port: String(port), .name: "滨州市社会救助（演示）"]
            if options.data == nil { more[.data] = "demo-data" }
            let configuration = try options.configuration(more)
            let complete = configuration.inData("demo-complete")
            if !FileManager.default.fileExists(atPath: complete) {
                guard
                    InstalledBureau.isMissing(configuration)
                        || FileManager.default.fileExists(atPath: configuration.inData("demo-begun"))
                else {
                    throw InstallationError(
                        "\(configuration[.data]) holds a store that demo did not make. Name another folder with --data."
                    )
                }
                try prepareFolder(configuration)
            }
            let installed = try await InstalledBureau.open(
                configuration, create: true, demo: true, log: Terminal.logger(configuration))
            if !FileManager.default.fileExists(atPath: complete) {
                Terminal.progress("Making a city of \(people) people; this takes a minute or two.")
                let summary = try await Demo.prepare(
                    bureau: installed.bureau, people: people, seed: seed, folder: configuration.inData("city"),
                    regionsRoot: configuration.inHome("reference"), progress: Terminal.stages())
                try Data(DemoWelcome.text(summary).utf8).write(to: URL(fileURLWithPath: complete))
            }
            Terminal.say(try String(contentsOfFile: complete, encoding: .utf8))
            let address = installed.configuration.publicAddress
            Terminal.say("Citizens: \(address)\nStaff: \(address)/staff")
            if prepareOnly {
                await installed.close()
                return
            }
            try await Server.run(installed)
            await installed.close()
        }

        /// A folder that a stopped preparation left half filled is emptied: everything in it was made by demo.
        private func prepareFolder(_ configuration: Configuration) throws {
            let files = FileManager.default
            if files.fileExists(atPath: configuration.inData("demo-begun")) {
                try files.removeItem(atPath: configuration[.data])
                try? files.removeItem(atPath: configuration.auditHeadFile)
            }
            try files.createDirectory(
                atPath: configuration[.data], withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            try Data().write(to: URL(fileURLWithPath: configuration.inData("demo-begun")))
        }
    }

    struct Advance: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "advance", abstract: "Moves the demo's business clock, for example 7d.")

        @OptionGroup var options: StoreOptions
        @Argument(help: "How far, in days: 7d.") var span: String

        func run() async throws {
            guard span.hasSuffix("d"), let days = Int(span.dropLast()), (1...366).contains(days) else {
                throw ValidationError("Say how many days, for example 7d; at most 366d.")
            }
            var more: [Setting: String] = [:]
            if options.data == nil { more[.data] = "demo-data" }
            let outcome = try await options.withBureau(more) { installed in
                try await Demo.advance(bureau: installed.bureau, days: days)
            }
            try Answer.print(outcome) { Terminal.say("The business clock stands at \($0.chineseText).") }
        }
    }
}

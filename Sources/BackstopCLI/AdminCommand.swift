import ArgumentParser
import BackstopServer
import Casework
import Foundation
import Operations
import Primitives

/// `backstop admin`: the first users of an installation, before anybody can sign in.
struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin", abstract: "Users and posts from the terminal.", subcommands: [User.self])

    struct User: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "user", abstract: "Staff users.", subcommands: [Add.self])
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Adds a staff user with a post; the password is typed or piped.")

        @OptionGroup var options: StoreOptions
        @Argument(help: "The login.") var login: String
        @Option(help: "The person's name.") var name: String
        @Option(
            help: "The post's role: \(Role.allCases.filter { !$0.isCitizen }.map(\.rawValue).joined(separator: ", ")).")
        var role: String
        @Option(help: "The post's region code.") var region: String

        func run() async throws {
            guard let role = Role(rawValue: role) else {
                throw ValidationError("There is no role called \(role).")
            }
            let region = try RegionCode(region)
            let password = try Passphrase.read("Password for \(login): ")
            let command = AddStaffUser(login: login, name: name, password: password, role: role, region: region)
            let outcome = try await options.withBureau { installed in
                try await installed.bureau.perform(command, as: .system, key: "terminal-\(UUID().uuidString)")
            }
            try Answer.print(outcome) { _ in
                Terminal.say("\(login) may sign in now and sets up the second factor on the first visit.")
            }
        }
    }
}

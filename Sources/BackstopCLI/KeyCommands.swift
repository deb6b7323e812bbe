import ArgumentParser
import BackstopServer
import Foundation
import Operations
import Sealing

/// `backstop keys`: rotation and export of the key file.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Rotates, exports and imports the keys of sealed columns.",
        subcommands: [Rotate.self, Export.self, Import.self])

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate", abstract: "Adds a sealing key and seals every column with it again.")

        @OptionGroup var options: StoreOptions

        func run() async throws {
            let configuration = try options.configuration()
            let ring = try KeyFiles.open(configuration.keyFile, create: false).rotated()
            try KeyFiles.write(ring, to: configuration.keyFile)
            Terminal.progress("key \(ring.currentKeyID) seals from now on; restart running servers")
            try await options.withBureau { installed in
                let count = try await installed.bureau.resealColumns { done in
                    Terminal.progress("sealed again: \(done) values")
                }
                Terminal.say("\(count) values are sealed with key \(ring.currentKeyID).")
            }
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Writes the key file under a passphrase, for a safe.")

        @OptionGroup var options: StoreOptions
        @Argument(help: "The file to write.") var file: String

        func run() throws {
            let ring = try KeyFiles.open(options.configuration().keyFile, create: false)
            try KeyFiles.write(KeyFile.exported(ring, passphrase: try Passphrase.read()), to: file)
            Terminal.say("Exported to \(file). Keep it and the passphrase in different places.")
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Puts an exported key file back.")

        @OptionGroup var options: StoreOptions
        @Argument(help: "The export.") var file: String

        func run() throws {
            let target = try options.configuration().keyFile
            guard !FileManager.default.fileExists(atPath: target) else {
                throw InstallationError("\(target) exists already. Move it away first.")
            }
            guard let export = FileManager.default.contents(atPath: file) else {
                throw InstallationError("\(file) cannot be read.")
            }
            try KeyFiles.write(KeyFile.imported(Array(export), passphrase: try Passphrase.read()), to: target)
            Terminal.say("Keys are back in \(target).")
        }
    }
}

/// A secret that is typed or piped, never an argument: arguments are seen by everyone on the machine.
enum Passphrase {
    /// Reads `BACKSTOP_PASSPHRASE`, or a line from standard input.
    static func read(_ prompt: String = "Passphrase: ") throws -> String {
        if let given = ProcessInfo.processInfo.environment["BACKSTOP_PASSPHRASE"], !given.isEmpty { return given }
        FileHandle.standardError.write(Data(prompt.utf8))
        guard let line = readLine(strippingNewline: true), !line.isEmpty else {
            throw InstallationError("No passphrase was given. Type one, or set BACKSTOP_PASSPHRASE.")
        }
        return line
    }
}

import ArgumentParser
import Casework

/// `backstop documents`: the kinds of documents the house issues.
struct DocumentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents", abstract: "The documents of the procedures: ls.", subcommands: [List.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ls", abstract: "Number, title, issuer, signature, series, retention; tabs between.")

        func run() { Terminal.say(DocumentKind.catalogueText) }
    }
}

import ArgumentParser
import BackstopServer
import Foundation
import Operations
import Primitives

/// `backstop import`: a city's department data, or the list of existing recipients.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Brings data in: a city's folder, or existing recipients.",
        subcommands: [City.self, Recipients.self])

    struct City: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "city", abstract: "Imports household.csv, member.csv and the department files of a folder.")

        @OptionGroup var options: StoreOptions
        @Argument(help: "The folder.") var folder: String
        @Option(name: .customLong("as-of"), help: "The day the data are of, YYYY-MM-DD; the business clock starts there.")
        var asOf: String

        func run() async throws {
            let day = try CivilDate(parsing: asOf)
            let report = try await options.withBureau(create: true) { installed in
                try await installed.bureau.importCity(
                    folder: folder, asOf: day, city: try RegionCode(installed.configuration[.region]),
                    catalogueFolder: installed.configuration.inHome("catalogue/reference"),
                    referenceFolder: installed.configuration.inHome("reference"),
                    progress: { Terminal.progress($0.text) })
            }
            try Answer.print(report) { Terminal.say($0.text) }
        }
    }

    struct Recipients: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "recipients",
            abstract: "Imports existing recipients from CSV or Excel; refused unless equal to the last paid roster to the fen.")

        @OptionGroup var options: StoreOptions
        @Argument(help: "The list, .csv or .xlsx.") var file: String
        @Option(help: "The last paid month, YYYY-MM.") var month: String

        func run() async throws {
            let month = try CalendarMonth(parsing: month)
            let outcome = try await options.withBureau { installed in
                let rows = try RecipientFile.read(file, home: installed.configuration.inHome(""))
                return try await installed.bureau.importRecipients(rows, lastPaid: month, as: .system)
            }
            try Answer.print(outcome) { Terminal.say($0.text) }
        }
    }
}

/// What a verb answered, on the terminal: the result, or every reason and exit code 1.
enum Answer {
    static func print<Value>(_ outcome: Outcome<Value>, _ say: (Value) -> Void) throws {
        switch outcome {
        case .done(let value): say(value)
        case .refused(let reasons):
            for reason in reasons { Terminal.progress("\(reason.chinese)\n    \(reason.english)") }
            throw ExitCode(1)
        }
    }
}

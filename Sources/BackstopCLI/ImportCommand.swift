import ArgumentParser
import BackstopServer
import Casework
import Documents
import Foundation
import Operations
import Primitives
import Storage

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
        @Option(
            name: .customLong("as-of"), help: "The day the data are of, YYYY-MM-DD; the business clock starts there.")
        var asOf: String

        func run() async throws {
            let day = try CivilDate(parsing: asOf)
            let report = try await options.withBureau(create: true) { installed in
                try await installed.bureau.importCity(
                    folder: folder, asOf: day, regionsRoot: installed.configuration.inHome("reference"),
                    progress: { Terminal.progress("\($0.stage) \($0.done)/\($0.total)") })
            }
            try Answer.print(report) { city in
                Terminal.say(
                    city.isChanged
                        ? """
                        \(city.families) families, \(city.members) members, \(city.places) places; \(city.rows) rows \
                        of department data in force as of \(city.asOf.text), \(city.rejectedRows) set aside.
                        """
                        : "This folder is in force already; nothing was written.")
            }
        }
    }

    struct Recipients: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "recipients",
            abstract:
                "Imports existing recipients; refused unless equal to the last paid roster to the fen."
        )

        @OptionGroup var options: StoreOptions
        @Argument(help: "The list, .csv or .xlsx.") var file: String
        @Option(help: "The county's code.") var county: String
        @Option(name: .customLong("as"), help: "The login of the payer or administrator who answers for the list.")
        var login: String
        @Option(help: "The program: dibao or destituteSupport.") var program = Program.dibao.rawValue

        func run() async throws {
            let county = try RegionCode(county)
            guard let program = Program(rawValue: program) else {
                throw ValidationError("There is no program called \(program).")
            }
            guard let bytes = FileManager.default.contents(atPath: file) else {
                throw InstallationError("\(file) cannot be read. Name an existing .csv or .xlsx file.")
            }
            let outcome = try await options.withBureau { installed in
                guard let staff = try await Self.answering(login, in: installed.bureau) else {
                    throw InstallationError("\(login) holds no post as payer or administrator today.")
                }
                return try await installed.bureau.importRecipients(
                    Array(bytes),
                    reader: SpreadsheetReader(python: installed.configuration.python),
                    county: county, program: program, as: .staff(staff), key: "recipients-\(UUID().uuidString)")
            }
            try Answer.print(outcome) { Terminal.say("\($0.familyCount) families are taken over.") }
        }

        private static func answering(_ login: String, in bureau: Bureau) async throws -> StaffActor? {
            try await bureau.view(as: .system) { context in
                guard let user = try context.store.staffUser(login: login), user.closedAt == nil else { return nil }
                let post = try context.store.posts(of: user.id, on: context.today).first {
                    $0.role == .payer || $0.role == .administrator
                }
                return post.map {
                    StaffActor(staffID: user.id, postID: $0.id, role: $0.role, region: $0.region, name: user.name)
                }
            }
        }
    }
}

/// What a verb answered, on the terminal: the result, or every reason and exit code 1.
enum Answer {
    static func print<Value>(_ outcome: Outcome<Value>, _ say: (Value) throws -> Void) throws {
        switch outcome {
        case .done(let value): try say(value)
        case .refused(let reasons):
            for reason in reasons { Terminal.progress("\(reason.chinese)\n    \(reason.english)") }
            throw ExitCode(1)
        }
    }
}

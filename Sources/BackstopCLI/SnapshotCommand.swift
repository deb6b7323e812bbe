import ArgumentParser
import BackstopServer
import Columns
import Foundation
import Operations
import Policies
import Primitives
import Sealing
import Verification

/// `backstop snapshot`: the department data at rest, taken in, listed, shown, forgotten and checked.
struct SnapshotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot", abstract: "Department data at rest: import, ls, show, rm, compact, verify.",
        subcommands: [Import.self, List.self, Show.self, Remove.self, Compact.self, Verify.self])

    /// Where the store is, and the key that opens it.
    struct Place: ParsableArguments {
        @Option(help: "Folder of the snapshot store.") var store: String
        @Option(name: .customLong("key-file"), help: "A key file: blocks are sealed with it. Plain without one.")
        var keyFile: String?

        func open(keepsOpen: Bool = false) throws -> SnapshotStore {
            let keys = try keyFile.map { try KeyFiles.open($0, create: false) }
            return try SnapshotStore(root: store, cipher: keys.map { SnapshotCipher(keys: $0) }, keepsOpen: keepsOpen)
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Takes in a folder of department files, or the changes of a day.",
            discussion: """
                Files are named <dataset>.csv, .csv.gz or .xlsx. Either all of them come in force or none: a file that \
                is refused is named with file, row and column, and the last good data stay.
                """)

        @OptionGroup var place: Place
        @Option(help: "The folder of whole files.") var city: String?
        @Option(help: "A folder of changes: op in front, U puts a row, D removes one.") var delta: String?
        @Option(name: .customLong("as-of"), help: "The day the data are of, YYYY-MM-DD.") var asOf: String
        @Option(help: "The folder with the datasets' descriptions.") var catalogue = "catalogue/reference"
        @Option(help: "Days kept of each dataset.") var keep = 2
        @Flag(name: .customLong("allow-same"), help: "Take the very file of an earlier day for this one.")
        var allowsSame = false
        @Flag(help: "Replace other data of the same day.") var replace = false
        @Option(help: "Python with openpyxl, for .xlsx files.") var python = ".venv/bin/python3"

        func validate() throws {
            guard (city == nil) != (delta == nil) else { throw ValidationError("Name --city or --delta, one of them.") }
        }

        func run() async throws {
            let day = try CivilDate(parsing: asOf)
            // A folder of datasets without checks has no tables of who is watched.
            let hasChecks = FileManager.default.fileExists(atPath: "\(catalogue)/checks")
            let tables = hasChecks ? try CheckBook.load(folder: catalogue, compiles: false).tables : nil
            var folder = DepartmentFolder(
                city ?? delta ?? "", catalogue: try Verification.Catalogue.load(folder: catalogue),
                tables: tables?.schemas ?? [])
            let scratch = try await Workbooks(python: python).unpack(&folder)
            defer { Workbooks.remove(scratch) }
            let store = try place.open()
            let limits = ImportLimits(allowsNoRows: true, allowsSameFile: allowsSame, replacesDay: replace)
            let intake = try folder.take(
                into: store, asOf: day, importedAt: SystemClock.now(), limits: limits, isChanges: delta != nil,
                apart: delta == nil ? tables.flatMap { folder.watched($0) } : nil)
            for staged in intake.staged {
                for problem in staged.problems { Terminal.progress(problem.message) }
            }
            guard intake.refused.isEmpty else {
                for problem in intake.refused { Terminal.say(problem.message) }
                Terminal.say("Nothing came in force; the last good data stay.")
                throw ExitCode.failure
            }
            try store.retain { _ in keep }
            let rows = intake.staged.reduce(0) { $0 + $1.info.rows }
            let aside = intake.staged.reduce(0) { $0 + $1.info.rejected }
            let touched = intake.changed.reduce(0) { $0 + $1.count }
            let what = delta == nil ? "\(rows) rows" : "\(touched) changes, \(rows) rows"
            Terminal.say(
                "\(intake.staged.count) datasets as of \(day.text): \(what) in force, \(aside) set aside."
                    + (intake.silent.isEmpty ? "" : " No file: \(intake.silent.joined(separator: ", ")))."))
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ls", abstract: "Lists every day of every dataset.")

        @OptionGroup var place: Place

        func run() throws {
            var table = TextTable(
                ["dataset", "day", "in force", "rows", "set aside", "layers", "bytes", "sealed"],
                [.left, .left, .left, .right, .right, .right, .right, .left])
            for day in try place.open().days() {
                table.add([
                    day.info.dataset, day.info.asOf.text, day.isInForce ? "yes" : "", "\(day.info.rows)",
                    "\(day.info.rejected)", "\(day.layers)", "\(day.bytes)", day.isSealed ? "yes" : "no",
                ])
            }
            for line in table.lines { Terminal.say(line) }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Shows one dataset: its days, its files, its columns. No rows.")

        @OptionGroup var place: Place
        @Argument(help: "The dataset.") var dataset: String

        func run() throws {
            let days = try place.open().days().filter { $0.info.dataset == dataset }
            guard let last = days.last else {
                throw ValidationError("There is no dataset \(dataset) in \(place.store). See snapshot ls.")
            }
            for day in days {
                let force = day.isInForce ? ", in force" : ""
                Terminal.say(
                    "\(day.info.asOf.text)\(force): \(day.info.rows) rows, taken in \(day.info.importedAt.iso8601)")
                for folder in day.folders { Terminal.say("  \(folder)") }
            }
            var table = TextTable(["column", "type", "required", "looked up"])
            for column in last.info.schema.columns {
                table.add([
                    column.name, column.type.rawValue, column.isRequired ? "yes" : "", column.isIndexed ? "yes" : "",
                ])
            }
            for line in table.lines { Terminal.say(line) }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rm", abstract: "Forgets a day of a dataset; never the one in force.")

        @OptionGroup var place: Place
        @Argument(help: "The dataset.") var dataset: String
        @Argument(help: "The day, YYYY-MM-DD.") var day: String

        func run() throws {
            try place.open().remove(dataset, try CivilDate(parsing: day))
            Terminal.say("\(dataset) \(day) is forgotten.")
        }
    }

    struct Compact: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "compact", abstract: "Merges the layers of the data in force into bases; reads stay the same.")

        @OptionGroup var place: Place
        @Argument(help: "The dataset; all when left out.") var dataset: String?

        func run() throws {
            let store = try place.open()
            let names = try dataset.map { [$0] } ?? store.open().datasets()
            var merged = 0
            for name in names where try store.compact(name) { merged += 1 }
            try store.removeUnreferenced()
            Terminal.say("\(merged) of \(names.count) datasets had layers and were merged.")
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Reads every block of the data in force and checks it.")

        @OptionGroup var place: Place

        func run() throws {
            let view = try place.open().open()
            var damaged = 0
            for dataset in view.datasets() {
                do throws(SnapshotError) { try view.verify(dataset) } catch {
                    damaged += 1
                    Terminal.say(error.description)
                }
            }
            guard damaged == 0 else { throw ExitCode.failure }
            Terminal.say("\(view.datasets().count) datasets: every block is what was written.")
        }
    }
}

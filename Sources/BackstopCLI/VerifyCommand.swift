import ArgumentParser
import BackstopServer
import Columns
import Foundation
import Operations
import Primitives
import Verification

/// `backstop verify`: everybody who is watched compared with what departments hold, by checks written as data.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Compares everyone watched, one household, or what a day changed.",
        discussion: """
            From department files: --city. From a snapshot store: --store; with --delta the changes of a day are taken \
            in, and only answers that they or the calendar can change are computed again. A department that has not \
            answered is an error unless --allow-silent is given; its checks then have no answer, never "no hit".
            """)

    @Option(help: "A folder of department files, <dataset>.csv each.") var city: String?
    @Option(help: "Folder of the snapshot store.") var store: String?
    @Option(help: "A folder with the changes since the store's last run.") var delta: String?
    @Option(help: "One household by its number: its hits in plain words.") var household: String?
    @Option(name: .customLong("as-of"), help: "The day of the comparison, YYYY-MM-DD; the store's day if not given.")
    var asOf: String?
    @Option(help: "The file of hits to write.") var hits: String?
    @Option(help: "The report to write, one line for every household.") var report: String?
    @Option(help: "The folder with datasets, checks and limits.") var catalogue = "catalogue/reference"
    @Option(name: .customLong("key-file"), help: "The key file of a sealed store.") var keyFile: String?
    @Flag(name: .customLong("allow-silent"), help: "Go on where a department has not answered.") var allowsSilent =
        false

    /// The file beside the snapshots from which the next day begins.
    private static let stateName = "checks.state"

    func validate() throws {
        guard (city == nil) != (store == nil) else { throw ValidationError("Name --city or --store, one of them.") }
        guard delta == nil || store != nil else { throw ValidationError("--delta needs --store.") }
        guard store != nil || asOf != nil else { throw ValidationError("--city needs --as-of.") }
        guard delta == nil || asOf != nil else {
            throw ValidationError("--delta needs --as-of, the day behind the changes.")
        }
        guard household == nil || (delta == nil && hits == nil && report == nil) else {
            throw ValidationError("--household goes without --delta, --hits and --report: it only says what it finds.")
        }
    }

    /// The world is not as the command needs it.
    private struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// The files to write, opened before the work so that a wrong path costs nothing.
    private struct Outputs {
        let hits: ResultFile?
        let report: ResultFile?

        func write(_ hitBytes: [UInt8], _ reportBytes: [UInt8]) throws {
            for (file, bytes) in [(hits, hitBytes), (report, reportBytes)] {
                try file?.write(bytes)
                try file?.commit()
            }
        }

        /// The files of a state, which are never whole in memory.
        func write(_ state: CheckState, _ book: CheckBook) throws {
            if let hits { try state.writeHits { try hits.write($0) } }
            try hits?.commit()
            if let report { try state.writeReport(book) { try report.write($0) } }
            try report?.commit()
        }
    }

    func run() throws {
        LargePageHeap.prepare()
        let given = try asOf.map { try CivilDate(parsing: $0) }
        let book = try CheckBook.load(folder: catalogue, compiles: false)
        let outputs = Outputs(
            hits: try hits.map { try ResultFile(path: $0) }, report: try report.map { try ResultFile(path: $0) })
        if let city, let given {
            try requireFolder(city)
            let source = CSVRowSource(folder: city)
            try refuseSilence(book, source)
            let request = CheckRequest(asOf: given, households: household.map { [$0] })
            let result = try CheckRun(book, source: source, request: request).run()
            if household != nil { return tell(result) }
            try outputs.write(CheckFiles.hits(result), CheckFiles.report(result))
            return try finish(result.problems, "\(result.hits.count) hits in \(result.householdCount) households.")
        }
        let opened = try openStore()
        if let delta, let given { return try takeIn(delta, given, book, opened, outputs) }
        let view = try given.map { try opened.open(asOf: $0) } ?? opened.open()
        let source = StoreRowSource(view)
        try refuseSilence(book, source)
        let day = try given ?? latest(view)
        if let household {
            let request = CheckRequest(asOf: day, households: [household], workers: 1)
            return tell(try CheckRun(book, source: source, request: request).run())
        }
        try write(try CheckIncrement(book, source: source, asOf: day, data: view.print).full(), book, outputs, opened)
    }

    private var storeFolder: String { store ?? "" }

    /// A folder that is not there is a wrong path, never a department that has nothing to say.
    private func requireFolder(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            throw Refusal(description: "There is no folder \(path). Check the path; nothing was read or written.")
        }
    }

    private func openStore() throws -> SnapshotStore {
        try requireFolder(storeFolder)
        var place = SnapshotCommand.Place()
        (place.store, place.keyFile) = (storeFolder, keyFile)
        return try place.open(keepsOpen: delta != nil)
    }

    /// The latest day of any dataset in force.
    private func latest(_ view: SnapshotView) throws -> CivilDate {
        guard let day = view.datasets().compactMap({ view.current($0)?.asOf }).max() else {
            throw Refusal(description: "There is nothing in \(storeFolder). See snapshot import.")
        }
        return day
    }

    private func takeIn(
        _ delta: String, _ day: CivilDate, _ book: CheckBook, _ store: SnapshotStore, _ outputs: Outputs
    ) throws {
        try requireFolder(delta)
        let last = try CheckState(path: "\(storeFolder)/\(Self.stateName)", cipher: store.cipher)
        let before = try store.open().print
        let folder = DepartmentFolder(delta, catalogue: book.catalogue)
        let intake = try folder.take(
            into: store, asOf: day, importedAt: SystemClock.now(), limits: ImportLimits(allowsNoRows: true),
            isChanges: true)
        guard intake.refused.isEmpty else {
            for problem in intake.refused { Terminal.say(problem.message) }
            Terminal.say("Nothing came in force; the last good data stay.")
            throw ExitCode.failure
        }
        let view = try store.open()
        let increment = CheckIncrement(book, source: StoreRowSource(view), asOf: day, data: view.print)
        try write(try increment.run(from: last, changes: intake.changed, before: before), book, outputs, store)
    }

    private func refuseSilence(_ book: CheckBook, _ source: any RowSource) throws {
        let tables = book.tables.schemas.map(\.name).filter { !source.hasAnswer($0) }
        guard tables.isEmpty else {
            throw Refusal(
                description: "There is no \(tables.joined(separator: ", ")): nobody knows who is watched.")
        }
        let silent = book.catalogue.datasets.map(\.code).filter { !source.hasAnswer($0) }
        guard silent.isEmpty || allowsSilent else {
            throw Refusal(
                description:
                    "No answer from: \(silent.joined(separator: ", ")). Silence is not \"no record\"; add the data, or "
                    + "give --allow-silent to leave the checks that need them without an answer.")
        }
        for dataset in silent { Terminal.progress("No answer: \(dataset)") }
    }

    private func write(
        _ outcome: CheckIncrement.Outcome, _ book: CheckBook, _ outputs: Outputs, _ store: SnapshotStore
    ) throws {
        try outputs.write(outcome.state, book)
        try outcome.state.write(path: "\(storeFolder)/\(Self.stateName)", cipher: store.cipher)
        try finish(outcome.problems, "\(outcome.answers) answers of \(outcome.households) households computed.")
    }

    private func finish(_ problems: [String], _ sentence: String) throws {
        for problem in problems.prefix(20) { Terminal.progress(problem) }
        if problems.count > 20 { Terminal.progress("… \(problems.count - 20) more") }
        Terminal.say(sentence)
        if !problems.isEmpty, !allowsSilent { throw ExitCode.failure }
    }

    /// The hits of one household in plain words.
    private func tell(_ result: CheckResult) {
        if result.householdCount == 0 { return Terminal.say("核对名单中没有这一户。") }
        for hit in result.hits {
            let check = result.book.checks[hit.check]
            let who = hit.person.isEmpty ? "全户" : "****" + hit.person.suffix(4)
            Terminal.say("\(check.code) \(check.label)（\(who)）：\(result.sentence(of: hit))")
        }
        for check in result.silentChecks.sorted() {
            Terminal.say("\(result.book.checks[check].code) \(result.book.checks[check].label)：有部门未回复，没有结论。")
        }
        if result.hits.isEmpty { Terminal.say("截至 \(result.asOf.text)，没有发现不符。") }
        for problem in result.problems { Terminal.progress(problem) }
    }
}

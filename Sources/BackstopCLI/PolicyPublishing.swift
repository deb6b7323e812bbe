import ArgumentParser
import BackstopServer
import Casework
import Foundation
import Operations
import Policies
import Primitives
import Storage

/// A staff member at the terminal: signed in with password and second factor, so that two people are two people here.
struct StaffSignInOptions: ParsableArguments {
    @OptionGroup var options: StoreOptions
    @Option(help: "The staff member's login; the password is typed or piped.") var login: String
    @Option(help: "The six digits of the authenticator; asked for when left out.") var code: String?

    /// Signs in, does the work as that person, and ends the session whatever happens.
    func withStaff<Value>(_ body: (Bureau, Actor) async throws -> Value) async throws -> Value {
        let password = try Passphrase.read("Password for \(login): ")
        return try await options.withBureau { installed in
            let bureau = installed.bureau
            let opened = try await bureau.signInStaff(login: login, password: password, addressKey: "terminal")
            let token = try Self.value(opened).token
            func done<C: Command>(_ command: C) async throws -> C.Result {
                try Self.value(try await bureau.perform(command, as: .visitor, key: "terminal-\(UUID().uuidString)"))
            }
            let digits = try code ?? Self.readCode()
            guard case .accepted = try await done(EnterSecondFactor(sessionToken: token, code: digits)) else {
                throw InstallationError("The second factor is wrong. Take the next code of the authenticator.")
            }
            guard let post = try await bureau.staffSession(token: token)?.posts.first else {
                throw InstallationError("\(login) holds no post today. An administrator can give one.")
            }
            let staff = try await done(ChoosePost(sessionToken: token, postID: post.id))
            let result = try await body(bureau, .staff(staff))
            _ = try await done(EndStaffSession(sessionToken: token))
            return result
        }
    }

    private static func value<Value>(_ outcome: Outcome<Value>) throws -> Value {
        if let value = outcome.value { return value }
        try Answer.print(outcome) { _ in }
        throw ExitCode.failure
    }

    private static func readCode() throws -> String {
        Terminal.progress("Second factor: ")
        guard let line = readLine(strippingNewline: true), !line.isEmpty else {
            throw InstallationError("No second factor was given. Type the six digits, or give --code.")
        }
        return line
    }
}

extension PolicyCommand {
    struct Draft: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "draft", abstract: "Begins a version, or writes files into one that is begun.")

        @OptionGroup var staff: StaffSignInOptions
        @Argument(help: "The program, for example standards.") var program: String
        @Option(help: "The region's code.") var region: String
        @Option(help: "The day it is in force from, YYYY-MM-DD.") var from: String
        @Option(help: "The number and title of the text it rests on.") var note: String
        @Option(name: .customLong("file"), help: "A file to put in: pack.yaml, parameters.yaml, cases/NAME.yaml.")
        var files: [String] = []
        @Flag(help: "Hands it to the second person at once.") var submit = false

        func run() async throws {
            let (region, day) = (try RegionCode(region), try CivilDate(parsing: from))
            var texts: [String: String] = [:]
            for path in files {
                let parts = path.split(separator: "/").map(String.init)
                let name = parts.dropLast().last == "cases" ? "cases/\(parts.last ?? "")" : parts.last ?? path
                texts[name] = try String(contentsOfFile: path, encoding: .utf8)
            }
            try await staff.withStaff { bureau, actor in
                let open = try await bureau.view(as: actor) { try $0.store.openPackVersion(program, region) }
                var receipt = (id: open?.id, version: open?.version ?? 0)
                if open == nil {
                    let begun = try await bureau.perform(
                        DraftPack(program: program, region: region, inForceFrom: day, note: note), as: actor,
                        key: Self.key)
                    try Answer.print(begun) { receipt = ($0.id, $0.version) }
                }
                guard let id = receipt.id else { return }
                if !texts.isEmpty {
                    let all = (open?.files ?? [:]).merging(texts) { $1 }
                    let saved = try await bureau.perform(
                        SavePackText(id: id, seen: receipt.version, inForceFrom: day, note: note, files: all),
                        as: actor, key: Self.key)
                    try Answer.print(saved) { receipt.version = $0.version }
                }
                if submit {
                    let handed = try await bureau.submitPack(id, seen: receipt.version, as: actor, key: Self.key)
                    try Answer.print(handed) { receipt.version = $0.version }
                }
                Terminal.say("Version \(id.text) of \(program)/\(region.text)\(submit ? " is submitted" : "").")
            }
        }

        static var key: String { "terminal-\(UUID().uuidString)" }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve", abstract: "Approves a submitted version; never one's own.")

        @OptionGroup var staff: StaffSignInOptions
        @Argument(help: "The version's id.") var id: String

        func run() async throws {
            try await staff.withStaff { bureau, actor in
                let row = try await PolicyCommand.version(id, bureau, actor)
                let outcome = try await bureau.perform(
                    ApprovePack(id: row.id, seen: row.version), as: actor, key: Draft.key)
                try Answer.print(outcome) { _ in Terminal.say("Version \(row.id.text) is approved.") }
            }
        }
    }

    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "publish", abstract: "Runs cases and simulation and puts an approved version in force.")

        @OptionGroup var staff: StaffSignInOptions
        @Argument(help: "The version's id.") var id: String
        @Flag(help: "It changes the past: list every month already paid that it touches.") var past = false

        func run() async throws {
            try await staff.withStaff { bureau, actor in
                let row = try await PolicyCommand.version(id, bureau, actor)
                let outcome = try await bureau.publishPack(
                    row.id, seen: row.version, forThePast: past, as: actor, key: Draft.key,
                    progress: Terminal.stages())
                try Answer.print(outcome) { published in
                    Terminal.say("Published as number \(published.publication), in force from \(row.inForceFrom.text).")
                }
                let view = try await bureau.view(as: actor) { try PackVersionView.load(row.id, in: $0) }
                guard let view, !view.lines.isEmpty else { return }
                let total = RetroactiveSums(view.lines).total
                Terminal.say(
                    "Months already paid: \(total.families) touched, \(total.owed.text) underpaid, "
                        + "\(total.overpaid.text) overpaid, \(total.open) open.")
            }
        }
    }

    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "history", abstract: "Lists the versions of a program, the latest first.")

        @OptionGroup var options: StoreOptions
        @Argument(help: "The program; all when left out.") var program: String?
        @Option(help: "The region's code.") var region: String?

        func run() async throws {
            let region = try region.map { try RegionCode($0) }
            try await options.withBureau { installed in
                let (rows, names) = try await installed.bureau.view(as: .system) { context in
                    let rows = try context.store.packVersions(program: program, region: region)
                    let people = rows.flatMap { [$0.draftedBy] + ($0.approvedBy.map { [$0] } ?? []) }
                    return (rows, try context.store.staffNames(people))
                }
                for row in rows {
                    let number = row.publication.map { "no. \($0)" } ?? "-"
                    let approved = row.approvedBy.map { ", approved by \(names[$0] ?? $0.text)" } ?? ""
                    Terminal.say(
                        "\(row.id.text)  \(row.program)/\(row.region.text)  \(row.state.rawValue)  \(number)  "
                            + "from \(row.inForceFrom.text)\(row.isForThePast ? " (for the past)" : "")  "
                            + "drafted by \(names[row.draftedBy] ?? row.draftedBy.text)\(approved)  \(row.note)")
                }
                Terminal.say("\(rows.count) versions.")
            }
        }
    }

    /// A version by its id as typed.
    static func version(_ text: String, _ bureau: Bureau, _ actor: Actor) async throws -> PackVersionRow {
        guard let id = PackVersionID(text: text),
            let row = try await bureau.view(as: actor, { try $0.store.packVersion(id) })
        else { throw InstallationError("There is no version \(text). See `backstop policy history`.") }
        return row
    }
}

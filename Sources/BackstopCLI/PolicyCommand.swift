import ArgumentParser
import Foundation
import Policies
import Primitives

/// `backstop policy`: the packs of a bureau, checked, shown, compared, tried and explained.
struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Policy packs: checked, shown, compared, tried, explained, and published.",
        subcommands: [
            Check.self, Show.self, Diff.self, Simulate.self, Cases.self, Docs.self, Draft.self, Approve.self,
            Publish.self,
            History.self,
        ])

    /// The folder of the packs.
    struct Root: ParsableArguments {
        @Option(name: .customLong("packs"), help: "The folder of the packs.") var root = "policies"

        func load() throws -> PolicySet { try Self.load(root) }

        static func load(_ root: String) throws -> PolicySet {
            do {
                return try PolicySet.load(root: root)
            } catch {
                Terminal.say(error.description)
                throw ExitCode.failure
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Names every problem of every file with file, line and column.")

        @Argument(help: "The folder of the packs, or a part of it.") var path = "policies"

        func run() throws {
            let url = URL(fileURLWithPath: path).standardizedFileURL
            // A part of the packs is checked within the whole, since packs use each other.
            var root = url
            while !Self.hasFacts(root), root.pathComponents.count > 1 { root.deleteLastPathComponent() }
            if !Self.hasFacts(root) { root = url }
            let below = String(url.path.dropFirst(root.path.count).drop { $0 == "/" })
            let problems = PolicySet.check(root: root.path).filter { below.isEmpty || $0.file.hasPrefix(below) }
            for problem in problems { Terminal.say(problem.description) }
            guard problems.isEmpty else {
                Terminal.say("\(problems.count) problems.")
                throw ExitCode.failure
            }
            Terminal.say("No problems.")
        }

        private static func hasFacts(_ folder: URL) -> Bool {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent("facts.yaml").path)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "The resolved text of a program for a region and day, with origins.")

        @OptionGroup var packs: Root
        @Argument(help: "The program, for example dibao.") var program: String
        @Option(help: "The region's code; the nation when left out.") var region: String?
        @Option(help: "The day, YYYY-MM-DD.") var day: String

        func run() throws {
            let policy = try packs.load().policy(
                program, for: try region.map { try RegionCode($0) }, on: try CivilDate(parsing: day))
            Terminal.say(policy.listing)
        }
    }

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff", abstract: "What changes between two folders of packs, or two days, in words.")

        @OptionGroup var packs: Root
        @Argument(help: "A folder of packs, or a day.") var old: String
        @Argument(help: "A folder of packs, or a day.") var new: String

        func run() throws {
            let lines: [String]
            if let first = try? CivilDate(parsing: old), let second = try? CivilDate(parsing: new) {
                lines = PolicyDifference.between(first, second, in: try packs.load())
            } else {
                lines = PolicyDifference.between(try Root.load(old), try Root.load(new))
            }
            for line in lines { Terminal.say(line) }
            if lines.isEmpty { Terminal.say("No difference.") }
        }
    }

    struct Cases: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cases", abstract: "Runs the worked cases with their intermediate values.")

        @OptionGroup var packs: Root
        @Argument(help: "The program; all when left out.") var program: String?
        @Flag(help: "Every compared value, not only those that differ.") var all = false

        func run() throws {
            let packs = try packs.load()
            let (cases, problems) = PolicyCase.all(in: packs, program: program)
            for problem in problems { Terminal.say(problem.description) }
            var failed = 0
            for worked in cases {
                let found = try worked.comparisons(in: packs)
                let isGood = found.allSatisfy(\.holds)
                if !isGood { failed += 1 }
                Terminal.say("\(isGood ? "ok  " : "FAIL") \(worked) (\(found.count))")
                for comparison in found where all || !comparison.holds {
                    let mark = comparison.holds ? "    " : "  ✗ "
                    let other = comparison.holds ? "" : ", computed \(comparison.actual)"
                    Terminal.say("    \(mark)\(comparison.what) = \(comparison.expected)\(other)")
                }
            }
            Terminal.say("\(cases.count) cases, \(failed) failed, \(problems.count) problems in files.")
            guard failed == 0, problems.isEmpty else { throw ExitCode.failure }
        }
    }

    struct Docs: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "docs", abstract: "Writes a readable reference of all packs in Chinese.")

        @OptionGroup var packs: Root
        @Option(name: .customLong("out"), help: "The folder to write Markdown into.") var folder: String

        func run() throws {
            let pages = PolicyReference(try packs.load()).pages
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for page in pages {
                let url = URL(fileURLWithPath: folder).appendingPathComponent(page.name)
                try Data(page.text.utf8).write(to: url)
            }
            Terminal.say("\(pages.count) pages in \(folder).")
        }
    }
}

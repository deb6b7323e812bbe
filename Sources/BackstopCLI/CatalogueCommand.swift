import ArgumentParser
import Foundation
import Verification

/// `backstop catalogue`: the datasets of departments, checked, listed and explained.
struct CatalogueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue", abstract: "The datasets of departments: check, ls, docs.",
        subcommands: [Check.self, List.self, Docs.self])

    /// The folder of the catalogue.
    struct Root: ParsableArguments {
        @Option(name: .customLong("catalogue"), help: "The folder of the catalogue.") var root = "catalogue"

        func load() throws -> CatalogueTree {
            do {
                return try CatalogueTree.load(root: root)
            } catch {
                Terminal.say(error.description)
                throw ExitCode.failure
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Names every problem of every file with file, line and column.",
            discussion: """
                A folder that stands in no catalogue with units and presets is checked as plain datasets, one file each.
                """)

        @Argument(help: "The folder of the catalogue, or a part of it.") var path = "catalogue"

        func run() throws {
            let url = URL(fileURLWithPath: path).standardizedFileURL
            var root = url
            while !CatalogueTree.isRoot(root.path), root.pathComponents.count > 1 { root.deleteLastPathComponent() }
            let isTree = CatalogueTree.isRoot(root.path)
            let below = isTree ? String(url.path.dropFirst(root.path.count).drop { $0 == "/" }) : ""
            let problems = CatalogueTree.problems(under: isTree ? root.path : url.path)
                .filter { below.isEmpty || $0.file.hasPrefix(below) }
            for problem in problems { Terminal.say(problem.description) }
            guard problems.isEmpty else {
                Terminal.say("\(problems.count) problems.")
                throw ExitCode.failure
            }
            Terminal.say("No problems.")
            guard isTree, below.isEmpty, let tree = try? CatalogueTree.load(root: root.path) else { return }
            for preset in tree.presets {
                for gap in tree.unanswered(preset: preset.code) ?? [] {
                    Terminal.say("\(preset.code) 不能回答：\(gap.chinese)")
                }
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "ls", abstract: "Lists the datasets by item.")

        @OptionGroup var catalogue: Root
        @Option(help: "Only those of a preset, for example binhai27.") var preset: String?
        @Option(help: "Only those of a unit, by its code or Chinese name.") var department: String?

        func run() throws {
            let tree = try catalogue.load()
            guard let listing = CatalogueListing(tree, preset: preset, department: department) else {
                let presets = tree.presets.map(\.code).joined(separator: ", ")
                let units = tree.departments.map(\.code).joined(separator: ", ")
                throw ValidationError("No such preset or unit. Presets: \(presets). Units: \(units).")
            }
            for line in listing.lines { Terminal.say(line) }
        }
    }

    struct Docs: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "docs", abstract: "Writes a readable reference of the catalogue in Chinese.")

        @OptionGroup var catalogue: Root
        @Option(name: .customLong("out"), help: "The Markdown file to write; on the screen when left out.")
        var file: String?

        func run() throws {
            let tree = try catalogue.load()
            let text = CatalogueReference(tree).text
            guard let file else { return Terminal.say(text) }
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
            Terminal.say("\(tree.national.datasets.count) datasets in \(file).")
        }
    }
}

import ArgumentParser
import BackstopServer
import Casework
import Operations
import Primitives

/// `backstop documents`: the kinds of documents the house issues, and their blank forms.
struct DocumentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents", abstract: "The documents of the procedures: ls, show.",
        subcommands: [List.self, Show.self])

    /// Where the templates are, for whom and on which day.
    struct Place: ParsableArguments {
        @Option(help: "The folder with `documents/`.") var reference = "reference"
        @Option(help: "The region whose templates are shown, 2 to 12 digits.") var region = "3716"
        @Option(help: "The day, YYYY-MM-DD; today without it.") var on: String?

        func open() throws -> (book: TemplateBook, region: RegionCode, day: CivilDate) {
            let day = try on.map { try CivilDate(parsing: $0) } ?? SystemClock.now().chinaDate
            return (try ReferenceFiles.papers(root: reference), try RegionCode(region), day)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ls",
            abstract:
                "Number, title, layout, issuer, signature, series, retention, way, required facts, source."
        )
        @OptionGroup var place: Place

        func run() throws {
            let (book, region, day) = try place.open()
            Terminal.say(book.listing(for: region, on: day))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "The blank form of one kind as text: D01 to D28, E01 to E22.")
        @OptionGroup var place: Place
        @Argument(help: "The number in the list of forms, such as D18.") var kind: String

        func run() throws {
            let (book, region, day) = try place.open()
            guard let kind = DocumentKind(rawValue: kind.uppercased()),
                let template = book.template(kind, for: region, on: day)
            else { throw ValidationError("There is no document \(kind) on \(day.text). See `backstop documents ls`.") }
            let content = template.specimen(issuer: kind.entry.issuer.chinese, on: day)
            Terminal.say("\(content.title)\n\(content.number)\n")
            for block in content.blocks {
                let lines = block.lines.map { $0.value.isEmpty ? "\($0.label)：" : "\($0.label)：\($0.value)" }
                let rows = ([block.headings] + block.rows).filter { !$0.isEmpty }.map { $0.joined(separator: " | ") }
                Terminal.say((([block.text].filter { !$0.isEmpty }) + lines + rows).joined(separator: "\n"))
            }
        }
    }
}

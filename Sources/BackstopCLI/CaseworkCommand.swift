import ArgumentParser
import Casework

/// `backstop casework`: the procedures as tables, the same ones the program reads.
struct CaseworkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "casework", abstract: "The procedures: table.", subcommands: [Table.self])

    /// How a table is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown }

    struct Table: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "table", abstract: "State, event, who may do it, next state, documents.",
            discussion: "As markdown, without a name, it is the page docs/procedures.md.")

        @Argument(help: "One procedure: \(ProcedureSheet.all.map(\.code).joined(separator: ", ")).")
        var procedure: String?
        @Option(help: "text or markdown.") var format = Format.text

        func run() throws {
            guard let procedure else {
                Terminal.say(format == .markdown ? String(ProcedureSheet.page.dropLast()) : Self.everything)
                return
            }
            guard let sheet = ProcedureSheet.all.first(where: { $0.code == procedure }) else {
                let codes = ProcedureSheet.all.map(\.code).joined(separator: ", ")
                throw ValidationError("There is no procedure \(procedure). There are: \(codes).")
            }
            Terminal.say(format == .markdown ? String(sheet.markdown.dropLast()) : sheet.text)
        }

        private static var everything: String {
            ProcedureSheet.all.map { "# \($0.code): \($0.title)\n\($0.text)" }.joined(separator: "\n\n")
        }
    }
}

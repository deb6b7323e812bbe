/// The rules of a program as one statement of portable SQL, for SQLite and PostgreSQL alike.
package struct SQLRules: Hashable, Sendable {
    /// The statement; one row for each root row, ordered by `id`.
    package let text: String
    /// The columns behind `id`, in order; the last is `undecided`.
    package let columns: [String]

    /// PostgreSQL knows 1664 columns of a select, SQLite 2000.
    private static let widthLimit = 1600

    /// Writes the statement for some derived values of the root, or says which steps cannot be proved safe.
    ///
    /// The statement reads the tables that `SQLRules.tables(for:)` names: whole numbers as BIGINT, words by their
    /// numbers in the program, NULL for whatever is unknown or absent, also for facts outside their declared range.
    /// A quotient has two columns. `undecided` is 1 where a wanted value is NULL: a step failed, or silence touched it.
    ///
    /// Silence is treated with more caution than by the row executor: it knows no ranges, so a comparison with an
    /// unknown number is open even where no answer could change it; `&&` and `||` still drop what cannot matter.
    package static func write(_ program: RuleProgram, wanted: [DefinitionID]) -> Result<SQLRules, RuleErrors> {
        for id in wanted {
            let text = program.definitions[id.index].text
            precondition(text.entity == .root, "Only values of the root can be asked for; \(text.name) is none.")
        }
        let lowered = SQLLowering(program, wanted: wanted)
        let refusals = lowered.refusals
        guard refusals.isEmpty else { return .failure(RuleErrors(diagnostics: refusals)) }
        let plan = SQLPlan(lowered)
        if let crowded = plan.widest(lowered), crowded.columns > widthLimit {
            let name = program.schema.entities[crowded.entity.index].name
            let message =
                "the values asked for need \(crowded.columns) columns of \(name) in SQL; the limit is \(widthLimit): "
                + "ask for fewer at a time"
            let text = program.definitions[wanted[0].index].text
            let source = SourceText(text.expression, file: text.file, line: text.line, column: text.column)
            return .failure(RuleErrors(diagnostics: [Diagnostic(message, at: SourceRange(0, 0), in: source)]))
        }
        var writer = SQLWriter(lowered, plan)
        return .success(SQLRules(text: writer.statement(), columns: lowered.columns + ["undecided"]))
    }

    /// The statements that create the tables of a schema, empty, when they do not exist.
    ///
    /// A table is called like one row of its entity; its columns are `id`, `parent_id` (not the root) and the fields.
    package static func tables(for schema: FactSchema) -> [String] {
        schema.entities.indices.map { index in
            let entity = EntityID(index: index)
            let link = index == 0 ? "" : ", parent_id BIGINT NOT NULL"
            let fields = schema.fields.filter { $0.entity == entity }.map { ", \(quoted($0.name)) BIGINT" }.joined()
            let name = quoted(schema.entities[index].name)
            return "CREATE TABLE IF NOT EXISTS \(name) (id BIGINT PRIMARY KEY\(link)\(fields))"
        }
    }

    /// A name as SQL writes it.
    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

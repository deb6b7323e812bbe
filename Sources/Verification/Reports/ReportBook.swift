import Columns
import Primitives
import Rules

/// Checks and the items of a report over them: all that a 核对报告 is made of, read from one catalogue folder.
///
/// Each item becomes two checks that always hit, what was declared and what was found, so that items are compiled and
/// computed exactly as checks are.
package struct ReportBook: Sendable {
    /// The checks of the folder.
    package let checks: CheckBook
    /// The checks, and behind them those of the items.
    let book: CheckBook
    let layout: ReportLayout
    let items: [Item]

    /// An item and where its checks stand in `book`.
    struct Item: Sendable {
        let definition: ReportLayout.Item
        let declared: Int?
        let found: Int
    }

    /// The datasets that can be asked.
    package var catalogue: Catalogue { checks.catalogue }

    /// Reads a catalogue folder with its checks and its `report.yaml`; all problems together.
    package static func load(folder: String) throws(CatalogueError) -> ReportBook {
        let checks = try CheckBook.load(folder: folder)
        let text = try CatalogueFolder(folder).text(of: Catalogue.reportFile).get()
        return try ReportBook(checks, file: (Catalogue.reportFile, text))
    }

    /// Reads the items of a report over checks that are good.
    package init(_ checks: CheckBook, file: Catalogue.File) throws(CatalogueError) {
        var reader = ReportFileReader(file: file.name, book: checks)
        guard let layout = reader.read(file.text) else { throw CatalogueError(problems: reader.problems.sorted()) }
        var all = checks.checks + [Self.holder(of: layout.aggregates, file: file.name)]
        items = layout.items.map { item in
            let declared = item.declared.map { Self.check("declared", item, value: $0) }
            all += declared.map { [$0] } ?? []
            all.append(Self.check("found", item, value: item.found))
            return Item(definition: item, declared: declared.map { _ in all.count - 2 }, found: all.count - 1)
        }
        self.checks = checks
        self.layout = layout
        book = CheckBook(
            catalogue: checks.catalogue,
            tables: checks.tables.adding(household: layout.household, member: layout.member),
            checks: all, parameters: checks.parameters)
        let problems = compilationProblems()
        if !problems.isEmpty { throw CatalogueError(problems: problems.sorted()) }
    }

    /// Mistakes in expressions, and units that do not fit what an expression gives.
    private func compilationProblems() -> [CatalogueProblem] {
        var compiler = CheckCompiler(book, asOf: Self.anyDay, lookups: nil)
        guard let program = compiler.compile() else { return compiler.problems }
        return compiler.problems
            + items.flatMap { item in
                [item.declared, item.found].compactMap { position -> CatalogueProblem? in
                    guard let position else { return nil }
                    let isMoney = program.checks[position].observed.type != .integer
                    guard item.definition.unit.isHundredths != isMoney else { return nil }
                    let wanted = isMoney ? "金额或两位小数" : "整数"
                    return book.checks[position].observed.problem(
                        "表达式的值是\(wanted)，与单位 \(item.definition.unit.rawValue) 不符。")
                }
            }
    }

    /// A day for trying whether items compile; what parameters are worth on it does not matter.
    private static let anyDay = CivilDate(dayNumber: 20_000)

    /// A check that only makes values for others.
    private static func holder(of aggregates: [CheckAggregates], file: String) -> CheckDefinition {
        func constant(_ text: String) -> CheckExpression { CheckExpression(text, file: file, line: 1, column: 1) }
        return CheckDefinition(
            code: "report", subject: .household, severity: .care, kind: nil, label: "", legalBasis: "", sentence: "",
            aggregates: aggregates, hops: [], hit: constant("false"), observed: constant("0"), limit: constant("0"),
            evidence: [])
    }

    /// A check that always hits and observes a value of an item.
    private static func check(_ part: String, _ item: ReportLayout.Item, value: CheckExpression) -> CheckDefinition {
        func constant(_ text: String) -> CheckExpression {
            CheckExpression(text, file: value.file, line: value.line, column: value.column)
        }
        return CheckDefinition(
            code: "\(item.code.text) \(part)", subject: item.subject, severity: .care, kind: nil, label: item.title,
            legalBasis: "", sentence: "", aggregates: [], hops: [], hit: constant("true"), observed: value,
            limit: constant("0"), evidence: [])
    }
}

extension CheckBook {
    /// A book by its parts, which have been read and found good.
    init(catalogue: Catalogue, tables: SubjectTables, checks: [CheckDefinition], parameters: [CheckParameter]) {
        self.catalogue = catalogue
        self.tables = tables
        self.checks = checks
        self.parameters = parameters
        print = TextPrint.of(
            checks.map { "\($0)" }.joined() + "\(parameters)" + tables.schemas.map { "\($0)" }.joined())
    }
}

extension Quantity.Unit {
    /// Whether the unit counts in hundredths, as the language's money does.
    var isHundredths: Bool {
        switch self {
        case .fen, .hundredthsSquareMetre, .hundredths: true
        case .count, .days, .kilowattHours: false
        }
    }

    /// A quantity out of hundredths, as checks give every number.
    func quantity(hundredths: Int64) -> Quantity { Quantity(isHundredths ? hundredths : hundredths / 100, self) }
}

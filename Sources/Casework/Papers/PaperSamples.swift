package import Primitives

/// Invented facts with which every kind of paper can be looked at before anybody is served with one 样张.
///
/// Read from `reference/documents/sample/CN.txt`: `value: label = text`, `line: label = text` (a step's own),
/// `paragraph: text`, `table: caption | column`, `row: cell | cell`, and `kind: D18`, after which everything is for
/// that kind alone.
package struct PaperSamples: Sendable {
    private var common = PaperFacts()
    private var byKind: [DocumentKind: PaperFacts] = [:]

    /// No samples.
    package init() {}

    /// Reads the text of a file; every line that is none of the above is a problem.
    package init(parsing text: String, fileName: String) throws(TemplateProblems) {
        var problems: [TemplateProblem] = []
        var (kind, caption): (DocumentKind?, String?) = (nil, nil)
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.first == "#" { continue }
            let sides = Self.sides(line, at: ":")
            let cells = sides.right.split(separator: "|", omittingEmptySubsequences: false).map(Self.bare)
            switch sides.left {
            case "kind":
                (kind, caption) = (DocumentKind(rawValue: sides.right), nil)
                if kind == nil { problems.append(.init(file: fileName, line: index + 1, text: "no such kind")) }
            case "value":
                let pair = Self.sides(line.dropFirst("value:".count), at: "=")
                change(kind) { $0.values[pair.left] = pair.right }
            case "line":
                let pair = Self.sides(line.dropFirst("line:".count), at: "=")
                change(kind) { $0.lines.append(DocumentLine(pair.left, pair.right)) }
            case "paragraph": change(kind) { $0.paragraphs.append(sides.right) }
            case "table":
                caption = cells[0]
                change(kind) { $0.tables[cells[0]] = PaperFacts.Table(Array(cells.dropFirst()), []) }
            case "row":
                let table = caption.flatMap { facts(of: kind).tables[$0] }
                guard let caption, let table, table.headings.count == cells.count else {
                    problems.append(
                        .init(file: fileName, line: index + 1, text: "a row as long as its table's heading"))
                    continue
                }
                change(kind) { $0.tables[caption] = PaperFacts.Table(table.headings, table.rows + [cells]) }
            default: problems.append(.init(file: fileName, line: index + 1, text: "`\(sides.left)` is nothing here"))
            }
        }
        guard problems.isEmpty else { throw TemplateProblems(problems: problems) }
    }

    /// What a kind is filled with: what all share, and over it its own.
    package func facts(for kind: DocumentKind) -> PaperFacts {
        var facts = common
        let own = byKind[kind] ?? PaperFacts()
        facts.values.merge(own.values) { $1 }
        facts.tables.merge(own.tables) { $1 }
        facts.lines = own.lines
        if !own.paragraphs.isEmpty { facts.paragraphs = own.paragraphs }
        return facts
    }

    private func facts(of kind: DocumentKind?) -> PaperFacts { kind.map { byKind[$0] ?? PaperFacts() } ?? common }

    private mutating func change(_ kind: DocumentKind?, _ body: (inout PaperFacts) -> Void) {
        if let kind { body(&byKind[kind, default: PaperFacts()]) } else { body(&common) }
    }

    private static func sides(_ line: some StringProtocol, at mark: Character) -> (left: String, right: String) {
        guard let place = line.firstIndex(of: mark) else { return (bare(line), "") }
        return (bare(line[..<place]), bare(line[line.index(after: place)...]))
    }

    private static func bare(_ text: some StringProtocol) -> String {
        var rest = Substring(text)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}

extension DocumentTemplate {
    /// The paper as a family would get it, filled with invented facts; it is no document and is marked as none.
    package func sample(_ samples: PaperSamples, issuer: String, on day: CivilDate) -> DocumentContent {
        let number = kind.series.map { "样例\($0)〔\(day.year)〕0号" } ?? "\(kind.rawValue)-样张"
        return compose(samples.facts(for: kind), number: number, issuer: issuer, on: day)
    }
}

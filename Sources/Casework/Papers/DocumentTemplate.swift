package import Primitives

/// What is known for a document when it is issued.
package struct PaperFacts: Hashable, Sendable {
    /// A table: its columns by heading, and its rows.
    package struct Table: Hashable, Sendable {
        /// The headings.
        package let headings: [String]
        /// The rows, as long as the headings.
        package let rows: [[String]]

        /// A table.
        package init(_ headings: [String], _ rows: [[String]]) {
            self.headings = headings
            self.rows = rows
        }
    }

    /// Values by the label that templates use.
    package var values: [String: String]
    /// The step's own labels and values; what the template does not name is printed after its last field.
    package var lines: [DocumentLine]
    /// The step's own paragraphs.
    package var paragraphs: [String]
    /// Tables by their caption.
    package var tables: [String: Table]

    /// Facts of a document.
    package init(
        _ values: [String: String] = [:], lines: [DocumentLine] = [], paragraphs: [String] = [],
        tables: [String: Table] = [:]
    ) {
        self.values = values
        self.lines = lines
        self.paragraphs = paragraphs
        self.tables = tables
    }

    /// The value of a label; nil when there is none or only blanks.
    func value(_ label: String) -> String? {
        let found = lines.last { $0.label.utf8.elementsEqual(label.utf8) }?.value ?? values[label]
        return found.flatMap { isBlank($0) ? nil : $0 }
    }
}

/// The words of one kind of document as data: title, fields, tables and sentences with `{…}` where facts go.
package struct DocumentTemplate: Hashable, Sendable {
    /// One part of the body.
    package enum Part: Hashable, Sendable {
        case heading(String)
        /// A paragraph; an optional one is left out when a fact of it is missing.
        case text(String, isOptional: Bool)
        /// A label, with the sentence that makes its value; an optional one is left out without one.
        case field(String, value: String, isOptional: Bool)
        /// A table with the columns it shows.
        case table(String, headings: [String], isOptional: Bool)
        /// Where the step's own paragraphs stand; without it neither they nor its further lines are printed.
        case details
        /// Who signs.
        case signatures([String])
        case note(String)
    }

    /// The kind.
    package let kind: DocumentKind
    /// The region it is for; nil for the nation.
    package let region: RegionCode?
    /// The first day it is used.
    package let from: CivilDate
    /// The layout.
    package let layout: PaperLayout
    /// The title.
    package let title: String
    /// Whom it addresses; empty for papers without one.
    package let addressee: String
    /// The text the form follows.
    package let source: String
    /// The body.
    package let parts: [Part]
    /// Which text it is: kind, region, first day and the digest of the file.
    package let mark: String

    /// Every label and caption that it asks for and cannot do without.
    package var required: [String] {
        parts.flatMap { part -> [String] in
            switch part {
            case .text(let text, false), .field(_, let text, false): Self.names(in: text)
            case .table(let caption, _, false): [caption]
            default: []
            }
        }
    }

    /// Every name of a fact that it uses.
    package var names: Set<String> {
        let texts = parts.map { part -> String in
            switch part {
            case .heading(let text), .text(let text, _), .field(_, let text, _), .note(let text): text
            case .table, .details, .signatures: ""
            }
        }
        return Set((texts + [title, addressee]).flatMap(Self.names))
    }

    /// The document: facts in their places, what is missing named.
    package func compose(
        _ facts: PaperFacts, number: String, issuer: String, on day: CivilDate
    ) -> DocumentContent {
        var made = Composition(facts)
        // A paper that several steps share, such as the notice of remedies, says its own words and no others.
        let rest = parts.contains(.details) ? facts.lines.filter { !isNamed($0.label) } : []
        let lastField = parts.lastIndex { if case .field = $0 { true } else { false } }
        if lastField == nil { made.add(rest) }
        for (index, part) in parts.enumerated() {
            switch part {
            case .heading(let text): made.blocks.append(PaperBlock(.heading, text))
            case .text(let text, let isOptional): made.paragraph(text, isOptional)
            case .field(let label, let value, let isOptional): made.field(label, value, isOptional)
            case .table(let caption, let headings, let isOptional): made.table(caption, headings, isOptional)
            case .details: made.paragraphs()
            case .signatures(let names):
                made.blocks.append(PaperBlock(.signatures, lines: names.map { DocumentLine($0, "") }))
            case .note(let text): made.blocks.append(PaperBlock(.note, made.filled(text).text))
            }
            if index == lastField { made.add(rest) }
        }
        let (title, to) = (made.filled(title).text, made.filled(addressee).text)
        return DocumentContent(
            kind: kind, layout: layout, title: title, number: number, addressee: to, blocks: made.blocks,
            missing: made.missing, issuer: issuer, issuedOn: day, template: mark)
    }

    /// The blank form: every fact by its name in brackets, for people who fill it in by hand.
    package func specimen(issuer: String, on day: CivilDate) -> DocumentContent {
        var facts = PaperFacts()
        for part in parts {
            switch part {
            case .text(let text, _), .field(_, let text, _), .note(let text):
                for name in Self.names(in: text) { facts.values[name] = "〔\(name)〕" }
            case .table(let caption, let headings, _):
                let columns = headings.isEmpty ? ["〔按当地规定的栏目〕"] : headings
                facts.tables[caption] = PaperFacts.Table(columns, (0..<3).map { _ in columns.map { _ in "　" } })
            default: break
            }
        }
        for name in Self.names(in: title + addressee) { facts.values[name] = "〔\(name)〕" }
        let number = kind.series.map { "〔机关代字〕\($0)〔年份〕　号" } ?? ""
        return compose(facts, number: number, issuer: issuer, on: day)
    }

    private func isNamed(_ label: String) -> Bool {
        parts.contains { part in
            switch part {
            case .field(let own, let text, _): own == label || Self.names(in: text).contains(label)
            case .text(let text, _): Self.names(in: text).contains(label)
            case .table(let caption, _, _): caption == label
            default: false
            }
        }
    }

    /// The names between braces, in order.
    static func names(in text: String) -> [String] {
        let pieces = text.split(separator: "{", omittingEmptySubsequences: false).dropFirst()
        return pieces.compactMap { piece in piece.firstIndex(of: "}").map { String(piece[..<$0]) } }
    }
}

/// A document while its parts are put together.
private struct Composition {
    let facts: PaperFacts
    var blocks: [PaperBlock] = []
    var missing: [String] = []

    init(_ facts: PaperFacts) { self.facts = facts }

    /// The text with its facts, and the names that had none.
    func filled(_ text: String) -> (text: String, gaps: [String]) {
        var (result, gaps) = ("", [String]())
        for (index, piece) in text.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            guard index > 0, let end = piece.firstIndex(of: "}") else {
                result += piece
                continue
            }
            let name = String(piece[..<end])
            if let value = facts.value(name) {
                result += value
            } else {
                result += "＿＿＿＿"
                gaps.append(name)
            }
            result += piece[piece.index(after: end)...]
        }
        return (result, gaps)
    }

    mutating func paragraph(_ text: String, _ isOptional: Bool) {
        let (words, gaps) = filled(text)
        if isOptional, !gaps.isEmpty { return }
        note(gaps)
        blocks.append(PaperBlock(.paragraph, words))
    }

    mutating func field(_ label: String, _ text: String, _ isOptional: Bool) {
        let (words, gaps) = filled(text)
        if isOptional, !gaps.isEmpty { return }
        note(gaps)
        add([DocumentLine(label, gaps.isEmpty ? words : "")])
    }

    mutating func table(_ caption: String, _ headings: [String], _ isOptional: Bool) {
        let table = facts.tables[caption]
        if table == nil {
            if isOptional { return }
            note([caption])
        }
        // A table without columns of its own shows those it is given: the fields of a board are dated parameters.
        let headings = headings.isEmpty ? table?.headings ?? [] : headings
        let places = headings.map { heading in table?.headings.firstIndex(of: heading) }
        let rows = (table?.rows ?? []).map { row in places.map { place in place.map { row[$0] } ?? "" } }
        blocks.append(PaperBlock(table: caption, headings: headings, rows: rows))
    }

    mutating func paragraphs() { blocks += facts.paragraphs.map { PaperBlock(.paragraph, $0) } }

    /// Adds to the grid that stands last, or begins one.
    mutating func add(_ lines: [DocumentLine]) {
        guard !lines.isEmpty else { return }
        if blocks.last?.kind == .fields {
            blocks[blocks.count - 1].lines += lines
        } else {
            blocks.append(PaperBlock(.fields, lines: lines))
        }
    }

    private mutating func note(_ gaps: [String]) {
        missing += gaps.filter { !missing.contains($0) }
    }
}

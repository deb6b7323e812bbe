package import Primitives

/// One line of a document: a label and its value; an empty value is a space that nobody has filled yet.
package struct DocumentLine: Codable, Hashable, Sendable {
    /// The label.
    package let label: String
    /// The value.
    package let value: String

    /// Takes label and value.
    package init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }
}

/// How a document is laid out on paper.
package enum PaperLayout: String, CaseIterable, Codable, Hashable, Sendable {
    /// An official letter: red head of the issuing body, number, addressee, text, seal and date.
    case letter
    /// A form: title, number, a grid of labels and values, signatures under it.
    case form
    /// Minutes of people who met: title, a grid, text, signatures.
    case minutes
    /// A board that hangs in public: large title and a table.
    case board
    /// A certificate of half a page.
    case certificate

    /// The layout in words.
    package var chinese: String {
        switch self {
        case .letter: "公文"
        case .form: "表格"
        case .minutes: "记录"
        case .board: "公示榜"
        case .certificate: "证件"
        }
    }
}

/// One piece of a document's body, in the order of the paper.
package struct PaperBlock: Codable, Hashable, Sendable {
    /// What a piece is.
    package enum Kind: String, Codable, Hashable, Sendable {
        case heading, paragraph, fields, table, signatures, note
    }

    /// What it is.
    package var kind: Kind
    /// Its text; the caption of a table.
    package var text: String
    /// Labels and values; of signatures the places where to sign.
    package var lines: [DocumentLine]
    /// The headings of a table.
    package var headings: [String]
    /// The rows of a table.
    package var rows: [[String]]

    /// A piece of text.
    package init(_ kind: Kind, _ text: String) {
        (self.kind, self.text, lines, headings, rows) = (kind, text, [], [], [])
    }

    /// Labels with values, or places to sign.
    package init(_ kind: Kind, lines: [DocumentLine]) {
        (self.kind, text, self.lines, headings, rows) = (kind, "", lines, [], [])
    }

    /// A table with its caption.
    package init(table caption: String, headings: [String], rows: [[String]]) {
        (kind, text, lines, self.headings, self.rows) = (.table, caption, [], headings, rows)
    }
}

/// What a document says, kept as it was issued: pages and PDFs are renderings of it, and its bytes are what is signed.
package struct DocumentContent: Codable, Hashable, Sendable {
    /// The kind.
    package var kind: DocumentKind
    /// How it is laid out.
    package var layout: PaperLayout
    /// The title on the page.
    package var title: String
    /// The document number 文书号; empty for kinds without a series.
    package var number: String
    /// Who it is addressed to.
    package var addressee: String
    /// The body.
    package var blocks: [PaperBlock]
    /// What its template asks for and nobody gave; a document with a gap does not count.
    package var missing: [String]
    /// The body that issues it.
    package var issuer: String
    /// The day of issue.
    package var issuedOn: CivilDate
    /// The template it was made from, with the day it is in force from and its digest; empty when made by hand.
    package var template: String
    /// What it asks for where that is not what its kind does; nil for almost every document.
    package var asked: SignatureStrength?

    /// What must be on it before it counts.
    package var signature: SignatureStrength { asked ?? kind.signature }

    /// A document made of lines and paragraphs, without a template.
    package init(
        kind: DocumentKind, title: String, number: String, addressee: String, lines: [DocumentLine],
        paragraphs: [String], issuer: String, issuedOn: CivilDate
    ) {
        self.init(
            kind: kind, layout: .letter, title: title, number: number, addressee: addressee,
            blocks: (lines.isEmpty ? [] : [PaperBlock(.fields, lines: lines)])
                + paragraphs.map { PaperBlock(.paragraph, $0) }, missing: [], issuer: issuer, issuedOn: issuedOn,
            template: "")
    }

    /// A document with a body of any shape.
    package init(
        kind: DocumentKind, layout: PaperLayout, title: String, number: String, addressee: String,
        blocks: [PaperBlock], missing: [String], issuer: String, issuedOn: CivilDate, template: String
    ) {
        self.kind = kind
        self.layout = layout
        self.title = title
        self.number = number
        self.addressee = addressee
        self.blocks = blocks
        self.missing = missing
        self.issuer = issuer
        self.issuedOn = issuedOn
        self.template = template
    }

    /// Pages on A4, counted by 22 lines of 28 characters (GB/T 9704): at least one.
    package var pageCount: Int {
        let lines = blocks.reduce(10) { sum, block in
            let words = block.text.count + block.lines.reduce(0) { $0 + max(14, $1.label.count + $1.value.count) }
            return sum + (words + 27) / 28 + block.rows.count
        }
        return (lines + 21) / 22
    }

    /// Every label with its value, in the order of the paper.
    package var lines: [DocumentLine] { blocks.filter { $0.kind == .fields }.flatMap(\.lines) }
    /// The paragraphs of its text.
    package var paragraphs: [String] { blocks.filter { $0.kind == .paragraph }.map(\.text) }
}

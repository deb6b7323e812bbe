package import Casework
package import Primitives

/// One line of a document: a label and its value.
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

/// What a document says, kept as it was issued: pages and PDFs are renderings of it, and its bytes are what is signed.
package struct DocumentContent: Codable, Hashable, Sendable {
    /// The kind.
    package var kind: DocumentKind
    /// The title on the page.
    package var title: String
    /// The document number 文书号; empty for kinds without a series.
    package var number: String
    /// Who it is addressed to.
    package var addressee: String
    /// Label and value lines.
    package var lines: [DocumentLine]
    /// Paragraphs of text.
    package var paragraphs: [String]
    /// The body that issues it.
    package var issuer: String
    /// The day of issue.
    package var issuedOn: CivilDate

    /// Takes the parts.
    package init(
        kind: DocumentKind, title: String, number: String, addressee: String, lines: [DocumentLine],
        paragraphs: [String], issuer: String, issuedOn: CivilDate
    ) {
        self.kind = kind
        self.title = title
        self.number = number
        self.addressee = addressee
        self.lines = lines
        self.paragraphs = paragraphs
        self.issuer = issuer
        self.issuedOn = issuedOn
    }
}

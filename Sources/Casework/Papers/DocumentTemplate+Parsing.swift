import Primitives

/// One thing wrong with the file of a template.
package struct TemplateProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file's name.
    package let file: String
    /// The line, from 1; 0 for the file as a whole.
    package let line: Int
    /// What is wrong, and what to do.
    package let text: String

    /// The problem as printed: file, line, sentence.
    package var description: String { "\(file):\(line): \(text)" }
}

/// Every problem of the templates, so that they are repaired in one go.
package struct TemplateProblems: Error, Sendable, CustomStringConvertible {
    /// The problems.
    package let problems: [TemplateProblem]
    /// All of them, a line each.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension DocumentTemplate {
    /// Reads the text of a file: `key: value` a line, `#` a remark, an indented line goes on with the one before.
    ///
    /// `kind`, `from`, `layout`, `title` and `source` stand once; `region` and `to` may. The body follows in the order
    /// of the paper: `heading`, `text`, `field` (`label`, or `label = sentence`), `table` (`caption | column | …`),
    /// `details` (the step's own lines and paragraphs), `sign` (`who | who`), `note`. A question
    /// mark after the key leaves the part out when its facts are missing. `digest` is the hex SHA-256 of the text.
    package init(parsing text: String, fileName: String, digest: String) throws(TemplateProblems) {
        var reader = TemplateReader(fileName)
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            reader.read(line, number + 1)
        }
        reader.close()
        let kind = reader.head("kind", DocumentKind.init(rawValue:))
        let from = reader.head("from") { try? CivilDate(parsing: $0) }
        let layout = reader.head("layout", PaperLayout.init(rawValue:))
        let title = reader.head("title") { $0 }
        let source = reader.head("source") { $0 }
        let region = reader.heads["region"] == nil ? nil : reader.head("region") { try? RegionCode($0) }
        if reader.parts.isEmpty { reader.fault(0, "the template has no body; add text, field or table") }
        guard reader.problems.isEmpty, let kind, let from, let layout, let title, let source else {
            throw TemplateProblems(problems: reader.problems)
        }
        self.init(
            kind: kind, region: region, from: from, layout: layout, title: title,
            addressee: reader.heads["to"]?.value ?? "", source: source, parts: reader.parts,
            mark: "\(kind.rawValue)/\(region?.text ?? "CN")/\(from.text)#\(digest.prefix(12))")
    }
}

/// Reads a template line by line and collects every problem.
private struct TemplateReader {
    private(set) var problems: [TemplateProblem] = []
    private(set) var heads: [String: (value: String, line: Int)] = [:]
    private(set) var parts: [DocumentTemplate.Part] = []
    private let file: String
    private var open: (key: String, value: String, line: Int)?

    init(_ file: String) { self.file = file }

    mutating func fault(_ line: Int, _ text: String) {
        problems.append(TemplateProblem(file: file, line: line, text: text))
    }

    mutating func read(_ line: Substring, _ number: Int) {
        if line.first == "#" { return }
        let words = trimmed(line)
        if words.isEmpty { return }
        if line.first == " ", open != nil {
            open?.value += words
            return
        }
        close()
        guard let colon = words.firstIndex(of: ":") else {
            return fault(number, "no `key: value`; write for example `field: 保障金额`")
        }
        open = (String(words[..<colon]), trimmed(words[words.index(after: colon)...]), number)
    }

    /// Takes the line that is complete.
    mutating func close() {
        guard let (key, value, line) = open else { return }
        open = nil
        let isOptional = key.hasSuffix("?")
        let columns = value.split(separator: "|", omittingEmptySubsequences: false).map { trimmed($0) }
        if value.count(where: { $0 == "{" }) != value.count(where: { $0 == "}" }) {
            fault(line, "braces do not match in `\(key)`; each fact stands in one pair")
        }
        switch isOptional ? String(key.dropLast()) : key {
        case "kind", "region", "from", "layout", "title", "to", "source":
            if heads.updateValue((value, line), forKey: key) != nil { fault(line, "`\(key)` stands twice") }
        case "heading": parts.append(.heading(value))
        case "text": parts.append(.text(value, isOptional: isOptional))
        case "field": field(value, isOptional, line)
        case "table":
            if columns.contains("") { fault(line, "a table is `caption | column | column`") }
            parts.append(.table(columns[0], headings: Array(columns.dropFirst()), isOptional: isOptional))
        case "details": parts.append(.details)
        case "sign": parts.append(.signatures(columns))
        case "note": parts.append(.note(value))
        default: fault(line, "nothing is called `\(key)`; see docs/papers.md for what a template may hold")
        }
    }

    private mutating func field(_ value: String, _ isOptional: Bool, _ line: Int) {
        let sides = value.split(separator: "=", maxSplits: 1).map { trimmed($0) }
        guard let label = sides.first, !label.isEmpty else { return fault(line, "a field needs a label") }
        parts.append(.field(label, value: sides.count > 1 ? sides[1] : "{\(label)}", isOptional: isOptional))
    }

    /// A line of the head, read as its type.
    mutating func head<Value>(_ key: String, _ read: (String) -> Value?) -> Value? {
        guard let (text, line) = heads[key] else {
            fault(0, "`\(key)` is missing")
            return nil
        }
        guard let value = read(text) else {
            fault(line, "`\(text)` is no \(key)")
            return nil
        }
        return value
    }
}

private func trimmed(_ text: some StringProtocol) -> String {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
}

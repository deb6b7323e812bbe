import Columns
import Primitives

/// A hit in plain words, as the sentence of its check says them to the family.
///
/// `{observed}`, `{limit}` and `{evidence}` are filled in; `{limit|规定不得有|限#处}` says the first text where there is
/// nothing (zero, or no evidence) and the second, with the value for `#`, where there is something. Sums of yuan are
/// grouped, days and months written out, words of a column named by their labels and citizen IDs masked.
struct CheckSentence {
    private let check: CheckDefinition
    private let columns: [EvidenceColumn]

    /// The sentence of a check of a book.
    init(_ check: CheckDefinition, _ book: CheckBook) {
        self.check = check
        columns = check.evidence.map { EvidenceColumn($0, book) }
    }

    /// The sentence of a hit, from hundredths and the evidence as a file of hits has it.
    func text(observed: Int64, limit: Int64, evidence: String) -> String {
        SentencePart.read(check.sentence).map { part in
            switch part {
            case .text(let text): text
            case .value(let name, let unit):
                Self.text(name == "observed" ? observed : limit, unit: unit)
            case .evidence: shown(evidence)
            case .choice(let name, let none, let some, let unit):
                if name == "evidence" {
                    evidence.isEmpty ? none : some.replacing("#", with: shown(evidence))
                } else {
                    Self.choice(name == "observed" ? observed : limit, none, some, unit)
                }
            }
        }.joined()
    }

    private static func choice(_ hundredths: Int64, _ none: String, _ some: String, _ unit: Character?) -> String {
        hundredths == 0 ? none : some.replacing("#", with: text(hundredths, unit: unit))
    }

    /// Hundredths before a unit: yuan grouped by thousands, anything else as a plain number; no empty decimals.
    private static func text(_ hundredths: Int64, unit: Character?) -> String {
        let text = unit == "元" ? Money(fen: hundredths).grouped : Money(fen: hundredths).text
        return text.hasSuffix(".00") ? String(text.dropLast(3)) : text
    }

    private func shown(_ evidence: String) -> String {
        let parts =
            columns.count < 2
            ? [evidence] : evidence.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let values = zip(parts, columns).map { $1.shown($0) }.filter { !$0.isEmpty }
        return values.isEmpty ? evidence : values.joined(separator: "、")
    }
}

/// A piece of a check's sentence.
enum SentencePart: Hashable, Sendable {
    case text(String)
    /// `observed` or `limit`, and the character behind it.
    case value(String, unit: Character?)
    case evidence
    /// What is said where there is nothing, and where there is something; the unit stands behind `#`.
    case choice(String, none: String, some: String, unit: Character?)

    /// The pieces of a sentence; braces that hold none of the three names stay as they are.
    static func read(_ sentence: String) -> [SentencePart] {
        var parts: [SentencePart] = []
        var rest = Substring(sentence)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            parts.append(.text(String(rest[..<open])))
            let inner = rest[rest.index(after: open)..<close]
            rest = rest[rest.index(after: close)...]
            parts.append(part(inner, before: rest.first) ?? .text("{\(inner)}"))
        }
        return (parts + [.text(String(rest))]).filter { $0 != .text("") }
    }

    private static func part(_ inner: Substring, before next: Character?) -> SentencePart? {
        let pieces = inner.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard ["observed", "limit", "evidence"].contains(pieces[0]) else { return nil }
        if pieces.count == 1 { return pieces[0] == "evidence" ? .evidence : .value(pieces[0], unit: next) }
        guard pieces.count == 3, pieces[1] + pieces[2] != "" else { return nil }
        let unit = pieces[2].split(separator: "#", omittingEmptySubsequences: false).dropFirst().first?.first
        return .choice(pieces[0], none: pieces[1], some: pieces[2], unit: unit)
    }
}

/// The column that an evidence comes from, and how people read what it holds.
private struct EvidenceColumn {
    private var type: ColumnType?
    private var words: [DatasetField.Word] = []

    init(_ evidence: CheckExpression, _ book: CheckBook) {
        let names = evidence.names
        if names.contains("asOfMonth") { type = .month }
        for group in book.checks.flatMap(\.aggregates) {
            for value in group.values where names.contains(value.name.text) {
                guard value.fold != .count, value.fold != .distinct, let of = value.of?.text else { continue }
                take(of, book.catalogue[group.dataset.text])
            }
        }
    }

    private mutating func take(_ column: String, _ dataset: DatasetDefinition?) {
        if column == "other" { type = .citizenKey }
        guard let dataset, let position = dataset.schema.position(of: column) else { return }
        type = dataset.schema.columns[position].type
        words = dataset.fields[position].words
    }

    /// A value as people read it.
    func shown(_ value: String) -> String {
        switch type {
        case .citizenKey, .citizenKeyOrLegacy: (try? CitizenID(value))?.masked ?? "****" + value.suffix(4)
        case .date: (try? CivilDate(parsing: value))?.chineseText ?? value
        case .month: (try? CalendarMonth(parsing: value))?.chineseText ?? value
        default: words.first { $0.value == value }?.label ?? value
        }
    }
}

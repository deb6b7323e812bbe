import Primitives
import Rules
import Yams

/// A derived value, test or amount as its file has it.
struct WrittenRule {
    let name: String
    let mark: YAMLMark?
    let role: PolicyRule.Role
    private let of: String?
    private let label: String?
    private let formula: FormulaText?
    private let type: RuleType?
    private let citation: String
    private let measured: PackFile.Mention?
    private let limit: PackFile.Mention?
    private let hiding: PolicyRule.Hiding
    private let sheet: PolicyRule.SheetUse
    /// The sentences with the places of their first characters, for the check of their names.
    private let sentence: PackFile.Mention?
    private let pass: PackFile.Mention?
    private let fail: PackFile.Mention?
    private let words: [String: String]

    init(name: String?, mark: YAMLMark?, role: PolicyRule.Role, node: YAMLNode, reader: inout YAMLReader) {
        let what = name.map { "'\($0)'" } ?? "the amount"
        let common = ["label", "formula", "citation", "hide", "sheet"]
        let allowed =
            switch role {
            case .value: common + ["of", "type", "sentence", "words"]
            case .test: common + ["measured", "limit", "pass", "fail"]
            case .amount: common + ["name", "type", "sentence"]
            }
        let fields = reader.fields(of: node, what, allowed: allowed, required: ["label", "formula"])
        func mention(_ key: String) -> PackFile.Mention? {
            reader.text(fields[key], key).map { PackFile.Mention($0, at: fields[key]?.mark) }
        }
        self.name = name ?? reader.text(fields["name"], "name") ?? "amount"
        self.mark = mark
        self.role = role
        of = reader.text(fields["of"], "of")
        label = reader.text(fields["label"], "label")
        formula = reader.formula(fields["formula"])
        type = fields["type"].flatMap { Self.readType($0, &reader) }
        citation = reader.text(fields["citation"], "citation") ?? ""
        measured = mention("measured")
        limit = mention("limit")
        sentence = mention("sentence")
        pass = mention("pass")
        fail = mention("fail")
        var words: [String: String] = [:]
        if let node = fields["words"] {
            for (word, _, label) in reader.pairs(of: node, "words of \(what)") {
                words[word] = reader.text(label, "word '\(word)'")
            }
        }
        self.words = words
        hiding = reader.choice(fields["hide"], "hide") ?? .never
        sheet = reader.choice(fields["sheet"], "sheet") ?? .none
        if fields["citation"] == nil, hiding != .always {
            reader.report(
                .missingCitation, at: mark,
                "\(what) needs the text it rests on (citation), or 'hide: always' where no explanation shows it")
        }
        if role == .test, fields["pass"] == nil || fields["fail"] == nil {
            reader.report(.missingKey, at: mark, "test \(what) needs the sentences 'pass' and 'fail'")
        }
    }

    private static func readType(_ node: YAMLNode, _ reader: inout YAMLReader) -> RuleType? {
        guard let word = reader.text(node, "type") else { return nil }
        if let type = RuleType(word: word) { return type }
        reader.report(
            .unknownType, at: node.mark,
            "type '\(word)' is not known; known are \(RuleType.words.map(\.0).joined(separator: ", "))")
        return nil
    }

    /// The rule, once the facts are known; `nil` when something it needs was missing and reported.
    func rule(
        in file: PackFile, path: String, facts: FactsDefinition, reader: inout YAMLReader
    ) -> PolicyRule? {
        let entity = of ?? facts.schema.entities[0].name
        guard facts.schema.entity(entity) != nil else {
            let known = facts.schema.entities.map(\.name).joined(separator: ", ")
            reader.report(.unknownEntity, at: mark, "'\(name)' is of '\(entity)'; the facts have \(known)")
            return nil
        }
        guard let label, let formula else { return nil }
        return PolicyRule(
            name: name, role: role, program: file.program, origin: file.folder, entity: entity, label: label,
            formula: formula.text, type: type, citation: citation, sentence: sentence?.name ?? "",
            measured: measured?.name, limit: limit?.name, pass: pass?.name ?? "", fail: fail?.name ?? "",
            hiding: hiding, sheet: sheet,
            place: RulePlace(file: path, line: formula.line, column: formula.column), words: words)
    }

    /// Every name that the rule's sentences and comparisons use; parameters as `p.name`.
    var mentions: [PackFile.Mention] {
        [sentence, pass, fail].compactMap { $0 }.flatMap { text in
            SentenceTemplate(text.name).names.map { PackFile.Mention($0, in: text) }
        } + [measured, limit].compactMap { $0 }
    }
}

extension RuleType {
    /// The words of a pack file and the types they mean.
    static let words: [(String, RuleType)] = [
        ("flag", .flag), ("integer", .integer), ("text", .text), ("date", .date), ("month", .month),
        ("money", .money(.once)), ("money/month", .money(.month)), ("money/year", .money(.year)), ("ratio", .ratio),
        ("exactMoney", .exactMoney(.once)), ("exactMoney/month", .exactMoney(.month)),
        ("exactMoney/year", .exactMoney(.year)),
    ]

    /// The type a word means.
    init?(word: String) {
        guard let found = Self.words.first(where: { $0.0 == word }) else { return nil }
        self = found.1
    }

    /// The word for the type; tables and lists have none.
    var word: String? { Self.words.first { $0.1 == self }?.0 }
}

/// A sentence with `{name}` where values are filled in.
struct SentenceTemplate {
    /// A piece of the sentence: words as they are, or a name.
    enum Piece: Hashable {
        case words(String)
        case name(String)
    }

    let pieces: [Piece]

    init(_ text: String) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { pieces.append(.words(String(rest[..<open]))) }
            pieces.append(.name(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        self.pieces = pieces
    }

    var names: [String] {
        pieces.compactMap { if case .name(let name) = $0 { name } else { nil } }
    }

    /// The sentence with every name replaced.
    func filled(_ value: (String) -> String) -> String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .name(let name): value(name)
            }
        }.joined()
    }
}

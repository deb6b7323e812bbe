import Primitives
import Rules
import Yams

/// Reads `policies/facts.yaml`; problems stay in the reader.
struct FactsFile {
    /// The file, relative to the root of the packs.
    static let name = "facts.yaml"

    private var entities: [FactSchema.Entity] = []
    private var fields: [FactSchema.Field] = []
    private var details: [FactsDefinition.Field] = []
    private var taken: [String: Int] = [:]

    /// The definition; what could not be read is left out.
    static func read(_ path: String, reader: inout YAMLReader) -> FactsDefinition {
        guard let root = reader.root(at: path) else { return .empty }
        let top = reader.fields(
            of: root, "the facts", allowed: ["schema", "entities"], required: ["schema", "entities"])
        if let schema = reader.integer(top["schema"], "schema"), schema != 1 {
            reader.report(.wrongType, at: top["schema"]?.mark, "schema \(schema) is not known; write 1")
        }
        guard let node = top["entities"] else { return .empty }
        var file = FactsFile()
        for (name, mark, node) in reader.pairs(of: node, "entities") {
            file.entity(name, mark, node, &reader)
        }
        guard !file.entities.isEmpty else {
            reader.report(.missingKey, at: node.mark, "the facts need at least one entity, the one decided about")
            return .empty
        }
        return FactsDefinition(
            schema: FactSchema(entities: file.entities, fields: file.fields), fields: file.details)
    }

    private mutating func entity(_ name: String, _ mark: YAMLMark?, _ node: YAMLNode, _ reader: inout YAMLReader) {
        PackFile.checkName(name, at: mark, &reader)
        let keys = reader.fields(
            of: node, "entity '\(name)'", allowed: ["label", "of", "rows", "most", "fields"],
            required: ["label", "fields"])
        var parent: EntityID?
        if let above = reader.text(keys["of"], "of") {
            parent = entities.firstIndex { $0.name == above }.map(EntityID.init(index:))
            if parent == nil {
                reader.report(
                    .unknownEntity, at: keys["of"]?.mark, "'\(above)' is no entity above '\(name)'; declare it first")
            }
        }
        if parent == nil, !entities.isEmpty {
            reader.report(.missingKey, at: mark, "'\(name)' needs the entity it hangs from: of")
            return
        }
        take(name, mark, &reader)
        let rows = reader.text(keys["rows"], "rows") ?? name + "s"
        take(rows, keys["rows"]?.mark ?? mark, &reader)
        let id = EntityID(index: entities.count)
        entities.append(
            FactSchema.Entity(
                name: name, rowsName: rows, label: reader.text(keys["label"], "label") ?? name, parent: parent,
                maximumRows: max(1, reader.integer(keys["most"], "most") ?? 100)))
        guard let list = keys["fields"] else { return }
        for (name, mark, node) in reader.pairs(of: list, "fields") { field(name, mark, node, of: id, &reader) }
    }

    private mutating func take(_ name: String, _ mark: YAMLMark?, _ reader: inout YAMLReader) {
        if let earlier = taken[name] {
            reader.report(.definedTwice, at: mark, "'\(name)' is defined on line \(earlier) already; names are unique")
        }
        taken[name] = mark?.line ?? 1
    }

    private mutating func field(
        _ name: String, _ mark: YAMLMark?, _ node: YAMLNode, of entity: EntityID, _ reader: inout YAMLReader
    ) {
        PackFile.checkName(name, at: mark, &reader)
        if taken[name] != nil {
            take(name, mark, &reader)
            return
        }
        take(name, mark, &reader)
        let keys = reader.fields(
            of: node, "field '\(name)'",
            allowed: ["label", "type", "range", "words", "question", "after", "plain", "changes"],
            required: ["label", "type"])
        guard let word = reader.text(keys["type"], "type") else { return }
        guard let type = RuleType(word: word), !type.isQuotient else {
            reader.report(
                .unknownType, at: keys["type"]?.mark,
                "a fact cannot be '\(word)'; write flag, integer, text, date, month, money, money/month or money/year")
            return
        }
        var words: [String: String]?
        if let list = keys["words"] {
            words = [:]
            for (word, _, label) in reader.pairs(of: list, "words") { words?[word] = reader.text(label, word) ?? word }
        }
        var changes: [String: String] = [:]
        if let list = keys["changes"] {
            let known = type == .flag ? ["true", "false"] : words?.keys.sorted() ?? []
            for (word, mark, clause) in reader.pairs(of: list, "changes") {
                if !known.contains(word) {
                    reader.report(.unknownChoice, at: mark, "'\(name)' cannot become '\(word)'")
                }
                changes[word] = reader.text(clause, word)
            }
        }
        let range = self.range(keys["range"], type, what: name, at: mark, &reader)
        let plain = keys["plain"].flatMap { FactText.value($0, type: type, what: name, reader: &reader) }
        fields.append(
            FactSchema.Field(
                name: name, label: reader.text(keys["label"], "label") ?? name, entity: entity, type: type,
                range: range,
                words: words.map { $0.keys.sorted() }))
        details.append(
            FactsDefinition.Field(
                words: words ?? [:], question: reader.text(keys["question"], "question") ?? "",
                after: reader.text(keys["after"], "after"), plain: plain, changes: changes))
    }

    /// A declared range, or the widest that makes sense for the type; a number must say its own.
    private func range(
        _ node: YAMLNode?, _ type: RuleType, what: String, at mark: YAMLMark?, _ reader: inout YAMLReader
    ) -> ClosedRange<Int64> {
        guard let node else {
            switch type {
            case .money: return 0...HouseholdFacts.limitFen
            case .date: return Int64(CivilDate.first.dayNumber)...Int64(CivilDate.last.dayNumber)
            case .month:
                return Int64(CivilDate.first.calendarMonth.index)...Int64(CivilDate.last.calendarMonth.index)
            case .integer:
                reader.report(.missingKey, at: mark, "the whole number '\(what)' needs its range: [least, greatest]")
                return 0...1
            default: return 0...1
            }
        }
        let bounds = reader.list(node, "range").compactMap { bound -> Int64? in
            guard case .number(let number)? = FactText.value(bound, type: type, what: "range", reader: &reader) else {
                return nil
            }
            return number
        }
        guard bounds.count == 2, bounds[0] <= bounds[1] else {
            reader.report(.wrongType, at: node.mark, "a range is written [least, greatest]")
            return 0...1
        }
        return bounds[0]...bounds[1]
    }
}

/// Facts as people write them in files: money in yuan, days as YYYY-MM-DD, words as words.
enum FactText {
    /// Reads a fact of a type.
    static func value(_ node: YAMLNode, type: RuleType, what: String, reader: inout YAMLReader) -> FactValue? {
        switch type {
        case .flag: return reader.flag(node, what).map { .number($0 ? 1 : 0) }
        case .integer: return reader.integer(node, what).map(FactValue.number)
        case .text: return reader.text(node, what).map(FactValue.word)
        case .date: return reader.date(node, what).map { .number(Int64($0.dayNumber)) }
        case .month:
            guard let text = reader.text(node, what) else { return nil }
            if let month = try? CalendarMonth(parsing: text) { return .number(Int64(month.index)) }
            reader.report(.badDate, at: node.mark, "\(what) must be a month written YYYY-MM")
            return nil
        case .money:
            guard let text = reader.text(node, what) else { return nil }
            if let money = try? Money(parsing: text) { return .number(money.fen) }
            reader.report(.wrongType, at: node.mark, "\(what) must be an amount in yuan, such as 1234.50")
            return nil
        default: return nil
        }
    }
}

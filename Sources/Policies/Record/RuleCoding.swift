import Primitives
import Rules

// The record's form of rules and of the definition of facts: a replay compiles them again.

extension PolicyRule {
    var json: CanonicalJSON {
        // What came later is only written where it is there, so that earlier records keep their bytes.
        let later: [String: CanonicalJSON] =
            words.isEmpty ? [:] : ["words": .object(words.mapValues(CanonicalJSON.text))]
        return .object(
            [
                "name": .text(name), "role": .text(role.rawValue), "program": .text(program), "origin": .text(origin),
                "entity": .text(entity), "label": .text(label), "formula": .text(formula),
                "type": .optional(type?.word), "citation": .text(citation), "sentence": .text(sentence),
                "measured": .optional(measured), "limit": .optional(limit), "pass": .text(pass), "fail": .text(fail),
                "hiding": .text(hiding.rawValue), "sheet": .text(sheet.rawValue),
            ].merging(later) { $1 })
    }

    /// A rule read back has no file any more; its name stands where failures name the place.
    init(json: CanonicalJSON) throws(RecordError) {
        let word = try json.optionalText("type")
        self.init(
            name: try json.text("name"), role: try json.choice("role"), program: try json.text("program"),
            origin: try json.text("origin"), entity: try json.text("entity"), label: try json.text("label"),
            formula: try json.text("formula"), type: word.flatMap { RuleType(word: $0) },
            citation: try json.text("citation"), sentence: try json.text("sentence"),
            measured: try json.optionalText("measured"), limit: try json.optionalText("limit"),
            pass: try json.text("pass"), fail: try json.text("fail"), hiding: try json.choice("hiding"),
            sheet: try json.choice("sheet"),
            place: RulePlace(file: "record/\(try json.text("name"))", line: 1, column: 1),
            words: try json.words("words"))
    }
}

extension PolicyStage {
    var json: CanonicalJSON {
        let later: [String: CanonicalJSON] = called.map { ["called": .text($0)] } ?? [:]
        return .object(
            [
                "program": .text(program), "title": .text(title), "tests": .list(tests.map(CanonicalJSON.text)),
                "amount": .optional(amount), "results": .list(results.map(CanonicalJSON.text)),
            ].merging(later) { $1 })
    }

    init(json: CanonicalJSON) throws(RecordError) {
        self.init(
            program: try json.text("program"), title: try json.text("title"), tests: try json.texts("tests"),
            amount: try json.optionalText("amount"), results: try json.texts("results"), called: try json.word("called")
        )
    }
}

extension FactsDefinition {
    var json: CanonicalJSON {
        let entities = schema.entities.map { entity -> CanonicalJSON in
            .object([
                "name": .text(entity.name), "rows": .text(entity.rowsName), "label": .text(entity.label),
                "parent": entity.parent.map { .integer(Int64($0.index)) } ?? .null,
                "most": .integer(entity.maximumRows),
            ])
        }
        let fields = zip(schema.fields, self.fields).map { field, detail -> CanonicalJSON in
            let later: [String: CanonicalJSON] =
                detail.changes.isEmpty ? [:] : ["changes": .object(detail.changes.mapValues(CanonicalJSON.text))]
            return .object(
                [
                    "name": .text(field.name), "label": .text(field.label),
                    "entity": .integer(Int64(field.entity.index)),
                    "type": .text(field.type.word ?? ""), "least": .integer(field.range.lowerBound),
                    "greatest": .integer(field.range.upperBound),
                    "words": field.words == nil ? .null : .object(detail.words.mapValues(CanonicalJSON.text)),
                    "question": .text(detail.question), "after": .optional(detail.after),
                ].merging(later) { $1 })
        }
        return .object(["entities": .list(entities), "fields": .list(fields)])
    }

    /// What worked cases assume is no part of a record.
    init(json: CanonicalJSON) throws(RecordError) {
        var entities: [FactSchema.Entity] = []
        for entity in try json.list("entities") {
            let hasParent = try entity.field("parent") != .null
            let parent = hasParent ? EntityID(index: Int(try entity.integer("parent"))) : nil
            guard parent.map({ (0..<entities.count).contains($0.index) }) ?? entities.isEmpty else {
                throw RecordError("the facts of the record name an entity above that is not there")
            }
            entities.append(
                FactSchema.Entity(
                    name: try entity.text("name"), rowsName: try entity.text("rows"), label: try entity.text("label"),
                    parent: parent, maximumRows: try entity.integer("most")))
        }
        var fields: [FactSchema.Field] = []
        var details: [FactsDefinition.Field] = []
        for field in try json.list("fields") {
            var words: [String: String]?
            if try field.field("words") != .null {
                words = [:]
                for (word, label) in try field.object("words") {
                    if case .text(let label) = label { words?[word] = label }
                }
            }
            let (least, greatest) = (try field.integer("least"), try field.integer("greatest"))
            let entity = Int(try field.integer("entity"))
            guard let type = RuleType(word: try field.text("type")), least <= greatest,
                entities.indices.contains(entity),
                !fields.contains(where: { $0.name == (try? field.text("name")) })
            else { throw RecordError("the facts of the record have a field that cannot be") }
            fields.append(
                FactSchema.Field(
                    name: try field.text("name"), label: try field.text("label"), entity: EntityID(index: entity),
                    type: type, range: least...greatest, words: words.map { $0.keys.sorted() }))
            details.append(
                FactsDefinition.Field(
                    words: words ?? [:], question: try field.text("question"), after: try field.optionalText("after"),
                    changes: try field.words("changes")))
        }
        guard !entities.isEmpty else { throw RecordError("the facts of the record have no entity") }
        self.init(schema: FactSchema(entities: entities, fields: fields), fields: details)
    }
}

extension CanonicalJSON {
    func object(_ name: String) throws(RecordError) -> [String: CanonicalJSON] {
        guard case .object(let fields) = try field(name) else { throw RecordError("'\(name)' must be an object") }
        return fields
    }

    /// A text; `nil` where the field is absent.
    func word(_ name: String) throws(RecordError) -> String? {
        guard case .object(let fields) = self, fields[name] != nil else { return nil }
        return try text(name)
    }

    /// Words in Chinese; none where the field is absent.
    func words(_ name: String) throws(RecordError) -> [String: String] {
        guard case .object(let fields) = self, fields[name] != nil else { return [:] }
        var result: [String: String] = [:]
        for (word, _) in try object(name) { result[word] = try field(name).text(word) }
        return result
    }

    /// A text that earlier records do not have; empty where the field is absent.
    func laterText(_ name: String) throws(RecordError) -> String {
        guard case .object(let fields) = self, fields[name] != nil else { return "" }
        return try text(name)
    }

    /// The cells of a table, each by its words; none where the field is absent.
    func cells(_ name: String) throws(RecordError) -> [[String]] {
        guard case .object(let fields) = self, fields[name] != nil else { return [] }
        var result: [[String]] = []
        for cell in try list(name) { result.append(try CanonicalJSON.object(["cell": cell]).texts("cell")) }
        return result
    }

    func texts(_ name: String) throws(RecordError) -> [String] {
        var result: [String] = []
        for value in try list(name) {
            guard case .text(let text) = value else { throw RecordError("'\(name)' must be a list of texts") }
            result.append(text)
        }
        return result
    }
}

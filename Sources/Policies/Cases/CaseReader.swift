import Primitives
import Rules
import Yams

/// Reads the YAML of a case; facts that the case leaves out are what `facts.yaml` calls plain.
struct CaseReader {
    private var reader: YAMLReader
    private let facts: FactsDefinition
    private var source = FactSource.declared(on: .first)

    init(file: String, facts: FactsDefinition) {
        reader = YAMLReader(file: file)
        self.facts = facts
    }

    var problems: [PolicyProblem] { reader.problems }

    mutating func read(
        path: String, program: String, region: RegionCode?, parameters: [String: Parameter]
    ) -> PolicyCase? {
        guard let text = reader.text(at: path) else { return nil }
        return read(text: text, program: program, region: region, parameters: parameters)
    }

    mutating func read(
        text: String, program: String, region: RegionCode?, parameters: [String: Parameter]
    ) -> PolicyCase? {
        guard let root = reader.root(of: text) else { return nil }
        let fields = reader.fields(
            of: root, "a case",
            allowed: ["id", "title", "source", "day", "single", "parameters", "facts", "expect"],
            required: ["id", "title", "source", "day", "facts", "expect"])
        guard let id = reader.text(fields["id"], "id"), let title = reader.text(fields["title"], "title"),
            let day = reader.date(fields["day"], "day"), let given = fields["facts"], let expect = fields["expect"]
        else { return nil }
        source = .declared(on: day)
        let sheet = sheet(given, day: day)
        let wanted = reader.fields(
            of: expect, "expect", allowed: ["outcome", "amount", "values", "tests", "questions"])
        return PolicyCase(
            id: id, title: title, source: reader.text(fields["source"], "source") ?? "", program: program,
            region: region, day: day, facts: sheet, single: reader.text(fields["single"], "single"),
            outcome: reader.text(wanted["outcome"], "outcome"), amount: reader.text(wanted["amount"], "amount"),
            values: values(wanted["values"]), tests: words(wanted["tests"], "tests"),
            questions: wanted["questions"].map { node in
                reader.list(node, "questions").compactMap { reader.text($0, "a question") }
            },
            overrides: overrides(fields["parameters"], parameters))
    }

    private mutating func words(_ node: YAMLNode?, _ what: String) -> [String: String] {
        guard let node else { return [:] }
        var result: [String: String] = [:]
        for (key, _, value) in reader.pairs(of: node, what) { result[key] = reader.text(value, key) }
        return result
    }

    /// `name: text` for the household, `row: {name: text}` for a row.
    private mutating func values(_ node: YAMLNode?) -> [PolicyCase.ExpectedValue] {
        guard let node else { return [] }
        var result: [PolicyCase.ExpectedValue] = []
        for (key, _, value) in reader.pairs(of: node, "values") {
            if case .mapping = value {
                for (name, text) in words(value, key).sorted(by: { $0.key < $1.key }) {
                    result.append(PolicyCase.ExpectedValue(name: name, row: key, text: text))
                }
            } else if let text = reader.text(value, key) {
                result.append(PolicyCase.ExpectedValue(name: key, row: nil, text: text))
            }
        }
        return result
    }

    private mutating func overrides(_ node: YAMLNode?, _ parameters: [String: Parameter]) -> [String: ParameterValue] {
        guard let node else { return [:] }
        var result: [String: ParameterValue] = [:]
        for (key, mark, value) in reader.pairs(of: node, "parameters") {
            guard let parameter = parameters[key] else {
                reader.report(.undeclaredParameter, at: mark, "'\(key)' is not declared in the pack")
                continue
            }
            let declaration = ParameterDeclaration(
                label: parameter.label, unit: parameter.unit, choices: parameter.choices, keys: parameter.keys,
                program: parameter.program, file: reader.file, line: mark?.line ?? 1)
            let reading = ValueReading(name: key, declaration: declaration, facts: facts)
            result[key] = reading.value(value, &reader)
        }
        return result
    }

    // MARK: Facts

    private mutating func sheet(_ node: YAMLNode, day: CivilDate) -> FactSheet {
        let entities = facts.schema.entities
        var sheet = FactSheet(facts)
        var given: [String: YAMLNode] = [:]
        let known = [entities[0].name] + entities.dropFirst().map(\.rowsName)
        for (key, mark, value) in reader.pairs(of: node, "facts") {
            if known.contains(key) {
                given[key] = value
            } else {
                reader.report(
                    .unknownEntity, at: mark, "there are no '\(key)'; facts are of \(known.joined(separator: ", "))")
            }
        }
        set(given[entities[0].name], of: .root, also: [], in: &sheet)
        sheet.set("decisionDay", to: .known(day.value, source))
        // Parents stand before their children, so a row's owner is always there already.
        for (index, entity) in entities.enumerated().dropFirst() {
            let rows = reader.list(given[entity.rowsName], entity.rowsName)
            for (number, node) in rows.enumerated() { add(node, number, EntityID(index: index), to: &sheet) }
        }
        return sheet
    }

    private mutating func add(_ node: YAMLNode, _ number: Int, _ entity: EntityID, to sheet: inout FactSheet) {
        let description = facts.schema.entities[entity.index]
        var owner = RowID.root
        let above = description.parent ?? .root
        let aboveName = facts.schema.entities[above.index].name
        let key = text(node, "key") ?? "\(description.name)-\(number + 1)"
        if above != .root {
            guard let name = text(node, aboveName), let row = sheet.row(aboveName, key: name) else {
                reader.report(
                    .missingKey, at: node.mark, "a row of \(description.rowsName) needs '\(aboveName)', the key of one")
                return
            }
            owner = row
        }
        if sheet.row(description.name, key: key) != nil, above == .root {
            reader.report(.duplicateKey, at: node.mark, "'\(key)' is listed twice; keep one")
        }
        guard let row = sheet.add(description.name, below: owner, key: key, label: text(node, "label") ?? key) else {
            return
        }
        set(node, of: row, also: above == .root ? ["key", "label"] : ["key", "label", aboveName], in: &sheet)
    }

    private func text(_ node: YAMLNode, _ key: String) -> String? { node.mapping?[YAMLNode(key)]?.scalar?.string }

    private mutating func set(_ node: YAMLNode?, of row: RowID, also: [String], in sheet: inout FactSheet) {
        let entity = facts.schema.entities[row.entity.index].name
        let own = facts.schema.fields.indices.filter { facts.schema.fields[$0].entity == row.entity }
        let names = own.map { facts.schema.fields[$0].name }
        let given = node.map { reader.fields(of: $0, "a \(entity)", allowed: also + names) } ?? [:]
        for index in own {
            let field = facts.schema.fields[index]
            if let written = given[field.name] {
                if let fact = fact(written, field) { sheet.set(field.name, of: row, to: fact) }
            } else if let first = facts.fields[index].after, case .unknown(let reason)? = sheet.fact(first, at: row) {
                sheet.set(field.name, of: row, to: .unknown(reason: reason))
            } else if let plain = facts.fields[index].plain {
                sheet.set(field.name, of: row, to: .known(plain, source))
            }
        }
    }

    /// A value, `{unknown: reason}`, or `{between: [least, greatest], reason: …}`.
    private mutating func fact(_ node: YAMLNode, _ field: FactSchema.Field) -> Fact<FactValue>? {
        guard case .mapping = node else {
            guard let value = FactText.value(node, type: field.type, what: field.name, reader: &reader) else {
                return nil
            }
            check(value, field, at: node.mark)
            return .known(value, source)
        }
        let parts = reader.fields(of: node, "'\(field.name)'", allowed: ["unknown", "between", "reason"])
        if let reason = reader.text(parts["unknown"], "unknown") { return .unknown(reason: reason) }
        let bounds = reader.list(parts["between"], "between").compactMap { bound -> Int64? in
            guard case .number(let number)? = FactText.value(bound, type: field.type, what: "between", reader: &reader)
            else { return nil }
            return number
        }
        guard bounds.count == 2, let reason = reader.text(parts["reason"], "reason") else {
            reader.report(
                .wrongType, at: node.mark,
                "'\(field.name)' is a value, {unknown: reason} or {between: [least, greatest], reason: reason}")
            return nil
        }
        return .known(.between(bounds[0], bounds[1], reason: reason), source)
    }

    private mutating func check(_ value: FactValue, _ field: FactSchema.Field, at mark: YAMLMark?) {
        switch value {
        case .word(let word):
            guard let words = field.words, !words.contains(word) else { return }
            reader.report(
                .unknownChoice, at: mark, "'\(field.name)' '\(word)' is not among \(words.joined(separator: ", "))")
        case .number(let number) where !field.range.contains(number):
            reader.report(.wrongType, at: mark, "'\(field.name)' is outside the range that facts.yaml declares")
        default: break
        }
    }
}

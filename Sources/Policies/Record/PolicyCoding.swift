import Primitives
import Rules
import Sealing

// The record's form of a policy. Field names are part of the schema: a change is a new schema number.

extension ResolvedPolicy {
    /// The one written form of the policy: everything that a decision depends on.
    package var canonicalBytes: [UInt8] { Self.written.made(of: self) { json.bytes } }

    private static let written = PolicyCache<[UInt8]>()

    /// The same as text.
    package var canonicalText: String { String(decoding: canonicalBytes, as: UTF8.self) }

    /// The SHA-256 of the canonical bytes, in hexadecimal: the version that a decision names.
    package var textHash: String { Digest.hex(Digest.sha256(canonicalBytes)) }

    var json: CanonicalJSON {
        .object([
            "program": .text(program), "region": .optional(region?.text), "title": .text(title),
            "day": .text(day.text), "values": .object(values.mapValues(\.json)),
            "missing": .object(missing.mapValues(\.json)), "rules": .list(rules.map(\.json)),
            "stages": .list(stages.map(\.json)), "facts": facts.json,
        ])
    }

    init(json: CanonicalJSON) throws(RecordError) {
        var values: [String: ResolvedValue] = [:]
        for (name, value) in try json.object("values") { values[name] = try ResolvedValue(name: name, json: value) }
        var missing: [String: MissingValue] = [:]
        for (name, value) in try json.object("missing") { missing[name] = try MissingValue(json: value) }
        var rules: [PolicyRule] = []
        for rule in try json.list("rules") { rules.append(try PolicyRule(json: rule)) }
        var stages: [PolicyStage] = []
        for stage in try json.list("stages") { stages.append(try PolicyStage(json: stage)) }
        var region: RegionCode?
        if try json.field("region") != .null { region = try json.region("region") }
        self.init(
            program: try json.text("program"), region: region, title: try json.text("title"),
            day: try json.day("day"), values: values, missing: missing, rules: rules, stages: stages,
            facts: try FactsDefinition(json: try json.field("facts")))
    }
}

extension ResolvedValue {
    fileprivate var json: CanonicalJSON {
        // What came later is only written where it is there, so that earlier records keep their bytes.
        var later: [String: CanonicalJSON] = [:]
        if !choiceWords.isEmpty { later["choiceWords"] = .object(choiceWords.mapValues(CanonicalJSON.text)) }
        if !demoCells.isEmpty {
            later["demoCells"] = .list(demoCells.map { .list($0.map(CanonicalJSON.text)) })
        }
        if !counter.isEmpty { later["counter"] = .text(counter) }
        return .object(
            [
                "label": .text(label), "unit": .text(unit.rawValue), "keys": .list(keys.map(CanonicalJSON.text)),
                "choices": .list(choices.map(CanonicalJSON.text)), "value": value.json, "from": .text(from.text),
                "citation": .text(citation), "demo": .flag(demo),
                "origin": .text(origin), "program": .text(program),
            ].merging(later) { $1 })
    }

    fileprivate init(name: String, json: CanonicalJSON) throws(RecordError) {
        let unit: ParameterUnit = try json.choice("unit")
        self.init(
            name: name, label: try json.text("label"), unit: unit, keys: try json.texts("keys"),
            choices: try json.texts("choices"),
            value: try ParameterValue(json: try json.field("value"), unit: unit, name: name),
            from: try json.day("from"), citation: try json.text("citation"), demo: try json.flag("demo"),
            origin: try json.text("origin"), program: try json.text("program"),
            choiceWords: try json.words("choiceWords"), demoCells: try json.cells("demoCells"),
            counter: try json.laterText("counter"))
    }
}

extension MissingValue {
    fileprivate var json: CanonicalJSON {
        .object([
            "label": .text(label), "unit": .text(unit.rawValue), "keys": .list(keys.map(CanonicalJSON.text)),
            "firstDay": .optional(firstDay?.text),
        ])
    }

    fileprivate init(json: CanonicalJSON) throws(RecordError) {
        let hasDay = try json.field("firstDay") != .null
        self.init(
            label: try json.text("label"), unit: try json.choice("unit"), keys: try json.texts("keys"),
            firstDay: hasDay ? try json.day("firstDay") : nil)
    }
}

extension ParameterValue {
    fileprivate var json: CanonicalJSON {
        switch self {
        case .integer(let value): .integer(value)
        case .ratio(let value): .text(value.text)
        case .flag(let value): .flag(value)
        case .text(let value): .text(value)
        case .integers(let values): .list(values.map(CanonicalJSON.integer))
        case .texts(let values): .list(values.map(CanonicalJSON.text))
        case .table(let values): .object(values.mapValues(\.json))
        }
    }

    /// The unit tells an empty list of words from an empty list of numbers, and a quotient from a text.
    fileprivate init(json: CanonicalJSON, unit: ParameterUnit, name: String) throws(RecordError) {
        switch json {
        case .integer(let value): self = .integer(value)
        case .flag(let value): self = .flag(value)
        case .text(let value) where unit == .ratio:
            guard let ratio = try? Ratio(parsing: value) else {
                throw RecordError("'\(name)' is no quotient: '\(value)'")
            }
            self = .ratio(ratio)
        case .text(let value): self = .text(value)
        case .list(let values) where unit == .textList:
            self = .texts(values.compactMap { if case .text(let word) = $0 { word } else { nil } })
        case .list(let values):
            self = .integers(values.compactMap { if case .integer(let number) = $0 { number } else { nil } })
        case .object(let fields):
            var table: [String: ParameterValue] = [:]
            for (key, value) in fields { table[key] = try ParameterValue(json: value, unit: unit, name: name) }
            self = .table(table)
        case .null, .canonical: throw RecordError("the value of '\(name)' has an unknown shape")
        }
    }
}

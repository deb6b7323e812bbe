import Primitives

extension ResolvedPolicy {
    /// The one written form of the policy; callers hash it and keep the hash beside every decision.
    package var canonicalBytes: [UInt8] { json.bytes }

    /// The same as text.
    package var canonicalText: String { String(decoding: canonicalBytes, as: UTF8.self) }

    var json: CanonicalJSON {
        .object([
            "program": .text(program), "region": .optional(region?.text), "title": .text(title),
            "day": .text(day.text), "values": .object(values.mapValues(\.json)),
        ])
    }

    init(json: CanonicalJSON) throws(RecordError) {
        guard case .object(let fields) = try json.field("values") else {
            throw RecordError("'values' must be an object")
        }
        var values: [String: ResolvedValue] = [:]
        for (name, value) in fields { values[name] = try ResolvedValue(name: name, json: value) }
        var region: RegionCode?
        if try json.field("region") != .null { region = try json.region("region") }
        self.init(
            program: try json.text("program"), region: region, title: try json.text("title"),
            day: try json.day("day"), values: values, firstDays: [:])
    }
}

extension ResolvedValue {
    fileprivate var json: CanonicalJSON {
        .object([
            "label": .text(label), "unit": .text(unit.rawValue), "value": value.json, "from": .text(from.text),
            "citation": .text(citation), "demo": .flag(demo), "origin": .text(origin),
        ])
    }

    fileprivate init(name: String, json: CanonicalJSON) throws(RecordError) {
        let unit: ParameterUnit = try json.choice("unit")
        self.init(
            name: name, label: try json.text("label"), unit: unit,
            value: try ParameterValue(json: try json.field("value"), unit: unit, name: name),
            from: try json.day("from"), citation: try json.text("citation"), demo: try json.flag("demo"),
            origin: try json.text("origin"))
    }
}

extension ParameterValue {
    fileprivate var json: CanonicalJSON {
        switch self {
        case .integer(let value): .integer(value)
        case .flag(let value): .flag(value)
        case .text(let value): .text(value)
        case .integers(let values): .list(values.map(CanonicalJSON.integer))
        case .texts(let values): .list(values.map(CanonicalJSON.text))
        }
    }

    /// The unit tells an empty list of words from an empty list of numbers.
    fileprivate init(json: CanonicalJSON, unit: ParameterUnit, name: String) throws(RecordError) {
        switch json {
        case .integer(let value): self = .integer(value)
        case .flag(let value): self = .flag(value)
        case .text(let value): self = .text(value)
        case .list(let values) where unit == .textList:
            self = .texts(values.compactMap { if case .text(let word) = $0 { word } else { nil } })
        case .list(let values):
            self = .integers(values.compactMap { if case .integer(let number) = $0 { number } else { nil } })
        case .null, .object: throw RecordError("the value of '\(name)' has an unknown shape")
        }
    }
}

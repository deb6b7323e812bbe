import Primitives
import Yams

/// One `parameters.yaml`, read but not yet merged with its parents.
struct PolicyFile {
    /// A parameter as written: label and unit may be left to the parent.
    struct Entry {
        let name: String
        let mark: Mark?
        let hasUnit: Bool
        let label: String?
        let unit: ParameterUnit?
        let choices: [String]
        let values: [(node: Node, fields: [String: Node])]
    }

    let path: String
    let folder: String
    let title: String?
    let entries: [Entry]

    static let national = "CN"

    /// Reads a file; problems stay in the reader.
    init?(program: String, folder: String, path: String, reader: inout YAMLReader) {
        guard let root = reader.root(at: path) else { return nil }
        let fields = reader.fields(
            of: root, "a policy file", allowed: ["schema", "program", "region", "title", "parameters"],
            required: ["schema", "program", "region", "parameters"])
        if let schema = reader.integer(fields["schema"], "schema"), schema != 1 {
            reader.report(.wrongType, at: fields["schema"]?.mark, "schema \(schema) is not known; write 1")
        }
        for (key, expected) in [("program", program), ("region", folder)] {
            if let text = reader.text(fields[key], key), text != expected {
                reader.report(
                    .wrongPlace, at: fields[key]?.mark, "\(key) is '\(text)' but the folder says '\(expected)'")
            }
        }
        self.path = path
        self.folder = folder
        self.title = reader.text(fields["title"], "title")
        self.entries =
            fields["parameters"].map { Self.entries(of: $0, reader: &reader) } ?? []
    }

    private static func entries(of node: Node, reader: inout YAMLReader) -> [Entry] {
        reader.pairs(of: node, "parameters").map { name, mark, node in
            if !isName(name) {
                reader.report(.badName, at: mark, "'\(name)' must be letters and digits, the first one small")
            }
            let fields = reader.fields(
                of: node, "parameter '\(name)'", allowed: ["label", "unit", "choices", "values"], required: ["values"])
            var unit: ParameterUnit?
            if let unitNode = fields["unit"], let word = reader.text(unitNode, "unit") {
                unit = ParameterUnit(rawValue: word)
                if unit == nil {
                    let known = ParameterUnit.allCases.map(\.rawValue).joined(separator: ", ")
                    reader.report(.unknownUnit, at: unitNode.mark, "unit '\(word)' is not known; known are \(known)")
                }
            }
            let choices = reader.list(fields["choices"], "choices").compactMap { reader.text($0, "a choice") }
            let values = reader.list(fields["values"], "values of '\(name)'").map { value in
                let keys = ["from", "value", "citation", "demo"]
                return (value, reader.fields(of: value, "a value", allowed: keys, required: ["from", "value"]))
            }
            return Entry(
                name: name, mark: mark, hasUnit: fields["unit"] != nil, label: reader.text(fields["label"], "label"),
                unit: unit,
                choices: choices, values: values)
        }
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        return name.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
        }
    }
}

extension PolicyFile {
    /// The file's parameters on top of its parent's; a child overrides by name and keeps the unit.
    func merged(onto parents: [String: Parameter], reader: inout YAMLReader) -> [String: Parameter] {
        var result = parents
        for entry in entries {
            if let parameter = parameter(entry, parent: parents[entry.name], reader: &reader) {
                result[entry.name] = parameter
            }
        }
        return result
    }

    private func parameter(_ entry: Entry, parent: Parameter?, reader: inout YAMLReader) -> Parameter? {
        if parent == nil, folder != Self.national {
            reader.report(
                .undeclaredParameter, at: entry.mark,
                "'\(entry.name)' is not declared in the national file; correct the name or declare it in CN first")
            return nil
        }
        if let parent, let unit = entry.unit, unit != parent.unit {
            reader.report(
                .unitChanged, at: entry.mark,
                "'\(entry.name)' is in \(unit.rawValue) here but in \(parent.unit.rawValue) in \(parent.origin)")
        }
        guard let unit = parent?.unit ?? entry.unit, let label = entry.label ?? parent?.label else {
            if entry.label == nil || !entry.hasUnit {
                reader.report(
                    .missingKey, at: entry.mark, "'\(entry.name)' needs a label and a unit where first declared")
            }
            return nil
        }
        let choices = parent?.choices ?? entry.choices
        let values = entry.values.compactMap { node, fields in
            value(node, fields, name: entry.name, unit: unit, choices: choices, reader: &reader)
        }
        for (earlier, later) in zip(values, values.dropFirst()) where later.value.from <= earlier.value.from {
            reader.report(
                .unsortedDates, at: later.mark,
                "'\(entry.name)' from \(later.value.from.text) stands after \(earlier.value.from.text); "
                    + "write values in order of their days, one a day")
        }
        return Parameter(
            name: entry.name, label: label, unit: unit, choices: choices, values: values.map(\.value), origin: folder)
    }

    private func value(
        _ node: Node, _ fields: [String: Node], name: String, unit: ParameterUnit, choices: [String],
        reader: inout YAMLReader
    ) -> (value: DatedValue, mark: Mark?)? {
        let from = reader.date(fields["from"], "from")
        let demo = reader.flag(fields["demo"], "demo") ?? false
        let citation = reader.text(fields["citation"], "citation")
        if fields["citation"] == nil {
            reader.report(.missingCitation, at: node.mark, "a value of '\(name)' needs the text it rests on: citation")
        }
        guard let valueNode = fields["value"],
            let value = Self.value(valueNode, name: name, unit: unit, choices: choices, reader: &reader),
            let from, let citation
        else { return nil }
        return (DatedValue(from: from, value: value, citation: citation, demo: demo), fields["from"]?.mark)
    }

    /// Reads a value in its unit.
    static func value(
        _ node: Node, name: String, unit: ParameterUnit, choices: [String], reader: inout YAMLReader
    ) -> ParameterValue? {
        let what = "'\(name)' (\(unit.rawValue))"
        switch unit {
        case .flag: return reader.flag(node, what).map(ParameterValue.flag)
        case .text: return reader.text(node, what).map(ParameterValue.text)
        case .choice:
            guard let word = reader.text(node, what) else { return nil }
            if choices.contains(word) { return .text(word) }
            reader.report(
                .unknownChoice, at: node.mark, "\(what) '\(word)'; choices are \(choices.joined(separator: ", "))")
            return nil
        case .textList: return .texts(reader.list(node, what).compactMap { reader.text($0, what) })
        case .permilleList: return .integers(reader.list(node, what).compactMap { reader.integer($0, what) })
        case .fen, .fenPerMonth, .months, .permille, .count, .calendarDays, .workingDays, .years, .squareMetres:
            guard let number = reader.integer(node, what) else { return nil }
            if number >= 0, number <= 100_000_000_000 { return .integer(number) }
            reader.report(.wrongType, at: node.mark, "\(what) must be from 0 to 100000000000")
            return nil
        }
    }
}

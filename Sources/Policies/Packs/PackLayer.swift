import Primitives
import Rules
import Yams

/// What one folder says about a program: its files read, its values in their units.
struct PackLayer: Hashable, Sendable {
    let program: String
    let folder: String
    var title: String?
    var called: String?
    var kind: PackKind = .program
    var status: PackStatus = .inForce
    var uses: [String] = []
    var otherwise: String?
    var results: [PackFile.Mention] = []
    /// Where the results are named.
    var file = ""
    var parameters: [Parameter] = []
    var rules: [PolicyRule] = []
    /// Names that the sentences, comparisons and results mention, by rule.
    var mentions: [Mention] = []

    /// A name that a rule mentions outside its formula.
    struct Mention: Hashable, Sendable {
        let rule: String
        let entity: String
        let file: String
        let place: PackFile.Mention
    }
}

/// A parameter's declaration: what every value of it shares.
struct ParameterDeclaration: Hashable {
    let label: String
    let unit: ParameterUnit
    let choices: [String]
    var choiceWords: [String: String] = [:]
    var counter = ""
    let keys: [String]
    let program: String
    let file: String
    let line: Int
}

extension PackFile.Entry {
    /// The declaration a national file makes; `nil` after saying what it lacks.
    func declaration(program: String, reader: inout YAMLReader) -> ParameterDeclaration? {
        guard let unit, let label else {
            if label == nil || !hasUnit {
                reader.report(.missingKey, at: mark, "'\(name)' needs a label and a unit where first declared")
            }
            return nil
        }
        if counter != nil, unit != .count {
            reader.report(.wrongType, at: mark, "'\(name)' is in \(unit.rawValue); only a count has a counter")
        }
        return ParameterDeclaration(
            label: label, unit: unit, choices: choices.map(\.word),
            choiceWords: Dictionary(choices.compactMap { choice in choice.label.map { (choice.word, $0) } }) { $1 },
            counter: counter ?? "", keys: keys, program: program, file: reader.file,
            line: mark?.line ?? 1)
    }

    /// The parameter with its values read in the declared unit.
    func parameter(
        _ declaration: ParameterDeclaration, folder: String, program: String, facts: FactsDefinition,
        reader: inout YAMLReader
    ) -> Parameter {
        if let unit, unit != declaration.unit {
            reader.report(
                .unitChanged, at: mark,
                "'\(name)' is in \(unit.rawValue) here but in \(declaration.unit.rawValue) where declared")
        }
        var reading = ValueReading(name: name, declaration: declaration, facts: facts)
        let values = values.compactMap { node, fields in dated(node, fields, &reading, &reader) }
        for (earlier, later) in zip(values, values.dropFirst()) {
            checkOrder(earlier.value, later.value, at: later.mark, &reader)
        }
        return Parameter(
            name: name, label: label ?? declaration.label, unit: declaration.unit, choices: declaration.choices,
            keys: declaration.keys, values: values.map(\.value), origin: folder, program: program,
            choiceWords: declaration.choiceWords, counter: declaration.counter)
    }

    private func checkOrder(_ earlier: DatedValue, _ later: DatedValue, at mark: YAMLMark?, _ reader: inout YAMLReader)
    {
        if later.from < earlier.from {
            reader.report(
                .unsortedDates, at: mark,
                "'\(name)' from \(later.from.text) stands after \(earlier.from.text); "
                    + "write values in order of their days, one a day")
        } else if later.from == earlier.from {
            reader.report(.overlappingDates, at: mark, "'\(name)' has two values from \(later.from.text); keep one")
        } else if let until = earlier.until, until >= later.from {
            reader.report(
                .overlappingDates, at: mark,
                "'\(name)' from \(later.from.text) begins before the value above ends on \(until.text)")
        }
    }

    private func dated(
        _ node: YAMLNode, _ fields: [String: YAMLNode], _ reading: inout ValueReading, _ reader: inout YAMLReader
    ) -> (value: DatedValue, mark: YAMLMark?)? {
        let from = reader.date(fields["from"], "from")
        let until = reader.date(fields["until"], "until")
        if let from, let until, until < from {
            reader.report(.overlappingDates, at: fields["until"]?.mark, "'\(name)' ends before it begins")
        }
        let (demo, cells) = demo(fields["demo"], &reader)
        let citation = reader.text(fields["citation"], "citation")
        if fields["citation"] == nil {
            reader.report(.missingCitation, at: node.mark, "a value of '\(name)' needs the text it rests on: citation")
        }
        guard let valueNode = fields["value"], let value = reading.value(valueNode, &reader), let from, let citation
        else { return nil }
        for cell in cells where value.cell(cell[...]) == nil {
            let words = cell.joined(separator: " ")
            reader.report(.unknownChoice, at: fields["demo"]?.mark, "'\(name)' has no cell '\(words)'")
        }
        return (
            DatedValue(from: from, until: until, value: value, citation: citation, demo: demo, demoCells: cells),
            fields["from"]?.mark
        )
    }

    /// Whether the whole value is a demonstration, or which cells of a table are, each as its words with spaces.
    private func demo(_ node: YAMLNode?, _ reader: inout YAMLReader) -> (whole: Bool, cells: [[String]]) {
        guard let node, case .sequence = node else { return (reader.flag(node, "demo") ?? false, []) }
        let cells = reader.list(node, "demo").compactMap { cell -> [String]? in
            guard let words = reader.text(cell, "demo")?.split(separator: " ").map(String.init) else { return nil }
            if words.count == keys.count || keys.isEmpty { return words }
            reader.report(.wrongType, at: cell.mark, "a cell of '\(name)' has \(keys.count) words with spaces between")
            return nil
        }
        return (false, cells)
    }
}

/// Reads values of one parameter in its unit.
struct ValueReading {
    let name: String
    let declaration: ParameterDeclaration
    let facts: FactsDefinition

    /// A value, through the levels of a table.
    func value(_ node: YAMLNode, level: Int = 0, _ reader: inout YAMLReader) -> ParameterValue? {
        guard level < declaration.keys.count else { return single(node, &reader) }
        let key = declaration.keys[level]
        let words = facts.schema.field(key).flatMap { facts.schema.fields[$0.index].words }
        var table: [String: ParameterValue] = [:]
        for (word, mark, node) in reader.pairs(of: node, "'\(name)' by \(key)") {
            if let words, !words.contains(word) {
                reader.report(
                    .unknownChoice, at: mark,
                    "'\(name)' by \(key): '\(word)' is not among \(words.joined(separator: ", "))")
            }
            table[word] = value(node, level: level + 1, &reader)
        }
        return .table(table)
    }

    private func single(_ node: YAMLNode, _ reader: inout YAMLReader) -> ParameterValue? {
        let unit = declaration.unit
        let what = "'\(name)' (\(unit.rawValue))"
        switch unit {
        case .flag: return reader.flag(node, what).map(ParameterValue.flag)
        case .text: return reader.text(node, what).map(ParameterValue.text)
        case .choice:
            guard let word = reader.text(node, what) else { return nil }
            if declaration.choices.contains(word) { return .text(word) }
            let known = declaration.choices.joined(separator: ", ")
            reader.report(.unknownChoice, at: node.mark, "\(what) '\(word)'; choices are \(known)")
            return nil
        case .textList: return .texts(reader.list(node, what).compactMap { reader.text($0, what) })
        case .permilleList: return .integers(reader.list(node, what).compactMap { reader.integer($0, what) })
        case .ratio:
            guard let text = reader.text(node, what) else { return nil }
            if let ratio = try? Ratio(parsing: text), ratio >= .zero { return .ratio(ratio) }
            reader.report(.wrongType, at: node.mark, "\(what) must be a quotient such as 3/5")
            return nil
        case .fen, .fenPerMonth, .fenPerYear, .months, .permille, .count, .calendarDays, .workingDays, .years,
            .squareMetres:
            guard let number = reader.integer(node, what) else { return nil }
            if number >= 0, number <= 100_000_000_000 { return .integer(number) }
            reader.report(.wrongType, at: node.mark, "\(what) must be from 0 to 100000000000")
            return nil
        }
    }
}

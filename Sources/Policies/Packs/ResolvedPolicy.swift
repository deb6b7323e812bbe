package import Primitives

/// The value of a parameter on a day, with everything a reader needs to check it.
package struct ResolvedValue: Hashable, Sendable {
    /// The parameter's identifier.
    package let name: String
    /// Its name in Chinese.
    package let label: String
    /// What it measures.
    package let unit: ParameterUnit
    /// What the words of a table's levels stand for, outermost first.
    package let keys: [String]
    /// The words a choice may be on any day.
    package let choices: [String]
    /// The value.
    package let value: ParameterValue
    /// The first day on which it applies.
    package let from: CivilDate
    /// The text it rests on.
    package let citation: String
    /// Whether it is a demonstration value.
    package let demo: Bool
    /// The folder that set it.
    package let origin: String
    /// The pack whose file set it.
    package let program: String
    /// The words of `choices` in Chinese.
    package var choiceWords: [String: String] = [:]
    /// The cells of a table that are demonstration values where the whole is none, each by its words, outermost first.
    package var demoCells: [[String]] = []
    /// What a count is counted in; empty where the file names nothing.
    package var counter = ""

    /// The value as a citizen reads it.
    package var text: String {
        if case .text(let word) = value, let chinese = choiceWords[word] { return chinese }
        return value.text(in: unit, counter: counter)
    }

    /// The cell of a table under some words as a citizen reads it; `nil` where there is none.
    func text(at keys: [String]) -> String? { value.cell(keys[...])?.text(in: unit, counter: counter) }

    /// Whether the cell under some words, or the whole without any, is a demonstration value.
    package func isDemo(at cell: [String] = []) -> Bool { demo || !cell.isEmpty && demoCells.contains(cell) }
}

/// A parameter that has no value on a day.
package struct MissingValue: Hashable, Sendable {
    /// Its name in Chinese.
    package let label: String
    /// What it measures.
    package let unit: ParameterUnit
    /// What the words of a table's levels stand for.
    package let keys: [String]
    /// The day of its first value, if it has any.
    package let firstDay: CivilDate?
}

/// A policy frozen on a day: what a decision of that day rests on.
///
/// `canonicalText` is its one written form; a record keeps it beside the decision.
package struct ResolvedPolicy: Hashable, Sendable {
    /// The program's folder name.
    package let program: String
    /// The region; `nil` for the national policy.
    package let region: RegionCode?
    /// The title of the pack.
    package let title: String
    /// The day.
    package let day: CivilDate
    /// The values by parameter name.
    package let values: [String: ResolvedValue]
    /// The parameters that have no value on the day.
    package let missing: [String: MissingValue]
    /// The rules, those of used packs first.
    package let rules: [PolicyRule]
    /// The program itself, then those it falls back to.
    package let stages: [PolicyStage]
    /// What facts there can be.
    package let facts: FactsDefinition

    /// The value with its citation; a parameter without a value on the day is an error.
    package func entry(_ name: String) throws(PolicyLookupError) -> ResolvedValue {
        guard let entry = values[name] else {
            throw .noValue(parameter: name, day: day, firstDay: missing[name]?.firstDay)
        }
        return entry
    }

    /// The rule of a name.
    package func rule(_ name: String) -> PolicyRule? { rules.first { $0.name == name } }

    /// The policy with one value replaced, for a worked case or a simulation; the citation says so.
    package func replacing(_ parameter: Parameter, with value: ParameterValue, citation: String) -> ResolvedPolicy {
        var values = values
        values[parameter.name] = ResolvedValue(
            name: parameter.name, label: parameter.label, unit: parameter.unit, keys: parameter.keys,
            choices: parameter.choices, value: value, from: day, citation: citation, demo: true,
            origin: parameter.origin, program: parameter.program, choiceWords: parameter.choiceWords,
            counter: parameter.counter)
        var missing = missing
        missing[parameter.name] = nil
        return ResolvedPolicy(
            program: program, region: region, title: title, day: day, values: values, missing: missing, rules: rules,
            stages: stages, facts: facts)
    }
}

/// A parameter's name together with the Swift type a rule reads it as.
package struct ParameterKey<Value>: Sendable, Hashable {
    /// The identifier in the pack.
    package let name: String

    /// Makes a key; declare it once as a static member.
    package init(_ name: String) { self.name = name }
}

extension ResolvedPolicy {
    /// An amount of money.
    package func value(_ key: ParameterKey<Money>) throws(PolicyLookupError) -> Money {
        Money(fen: try integer(key.name))
    }

    /// A number of things, days, months, years or permille.
    package func value(_ key: ParameterKey<Int64>) throws(PolicyLookupError) -> Int64 { try integer(key.name) }

    /// A yes or no.
    package func value(_ key: ParameterKey<Bool>) throws(PolicyLookupError) -> Bool {
        let value = try entry(key.name).value
        guard case .flag(let flag) = value else { throw .wrongType(parameter: key.name, value: value) }
        return flag
    }

    /// A list of permille.
    package func value(_ key: ParameterKey<[Int64]>) throws(PolicyLookupError) -> [Int64] {
        let value = try entry(key.name).value
        guard case .integers(let list) = value else { throw .wrongType(parameter: key.name, value: value) }
        return list
    }

    /// One of the words of a choice.
    package func value<Choice: RawRepresentable>(_ key: ParameterKey<Choice>) throws(PolicyLookupError) -> Choice
    where Choice.RawValue == String {
        let value = try entry(key.name).value
        guard case .text(let word) = value, let choice = Choice(rawValue: word) else {
            throw .wrongType(parameter: key.name, value: value)
        }
        return choice
    }

    /// A set of words, each of them known to the rule.
    package func value<Choice: RawRepresentable & Hashable>(
        _ key: ParameterKey<Set<Choice>>
    ) throws(PolicyLookupError) -> Set<Choice> where Choice.RawValue == String {
        let value = try entry(key.name).value
        guard case .texts(let words) = value else { throw .wrongType(parameter: key.name, value: value) }
        var result: Set<Choice> = []
        for word in words {
            guard let choice = Choice(rawValue: word) else { throw .wrongType(parameter: key.name, value: value) }
            result.insert(choice)
        }
        return result
    }

    private func integer(_ name: String) throws(PolicyLookupError) -> Int64 {
        let value = try entry(name).value
        guard case .integer(let number) = value else { throw .wrongType(parameter: name, value: value) }
        return number
    }
}

package import Primitives
package import Rules

/// What a parameter measures, and so which values it may have.
package enum ParameterUnit: String, Sendable, CaseIterable {
    case fen, fenPerMonth, fenPerYear, months, permille, permilleList, ratio, count, calendarDays, workingDays, years
    case squareMetres, flag, choice, text, textList

    /// The unit as a citizen reads it, after a number; empty where the value needs none.
    package var chinese: String {
        switch self {
        case .fen: "元"
        case .fenPerMonth: "元/月"
        case .fenPerYear: "元/年"
        case .months: "个月"
        case .permille, .permilleList: "‰"
        case .count: "个"
        case .calendarDays: "天"
        case .workingDays: "个工作日"
        case .years: "岁"
        case .squareMetres: "平方米"
        case .ratio, .flag, .choice, .text, .textList: ""
        }
    }

    /// The type that rules read the value as.
    package var type: RuleType {
        switch self {
        case .fen: .money(.once)
        case .fenPerMonth: .money(.month)
        case .fenPerYear: .money(.year)
        case .permille, .ratio: .ratio
        case .months, .count, .calendarDays, .workingDays, .years, .squareMetres: .integer
        case .flag: .flag
        case .choice, .text: .text
        case .textList: .list(.text)
        case .permilleList: .list(.ratio)
        }
    }

    var isMoney: Bool { if case .money = type { true } else { false } }
}

/// One value of a parameter: a whole number, a quotient, a flag, a text, a list, or a table by words.
package indirect enum ParameterValue: Hashable, Sendable {
    case integer(Int64)
    case ratio(Ratio)
    case flag(Bool)
    case text(String)
    case integers([Int64])
    case texts([String])
    case table([String: ParameterValue])

    /// The value as a citizen reads it; money in yuan, and a count in its counter, where there is one.
    package func text(in unit: ParameterUnit, counter: String = "") -> String {
        let name = counter.isEmpty ? unit.chinese : counter
        return switch self {
        case .integer(let value) where unit == .permille: ValueText.percent(permille: value)
        case .integer(let value) where unit.isMoney: Money(fen: value).grouped + unit.chinese
        case .integer(let value): "\(value)\(name)"
        case .ratio(let value): value.text
        case .flag(let value): value ? "是" : "否"
        case .text(let value): value
        case .integers(let values) where unit == .permilleList:
            values.map(ValueText.percent).joined(separator: "、")
        case .integers(let values): values.map { "\($0)\(name)" }.joined(separator: "、")
        case .texts(let values): values.joined(separator: "、")
        case .table(let values):
            values.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text(in: unit, counter: counter))" }.joined(
                separator: "；")
        }
    }

    /// The cell of a table under some words, outermost first; `nil` where there is none.
    func cell(_ words: ArraySlice<String>) -> ParameterValue? {
        guard let first = words.first else { return self }
        guard case .table(let table) = self else { return nil }
        return table[first]?.cell(words.dropFirst())
    }

    /// The value as rules read it.
    func content(in unit: ParameterUnit) -> ParameterContent {
        switch self {
        case .integer(let value): unit == .permille ? .ratio(Ratio(permille: value)) : .number(value)
        case .ratio(let value): .ratio(value)
        case .flag(let value): .number(value ? 1 : 0)
        case .text(let value): .word(value)
        case .integers(let values):
            .list(values.map { unit == .permilleList ? .ratio(Ratio(permille: $0)) : .number($0) })
        case .texts(let values): .list(values.map(ParameterContent.word))
        case .table(let values): .table(values.mapValues { $0.content(in: unit) })
        }
    }
}

/// One value from a day on, with the text it rests on.
package struct DatedValue: Hashable, Sendable {
    /// The first day on which the value applies.
    package let from: CivilDate
    /// The last day, where the text names one; `nil` until the next value.
    package let until: CivilDate?
    /// The value.
    package let value: ParameterValue
    /// The regulation, notice or other text that sets it.
    package let citation: String
    /// Whether the value is made up for demonstration, being unpublished.
    package let demo: Bool
    /// The cells of a table that are, where the whole is not: each by its words, outermost first.
    package var demoCells: [[String]] = []
}

/// A dated, cited number or word of a policy, as its most local file gives it.
package struct Parameter: Hashable, Sendable {
    /// The identifier that rules read, for example `standardUrban`.
    package let name: String
    /// The name in Chinese.
    package let label: String
    /// What it measures.
    package let unit: ParameterUnit
    /// The words allowed for a `choice`.
    package let choices: [String]
    /// What the words of a table's levels stand for, outermost first; empty for a single value.
    package let keys: [String]
    /// The values in order of their first days; empty where the national file leaves them to the regions.
    package let values: [DatedValue]
    /// The folder whose file gave the values: `CN`, `37`, `3716`, `371602`.
    package let origin: String
    /// The pack whose file gave the values, for example `standards`.
    package let program: String
    /// The words of `choices` in Chinese.
    package var choiceWords: [String: String] = [:]
    /// What a count is counted in, for example 辆; empty where the file names nothing.
    package var counter = ""

    /// A value of it as a citizen reads it.
    package func text(_ value: ParameterValue) -> String { value.text(in: unit, counter: counter) }

    /// What stands behind a number of it.
    package var unitText: String { counter.isEmpty ? unit.chinese : counter }

    /// The type that rules read it as.
    package var type: RuleType { keys.reduce(unit.type) { type, _ in .table(type) } }

    /// The value that applied on a day.
    package func value(on day: CivilDate) throws(PolicyLookupError) -> DatedValue {
        guard let value = values.last(where: { $0.from <= day }), value.until.map({ day <= $0 }) ?? true else {
            throw .noValue(parameter: name, day: day, firstDay: values.first?.from)
        }
        return value
    }
}

/// Why a parameter could not be read; there is never a default.
package enum PolicyLookupError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The parameter has no value on the day; `firstDay` is the day of its first value, if it has any.
    case noValue(parameter: String, day: CivilDate, firstDay: CivilDate?)
    /// The value has another shape than the rule reads.
    case wrongType(parameter: String, value: ParameterValue)
    /// No pack is loaded for the program.
    case noProgram(String)

    /// What happened and what to do.
    package var description: String {
        switch self {
        case .noValue(let parameter, let day, let firstDay?):
            "'\(parameter)' has no value on \(day.text); its first applies from \(firstDay.text). "
                + "Add the value that applied then, with its citation, to the pack."
        case .noValue(let parameter, let day, nil):
            "'\(parameter)' has no value on \(day.text) or any day for this region. Add one, with its citation."
        case .wrongType(let parameter, let value):
            "'\(parameter)' is \(value), which the rule cannot read. Correct the pack."
        case .noProgram(let program):
            "no pack is loaded for program '\(program)'. Add policies/\(program)/CN/pack.yaml."
        }
    }
}

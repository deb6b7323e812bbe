package import Primitives

/// The content of a parameter, as a policy gives it on a day.
package indirect enum ParameterContent: Hashable, Sendable {
    /// Fen, a count, days, months, 1 or 0.
    case number(Int64)
    /// An exact quotient.
    case ratio(Ratio)
    /// A word.
    case word(String)
    /// Several values.
    case list([ParameterContent])
    /// Values by word.
    case table([String: ParameterContent])
}

/// A parameter as rules see it; read as `p.name`.
package struct RuleParameter: Hashable, Sendable {
    /// The name.
    package let name: String
    /// The type.
    package let type: RuleType
    /// The value, or why there is none; a rule that needs a missing value fails with that reason.
    package let content: Result<ParameterContent, MissingParameter>
    /// The words that the value of another day or region may be; `nil` when only this day's is known.
    package let choices: [String]?

    /// Describes a parameter.
    package init(
        name: String, type: RuleType, content: Result<ParameterContent, MissingParameter>, choices: [String]? = nil
    ) {
        self.name = name
        self.type = type
        self.content = content
        self.choices = choices
    }
}

/// Why a parameter has no value: which day was asked for, and what to do.
package struct MissingParameter: Error, Hashable, Sendable {
    /// The sentence for the person who keeps the policy.
    package let sentence: String

    /// Names the reason.
    package init(sentence: String) { self.sentence = sentence }
}

/// The text of one derived value before compilation, and where it stands, for diagnostics.
package struct RuleText: Hashable, Sendable {
    /// The name, unique among fields and derived values.
    package let name: String
    /// Whose value it is.
    package let entity: EntityID
    /// The expression.
    package let expression: String
    /// The type it must have, when the author says so.
    package let type: RuleType?
    /// The file, as diagnostics name it.
    package let file: String
    /// The line in the file where the expression's first line stands, from 1.
    package let line: Int
    /// The column of the expression's first character, from 1.
    package let column: Int

    /// Gathers a text.
    package init(
        name: String, entity: EntityID, expression: String, type: RuleType? = nil, file: String, line: Int, column: Int
    ) {
        self.name = name
        self.entity = entity
        self.expression = expression
        self.type = type
        self.file = file
        self.line = line
        self.column = column
    }
}

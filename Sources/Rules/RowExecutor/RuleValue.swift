package import Primitives

/// An open fact: whose answer is awaited, and why there is none.
package struct Question: Hashable, Sendable {
    /// The field.
    package let field: FieldID
    /// The row; its entity is the field's.
    package let row: RowID
    /// Why nobody has answered, as the facts say.
    package let reason: String

    /// Names a question.
    package init(field: FieldID, row: RowID, reason: String) {
        self.field = field
        self.row = row
        self.reason = reason
    }
}

/// A value that open questions may still change.
package struct OpenValue: Hashable, Sendable {
    /// Between what the value lies, both ends included.
    package enum Bounds: Hashable, Sendable {
        /// Fen, counts, days, months, or a flag between 0 and 1.
        case numbers(ClosedRange<Int64>)
        /// Exact quotients.
        case quotients(Ratio, Ratio)
        /// One of these words; `nil` for any word.
        case words([String]?)
    }

    /// Between what the value lies whatever the answers.
    package let bounds: Bounds
    /// The questions whose answers may change the value, in the order of rows and fields.
    package let questions: [Question]
    /// Whether some answers may make the value fail.
    package let mayFail: Bool

    /// Describes an open value.
    package init(bounds: Bounds, questions: [Question], mayFail: Bool) {
        (self.bounds, self.questions, self.mayFail) = (bounds, questions, mayFail)
    }
}

/// A derived value at one row.
package enum RuleValue: Hashable, Sendable {
    /// A flag as 1 or 0, an integer, fen, a day or a month; no answer to an open question could change it.
    case number(Int64)
    /// An exact quotient: a ratio, or fen before rounding.
    case quotient(Ratio)
    /// A word.
    case word(String)
    /// What open questions leave possible.
    case open(OpenValue)
    /// Every failure that stands in the way.
    case failed([RuleFailure])

    /// The number, when the value is certain and no quotient or word.
    package var number: Int64? {
        if case .number(let number) = self { return number }
        return nil
    }

    /// Whether no answer could change the value.
    package var isCertain: Bool {
        switch self {
        case .number, .quotient, .word: true
        case .open, .failed: false
        }
    }
}

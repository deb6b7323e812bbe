/// The explanation of a determination for a page, whichever kind of record it rests on.
package enum DeterminationSheet: Sendable {
    /// Dibao and marginal households.
    case household(WhySheet)
    /// A program that is decided together with the others.
    case program(ProgramSheet)

    /// The result in a few short sentences.
    package var conclusion: [String] {
        switch self {
        case .household(let sheet): sheet.conclusion
        case .program(let sheet): sheet.conclusion
        }
    }

    /// The sum, step by step.
    package var sum: [String] {
        switch self {
        case .household(let sheet): sheet.sum
        case .program(let sheet): sheet.sum
        }
    }

    /// The tests with their limits and clauses.
    package var tests: [TestOutcome] {
        switch self {
        case .household(let sheet): sheet.tests
        case .program(let sheet): sheet.tests
        }
    }

    /// The items of income and property, counted or not; a program's facts stand among its readings instead.
    package var items: [CountedItem] {
        switch self {
        case .household(let sheet): sheet.incomeItems + sheet.propertyItems
        case .program: []
        }
    }

    /// What a program's decision read, with sources; empty for a household, whose items say it.
    package var readings: [String] {
        switch self {
        case .household: []
        case .program(let sheet): sheet.readings
        }
    }

    /// What must still be answered.
    package var questions: [OpenQuestion] {
        switch self {
        case .household(let sheet): sheet.questions
        case .program(let sheet): sheet.questions
        }
    }

    /// What would change the result; looked for when asked, since that takes milliseconds.
    package var changes: ResultChanges? {
        switch self {
        case .household(let sheet): sheet.changes
        case .program(let sheet): sheet.changes
        }
    }

    /// The sheet as plain text in simple Chinese.
    package var plainText: String {
        switch self {
        case .household(let sheet): sheet.plainText
        case .program(let sheet): sheet.plainText
        }
    }
}

/// One mistake in a policy file: the place to look at and what to write instead.
package struct PolicyProblem: Hashable, Sendable, CustomStringConvertible {
    /// The kind of a mistake; stable, so that tools and tests can count them.
    package enum Code: String, Sendable, CaseIterable {
        case unreadable, tooLarge, tooDeep, syntax, duplicateKey, unknownKey, missingKey, wrongType
        case unknownUnit, unknownChoice, unsortedDates, missingCitation, badDate, badName
        case undeclaredParameter, unitChanged, wrongPlace
        case unknownType, unknownEntity, unknownName, unknownPack, definedTwice, overlappingDates, formula, missingFacts
    }

    /// The file, relative to the root of the packs.
    package let file: String
    /// The line, from 1.
    package let line: Int
    /// The column in Unicode scalars, from 1.
    package let column: Int
    /// The kind of the mistake.
    package let code: Code
    /// What is wrong and what to write.
    package let message: String

    /// The problem on one line, in the `file:line:column:` form that editors open.
    package var description: String { "\(file):\(line):\(column): \(message)" }
}

/// Every problem found in a set of policy files, in file order; thrown instead of the first one.
package struct PolicyProblems: Error, Hashable, Sendable, CustomStringConvertible {
    /// The problems, at least one.
    package let problems: [PolicyProblem]

    init(_ problems: [PolicyProblem]) {
        self.problems = problems.sorted {
            ($0.file, $0.line, $0.column, $0.code.rawValue) < ($1.file, $1.line, $1.column, $1.code.rawValue)
        }
    }

    /// All problems, one a line.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

package import Primitives
package import Rules

/// What a household gets, and how that follows.
package struct DeterminationResult: Hashable, Sendable {
    /// The outcome; refusals and open questions are values, not errors.
    package enum Outcome: Hashable, Sendable {
        /// Dibao, per month.
        case eligible(Award)
        /// No dibao, but a marginal household (LI30); `singleFilers` are members who may file alone.
        ///
        /// `singleQuestions` could make more members file alone.
        case marginal(reasons: [Reason], singleFilers: [String], singleQuestions: [OpenQuestion])
        /// Neither.
        case notEligible(reasons: [Reason])
        /// An unknown fact could change the result.
        case undetermined(open: [OpenQuestion])
    }

    /// The amount and whom it covers.
    package struct Award: Hashable, Sendable {
        /// The amount of one month.
        package let monthly: Money
        /// The keys of the members covered.
        package let covered: [String]
        /// Whether a member filed alone (LI12).
        package let single: Bool
    }

    /// A test that failed.
    package struct Reason: Hashable, Sendable {
        /// The program whose test it is.
        package let program: String
        /// The test's key.
        package let test: String
        /// Why, in Chinese.
        package let sentence: String
        /// The text the limit rests on.
        package let citation: String
    }

    /// The outcome.
    package let outcome: Outcome
    /// The tests made, dibao first, each with its limit and what was measured.
    package let tests: [TestOutcome]
    /// The counted income of the year.
    package let income: MeasuredRange
    /// Twelve standards of all members.
    package let line: MeasuredRange
    /// Every income and property item with what became of it.
    package let items: [CountedItem]
    /// The decisions that it rests on.
    let basis: DeterminationBasis

    /// The steps; recorded while computing, and put into words here.
    package var explanation: Explanation { basis.explanation }

    /// Results that say the same by the same steps are the same.
    package static func == (left: DeterminationResult, right: DeterminationResult) -> Bool {
        left.outcome == right.outcome && left.tests == right.tests && left.income == right.income
            && left.line == right.line && left.items == right.items && left.explanation == right.explanation
    }

    /// The outcome, tests and items make the hash.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(outcome)
        hasher.combine(tests)
        hasher.combine(items)
    }
}

/// The decisions behind a result: of the household, and of a member alone where one files so.
enum DeterminationBasis: Sendable {
    case household(PolicyDecision)
    case alone(PolicyDecision, of: PolicyDecision)

    /// The decision that the result is.
    var decision: PolicyDecision {
        switch self {
        case .household(let decision), .alone(let decision, _): decision
        }
    }

    var explanation: Explanation {
        switch self {
        case .household(let decision): decision.explanation
        case .alone(let decision, let household):
            Explanation(
                "singleFiling", "单人户", value: decision.outcome.word,
                sentence: "家庭属于低保边缘，本人符合单人户条件，只算本人收入和财产。",
                children: [household.explanation, decision.explanation])
        }
    }
}

/// A measured quantity against a limit.
package struct TestOutcome: Hashable, Sendable {
    /// Whether the test is passed.
    package enum Verdict: String, Sendable { case pass, fail, open }
    /// What is measured.
    package enum Unit: String, Sendable { case fenPerYear, fenPerMonth, fen, count, millionths, none }

    /// The program whose test it is.
    package let program: String
    /// The key, for example `incomeTest`.
    package let key: String
    /// The test in Chinese.
    package let label: String
    /// What is measured; `none` where a fact alone decides.
    package let unit: Unit
    /// The least that may be there, in the unit.
    package let measuredLow: Int64
    /// The most that may be there; `nil` without a bound.
    package let measuredHigh: Int64?
    /// The limit.
    package let limit: Int64
    /// The verdict.
    package let verdict: Verdict
    /// What was found, as a sentence.
    package let sentence: String
    /// The text the limit rests on.
    package let citation: String
    /// What must be answered where the verdict is open.
    package let questions: [OpenQuestion]
    /// What a count is counted in; empty where the policy names nothing.
    package var counter = ""

    /// The same test while a question about it is open.
    func opened(by questions: [OpenQuestion]) -> TestOutcome {
        TestOutcome(
            program: program, key: key, label: label, unit: unit, measuredLow: measuredLow, measuredHigh: measuredHigh,
            limit: limit, verdict: .open, sentence: "\(label)还没查清。", citation: citation, questions: questions,
            counter: counter)
    }

    /// What was measured, as a citizen reads it.
    package var measuredText: String {
        let lowText = text(measuredLow)
        guard let measuredHigh else { return "不少于\(lowText)" }
        return measuredHigh == measuredLow ? lowText : "\(lowText)至\(text(measuredHigh))"
    }

    /// The limit, as a citizen reads it.
    package var limitText: String { text(limit) }

    func text(_ value: Int64) -> String {
        switch unit {
        case .count: "\(value)\(counter)"
        case .millionths: ValueText.text((try? Ratio(value, 1_000_000)) ?? .zero, .ratio)
        case .fenPerYear, .fenPerMonth, .fen: "\(Money(fen: value).grouped)元"
        case .none: ""
        }
    }
}

/// What became of an income or property item.
package struct CountedItem: Hashable, Sendable {
    /// Income or property.
    package enum Side: String, Sendable { case income, property }

    /// The item's key, or a made-up one for an imputed wage.
    package let key: String
    /// Which side it is on.
    package let side: Side
    /// The member's name.
    package let member: String
    /// The item in Chinese.
    package let label: String
    /// The amount of the year, or the value, in words: `12000.00`, `未知`.
    package let amount: String
    /// Whether it counts.
    package let counted: Bool
    /// Why it does not count, or how it was worked out.
    package let reason: String
    /// The source in Chinese.
    package let source: String
    /// The day of the source.
    package let asOf: CivilDate?
    /// How many pieces are known to be there where their number counts and not their value, for example 1套.
    package var pieces: String?
}

/// Why nothing could be decided; the family stays undecided.
package enum DeterminationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The pack lacks what the rule reads.
    case policy(PolicyLookupError)
    /// The facts contradict themselves.
    case facts([FactsProblem])
    /// A rule failed on these facts, for example by a zero divisor or an absent parameter.
    case failed([RuleFailure])
    /// The stored rules do not compile.
    case rules(RuleErrors)

    /// What happened and what to do.
    package var description: String {
        switch self {
        case .policy(let error): error.description
        case .facts(let problems): problems.map(\.description).joined(separator: "; ")
        case .failed(let failures):
            failures.map { $0.place.isEmpty ? $0.sentence : "\($0.sentence)（\($0.place)）" }.joined(separator: "; ")
        case .rules(let errors): errors.description
        }
    }
}

extension DeterminationResult.Outcome {
    /// The outcome's word in records and cases.
    package var word: String {
        switch self {
        case .eligible: "eligible"
        case .marginal: "marginal"
        case .notEligible: "notEligible"
        case .undetermined: "undetermined"
        }
    }
}

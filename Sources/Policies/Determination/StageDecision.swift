import Primitives
import Rules

/// What one program comes to for one subject: its tests, its amount and its further results.
package struct StageDecision: Hashable, Sendable {
    /// How the tests stand together.
    package enum Standing: Hashable, Sendable {
        case pass
        case fail
        case open([OpenQuestion])
    }

    /// A further value that belongs to the decision.
    package struct Result: Hashable, Sendable {
        /// Its name in the pack.
        package let name: String
        /// Its name in Chinese.
        package let label: String
        /// The row it is about; empty for the household.
        package let row: String
        /// The value in its written form, as worked cases have it: a word stands as its code.
        package let value: String
        /// The value as a citizen reads it.
        package let text: String
    }

    /// The program.
    package let program: String
    /// Its title.
    package let title: String
    /// How the tests stand together.
    package let standing: Standing
    /// The tests.
    package let tests: [TestOutcome]
    /// The amount, exact or between bounds; `nil` for a program that pays nothing itself.
    package let amount: MeasuredRange?
    /// What keeps the amount open.
    package let amountQuestions: [OpenQuestion]
    /// The further results.
    package let results: [Result]

    /// Why the program does not apply: the tests that fail.
    package var reasons: [DeterminationResult.Reason] {
        tests.filter { $0.verdict == .fail }.map {
            .init(program: program, test: $0.key, sentence: $0.sentence, citation: $0.citation)
        }
    }
}

extension PolicyRun {
    /// Decides a stage; a test or an amount that failed while nothing else refuses is an error.
    func decide(_ stage: PreparedStage) throws(DeterminationError) -> StageDecision {
        var tests: [TestOutcome] = []
        tests.reserveCapacity(stage.tests.count)
        var failures: [RuleFailure] = []
        for test in stage.tests {
            switch evaluation.value(test.definition) {
            case .failed(let found): failures += found
            case let found?: tests.append(outcome(of: test, found, program: stage.program))
            case nil: break
            }
        }
        let questions = tests.flatMap(\.questions)
        let standing: StageDecision.Standing
        if tests.contains(where: { $0.verdict == .fail }) {
            standing = .fail
        } else if !failures.isEmpty {
            throw .failed(failures)
        } else {
            standing = questions.isEmpty ? .pass : .open(OpenQuestion.distinct(questions))
        }
        let paid = stage.amount.flatMap { evaluation.value($0.definition) }
        if case .failed(let found)? = paid, standing == .pass { throw .failed(found) }
        return StageDecision(
            program: stage.program, title: stage.title, standing: standing, tests: tests,
            amount: stage.amount.flatMap { MeasuredRange(paid, type: $0.type) },
            amountQuestions: self.questions(of: paid),
            results: stage.results.flatMap(results))
    }

    private func results(_ rule: PreparedRule) -> [StageDecision.Result] {
        evaluation.rows(of: rule.entity).map { row in
            let value = evaluation.value(rule.definition, row: row.index)
            return StageDecision.Result(
                name: rule.rule.name, label: rule.rule.label, row: rule.entity == .root ? "" : sheet.key(of: row),
                value: ValueText.text(value, rule.type), text: ValueText.chinese(value, rule.type, rule.rule.words))
        }
    }

    private func outcome(of test: PreparedRule, _ value: RuleValue, program: String) -> TestOutcome {
        let rule = test.rule
        let verdict: TestOutcome.Verdict = value.number.map { $0 == 1 ? .pass : .fail } ?? .open
        let measured = test.measured.flatMap { self.value(of: $0) }
        let limit = test.limit.flatMap { self.value(of: $0) }
        let range = measured.flatMap { MeasuredRange($0.value, type: $0.type) }
        let bound = limit.flatMap { MeasuredRange($0.value, type: $0.type) }
        let unit = TestOutcome.Unit((measured ?? limit)?.type)
        let sentence =
            switch verdict {
            case .pass: filled(test.pass)
            case .fail: filled(test.fail)
            case .open: "\(rule.label)还没查清。"
            }
        return TestOutcome(
            program: program, key: rule.name, label: rule.label, unit: unit,
            measuredLow: unit.whole(range?.low, up: false),
            measuredHigh: range.map { $0.high.map { unit.whole($0, up: false) } } ?? 0,
            limit: unit.whole(bound?.low, up: true), verdict: verdict, sentence: sentence,
            citation: rule.citation, questions: verdict == .open ? questions(of: value) : [], counter: test.counter)
    }
}

extension OpenQuestion {
    /// Each question once, in order.
    static func distinct(_ questions: [OpenQuestion]) -> [OpenQuestion] {
        questions.enumerated().filter { questions.prefix($0.offset).contains($0.element) == false }.map(\.element)
    }
}

extension TestOutcome.Unit {
    init(_ type: RuleType?) {
        switch type {
        case .money(.year), .exactMoney(.year): self = .fenPerYear
        case .money(.month), .exactMoney(.month): self = .fenPerMonth
        case .money(.once), .exactMoney(.once): self = .fen
        case .ratio: self = .millionths
        case .integer: self = .count
        default: self = .none
        }
    }

    /// The number shown; the comparison itself was made on exact values.
    func whole(_ value: Ratio?, up: Bool) -> Int64 {
        guard let value else { return 0 }
        guard self == .millionths else { return up ? value.roundedUp : value.roundedDown }
        let scaled = (Int128(value.numerator) * 1_000_000).quotientAndRemainder(dividingBy: Int128(value.denominator))
        return Int64(clamping: scaled.quotient + (up && scaled.remainder > 0 ? 1 : 0))
    }
}

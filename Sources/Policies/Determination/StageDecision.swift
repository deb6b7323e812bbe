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
        /// The value in its written form.
        package let value: String
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
    func decide(_ stage: PolicyStage) throws(DeterminationError) -> StageDecision {
        var tests: [TestOutcome] = []
        var failures: [RuleFailure] = []
        for name in stage.tests {
            switch value(name) {
            case .failed(let found): failures += found
            case let found: if let test = test(name, found, program: stage.program) { tests.append(test) }
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
        var amount: MeasuredRange?
        if let name = stage.amount, let type = type(name) {
            if case .failed(let found)? = value(name), standing == .pass { throw .failed(found) }
            amount = MeasuredRange(value(name), type: type)
        }
        return StageDecision(
            program: stage.program, title: stage.title, standing: standing, tests: tests, amount: amount,
            amountQuestions: stage.amount.map { self.questions(of: value($0)) } ?? [],
            results: stage.results.flatMap(results))
    }

    private func results(_ name: String) -> [StageDecision.Result] {
        guard let definition = program.definition(name), let rule = policy.rule(name), let type = type(name) else {
            return []
        }
        let entity = program.program.definitions[definition.index].text.entity
        return evaluation.rows(of: entity).map { row in
            StageDecision.Result(
                name: name, label: rule.label, row: entity == .root ? "" : sheet.key(of: row),
                value: ValueText.text(evaluation.value(definition, row: row.index), type))
        }
    }

    private func test(_ name: String, _ value: RuleValue?, program: String) -> TestOutcome? {
        guard let rule = policy.rule(name), let value else { return nil }
        let verdict: TestOutcome.Verdict = value.number.map { $0 == 1 ? .pass : .fail } ?? .open
        let measured = rule.measured.flatMap { mentioned($0) }
        let limit = rule.limit.flatMap { mentioned($0) }
        let range = measured.flatMap { MeasuredRange($0.value, type: $0.type) }
        let bound = limit.flatMap { MeasuredRange($0.value, type: $0.type) }
        let unit = TestOutcome.Unit((measured ?? limit)?.type)
        return TestOutcome(
            program: program, key: name, label: rule.label, unit: unit, measuredLow: unit.whole(range?.low, up: false),
            measuredHigh: range.map { $0.high.map { unit.whole($0, up: false) } } ?? 0,
            limit: unit.whole(bound?.low, up: true), verdict: verdict,
            sentence: filled(verdict == .pass ? rule.pass : verdict == .fail ? rule.fail : "\(rule.label)还没查清。"),
            citation: rule.citation, questions: verdict == .open ? questions(of: value) : [])
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

import Primitives

/// The steps of one determination, each computed once.
struct Assessment {
    private let facts: HouseholdFacts
    private let policy: ResolvedPolicy
    private let isSingle: Bool
    private let standards: StandardStep
    private let income: IncomeStep
    private let dibao: PropertyStep
    private let marginal: PropertyStep
    private let incomeTest: TestOutcome
    private let marginalTest: TestOutcome

    init(_ facts: HouseholdFacts, _ policy: ResolvedPolicy, single: Bool = false) throws(PolicyLookupError) {
        self.facts = facts
        self.policy = policy
        isSingle = single
        standards = try StandardStep(facts, policy)
        income = try IncomeStep(facts, policy, standards: standards)
        dibao = try PropertyStep(facts, policy, standards: standards, layer: .dibao)
        marginal = try PropertyStep(facts, policy, standards: standards, layer: .marginal)
        incomeTest = .income(
            "incomeTest", "家庭收入", income: income, standards: standards, multiple: 1000,
            citation: "社会救助暂行办法第九条")
        let multiple = try policy.entry(ParameterKey<Int64>.marginalMultiple.name)
        marginalTest = .income(
            "marginal.incomeTest", "家庭收入（边缘线）", income: income, standards: standards,
            multiple: try policy.value(.marginalMultiple), citation: multiple.citation)
    }

    func result() throws(PolicyLookupError) -> DeterminationResult {
        let dibaoTests = [incomeTest] + dibao.tests
        let marginalTests = [marginalTest] + marginal.tests
        var children = [standards.explanation, income.explanation, incomeTest.explanation(), dibao.explanation]
        let outcome: DeterminationResult.Outcome
        switch PropertyStep.verdict(of: dibaoTests) {
        case .pass:
            let amount = try AmountStep(facts, policy, standards: standards, income: income)
            children.append(amount.explanation)
            outcome =
                if amount.low == amount.high {
                    .eligible(.init(monthly: amount.low, covered: facts.members.map(\.key), single: isSingle))
                } else {
                    .undetermined(open: Self.distinct(amount.questions))
                }
        case .open: outcome = .undetermined(open: Self.distinct(dibaoTests.flatMap(\.questions)))
        case .fail:
            children += [marginalTest.explanation(), marginal.explanation]
            outcome = try belowDibao(dibaoTests, marginalTests)
        }
        return DeterminationResult(
            outcome: outcome, tests: dibaoTests + marginalTests, income: income.total, line: standards.total,
            items: income.items + dibao.items,
            explanation: Explanation(
                "determination", "最低生活保障审核", value: outcome.word, sentence: "收入和财产都符合才能享受。",
                children: children))
    }

    private func belowDibao(
        _ dibaoTests: [TestOutcome], _ marginalTests: [TestOutcome]
    ) throws(PolicyLookupError) -> DeterminationResult.Outcome {
        switch PropertyStep.verdict(of: marginalTests) {
        case .pass:
            var singleFilers: [String] = []
            for member in facts.members
            where try SingleFiling.answer(member, facts.decisionDay, policy) == .yes {
                singleFilers.append(member.key)
            }
            return .marginal(reasons: Self.reasons(dibaoTests), singleFilers: singleFilers)
        case .open: return .undetermined(open: Self.distinct(marginalTests.flatMap(\.questions)))
        case .fail: return .notEligible(reasons: Self.reasons(dibaoTests + marginalTests))
        }
    }

    private static func reasons(_ tests: [TestOutcome]) -> [DeterminationResult.Reason] {
        tests.filter { $0.verdict == .fail }.map { test in
            let limit = test.unit == .fenPerYear ? "没有低于\(test.limitText)" : "超过限额\(test.limitText)"
            return .init(
                test: test.key, sentence: "\(test.label)：查得\(test.measuredText)，\(limit)。", citation: test.citation)
        }
    }

    private static func distinct(_ questions: [OpenQuestion]) -> [OpenQuestion] {
        questions.enumerated().filter { questions.prefix($0.offset).contains($0.element) == false }.map(\.element)
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

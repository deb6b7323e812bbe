import Primitives

/// The categorical uplifts (分类施保) of all members, as a year's amount.
struct UpliftStep {
    private(set) var total = AmountRange.zero
    private(set) var questions: [OpenQuestion] = []
    private(set) var explanation: Explanation

    init(
        _ facts: HouseholdFacts, _ policy: ResolvedPolicy, standards: StandardStep
    ) throws(PolicyLookupError) {
        let mode = try policy.value(ParameterKey<UpliftMode>.upliftMode)
        var children: [Explanation] = []
        for member in facts.members {
            let conditions = MemberConditions(member: member, day: facts.decisionDay)
            var part = AmountRange.zero
            var inputs: [Explanation.Input] = []
            for kind in UpliftKind.allCases {
                let share = try policy.value(kind.share)
                let sum = try policy.value(kind.sum)
                guard share > 0 || sum.fen > 0 else { continue }
                let applies = try Self.answer(kind, conditions, policy)
                guard applies != .no else { continue }
                let standard = standards.byMember[member.key] ?? .zero
                let full = standard.share(permille: share) + AmountRange(AnnualAmount(sum, times: 12))
                questions += applies.questions
                let range = applies == .yes ? full : full.includingZero()
                part = Self.combined(part, range, mode)
                inputs.append(Explanation.Input(try policy.entry(share > 0 ? kind.share.name : kind.sum.name)))
            }
            guard part != .zero else { continue }
            total = total + part
            children.append(
                Explanation(
                    "memberUplift", "\(member.name)的分类施保", value: part.text,
                    sentence: mode == .highest ? "符合几项时取最高一项。" : "符合几项时相加。", inputs: inputs))
        }
        explanation = Explanation(
            "upliftAnnual", "全年分类施保增发", value: total.text, sentence: "各人增发相加。",
            inputs: [Explanation.Input(try policy.entry(ParameterKey<UpliftMode>.upliftMode.name))], children: children)
    }

    private static func combined(_ left: AmountRange, _ right: AmountRange, _ mode: UpliftMode) -> AmountRange {
        guard mode == .highest else { return left + right }
        let high = left.high.flatMap { high in right.high.map { max(high, $0) } }
        return AmountRange(low: max(left.low, right.low), high: high)
    }

    private static func answer(
        _ kind: UpliftKind, _ conditions: MemberConditions, _ policy: ResolvedPolicy
    ) throws(PolicyLookupError) -> Answer {
        switch kind {
        case .seriousIllness: conditions.isIll
        case .severeDisability: conditions.isDisabled(gradeAtMost: try policy.value(.severeDisabilityGrade))
        case .anyDisability: conditions.isDisabled
        case .elderly: conditions.isElderly(from: try policy.value(.elderlyAge))
        case .minor: conditions.isMinor
        }
    }
}

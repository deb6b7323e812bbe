import Primitives

/// The line: each member's own standard, twelve months, all members.
struct StandardStep {
    /// The year's standard of each member by key; a range while the member's area is unknown.
    private(set) var byMember: [String: AmountRange] = [:]
    private(set) var total = AmountRange.zero
    private(set) var questions: [OpenQuestion] = []
    private(set) var explanation: Explanation

    init(_ facts: HouseholdFacts, _ policy: ResolvedPolicy) throws(PolicyLookupError) {
        var children: [Explanation] = []
        for member in facts.members {
            let areas = member.area.value.map { [$0] } ?? ResidenceArea.allCases
            var amounts: [AnnualAmount] = []
            var inputs = [Explanation.Input("标准类别", member.area) { $0.chinese }]
            for area in areas {
                let key = area == .urban ? ParameterKey<Money>.standardUrban : .standardRural
                amounts.append(AnnualAmount(try policy.value(key), times: 12))
                inputs.append(Explanation.Input(try policy.entry(key.name)))
            }
            let low = amounts.reduce(amounts[0]) { min($0, $1) }
            let high = amounts.reduce(amounts[0]) { max($0, $1) }
            let range = AmountRange(low: low, high: high)
            byMember[member.key] = range
            total = total + range
            if case .unknown(let reason) = member.area {
                questions.append(
                    OpenQuestion(subject: member.key, question: "\(member.name)按城市还是农村标准", reason: reason))
            }
            children.append(
                Explanation(
                    "memberStandard", "\(member.name)的全年标准", value: range.text, sentence: "本人月标准乘以12个月。",
                    inputs: inputs))
        }
        explanation = Explanation(
            "standardAnnual", "全家全年标准", value: total.text, sentence: "各人全年标准相加。", children: children)
    }
}

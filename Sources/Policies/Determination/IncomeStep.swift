import Primitives

/// The counted income of the year: items, exemptions, work cost and imputed wages, never below zero.
struct IncomeStep {
    private(set) var total = AmountRange.zero
    private(set) var questions: [OpenQuestion] = []
    private(set) var items: [CountedItem] = []
    private(set) var explanation: Explanation

    init(_ facts: HouseholdFacts, _ policy: ResolvedPolicy, standards: StandardStep) throws(PolicyLookupError) {
        explanation = Explanation("incomeAnnual", "全家全年计入收入", value: "", sentence: "")
        var children: [Explanation] = []
        for member in facts.members {
            let standard = standards.byMember[member.key] ?? .zero
            let part = try memberIncome(member, facts, policy, standard: standard)
            total = total + part.range
            children.append(part.explanation)
        }
        explanation = Explanation(
            "incomeAnnual", "全家全年计入收入", value: total.text, sentence: "各人全年计入收入相加，按全年合计，不先除后乘。",
            children: children)
    }

    private mutating func memberIncome(
        _ member: MemberFacts, _ facts: HouseholdFacts, _ policy: ResolvedPolicy, standard: AmountRange
    ) throws(PolicyLookupError) -> (range: AmountRange, explanation: Explanation) {
        var wages = AmountRange.zero
        var others = AmountRange.zero
        var wageMonths: Int64 = 0
        var children: [Explanation] = []
        let exempt = try policy.value(ParameterKey<Set<IncomeKind>>.exemptIncomeKinds)
        for item in facts.income where item.member == member.key {
            let reason: String? =
                if let reason = item.exemptReason { reason } else if exempt.contains(item.kind) {
                    try policy.entry(ParameterKey<Set<IncomeKind>>.exemptIncomeKinds.name).citation
                } else { nil }
            let range = record(item, of: member, exemptReason: reason)
            children.append(explanation(of: item, counted: reason == nil ? range : .zero, exemptReason: reason))
            guard reason == nil else { continue }
            if item.kind == .wage {
                wages = wages + range
                wageMonths = max(wageMonths, item.period == .yearly ? 12 : item.period.months)
            } else {
                others = others + range
            }
        }
        let hasWage = wages != .zero
        let context = WageRules(member: member, day: facts.decisionDay, policy: policy, standard: standard)
        var work: WageRules.Step?
        if hasWage {
            work = try context.workCost(of: wages, months: wageMonths)
        } else {
            work = try context.imputedWage()
        }
        var counted = hasWage ? wages : .zero
        if let work {
            counted = work.counted
            questions += work.questions
            children.append(work.explanation)
            if !hasWage {
                items.append(
                    CountedItem(
                        key: "imputed-\(member.key)", side: .income, member: member.name, label: "推算工资",
                        amount: work.counted.text, counted: true, reason: work.explanation.sentence,
                        source: "按最低工资推算", asOf: facts.decisionDay))
            }
        }
        let range = counted + others
        return (
            range,
            Explanation(
                "memberIncome", "\(member.name)的全年计入收入", value: range.text, sentence: "计入的各项相加。",
                children: children)
        )
    }

    private mutating func record(_ item: IncomeItem, of member: MemberFacts, exemptReason: String?) -> AmountRange {
        let range: AmountRange
        switch item.amount {
        case .known(let money, _): range = AmountRange(AnnualAmount(money, times: item.period.months))
        case .unknown(let reason):
            range = .unbounded
            if exemptReason == nil {
                questions.append(
                    OpenQuestion(subject: item.key, question: "\(member.name)的\(item.kind.chinese)是多少", reason: reason))
            }
        }
        var source = item.amount.source?.chinese ?? "未知"
        if case .unknown(let reason) = item.amount { source = reason }
        items.append(
            CountedItem(
                key: item.key, side: .income, member: member.name, label: item.kind.chinese,
                amount: item.amount.value == nil ? "未知" : range.text, counted: exemptReason == nil,
                reason: exemptReason ?? "", source: source, asOf: item.amount.source?.asOf))
        return range
    }

    private func explanation(of item: IncomeItem, counted: AmountRange, exemptReason: String?) -> Explanation {
        let sentence =
            switch (exemptReason, item.period) {
            case (let reason?, _): "不计入：\(reason)。"
            case (nil, .monthly(let months)): "每月金额乘以\(months)个月。"
            case (nil, .yearly): "全年一次。"
            }
        return Explanation(
            "incomeItem", item.kind.chinese, value: counted.text, sentence: sentence,
            inputs: [Explanation.Input(item.kind.chinese, item.amount) { $0.text }])
    }
}

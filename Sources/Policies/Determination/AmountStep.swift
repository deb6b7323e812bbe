import Primitives

/// The amount of a month: gap or tier, floor, uplifts, and one rounding at the end.
struct AmountStep {
    /// The least and the most the open facts allow; equal when nothing that matters is open.
    let low: Money
    let high: Money
    let questions: [OpenQuestion]
    let explanation: Explanation

    init(
        _ facts: HouseholdFacts, _ policy: ResolvedPolicy, standards: StandardStep, income: IncomeStep
    ) throws(PolicyLookupError) {
        let uplift = try UpliftStep(facts, policy, standards: standards)
        let unit = try policy.value(ParameterKey<Money>.roundingUnit)
        let mode = try policy.value(ParameterKey<Rounding>.roundingMode)
        let standardHigh = standards.total.high ?? standards.total.low
        let most = try Self.base(line: standardHigh, income: income.total.low, policy)
        let incomeHigh = income.total.high ?? standards.total.low
        let least = try Self.base(line: standards.total.low, income: min(incomeHigh, standards.total.low), policy)
        let upliftHigh = uplift.total.high ?? uplift.total.low
        high = (most.amount + upliftHigh).monthly(unit: unit, rounding: mode)
        low = (least.amount + uplift.total.low).monthly(unit: unit, rounding: mode)
        questions = low == high ? [] : standards.questions + income.questions + uplift.questions
        let total = AmountRange(low: least.amount + uplift.total.low, high: most.amount + upliftHigh)
        var inputs = [Explanation.Input(try policy.entry(ParameterKey<Money>.roundingUnit.name))]
        inputs.append(Explanation.Input(try policy.entry(ParameterKey<Rounding>.roundingMode.name)))
        explanation = Explanation(
            "monthlyAmount", "每月低保金", value: low == high ? low.text : "\(low.text)~\(high.text)",
            sentence: "全年\(total.text)元除以12个月，只在最后取整一次。", inputs: inputs,
            children: [most.explanation, uplift.explanation])
    }

    /// The year's amount before uplifts.
    private static func base(
        line: AnnualAmount, income: AnnualAmount, _ policy: ResolvedPolicy
    ) throws(PolicyLookupError) -> (amount: AnnualAmount, explanation: Explanation) {
        let gap = line - income
        let floorShare = try policy.value(ParameterKey<Int64>.floorShare)
        let mode = try policy.value(ParameterKey<PaymentMode>.paymentMode)
        var inputs = [Explanation.Input(try policy.entry(ParameterKey<PaymentMode>.paymentMode.name))]
        var amount = gap
        var sentence = "全年标准\(line.text)元减全年收入\(income.text)元。"
        if mode == .tiered {
            let tiers = try policy.value(ParameterKey<[Int64]>.tierShares).sorted()
            inputs.append(Explanation.Input(try policy.entry(ParameterKey<[Int64]>.tierShares.name)))
            let tier = tiers.first { line.share(permille: $0) >= gap } ?? tiers.last ?? 1000
            amount = line.share(permille: tier)
            sentence = "差额\(gap.text)元，取不低于差额的最低一档：标准的\(tier)‰。"
        }
        let floor = line.share(permille: floorShare)
        if floorShare > 0 {
            inputs.append(Explanation.Input(try policy.entry(ParameterKey<Int64>.floorShare.name)))
        }
        if amount < floor {
            amount = floor
            sentence += "不足保底，按标准的\(floorShare)‰发放。"
        }
        return (
            amount,
            Explanation("baseAnnual", "全年补差", value: amount.text, sentence: sentence, inputs: inputs)
        )
    }
}

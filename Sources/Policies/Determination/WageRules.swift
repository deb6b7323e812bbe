import Primitives

/// What is taken off a wage for the cost of working, and which wage stands in where none can be shown.
struct WageRules {
    struct Step {
        let counted: AmountRange
        let questions: [OpenQuestion]
        let explanation: Explanation
    }

    let member: MemberFacts
    let day: CivilDate
    let policy: ResolvedPolicy
    /// The member's own standard of the year.
    let standard: AmountRange

    private var conditions: MemberConditions { MemberConditions(member: member, day: day) }

    /// The wage less its cost; `nil` where the pack knows no work cost.
    func workCost(of wages: AmountRange, months: Int64) throws(PolicyLookupError) -> Step? {
        let (deduction, inputs, questions) = try deduction(of: wages, months: months)
        guard deduction != .zero else { return nil }
        let counted = wages.less(deduction)
        return Step(
            counted: counted, questions: questions,
            explanation: Explanation(
                "wageCounted", "\(member.name)扣除就业成本后的工资", value: counted.text,
                sentence: "全年工资\(wages.text)元，扣除就业成本\(deduction.text)元。", inputs: inputs))
    }

    private func deduction(
        of wages: AmountRange, months: Int64
    ) throws(PolicyLookupError) -> (AmountRange, [Explanation.Input], [OpenQuestion]) {
        let base = try policy.value(ParameterKey<WorkCostBase>.workCostBase)
        var deduction = AmountRange.zero
        var inputs: [Explanation.Input] = []
        if base != .none {
            let share = try policy.value(ParameterKey<Int64>.workCostShare)
            inputs.append(Explanation.Input(try policy.entry(ParameterKey<Int64>.workCostShare.name)))
            // The standard of a year counts only for the months worked.
            let whole = base == .wage ? wages : standard.share(months: months)
            deduction = whole.share(permille: share)
        }
        let disabledShare = try policy.value(ParameterKey<Int64>.disabledWorkCostShare)
        guard disabledShare > 0, conditions.isDisabled != .no else { return (deduction, inputs, []) }
        let wage = AnnualAmount(try policy.value(ParameterKey<Money>.minimumWage), times: months)
        inputs.append(Explanation.Input(try policy.entry(ParameterKey<Int64>.disabledWorkCostShare.name)))
        inputs.append(Explanation.Input(try policy.entry(ParameterKey<Money>.minimumWage.name)))
        let alternative = wage.share(permille: disabledShare)
        let high = deduction.high.map { max($0, alternative) }
        guard case .open(let questions) = conditions.isDisabled else {
            return (AmountRange(low: max(deduction.low, alternative), high: high), inputs, [])
        }
        return (AmountRange(low: deduction.low, high: high), inputs, questions)
    }

    /// The wage counted for a member who shows none; `nil` where nothing is imputed.
    func imputedWage() throws(PolicyLookupError) -> Step? {
        let refuser = try imputation(.none, .imputedWageRefuser, "有劳动能力、无正当理由不就业，按最低工资推算。")
        if let refuser, refuser.questions.isEmpty { return refuser }
        let unstable = try imputation(.unstable, .imputedWageUnstable, "就业不稳定、工资无法证明，按最低工资扣除就业成本推算。")
        guard let unstable, let refuser else { return unstable ?? refuser }
        let highs = [unstable.counted.high, refuser.counted.high].compactMap { $0 }
        return Step(
            counted: AmountRange(low: .zero, high: highs.count == 2 ? highs.max() : nil),
            questions: unstable.questions + refuser.questions.filter { !unstable.questions.contains($0) },
            explanation: unstable.explanation)
    }

    private func imputation(
        _ employment: Employment, _ key: ParameterKey<Int64>, _ sentence: String
    ) throws(PolicyLookupError) -> Step? {
        let share = try policy.value(key)
        guard share > 0 else { return nil }
        let applies = Answer.all([
            conditions.isEmployment(employment), conditions.isOfWorkingAge, conditions.isAble,
            conditions.isStudent.negated, conditions.isCarer.negated,
            conditions.isDisabled(gradeAtMost: try policy.value(.severeDisabilityGrade)).negated,
        ])
        guard applies != .no else { return nil }
        let wage = AnnualAmount(try policy.value(ParameterKey<Money>.minimumWage), times: 12)
        var counted = AmountRange(wage.share(permille: share))
        var inputs = [
            Explanation.Input(try policy.entry(ParameterKey<Money>.minimumWage.name)),
            Explanation.Input(try policy.entry(key.name)),
        ]
        if employment == .unstable {
            let (cost, costInputs, _) = try deduction(of: counted, months: 12)
            counted = counted.less(cost)
            inputs += costInputs
        }
        if !applies.questions.isEmpty { counted = counted.includingZero() }
        return Step(
            counted: counted, questions: applies.questions,
            explanation: Explanation(
                "imputedWage", "\(member.name)的推算工资", value: counted.text, sentence: sentence, inputs: inputs))
    }
}

extension AmountRange {
    /// The part of a year's twelve equal months.
    fileprivate func share(months: Int64) -> AmountRange {
        // A year's standard is twelve months of whole fen, so the division is exact.
        AmountRange(
            low: AnnualAmount(microfen: low.microfen / 12 * Int128(months)),
            high: high.map { AnnualAmount(microfen: $0.microfen / 12 * Int128(months)) })
    }
}

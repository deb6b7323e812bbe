import Primitives

extension TestOutcome {
    /// Income below a multiple of the line; the line itself no longer passes ("低于").
    static func income(
        _ key: String, _ label: String, income: IncomeStep, standards: StandardStep, multiple: Int64, citation: String
    ) -> TestOutcome {
        let low = standards.total.low.share(permille: multiple)
        let high = (standards.total.high ?? standards.total.low).share(permille: multiple)
        let verdict: Verdict =
            if income.total.low >= high { .fail } else if let most = income.total.high, most < low { .pass } else {
                .open
            }
        return TestOutcome(
            key: key, label: label, unit: .fenPerYear, measuredLow: income.total.low.fenRoundedDown,
            measuredHigh: income.total.high?.fenRoundedDown, limit: low.fenRoundedUp, inclusive: false,
            verdict: verdict, citation: citation,
            questions: verdict == .open ? income.questions + standards.questions : [])
    }

    /// The test as a step of the explanation.
    func explanation(_ inputs: [Explanation.Input] = []) -> Explanation {
        Explanation(
            key, label, value: verdict.rawValue,
            sentence: "全年计入收入\(measuredText)，\(verdict == .fail ? "没有低于" : "应低于")\(limitText)。", inputs: inputs)
    }
}

extension AnnualAmount {
    // For showing: the comparison itself is made on exact amounts. Amounts here are never negative.
    fileprivate var fenRoundedDown: Int64 { Int64(microfen / 1_000_000) }
    fileprivate var fenRoundedUp: Int64 { Int64((microfen + 999_999) / 1_000_000) }
}

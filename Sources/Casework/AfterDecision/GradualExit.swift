package import Primitives

/// Why a family's income rose.
package enum ExitCause: String, CaseIterable, Codable, Hashable, Sendable {
    case employment, pension, graduate, hardToEmploy, disabledPlaced, other

    /// The cause in words.
    package var chinese: String {
        switch self {
        case .employment: "就业增收"
        case .pension: "养老金增加"
        case .graduate: "毕业就业"
        case .hardToEmploy: "就业困难人员就业"
        case .disabledPlaced: "残疾人就业安置"
        case .other: "其他原因"
        }
    }
}

/// The dated terms of gradual exit 渐退 (民发〔2022〕83号, not seen; local figures).
package struct GradualExitTerms: Hashable, Sendable {
    /// Months by cause; a cause without an entry has none.
    package var months: Cited<[ExitCause: Int]>
    /// Multiple of the standard from which the period ends early.
    package var endMultiple: Cited<Ratio>
    /// Least time between two gradual exits of a household, in months.
    package var restMonths: Cited<Int>

    /// The terms of one region on one day.
    package init(months: Cited<[ExitCause: Int]>, endMultiple: Cited<Ratio>, restMonths: Cited<Int>) {
        self.months = months
        self.endMultiple = endMultiple
        self.restMonths = restMonths
    }
}

/// Why there is no gradual exit.
package enum GradualExitReason: String, RefusalReason {
    case notInForce, causeUnsuitable, stillBelowStandard, incomeTooHigh, tooSoonAgain

    /// The area of the codes.
    package static let area = "gradualExit"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .notInForce: RefusalWording("家庭不在保障中，没有渐退。", "The family is not in force, so there is no gradual exit.")
        case .causeUnsuitable: RefusalWording("因%超过标准，不在渐退范围内（%）。请按终止办理。", "This cause has no gradual exit.")
        case .stillBelowStandard: RefusalWording("人均收入仍低于标准，应继续保障，不需要渐退。", "Income is still below the standard.")
        case .incomeTooHigh: RefusalWording("人均收入已达到标准的%（%），不能渐退。请按终止办理。", "Income is too far above the standard.")
        case .tooSoonAgain: RefusalWording("距上次渐退不足%个月（%）。请按终止办理。", "The last gradual exit is too recent.")
        }
    }
}

/// A gradual exit asked for.
package struct GradualExitRequest: Codable, Hashable, Sendable {
    /// The case's state.
    package var state: CaseState
    /// Why income rose.
    package var cause: ExitCause
    /// Monthly income per person found.
    package var perHead: Money
    /// Monthly standard.
    package var standard: Money
    /// The sum in force.
    package var amount: Money
    /// The last month of an earlier gradual exit; nil when there was none.
    package var earlierEnd: CalendarMonth?

    /// A request.
    package init(
        state: CaseState, cause: ExitCause, perHead: Money, standard: Money, amount: Money, earlierEnd: CalendarMonth?
    ) {
        self.state = state
        self.cause = cause
        self.perHead = perHead
        self.standard = standard
        self.amount = amount
        self.earlierEnd = earlierEnd
    }

    private func reachesEnd(_ terms: GradualExitTerms) -> Bool {
        let multiple = terms.endMultiple.value
        return Int128(perHead.fen) * Int128(multiple.denominator)
            >= Int128(standard.fen) * Int128(multiple.numerator)
    }

    /// The months the family goes on receiving the present sum, or every reason why it does not.
    package func assess(on today: CivilDate, terms: GradualExitTerms) -> Ruling<GradualExitPlan> {
        var found = Refusals<GradualExitReason>()
        let months = terms.months.value[cause] ?? 0
        found.refuse(when: !state.isInForce || state == .gradualExit, .notInForce)
        found.refuse(when: months < 1, .causeUnsuitable, cause.chinese, terms.months.citation)
        found.refuse(when: perHead < standard, .stillBelowStandard)
        found.refuse(
            when: reachesEnd(terms), .incomeTooHigh, "\(terms.endMultiple.value)", terms.endMultiple.citation)
        let rest = terms.restMonths
        found.refuse(
            when: earlierEnd.map { $0.adding(months: rest.value) >= today.calendarMonth } ?? false, .tooSoonAgain,
            String(rest.value), rest.citation)
        let month = today.calendarMonth
        return found.ruling(
            GradualExitPlan(
                first: month.adding(months: 1), last: month.adding(months: months), amount: amount))
    }
}

/// A gradual exit granted: the old amount from month to month, then the end.
package struct GradualExitPlan: Codable, Hashable, Sendable {
    /// The first month of it.
    package let first: CalendarMonth
    /// The last month paid.
    package let last: CalendarMonth
    /// The sum of each month.
    package let amount: Money
    /// The day support has ended.
    package var endsOn: CivilDate { last.adding(months: 1).firstDay }
}

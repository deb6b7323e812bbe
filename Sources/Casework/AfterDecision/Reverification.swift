package import Primitives

/// How often a family is looked at again (`domain.md` §1.2; the classes' meaning is a local table).
package enum ReviewClass: String, CaseIterable, Codable, Hashable, Sendable {
    case a = "A"
    case b = "B"
    case c = "C"
}

/// Where the family lives, for intervals that differ.
package enum Settlement: String, CaseIterable, Codable, Hashable, Sendable { case urban, rural }

/// What a family's class is decided by.
package struct ReviewFacts: Codable, Hashable, Sendable {
    /// Somebody seriously ill or severely disabled, or nobody who can work.
    package let hasSevereCase: Bool
    /// Whether somebody is able to work and has no work.
    package let hasIdleWorker: Bool
    /// Whether income hardly changes.
    package let isIncomeStable: Bool

    /// The facts.
    package init(hasSevereCase: Bool, hasIdleWorker: Bool, isIncomeStable: Bool) {
        self.hasSevereCase = hasSevereCase
        self.hasIdleWorker = hasIdleWorker
        self.isIncomeStable = isIncomeStable
    }

    /// The class: C where somebody could work, A where little can change, B between.
    package var reviewClass: ReviewClass {
        if hasIdleWorker { return .c }
        return hasSevereCase && isIncomeStable ? .a : .b
    }
}

/// The dated terms of re-verification.
package struct ReviewTerms: Hashable, Sendable {
    /// An interval's key.
    package struct Key: Hashable, Sendable {
        /// The class.
        package let reviewClass: ReviewClass
        /// Urban or rural.
        package let settlement: Settlement

        /// A cell of the table.
        package init(_ reviewClass: ReviewClass, _ settlement: Settlement) {
            self.reviewClass = reviewClass
            self.settlement = settlement
        }
    }

    /// Months between reviews.
    package var intervalMonths: Cited<[Key: Int]>
    /// Time to finish a review once begun, in wd.
    package var limitDays: Cited<Int>
    /// Reviews that may pass without a visit, by class.
    package var reviewsWithoutVisit: Cited<[ReviewClass: Int]>

    /// The terms of one region on one day.
    package init(
        intervalMonths: Cited<[Key: Int]>, limitDays: Cited<Int>, reviewsWithoutVisit: Cited<[ReviewClass: Int]>
    ) {
        self.intervalMonths = intervalMonths
        self.limitDays = limitDays
        self.reviewsWithoutVisit = reviewsWithoutVisit
    }

    /// The last day of a review begun on a day; past it somebody is told, and payment goes on.
    package func finishBy(startedOn day: CivilDate, count: DeadlineCount) -> Deadline {
        count.deadline(limitDays, after: day)
    }

    /// The month in which the next review is due; nil when the table has no such cell, which is an error.
    package func nextDue(
        after last: CalendarMonth, _ reviewClass: ReviewClass, _ settlement: Settlement
    ) -> CalendarMonth? {
        intervalMonths.value[Key(reviewClass, settlement)].map { last.adding(months: $0) }
    }
}

/// Where a family stands with its review.
///
/// There is no case that stops a payment: lateness of a review alone never does (`domain.md` §9.10).
package enum ReviewStanding: Hashable, Sendable {
    case notYet(due: CalendarMonth)
    case due(CalendarMonth)
    case late(months: Int)

    /// The standing in a month.
    package static func of(due: CalendarMonth, in month: CalendarMonth) -> ReviewStanding {
        if month < due { return .notYet(due: due) }
        return month == due ? .due(due) : .late(months: due.months(until: month))
    }

    /// The standing in words.
    package var chinese: String {
        switch self {
        case .notYet(let month): "\(month.chineseText)复核"
        case .due: "本月应复核"
        case .late(let months): "复核已超期\(months)个月，照常发放"
        }
    }
}

/// Why a review may not be closed as “nothing changed”.
package enum UnchangedReason: String, RefusalReason {
    case statementMissing, comparisonMissing, differencesFound, visitOwed, dayImpossible, amountChanges

    /// The area of the codes.
    package static let area = "unchanged"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .statementMissing: RefusalWording("家庭还没有在“没有变化”页上签字。请本人确认签字。", "The family has not signed.")
        case .comparisonMissing: RefusalWording("还没有重新比对数据。请先比对。", "The data were not compared again.")
        case .differencesFound: RefusalWording("比对发现变化：%。请按变更办理。", "The comparison found changes. Deal with them.")
        case .visitOwed: RefusalWording("已连续%次没有入户，这次必须入户（%）。", "A visit is owed this time.")
        case .dayImpossible: RefusalWording("确认日期%在今天之后。请核对。", "The day lies in the future.")
        case .amountChanges: RefusalWording("重新测算为%元，与现在的%元不同。请按调整办理。", "The amount changes. Adjust it.")
        }
    }
}

/// The one-page “nothing changed” path of a review (D22).
package struct UnchangedStatement: Codable, Hashable, Sendable {
    /// The day the family signed; nil when not.
    package var signedOn: CivilDate?
    /// Whether the datasets were compared for this review.
    package var isCompared: Bool
    /// What the comparison found to be different.
    package var differences: [String]
    /// Reviews in a row without a visit, this one not counted.
    package var reviewsWithoutVisit: Int
    /// Whether this review had a visit.
    package var hasVisit: Bool
    /// The sum computed anew.
    package var computed: Money
    /// The sum in force.
    package var inForce: Money

    /// A statement.
    package init(
        signedOn: CivilDate?, isCompared: Bool, differences: [String], reviewsWithoutVisit: Int, hasVisit: Bool,
        computed: Money, inForce: Money
    ) {
        self.signedOn = signedOn
        self.isCompared = isCompared
        self.differences = differences
        self.reviewsWithoutVisit = reviewsWithoutVisit
        self.hasVisit = hasVisit
        self.computed = computed
        self.inForce = inForce
    }

    /// Everything that keeps the review from being closed so.
    package func refusals(_ reviewClass: ReviewClass, on today: CivilDate, terms: ReviewTerms) -> [StatedRefusal] {
        var found = Refusals<UnchangedReason>()
        found.refuse(when: signedOn == nil, .statementMissing)
        found.refuse(when: !isCompared, .comparisonMissing)
        found.refuse(when: !differences.isEmpty, .differencesFound, differences.joined(separator: "、"))
        let allowed = terms.reviewsWithoutVisit.value[reviewClass] ?? 0
        found.refuse(
            when: !hasVisit && reviewsWithoutVisit >= allowed, .visitOwed, String(reviewsWithoutVisit),
            terms.reviewsWithoutVisit.citation)
        if let signedOn { found.refuse(when: signedOn > today, .dayImpossible, signedOn.chineseText) }
        found.refuse(when: computed != inForce, .amountChanges, computed.grouped, inForce.grouped)
        return found.list
    }
}

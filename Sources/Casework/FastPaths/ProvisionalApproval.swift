package import Primitives

/// What the credit service says of a person when asked.
package enum CreditStanding: String, CaseIterable, Codable, Hashable, Sendable {
    case good, noRecord, minorRecord, seriousRecord

    /// The standing in words.
    package var chinese: String {
        switch self {
        case .good: "信用良好"
        case .noRecord: "无信用记录"
        case .minorRecord: "有一般失信记录"
        case .seriousRecord: "有严重失信记录"
        }
    }
}

/// The dated terms of approval before the check is back 容缺审批.
package struct ProvisionalTerms: Hashable, Sendable {
    /// Sudden cost from which it opens.
    package var costFrom: Cited<Money>
    /// Causes of sudden cost that open it, as policy words.
    package var causes: Cited<Set<String>>
    /// Credit standings with which no promise is taken.
    package var barredStandings: Cited<Set<CreditStanding>>
    /// Time for the decision from the appraisal, in wd; 0 is the same day.
    package var decisionDays: Cited<Int>
    /// Time for each step that is completed afterwards, in wd from the approval.
    package var owedDays: [OwedStep: Cited<Int>]
    /// How the village appraisal is held.
    package var appraisal: AppraisalTerms

    /// The terms of one region on one day.
    package init(
        costFrom: Cited<Money>, causes: Cited<Set<String>>, barredStandings: Cited<Set<CreditStanding>>,
        decisionDays: Cited<Int>, owedDays: [OwedStep: Cited<Int>], appraisal: AppraisalTerms
    ) {
        self.costFrom = costFrom
        self.causes = causes
        self.barredStandings = barredStandings
        self.decisionDays = decisionDays
        self.owedDays = owedDays
        self.appraisal = appraisal
    }
}

/// A step that is completed after a provisional approval (`domain.md` §9.5).
package enum OwedStep: String, CaseIterable, Codable, Hashable, Sendable {
    case verification, visit, notice, confirmation

    /// The step in words.
    package var chinese: String {
        switch self {
        case .verification: "核对报告"
        case .visit: "入户调查"
        case .notice: "公示"
        case .confirmation: "正式确认"
        }
    }
}

/// Why a provisional approval does not stand.
package enum ProvisionalReason: String, RefusalReason {
    case causeUnsuitable, costBelowTrigger, reportAlreadyBack, creditNotAsked, creditBarred, pledgeBeforeCredit
    case pledgeMissing, appraisalMissing, appraisalUnsound, appraisalNegative, decisionLate

    /// The area of the codes.
    package static let area = "provisional"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .causeUnsuitable:
            RefusalWording(
                "困难类型不在容缺审批范围内（%）。请按普通程序办理。",
                "The cause is not among those of this path. Take the ordinary way.")
        case .costBelowTrigger:
            RefusalWording(
                "突发性支出%元，没有达到起点%元（%）。请按普通程序办理。",
                "The sudden cost is below the amount that opens this path. Take the ordinary way.")
        case .reportAlreadyBack:
            RefusalWording(
                "核对报告已经返回，不需要容缺。请按普通程序提出初审意见。",
                "The report is back, so nothing is lacking. Give the first opinion in the ordinary way.")
        case .creditNotAsked:
            RefusalWording("还没有查询信用状况。请先查询，再由家庭承诺。", "Credit standing was not asked. Ask first.")
        case .creditBarred:
            RefusalWording(
                "申请人%，不适用信用承诺。请按普通程序办理。",
                "With this credit standing no promise is taken. Take the ordinary way.")
        case .pledgeBeforeCredit:
            RefusalWording(
                "承诺书签在信用查询之前。请在查询后重新签署。",
                "The pledge was signed before credit was asked. Have it signed again.")
        case .pledgeMissing:
            RefusalWording("申请人还没有签署信用承诺。请告知后果后签署。", "The credit pledge is not signed.")
        case .appraisalMissing:
            RefusalWording("还没有村（居）评议。请先组织评议。", "The village has not appraised. Hold the appraisal first.")
        case .appraisalUnsound:
            RefusalWording("村（居）评议不合规定：%", "The appraisal was not held as the rule says. Hold it again.")
        case .appraisalNegative:
            RefusalWording(
                "村（居）评议没有通过。请等核对结果返回后按普通程序办理。",
                "The village did not agree. Wait for the report and take the ordinary way.")
        case .decisionLate:
            RefusalWording(
                "应在%前作出容缺审批，已经超过。请重新查询信用并评议，或按普通程序办理。",
                "The day for this decision has passed. Ask and appraise again, or take the ordinary way.")
        }
    }
}

/// A request for approval before the check is back, with what it rests on (E01).
package struct ProvisionalRequest: Codable, Hashable, Sendable {
    /// The cause of the sudden cost, as a policy word.
    package var cause: String
    /// The sudden cost proved by papers.
    package var cost: Money
    /// Whether the report is still outstanding.
    package var reportOutstanding: Bool
    /// What the credit service said; nil when not asked.
    package var credit: CreditStanding?
    /// The day it said so.
    package var creditAskedOn: CivilDate?
    /// The day the pledge was signed; nil when not.
    package var pledgedOn: CivilDate?
    /// The village appraisal; nil when none was held.
    package var appraisal: Appraisal?

    /// A request as filed.
    package init(
        cause: String, cost: Money, reportOutstanding: Bool, credit: CreditStanding?, creditAskedOn: CivilDate?,
        pledgedOn: CivilDate?, appraisal: Appraisal?
    ) {
        self.cause = cause
        self.cost = cost
        self.reportOutstanding = reportOutstanding
        self.credit = credit
        self.creditAskedOn = creditAskedOn
        self.pledgedOn = pledgedOn
        self.appraisal = appraisal
    }

    /// Judges the grounds on a day: the plan that stands with what is owed afterwards, or every reason why not.
    package func assess(
        on today: CivilDate, isNoticeExempt: Bool, terms: ProvisionalTerms, count: DeadlineCount
    ) -> Ruling<ProvisionalPlan> {
        var found = Refusals<ProvisionalReason>()
        found.refuse(when: !terms.causes.value.contains(cause), .causeUnsuitable, terms.causes.citation)
        found.refuse(
            when: cost < terms.costFrom.value, .costBelowTrigger, cost.grouped, terms.costFrom.value.grouped,
            terms.costFrom.citation)
        found.refuse(when: !reportOutstanding, .reportAlreadyBack)
        promised(&found, terms)
        appraised(&found, on: today, terms, count)
        let steps = OwedStep.allCases.filter { !($0 == .notice && isNoticeExempt) }
        return found.ruling(
            ProvisionalPlan(
                approvedOn: today,
                owed: steps.compactMap { step in
                    terms.owedDays[step].map {
                        ProvisionalPlan.Owed(step: step, due: count.deadline($0, after: today))
                    }
                }))
    }

    private func promised(_ found: inout Refusals<ProvisionalReason>, _ terms: ProvisionalTerms) {
        found.refuse(when: credit == nil || creditAskedOn == nil, .creditNotAsked)
        if let credit {
            found.refuse(when: terms.barredStandings.value.contains(credit), .creditBarred, credit.chinese)
        }
        found.refuse(when: pledgedOn == nil, .pledgeMissing)
        if let pledgedOn, let creditAskedOn { found.refuse(when: pledgedOn < creditAskedOn, .pledgeBeforeCredit) }
    }

    private func appraised(
        _ found: inout Refusals<ProvisionalReason>, on today: CivilDate, _ terms: ProvisionalTerms,
        _ count: DeadlineCount
    ) {
        guard let appraisal else { return found.refuse(when: true, .appraisalMissing) }
        let faults = appraisal.refusals(on: today, terms: terms.appraisal).map(\.chinese)
        found.refuse(when: !faults.isEmpty, .appraisalUnsound, faults.joined(separator: ""))
        found.refuse(when: !appraisal.isPassed(terms.appraisal), .appraisalNegative)
        let due = count.deadline(terms.decisionDays, after: appraisal.on)
        found.refuse(when: due.isOverdue(on: today), .decisionLate, due.chineseText)
    }
}

/// A provisional approval that may be given, and the steps it owes.
package struct ProvisionalPlan: Codable, Hashable, Sendable {
    /// A step still to do, with its last day.
    package struct Owed: Codable, Hashable, Sendable {
        /// The step.
        package let step: OwedStep
        /// Its last day.
        package let due: Deadline
    }

    /// The day of approval: the entry day, which medical aid counts from and a later confirmation keeps.
    package let approvedOn: CivilDate
    /// What is owed, in the order of the procedure.
    package let owed: [Owed]

    /// The owed steps not yet done whose last day has passed.
    package func late(done: Set<OwedStep>, on today: CivilDate) -> [Owed] {
        owed.filter { !done.contains($0.step) && $0.due.isOverdue(on: today) }
    }
}

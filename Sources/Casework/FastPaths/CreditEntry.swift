package import Primitives

/// Where the entry of a broken promise 失信记录 stands.
package enum CreditEntryState: String, ProcedureWord {
    case noticed, heard, entered, contested, lifted, repaired, expired, dropped

    /// The state in words.
    package var chinese: String {
        switch self {
        case .noticed: "已告知"
        case .heard: "已陈述申辩"
        case .entered: "已记录"
        case .contested: "异议处理中"
        case .lifted: "异议成立已撤销"
        case .repaired: "已修复"
        case .expired: "期满移出"
        case .dropped: "不予记录"
        }
    }
}

/// What is done to the entry of a broken promise.
package enum CreditEntryEvent: String, ProcedureWord {
    case defend, passDefence, enter, drop, contest, uphold, dismiss, repair, expire

    /// The event in words.
    package var chinese: String {
        switch self {
        case .defend: "陈述申辩"
        case .passDefence: "逾期未申辩"
        case .enter: "决定记录"
        case .drop: "决定不予记录"
        case .contest: "提出异议"
        case .uphold: "异议成立"
        case .dismiss: "异议不成立"
        case .repair: "信用修复"
        case .expire: "期满移出"
        }
    }
}

/// The dated terms of credit entries.
package struct CreditEntryTerms: Hashable, Sendable {
    /// Time to defend oneself after the notice, in wd.
    package var defenceDays: Cited<Int>
    /// Time to answer an objection, in wd.
    package var objectionDays: Cited<Int>
    /// Least time before repair, in months.
    package var repairAfterMonths: Cited<Int>
    /// Time after which the entry goes by itself, in months.
    package var keptMonths: Cited<Int>

    /// The terms of one region on one day.
    package init(
        defenceDays: Cited<Int>, objectionDays: Cited<Int>, repairAfterMonths: Cited<Int>, keptMonths: Cited<Int>
    ) {
        self.defenceDays = defenceDays
        self.objectionDays = objectionDays
        self.repairAfterMonths = repairAfterMonths
        self.keptMonths = keptMonths
    }
}

/// Why a step of a credit entry may not be taken.
package enum CreditEntryReason: String, RefusalReason {
    case defenceRunning, sameDecider, reasonMissing, debtRemains, repairTooEarly, notExpired

    /// The area of the codes.
    package static let area = "credit"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .defenceRunning:
            RefusalWording("陈述申辩期到%，还没有届满。请等期满或收到申辩后再办。", "The time to defend oneself is still running.")
        case .sameDecider:
            RefusalWording(
                "提出记录的人不能作出记录决定。请交由另一人决定。",
                "Whoever proposed the entry may not decide it. Hand it to another person.")
        case .reasonMissing: RefusalWording("没有写明理由。请写明。", "No reason is given. State it.")
        case .debtRemains:
            RefusalWording("还有%元没有退回，不能修复。请退清后申请。", "Money is still to be repaid. Repay it first.")
        case .repairTooEarly:
            RefusalWording("记录满%个月才能申请修复（%）。请到期后申请。", "It is too early for repair. Ask again later.")
        case .notExpired: RefusalWording("记录到%期满，还没有届满。", "The entry has not run its time.")
        }
    }
}

/// The entry of a broken promise: notice, defence, decision, objection, repair, end of time.
package struct CreditEntry: Codable, Hashable, Sendable {
    /// Where it stands.
    package private(set) var state = CreditEntryState.noticed
    /// The day of the notice.
    package let noticedOn: CivilDate
    /// Who proposed it.
    package let proposedBy: StaffID
    /// The day of the entry; nil before.
    package private(set) var enteredOn: CivilDate?
    /// The day of the objection that is being dealt with; nil when none is.
    package private(set) var contestedOn: CivilDate?
    /// What is still to be repaid.
    package var debt: Money

    /// An entry begun by its notice.
    package init(noticedOn: CivilDate, proposedBy: StaffID, debt: Money) {
        self.noticedOn = noticedOn
        self.proposedBy = proposedBy
        self.debt = debt
    }

    /// The table of its steps.
    package static let lines = ProcedureLines<CreditEntryState, CreditEntryEvent>([
        ProcedureLine(.noticed, .defend, ProcedureTable.filers, .heard),
        ProcedureLine(.noticed, .passDefence, .peopleOrSystem(.countyReviewer), .heard),
        ProcedureLine(
            .heard, .enter, ProcedureTable.county, .entered, decides: true,
            documents: [.creditDecision, .remedyNotice]),
        ProcedureLine(.heard, .drop, ProcedureTable.county, .dropped, decides: true, documents: [.creditDecision]),
        ProcedureLine(.entered, .contest, ProcedureTable.filers, .contested, documents: [.objectionRecord]),
        ProcedureLine(
            .contested, .uphold, ProcedureTable.county, .lifted, decides: true, documents: [.objectionAnswer]),
        ProcedureLine(
            .contested, .dismiss, ProcedureTable.county, .entered, decides: true, documents: [.objectionAnswer]),
        ProcedureLine(
            .entered, .repair, ProcedureTable.county, .repaired, decides: true, documents: [.creditDecision]),
        ProcedureLine(.entered, .expire, .peopleOrSystem(.countyReviewer), .expired),
    ])

    /// The last day to answer the objection; nil when none waits.
    package func answerBy(_ terms: CreditEntryTerms, _ count: DeadlineCount) -> Deadline? {
        contestedOn.map { count.deadline(terms.objectionDays, after: $0) }
    }

    /// The entry after a step, or every reason why not.
    package func applying(
        _ event: CreditEntryEvent, by actor: CaseActor, on today: CivilDate, note: String, terms: CreditEntryTerms,
        count: DeadlineCount
    ) -> Ruling<CreditEntry> {
        var found = Refusals<CreditEntryReason>()
        switch event {
        case .passDefence:
            let due = count.deadline(terms.defenceDays, after: noticedOn)
            found.refuse(when: today <= due.on, .defenceRunning, due.chineseText)
        case .enter, .drop, .uphold, .dismiss:
            found.refuse(when: actor.staffID == proposedBy, .sameDecider)
            found.refuse(when: isBlank(note), .reasonMissing)
        case .repair:
            found.refuse(when: debt > .zero, .debtRemains, debt.grouped)
            let after = terms.repairAfterMonths
            let from = enteredOn.map { $0.calendarMonth.adding(months: after.value) }
            found.refuse(
                when: from.map { today.calendarMonth < $0 } ?? false, .repairTooEarly, String(after.value),
                after.citation)
        case .expire:
            let end = enteredOn.map { $0.calendarMonth.adding(months: terms.keptMonths.value) } ?? today.calendarMonth
            found.refuse(when: today.calendarMonth < end, .notExpired, end.chineseText)
        case .defend, .contest: break
        }
        switch Self.lines.step(event, from: state, by: actor, against: found.list) {
        case .refused(let refusals): return .refused(refusals)
        case .stands(let step):
            var after = self
            after.state = step.next
            if event == .enter { after.enteredOn = today }
            if event == .contest { after.contestedOn = today }
            if event == .uphold || event == .dismiss { after.contestedOn = nil }
            return .stands(after)
        }
    }
}

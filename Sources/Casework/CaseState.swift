package import Primitives

/// Where a case stands (`domain.md` §4.2).
///
/// Leads, appeals, recoveries, credit entries and hotline tickets stand beside a case: they have procedures of their
/// own, since a case under appeal stays refused and a family that repays may stay in force.
package enum CaseState: String, CaseIterable, Codable, Hashable, Sendable {
    case draft, submitted, supplement, transferred, notAccepted
    case accepted, investigating, objectionWindow, firstOpinion, publicity, recheck, confirming, countyVisit
    case provisionalActive, active, reverifying, suspended, gradualExit
    case paidFirst, granted
    case refused, withdrawn, endedNonCooperation, endedDeath, endedMoved, terminated, revoked
    case archived

    /// The label staff see in queues and on the case page.
    package var chinese: String {
        switch self {
        case .draft: "草稿"
        case .submitted: "待受理"
        case .supplement: "待补正"
        case .transferred: "已转办"
        case .notAccepted: "不予受理"
        case .accepted: "已受理"
        case .investigating: "调查核对中"
        case .objectionWindow: "核对结果异议期"
        case .firstOpinion: "初审完成待公示"
        case .publicity: "公示中"
        case .recheck: "异议复查中"
        case .confirming: "待确认"
        case .countyVisit: "县级入户核查中"
        case .provisionalActive: "容缺保障中"
        case .active: "保障中"
        case .reverifying: "复核中"
        case .suspended: "暂停"
        case .gradualExit: "渐退期"
        case .paidFirst: "先行救助待补手续"
        case .granted: "已救助"
        case .refused: "不予确认"
        case .withdrawn: "已撤回"
        case .endedNonCooperation: "因不配合终结"
        case .endedDeath: "因死亡终结"
        case .endedMoved: "因迁出终结"
        case .terminated: "已终止"
        case .revoked: "已撤销"
        case .archived: "已归档"
        }
    }

    /// The label on English pages.
    package var english: String {
        switch self {
        case .draft: "Draft"
        case .submitted: "Waiting for acceptance"
        case .supplement: "Waiting for missing items"
        case .transferred: "Transferred"
        case .notAccepted: "Not accepted"
        case .accepted: "Accepted"
        case .investigating: "Being investigated"
        case .objectionWindow: "Report may be contested"
        case .firstOpinion: "First opinion given"
        case .publicity: "On public notice"
        case .recheck: "Objection being checked"
        case .confirming: "Waiting for confirmation"
        case .countyVisit: "County visit"
        case .provisionalActive: "In force, provisional"
        case .active: "In force"
        case .reverifying: "Being reviewed"
        case .suspended: "Suspended"
        case .gradualExit: "Gradual exit"
        case .paidFirst: "Aided first, papers owed"
        case .granted: "Relief granted"
        case .refused: "Refused"
        case .withdrawn: "Withdrawn"
        case .endedNonCooperation: "Ended: no cooperation"
        case .endedDeath: "Ended: death"
        case .endedMoved: "Ended: moved away"
        case .terminated: "Terminated"
        case .revoked: "Revoked"
        case .archived: "Archived"
        }
    }

    /// Whether the case is still on its way to a first decision.
    package var isBeforeDecision: Bool {
        switch self {
        case .draft, .submitted, .supplement, .accepted, .investigating, .objectionWindow, .firstOpinion, .publicity,
            .recheck, .confirming, .countyVisit, .paidFirst:
            true
        default: false
        }
    }

    /// Whether an award or a recognised status stands.
    package var isInForce: Bool {
        switch self {
        case .provisionalActive, .active, .reverifying, .suspended, .gradualExit: true
        default: false
        }
    }

    /// Whether reports, visits and determinations are taken: before the decision, or of a family helped already.
    package var isInquiring: Bool {
        switch self {
        case .investigating, .provisionalActive, .reverifying, .paidFirst: true
        default: false
        }
    }

    /// Whether nothing but archiving can follow.
    package var isEnded: Bool { !isBeforeDecision && !isInForce && self != .archived }
}

/// The dates that a citizen's progress sentence may name.
package struct ProgressDates: Hashable, Sendable {
    /// The last day of the public notice.
    package var noticeClosesOn: CivilDate?
    /// The last day for handing in the missing items.
    package var supplementDueOn: CivilDate?
    /// The statutory day by which the decision must be made.
    package var decisionDue: Deadline?
    /// The first month paid.
    package var firstMonth: CalendarMonth?

    /// Dates known so far; a date that is not known is left out of the sentence.
    package init(
        noticeClosesOn: CivilDate? = nil, supplementDueOn: CivilDate? = nil, decisionDue: Deadline? = nil,
        firstMonth: CalendarMonth? = nil
    ) {
        self.noticeClosesOn = noticeClosesOn
        self.supplementDueOn = supplementDueOn
        self.decisionDue = decisionDue
        self.firstMonth = firstMonth
    }
}

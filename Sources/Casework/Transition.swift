package import Primitives

/// What an event does to the statutory clock.
package enum ClockEffect: Codable, Hashable, Sendable {
    case none
    /// Day 0 is the day of the event.
    case start
    case stop(ClockStopReason)
    /// The special limit takes the place of the ordinary one.
    case extend(limitDays: Int, citation: String)
    case resume
    /// The decision is made or the case ended: the clock is read no more.
    case finish
}

/// A piece of work the event leaves for somebody.
package enum TaskKind: String, CaseIterable, Codable, Hashable, Sendable {
    case checkCompleteness, awaitSupplement, startInvestigation, visitHousehold, giveFirstOpinion
    case postNotice, closeNotice, recheckObjection, decide, visitByCounty, deliverNotice
    case considerOtherPrograms, archive
    case awaitReportObjection, completeOwedSteps, completeBackfill, reverify, recover
    case signInTicket, replyTicket, callBackTicket, closeTicket

    /// The task as the work table shows it.
    package var chinese: String {
        switch self {
        case .checkCompleteness: "核对申请材料，决定受理"
        case .awaitSupplement: "等待补正材料"
        case .startInvestigation: "启动调查核对"
        case .visitHousehold: "入户调查"
        case .giveFirstOpinion: "提出初审意见"
        case .postNotice: "张榜公示并拍照"
        case .closeNotice: "公示期满拍照、撤榜"
        case .recheckObjection: "复查公示异议"
        case .decide: "作出确认决定"
        case .visitByCounty: "县级入户核查"
        case .deliverNotice: "送达书面告知"
        case .considerOtherPrograms: "研究其他救助"
        case .archive: "归档"
        case .awaitReportObjection: "等待家庭对核对结果的异议"
        case .completeOwedSteps: "补齐容缺事项"
        case .completeBackfill: "补办先行救助手续"
        case .reverify: "复核"
        case .recover: "追回多发资金"
        case .signInTicket: "签收12345工单"
        case .replyTicket: "答复12345工单"
        case .callBackTicket: "回访来电人"
        case .closeTicket: "办结12345工单"
        }
    }
}

/// What the citizen is told about.
package enum MessageKind: String, CaseIterable, Codable, Hashable, Sendable {
    case submitted, supplementAsked, supplementReceived, transferred, accepted, noticePosted
    case objectionReceived, objectionAnswered, confirmed, refused, withdrawn, ended
    case suspended, resumed, gradualExit, terminated
    case notAccepted, reportContestable, provisionallyApproved, aidedFirst, limitExtended, reverificationStarted
    case unchanged, adjusted, revoked, toldBeforeAct
}

/// Something the caller does, in the same transaction, because the event happened.
package enum CaseAction: Codable, Hashable, Sendable {
    case recordEvent(CaseEvent)
    case issueDocument(DocumentKind)
    case message(MessageKind)
    /// A task with its last day; nil when no limit is set.
    case openTask(TaskKind, due: Deadline?)
    /// Ask the departments whose authorisation stands; the others wait.
    case startComparison
    /// The household's entry day, which medical aid counts from (`domain.md` §9.15).
    case recordEntry(on: CivilDate)
    case createAward(monthly: Money, fromMonth: CalendarMonth)
    /// One sum, for temporary relief.
    case grantOnce(Money)
    /// The sum changes from a month on.
    case changeAward(monthly: Money, fromMonth: CalendarMonth)
    /// One sum paid from the township's reserve before the papers are in.
    case payFromReserve(Money)
    /// A recognition, also a provisional one, goes to medical security at once (`domain.md` §4.4).
    case tellMedicalSecurity
    /// The matter of what was paid without right is opened (社会救助暂行办法 art. 68).
    case openRecovery
    case suspendAward
    case resumeAward
    /// Nothing is paid for months after this one.
    case endAward(lastMonth: CalendarMonth)
    case requireCountyVisit(CountyVisitReason)
    case closeFamilyFile
}

/// An allowed event: the next state and what the caller performs.
package struct Transition: Hashable, Sendable {
    /// The state left.
    package let from: CaseState
    /// The state entered; equal to `from` when only a fact was added.
    package let next: CaseState
    /// What happens to the statutory clock.
    package let clock: ClockEffect
    /// What the caller performs, in order; the record of the event comes first.
    package let actions: [CaseAction]

    /// A transition as the machine returns it.
    package init(from: CaseState, next: CaseState, clock: ClockEffect, actions: [CaseAction]) {
        self.from = from
        self.next = next
        self.clock = clock
        self.actions = actions
    }
}

/// The machine's answer: what follows, or every reason why not.
package enum Decision: Hashable, Sendable {
    case allowed(Transition)
    case refused([Refusal])

    /// The transition, when allowed.
    package var transition: Transition? {
        if case .allowed(let transition) = self { transition } else { nil }
    }

    /// The reasons why not; empty when allowed.
    package var refusals: [Refusal] {
        if case .refused(let refusals) = self { refusals } else { [] }
    }
}

package import Primitives

/// Which way a first opinion goes.
package enum OpinionDirection: String, Codable, Hashable, Sendable { case positive, negative }

/// Why the county must or wants to visit a family itself.
package enum CountyVisitReason: String, CaseIterable, Codable, Hashable, Sendable {
    /// A relative of staff or of a village official is in the household (近亲属备案).
    case registeredRelative
    /// A complaint or objection came in during the review.
    case complaint
    /// The county chose the case itself.
    case sampling
}

/// Why an application is not accepted; that it would be refused is never among them (`domain.md` §9.5).
package enum NonAcceptanceReason: String, CaseIterable, Codable, Hashable, Sendable {
    /// What is asked for is no social assistance of this body, and no body can be named to transfer it to.
    case notSocialAssistance
    /// The same matter of the same household is already in hand.
    case alreadyInHand
    /// Whoever files may not act for the household.
    case filerWithoutAuthority
    /// The items of the one supplement list did not come in time.
    case itemsNeverCame

    /// The reason as printed on the notice.
    package var chinese: String {
        switch self {
        case .notSocialAssistance: "申请事项不属于社会救助"
        case .alreadyInHand: "同一事项正在办理"
        case .filerWithoutAuthority: "代办人没有委托手续"
        case .itemsNeverCame: "逾期没有补正"
        }
    }
}

/// Something done to a case, with what was said while doing it.
package enum CaseEvent: Codable, Hashable, Sendable {
    case submit
    case requestSupplement(items: [String])
    case answerSupplement
    case transfer(to: RegionCode)
    case declineToAccept(NonAcceptanceReason, note: String)
    case accept
    case changeProgram(Program, reason: String)
    case startInvestigation
    case verificationReported(VerificationFact)
    case openObjectionWindow
    case contestReport
    case closeObjectionWindow
    case appraisalRecorded(AppraisalFact)
    case visitRecorded(VisitFact)
    case giveFirstOpinion(OpinionDirection, reasonCodes: [ReasonCode], silentSourcesNamed: [String])
    case postNotice
    case noticeObjected
    case objectionUpheld
    case objectionDismissed
    case closeNotice
    case orderCountyVisit(CountyVisitReason)
    case countyVisitRecorded(VisitFact)
    case confirm(amount: Money, fromMonth: CalendarMonth)
    case refuse(reasonCodes: [ReasonCode])
    case returnToTownship(reason: String)
    case extendLimit(reason: String)
    case stopClock(ClockStopReason, reason: String)
    case restartClock(ClockStopReason)
    case approveProvisionally(amount: Money, fromMonth: CalendarMonth)
    case revoke(reasonCodes: [ReasonCode])
    case payFirst(amount: Money)
    case completeBackfill
    case withdraw
    case endNonCooperation(reason: String)
    case endDeath(on: CivilDate)
    case endMoved(to: RegionCode)
    case startReverification
    case closeUnchanged
    case adjustAward(amount: Money, fromMonth: CalendarMonth)
    case suspend(reasonCodes: [ReasonCode])
    case resume
    case beginGradualExit(lastMonth: CalendarMonth)
    case terminate(reasonCodes: [ReasonCode])
    case archive

    /// The event without its payload.
    package var kind: CaseEventKind {
        switch self {
        case .submit: .submit
        case .requestSupplement: .requestSupplement
        case .answerSupplement: .answerSupplement
        case .transfer: .transfer
        case .declineToAccept: .declineToAccept
        case .accept: .accept
        case .changeProgram: .changeProgram
        case .startInvestigation: .startInvestigation
        case .verificationReported: .verificationReported
        case .openObjectionWindow: .openObjectionWindow
        case .contestReport: .contestReport
        case .closeObjectionWindow: .closeObjectionWindow
        case .appraisalRecorded: .appraisalRecorded
        case .visitRecorded: .visitRecorded
        case .giveFirstOpinion: .giveFirstOpinion
        case .postNotice: .postNotice
        case .noticeObjected: .noticeObjected
        case .objectionUpheld: .objectionUpheld
        case .objectionDismissed: .objectionDismissed
        case .closeNotice: .closeNotice
        case .orderCountyVisit: .orderCountyVisit
        case .countyVisitRecorded: .countyVisitRecorded
        case .confirm: .confirm
        case .refuse: .refuse
        case .returnToTownship: .returnToTownship
        case .extendLimit: .extendLimit
        case .stopClock: .stopClock
        case .restartClock: .restartClock
        case .approveProvisionally: .approveProvisionally
        case .revoke: .revoke
        case .payFirst: .payFirst
        case .completeBackfill: .completeBackfill
        case .withdraw: .withdraw
        case .endNonCooperation: .endNonCooperation
        case .endDeath: .endDeath
        case .endMoved: .endMoved
        case .startReverification: .startReverification
        case .closeUnchanged: .closeUnchanged
        case .adjustAward: .adjustAward
        case .suspend: .suspend
        case .resume: .resume
        case .beginGradualExit: .beginGradualExit
        case .terminate: .terminate
        case .archive: .archive
        }
    }
}

/// The name of an event, for rows, tables and routes.
package enum CaseEventKind: String, CaseIterable, Codable, Hashable, Sendable {
    case submit, requestSupplement, answerSupplement, transfer, declineToAccept, accept, changeProgram
    case startInvestigation, verificationReported, openObjectionWindow, contestReport, closeObjectionWindow
    case appraisalRecorded, visitRecorded, giveFirstOpinion
    case postNotice, noticeObjected, objectionUpheld, objectionDismissed, closeNotice
    case orderCountyVisit, countyVisitRecorded, confirm, refuse, returnToTownship
    case extendLimit, stopClock, restartClock
    case approveProvisionally, revoke, payFirst, completeBackfill
    case withdraw, endNonCooperation, endDeath, endMoved
    case startReverification, closeUnchanged, adjustAward
    case suspend, resume, beginGradualExit, terminate, archive

    /// The event as the case's history shows it.
    package var chinese: String {
        switch self {
        case .submit: "提交申请"
        case .requestSupplement: "一次性告知补正"
        case .answerSupplement: "提交补正材料"
        case .transfer: "转办"
        case .declineToAccept: "不予受理"
        case .accept: "受理"
        case .changeProgram: "改按另一项目办理"
        case .startInvestigation: "启动调查核对"
        case .verificationReported: "核对报告返回"
        case .openObjectionWindow: "告知核对结果"
        case .contestReport: "家庭对核对结果提出异议"
        case .closeObjectionWindow: "核对结果异议期结束"
        case .appraisalRecorded: "民主评议"
        case .visitRecorded: "入户调查"
        case .giveFirstOpinion: "提出初审意见"
        case .postNotice: "张榜公示"
        case .noticeObjected: "收到公示异议"
        case .objectionUpheld: "异议成立"
        case .objectionDismissed: "异议不成立"
        case .closeNotice: "公示结束"
        case .orderCountyVisit: "县级决定入户核查"
        case .countyVisitRecorded: "县级入户核查"
        case .confirm: "确认"
        case .refuse: "不予确认"
        case .returnToTownship: "退回乡镇"
        case .extendLimit: "延长办理期限"
        case .stopClock: "中止计算期限"
        case .restartClock: "恢复计算期限"
        case .approveProvisionally: "容缺审批"
        case .revoke: "撤销"
        case .payFirst: "先行救助"
        case .completeBackfill: "补齐先行救助手续"
        case .withdraw: "撤回"
        case .endNonCooperation: "因不配合终结"
        case .endDeath: "因死亡终结"
        case .endMoved: "因迁出终结"
        case .startReverification: "启动复核"
        case .closeUnchanged: "复核无变化"
        case .adjustAward: "调整"
        case .suspend: "暂停"
        case .resume: "恢复"
        case .beginGradualExit: "进入渐退期"
        case .terminate: "终止"
        case .archive: "归档"
        }
    }
}

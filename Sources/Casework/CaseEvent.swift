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

/// Something done to a case, with what was said while doing it.
package enum CaseEvent: Codable, Hashable, Sendable {
    case submit
    case requestSupplement(items: [String])
    case answerSupplement
    case transfer(to: RegionCode)
    case accept
    case changeProgram(Program, reason: String)
    case startInvestigation
    case verificationReported(VerificationFact)
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
    case withdraw
    case endNonCooperation(reason: String)
    case endDeath(on: CivilDate)
    case endMoved(to: RegionCode)
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
        case .accept: .accept
        case .changeProgram: .changeProgram
        case .startInvestigation: .startInvestigation
        case .verificationReported: .verificationReported
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
        case .withdraw: .withdraw
        case .endNonCooperation: .endNonCooperation
        case .endDeath: .endDeath
        case .endMoved: .endMoved
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
    case submit, requestSupplement, answerSupplement, transfer, accept, changeProgram
    case startInvestigation, verificationReported, visitRecorded, giveFirstOpinion
    case postNotice, noticeObjected, objectionUpheld, objectionDismissed, closeNotice
    case orderCountyVisit, countyVisitRecorded, confirm, refuse, returnToTownship
    case withdraw, endNonCooperation, endDeath, endMoved
    case suspend, resume, beginGradualExit, terminate, archive

    /// The event as the case's history shows it.
    package var chinese: String {
        switch self {
        case .submit: "提交申请"
        case .requestSupplement: "一次性告知补正"
        case .answerSupplement: "提交补正材料"
        case .transfer: "转办"
        case .accept: "受理"
        case .changeProgram: "改按另一项目办理"
        case .startInvestigation: "启动调查核对"
        case .verificationReported: "核对报告返回"
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
        case .withdraw: "撤回"
        case .endNonCooperation: "因不配合终结"
        case .endDeath: "因死亡终结"
        case .endMoved: "因迁出终结"
        case .suspend: "暂停"
        case .resume: "恢复"
        case .beginGradualExit: "进入渐退期"
        case .terminate: "终止"
        case .archive: "归档"
        }
    }
}

package import Primitives

/// How a family in hardship was noticed.
package enum LeadSource: String, CaseIterable, Codable, Hashable, Sendable {
    case comparison, visit, hotline, qrCode, department, walkIn

    /// The source in words.
    package var chinese: String {
        switch self {
        case .comparison: "数据比对"
        case .visit: "走访发现"
        case .hotline: "热线来电"
        case .qrCode: "扫码求助"
        case .department: "部门转来"
        case .walkIn: "上门求助"
        }
    }
}

/// Where a lead 线索 stands.
package enum LeadState: String, ProcedureWord {
    case raised, told, drafting, declined, unfounded, unreachable

    /// The state in words.
    package var chinese: String {
        switch self {
        case .raised: "待联系"
        case .told: "已告知政策"
        case .drafting: "已转申请"
        case .declined: "不愿申请"
        case .unfounded: "不实或已解决"
        case .unreachable: "联系不上"
        }
    }
}

extension LeadState {
    /// Whether somebody still has to do something about it.
    package var isOpen: Bool { self == .raised || self == .told }
}

/// What is done to a lead.
package enum LeadEvent: String, ProcedureWord {
    case tell, startDraft, decline, closeUnfounded, giveUp, raiseAgain

    /// The event in words.
    package var chinese: String {
        switch self {
        case .tell: "上门告知政策"
        case .startDraft: "帮助填写申请"
        case .decline: "记录不愿申请"
        case .closeUnfounded: "核实后关闭"
        case .giveUp: "多次联系不上"
        case .raiseAgain: "再次发现"
        }
    }
}

/// The dated terms of leads.
package struct LeadTerms: Hashable, Sendable {
    /// Time to the first contact, in wd.
    package var contactDays: Cited<Int>
    /// Tries on different days before somebody counts as unreachable.
    package var triesMin: Cited<Int>

    /// The terms of one region on one day.
    package init(contactDays: Cited<Int>, triesMin: Cited<Int>) {
        self.contactDays = contactDays
        self.triesMin = triesMin
    }
}

/// Why a step of a lead may not be taken.
package enum LeadReason: String, RefusalReason {
    case reasonMissing, notToldInWriting, triesTooFew

    /// The area of the codes.
    package static let area = "lead"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .reasonMissing: RefusalWording("没有写明原因。请写明。", "No reason is given. State it.")
        case .notToldInWriting:
            RefusalWording(
                "还没有送达政策告知书，不能记为不愿申请。请先当面告知并留下告知书。",
                "Nobody declines what they were not told. Hand over the policy notice first.")
        case .triesTooFew: RefusalWording("不同日期联系不足%次（%）。请再联系，或请邻居、网格员协助。", "There were too few tries. Try again.")
        }
    }
}

/// A family that may need help, from the day it was noticed until it files, declines, or needs none.
package struct Lead: Codable, Hashable, Sendable {
    /// How it was noticed.
    package let source: LeadSource
    /// The day: noticed is reported the same day 即发现即报告.
    package let raisedOn: CivilDate
    /// Days on which contact was tried.
    package private(set) var tries: Set<CivilDate> = []
    /// The day the policy notice was handed over; nil before.
    package private(set) var toldOn: CivilDate?
    /// Where it stands.
    package private(set) var state = LeadState.raised

    /// A lead raised.
    package init(source: LeadSource, raisedOn: CivilDate) {
        self.source = source
        self.raisedOn = raisedOn
    }

    /// A lead that stands where it was stored.
    package init(
        source: LeadSource, raisedOn: CivilDate, tries: Set<CivilDate>, toldOn: CivilDate?, state: LeadState
    ) {
        self.source = source
        self.raisedOn = raisedOn
        self.tries = tries
        self.toldOn = toldOn
        self.state = state
    }

    /// The last day for the first contact.
    package func contactBy(_ terms: LeadTerms, _ count: DeadlineCount) -> Deadline {
        count.deadline(terms.contactDays, after: raisedOn)
    }

    /// The lead after a try that reached nobody.
    package func tried(on day: CivilDate) -> Lead {
        var after = self
        after.tries.insert(day)
        return after
    }

    private static let helpers = Performer.people(.aide, .gridWorker, .townshipClerk)

    /// The table of its steps.
    package static let lines = ProcedureLines<LeadState, LeadEvent>([
        ProcedureLine(.raised, .tell, helpers, .told, documents: [.leadRegister, .policyNotice]),
        ProcedureLine(.told, .startDraft, .people(.applicant, .agent, .aide, .townshipClerk), .drafting),
        ProcedureLine(.raised, .startDraft, .people(.applicant, .agent, .aide, .townshipClerk), .drafting),
        ProcedureLine(.told, .decline, helpers, .declined, documents: [.leadRegister]),
        ProcedureLine(.raised, .closeUnfounded, helpers, .unfounded, documents: [.leadRegister]),
        ProcedureLine(.told, .closeUnfounded, helpers, .unfounded, documents: [.leadRegister]),
        ProcedureLine(.raised, .giveUp, helpers, .unreachable, documents: [.leadRegister]),
        ProcedureLine(.declined, .raiseAgain, .peopleOrSystem(.aide, .gridWorker, .townshipClerk), .raised),
        ProcedureLine(.unreachable, .raiseAgain, .peopleOrSystem(.aide, .gridWorker, .townshipClerk), .raised),
        ProcedureLine(.unfounded, .raiseAgain, .peopleOrSystem(.aide, .gridWorker, .townshipClerk), .raised),
    ])

    /// The lead after a step, or every reason why not.
    package func applying(
        _ event: LeadEvent, by actor: CaseActor, note: String, hasNotice: Bool, on today: CivilDate, terms: LeadTerms
    ) -> Ruling<Lead> {
        var found = Refusals<LeadReason>()
        switch event {
        case .decline:
            found.refuse(when: toldOn == nil, .notToldInWriting)
            found.refuse(when: isBlank(note), .reasonMissing)
        case .closeUnfounded: found.refuse(when: isBlank(note), .reasonMissing)
        case .giveUp:
            let least = terms.triesMin
            found.refuse(when: tries.count < least.value, .triesTooFew, String(least.value), least.citation)
        case .tell, .startDraft, .raiseAgain: break
        }
        switch Self.lines.step(event, from: state, by: actor, against: found.list) {
        case .refused(let refusals): return .refused(refusals)
        case .stands(let step):
            var after = self
            after.state = step.next
            if event == .tell, hasNotice { after.toldOn = today }
            if event == .raiseAgain { (after.tries, after.toldOn) = ([], nil) }
            return .stands(after)
        }
    }
}

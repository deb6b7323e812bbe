package import Primitives

/// Where a ticket of the 12345 hotline stands.
package enum HotlineState: String, ProcedureWord {
    case received, signedIn, returned, replied, calledBack, closed

    /// The state in words.
    package var chinese: String {
        switch self {
        case .received: "待签收"
        case .signedIn: "办理中"
        case .returned: "已退回"
        case .replied: "已答复待回访"
        case .calledBack: "已回访"
        case .closed: "已办结"
        }
    }
}

/// What is done to a ticket.
package enum HotlineEvent: String, ProcedureWord {
    case signIn, sendBack, extend, reply, callBack, reopen, close

    /// The event in words.
    package var chinese: String {
        switch self {
        case .signIn: "签收"
        case .sendBack: "退回"
        case .extend: "延期"
        case .reply: "答复"
        case .callBack: "回访"
        case .reopen: "不满意重办"
        case .close: "办结"
        }
    }
}

/// What somebody called about.
package enum HotlineSubject: String, CaseIterable, Codable, Hashable, Sendable {
    case question, helpAsked, report, complaint

    /// The subject in words.
    package var chinese: String {
        switch self {
        case .question: "咨询"
        case .helpAsked: "求助"
        case .report: "举报"
        case .complaint: "投诉"
        }
    }
}

/// The dated terms of hotline tickets.
package struct HotlineTerms: Hashable, Sendable {
    /// Time to sign in, in wd.
    package var signInDays: Cited<Int>
    /// Time to reply from signing in, in wd, by subject.
    package var replyDays: Cited<[HotlineSubject: Int]>
    /// What one extension adds, in wd.
    package var extensionDays: Cited<Int>
    /// Time within which a ticket may be sent back, in wd from its coming in.
    package var sendBackDays: Cited<Int>

    /// The terms of one region on one day.
    package init(
        signInDays: Cited<Int>, replyDays: Cited<[HotlineSubject: Int]>, extensionDays: Cited<Int>,
        sendBackDays: Cited<Int>
    ) {
        self.signInDays = signInDays
        self.replyDays = replyDays
        self.extensionDays = extensionDays
        self.sendBackDays = sendBackDays
    }
}

/// Why a step of a ticket may not be taken.
package enum HotlineReason: String, RefusalReason {
    case reasonMissing, sendBackTooLate, extendedBefore, extensionTooLate, replyMissing, repliesAboutSelf
    case satisfied, notSatisfied, countyVisitOwed

    /// The area of the codes.
    package static let area = "hotline"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .reasonMissing: RefusalWording("没有写明理由。请写明。", "No reason is given. State it.")
        case .sendBackTooLate: RefusalWording("退回期限%已过。请办理并答复。", "It is too late to send it back. Deal with it.")
        case .extendedBefore: RefusalWording("已经延期过一次，不能再延。请按期答复。", "It was extended once. Reply in time.")
        case .extensionTooLate:
            RefusalWording("答复期限%已过，不能再申请延期。", "The time to reply has passed, so it is not extended.")
        case .replyMissing: RefusalWording("没有填写答复内容。请填写。", "The reply is empty. Write it.")
        case .repliesAboutSelf:
            RefusalWording("工单反映的就是您本人，不能由您答复。请交由他人。", "The call is about you. Another person replies.")
        case .satisfied: RefusalWording("来电人表示满意，不需要重办。请办结。", "The caller is satisfied. Close the ticket.")
        case .notSatisfied:
            RefusalWording("来电人不满意，须重办或写明已依法办结的理由。", "The caller is not satisfied. Reopen it or say why not.")
        case .countyVisitOwed:
            RefusalWording("举报涉及审核中的家庭，县级还没有入户核查。请先核查再答复。", "The county has not visited yet. Visit before replying.")
        }
    }
}

/// A ticket from the hotline: signed in, answered in time, called back; the informant stays hidden below the county.
package struct HotlineTicket: Codable, Hashable, Sendable {
    /// The hotline's number.
    package let number: String
    /// What it is about.
    package let subject: HotlineSubject
    /// The day it came in.
    package let receivedOn: CivilDate
    /// Who called, in full; read through `informant(for:)` only.
    private let caller: String
    /// Whether the caller gave a name, and so is answered.
    package let isNamed: Bool
    /// Staff whom the call is about.
    package let about: Set<StaffID>
    /// The case it touches; nil when none.
    package let caseID: CaseID?
    /// Whether that case was under review when the call came.
    package let duringReview: Bool
    /// The number of the earlier ticket it repeats; nil when it is the first.
    package let repeats: String?
    /// The last day to sign in, and then to reply.
    package private(set) var due: Deadline
    /// Whether the time was extended.
    package private(set) var isExtended = false
    /// Whether the caller was satisfied when called back; nil before.
    package private(set) var isSatisfied: Bool?
    /// Where it stands.
    package private(set) var state = HotlineState.received

    /// A ticket as it came in.
    package init(
        number: String, subject: HotlineSubject, receivedOn: CivilDate, caller: String, isNamed: Bool,
        about: Set<StaffID>, caseID: CaseID?, duringReview: Bool, repeats: String?, terms: HotlineTerms,
        count: DeadlineCount
    ) {
        self.number = number
        self.subject = subject
        self.receivedOn = receivedOn
        self.caller = caller
        self.isNamed = isNamed
        self.about = about
        self.caseID = caseID
        self.duringReview = duringReview
        self.repeats = repeats
        due = count.deadline(terms.signInDays, after: receivedOn)
    }

    /// Whether it forces the county to visit the family before a decision (`domain.md` §1.2).
    package var forcesCountyVisit: Bool { duringReview && (subject == .report || subject == .complaint) }

    /// Who called, for a role; village and township never learn it of a report or complaint (§9.8).
    package func informant(for role: Role) -> String? {
        let isHidden = subject == .report || subject == .complaint
        let mayKnow: Set<Role> = [.countyReviewer, .auditor]
        return isHidden && !mayKnow.contains(role) ? nil : caller
    }

    /// The table of its steps.
    package static let lines = ProcedureLines<HotlineState, HotlineEvent>([
        ProcedureLine(.received, .signIn, .people(.townshipClerk, .countyReviewer), .signedIn),
        ProcedureLine(.received, .sendBack, .people(.townshipReviewer, .countyReviewer), .returned),
        ProcedureLine(.signedIn, .sendBack, .people(.townshipReviewer, .countyReviewer), .returned),
        ProcedureLine(.signedIn, .extend, .people(.townshipReviewer, .countyReviewer), .signedIn),
        ProcedureLine(
            .signedIn, .reply, .people(.townshipReviewer, .countyReviewer), .replied, documents: [.hotlineTicket]),
        ProcedureLine(.replied, .callBack, .people(.townshipClerk, .countyReviewer), .calledBack),
        ProcedureLine(.calledBack, .reopen, .people(.townshipReviewer, .countyReviewer), .signedIn),
        ProcedureLine(.calledBack, .close, .people(.townshipReviewer, .countyReviewer), .closed),
        // An unnamed call has nobody to call back.
        ProcedureLine(.replied, .close, .people(.townshipReviewer, .countyReviewer), .closed),
    ])

    /// What a step says beside its name.
    package struct Note: Hashable, Sendable {
        /// Reason or reply in words.
        package var words: String
        /// Whether the caller was satisfied.
        package var isSatisfied: Bool
        /// Whether the county has visited the family.
        package var countyVisited: Bool

        /// What is said.
        package init(words: String, isSatisfied: Bool = true, countyVisited: Bool = false) {
            self.words = words
            self.isSatisfied = isSatisfied
            self.countyVisited = countyVisited
        }
    }

    /// The ticket after a step, or every reason why not.
    package func applying(
        _ event: HotlineEvent, by actor: CaseActor, note: Note, on today: CivilDate, terms: HotlineTerms,
        count: DeadlineCount
    ) -> Ruling<HotlineTicket> {
        let against = refusals(event, actor, note, today, terms, count)
        switch Self.lines.step(event, from: state, by: actor, against: against) {
        case .refused(let refusals): return .refused(refusals)
        case .stands(let step):
            var after = self
            after.state = step.next
            switch event {
            case .signIn, .reopen:
                let days = terms.replyDays.value[subject] ?? terms.signInDays.value
                after.due = count.deadline(Cited(days, terms.replyDays.citation), after: today)
                after.isExtended = false
            case .extend:
                after.due = count.deadline(terms.extensionDays, after: due.on)
                after.isExtended = true
            case .callBack: after.isSatisfied = note.isSatisfied
            case .sendBack, .reply, .close: break
            }
            return .stands(after)
        }
    }

    private func refusals(
        _ event: HotlineEvent, _ actor: CaseActor, _ note: Note, _ today: CivilDate, _ terms: HotlineTerms,
        _ count: DeadlineCount
    ) -> [StatedRefusal] {
        var found = Refusals<HotlineReason>()
        switch event {
        case .sendBack:
            found.refuse(when: isBlank(note.words), .reasonMissing)
            let last = count.deadline(terms.sendBackDays, after: receivedOn)
            found.refuse(when: last.isOverdue(on: today), .sendBackTooLate, last.chineseText)
        case .extend:
            found.refuse(when: isBlank(note.words), .reasonMissing)
            found.refuse(when: isExtended, .extendedBefore)
            found.refuse(when: due.isOverdue(on: today), .extensionTooLate, due.chineseText)
        case .reply:
            found.refuse(when: isBlank(note.words), .replyMissing)
            found.refuse(when: actor.staffID.map(about.contains) ?? false, .repliesAboutSelf)
            found.refuse(when: forcesCountyVisit && !note.countyVisited, .countyVisitOwed)
        case .reopen: found.refuse(when: isSatisfied == true, .satisfied)
        case .close:
            found.refuse(
                when: isNamed && isSatisfied != true && isBlank(note.words), .notSatisfied)
        case .signIn, .callBack: break
        }
        return found.list
    }
}

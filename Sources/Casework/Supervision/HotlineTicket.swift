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
    case signIn, sendBack, redirect, extend, reply, callBack, reopen, close

    /// The event in words.
    package var chinese: String {
        switch self {
        case .signIn: "签收"
        case .sendBack: "退回"
        case .redirect: "转办"
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

    /// Whether somebody else is spoken against, so that whoever called stays hidden from village and township.
    package var isAgainstSomebody: Bool { self == .report || self == .complaint }
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
    package private(set) var caseID: CaseID?
    /// Whether that case was under review when the call came.
    package private(set) var duringReview: Bool
    /// The number of the earlier ticket it repeats; nil when it is the first.
    package private(set) var repeats: String?
    /// The day it came to the office that deals with it.
    package private(set) var handedOn: CivilDate
    /// The last day of what comes next: to sign in, to reply, to call back and close.
    package private(set) var due: Deadline
    /// Whether the time was extended.
    package private(set) var isExtended: Bool
    /// Whether the caller was satisfied when called back; nil before.
    package private(set) var isSatisfied: Bool?
    /// Where it stands.
    package private(set) var state: HotlineState

    /// A ticket as it came in.
    package init(
        number: String, subject: HotlineSubject, receivedOn: CivilDate, caller: String, isNamed: Bool,
        about: Set<StaffID>, caseID: CaseID?, duringReview: Bool, repeats: String?, terms: HotlineTerms,
        count: DeadlineCount
    ) {
        self.init(
            number: number, subject: subject, receivedOn: receivedOn, caller: caller, isNamed: isNamed, about: about,
            caseID: caseID, duringReview: duringReview, repeats: repeats,
            standing: Standing(
                state: .received, handedOn: receivedOn, due: count.deadline(terms.signInDays, after: receivedOn),
                isExtended: false, isSatisfied: nil))
    }

    /// How far a ticket has come, as stored.
    package struct Standing: Hashable, Sendable {
        /// Where it stands.
        package var state: HotlineState
        /// The day it came to the office that deals with it.
        package var handedOn: CivilDate
        /// The last day of what comes next.
        package var due: Deadline
        /// Whether the time was extended.
        package var isExtended: Bool
        /// Whether the caller was satisfied; nil before the call back.
        package var isSatisfied: Bool?

        /// Takes the parts.
        package init(
            state: HotlineState, handedOn: CivilDate, due: Deadline, isExtended: Bool, isSatisfied: Bool?
        ) {
            self.state = state
            self.handedOn = handedOn
            self.due = due
            self.isExtended = isExtended
            self.isSatisfied = isSatisfied
        }
    }

    /// A ticket as stored; the caller is empty unless somebody who may know asked for it.
    package init(
        number: String, subject: HotlineSubject, receivedOn: CivilDate, caller: String, isNamed: Bool,
        about: Set<StaffID>, caseID: CaseID?, duringReview: Bool, repeats: String?, standing: Standing
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
        handedOn = standing.handedOn
        due = standing.due
        isExtended = standing.isExtended
        isSatisfied = standing.isSatisfied
        state = standing.state
    }

    /// Whether it forces the county to visit the family before a decision (`domain.md` §1.2).
    package var forcesCountyVisit: Bool { duringReview && subject.isAgainstSomebody }

    /// Who called, for a role; village and township never learn it of a report or complaint (§9.8).
    package func informant(for role: Role) -> String? {
        Self.mayKnow(role, of: subject) ? caller : nil
    }

    /// Whether a role may learn who called about a subject.
    package static func mayKnow(_ role: Role, of subject: HotlineSubject) -> Bool {
        !subject.isAgainstSomebody || role == .countyReviewer || role == .auditor
    }

    /// The ticket touching a case, or none; `duringReview` says whether that case is under review.
    package func touching(_ caseID: CaseID?, duringReview: Bool) -> HotlineTicket {
        var after = self
        (after.caseID, after.duringReview) = (caseID, caseID != nil && duringReview)
        return after
    }

    /// The ticket linked to an earlier one on the same matter, or every reason why not.
    package func repeating(_ earlier: HotlineTicket) -> Ruling<HotlineTicket> {
        var found = Refusals<HotlineReason>()
        found.refuse(when: earlier.number == number, .repeatsItself)
        found.refuse(when: earlier.receivedOn > receivedOn || earlier.repeats == number, .repeatsLater, earlier.number)
        var after = self
        after.repeats = earlier.number
        return found.ruling(after)
    }

    /// The table of its steps.
    package static let lines = ProcedureLines<HotlineState, HotlineEvent>([
        ProcedureLine(.received, .signIn, .people(.townshipClerk, .countyReviewer), .signedIn),
        ProcedureLine(.received, .sendBack, .people(.townshipReviewer, .countyReviewer), .returned),
        ProcedureLine(.signedIn, .sendBack, .people(.townshipReviewer, .countyReviewer), .returned),
        // Sent back by a township, it is the county's to find the right office or to leave with the hotline.
        ProcedureLine(.received, .redirect, .people(.countyReviewer), .received),
        ProcedureLine(.returned, .redirect, .people(.countyReviewer), .received),
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
                after.due = count.deadline(terms.replyDays[subject] ?? terms.signInDays, after: today)
                after.isExtended = false
            case .extend:
                after.due = count.deadline(terms.extensionDays, after: due.on)
                after.isExtended = true
            case .redirect:
                after.handedOn = today
                after.due = count.deadline(terms.signInDays, after: today)
            case .reply:
                after.due = count.deadline(terms.callBackDays, after: today)
                // A reply given again is asked about again.
                after.isSatisfied = nil
            case .callBack: after.isSatisfied = note.isSatisfied
            case .sendBack, .close: break
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
            let last = count.deadline(terms.sendBackDays, after: handedOn)
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
        case .redirect: found.refuse(when: isBlank(note.words), .reasonMissing)
        case .signIn, .callBack: break
        }
        return found.list
    }
}

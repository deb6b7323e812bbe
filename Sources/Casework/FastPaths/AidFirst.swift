package import Primitives

/// What makes help wait for nothing (国发〔2014〕47号; the list is local).
package enum EmergencyKind: String, CaseIterable, Codable, Hashable, Sendable {
    case accident, suddenIllness, disaster, violence, otherDanger

    /// The danger in words.
    package var chinese: String {
        switch self {
        case .accident: "意外事故"
        case .suddenIllness: "突发重病"
        case .disaster: "火灾等灾害"
        case .violence: "人身侵害"
        case .otherDanger: "其他危及生命健康的情形"
        }
    }
}

/// A paper of aid first that may come afterwards.
package enum AidFirstPaper: String, CaseIterable, Codable, Hashable, Sendable {
    case identity, eventProof, visitForm, receipt, application

    /// The paper in words.
    package var chinese: String {
        switch self {
        case .identity: "身份证明"
        case .eventProof: "事由证明"
        case .visitForm: "入户调查表"
        case .receipt: "领款签收"
        case .application: "申请书和授权书"
        }
    }
}

/// The dated terms of aid first in a region (`emergencyHours`, `backfillWorkdays` of `domain.md` §1.4).
package struct AidFirstTerms: Hashable, Sendable {
    /// Hours from the report to the money.
    package var emergencyHours: Cited<Int>
    /// Time for the papers, in wd.
    package var backfillDays: Cited<Int>
    /// Most that a township pays before a decision.
    package var ceiling: Cited<Money>
    /// What may not be drawn from the reserve.
    package var reserveFloor: Cited<Money>
    /// Whether one cause is helped once per calendar year unless the county agrees.
    package var oncePerCause: Cited<Bool>
    /// Papers that may come afterwards.
    package var papers: Cited<Set<AidFirstPaper>>

    /// The terms of one region on one day.
    package init(
        emergencyHours: Cited<Int>, backfillDays: Cited<Int>, ceiling: Cited<Money>, reserveFloor: Cited<Money>,
        oncePerCause: Cited<Bool>, papers: Cited<Set<AidFirstPaper>>
    ) {
        self.emergencyHours = emergencyHours
        self.backfillDays = backfillDays
        self.ceiling = ceiling
        self.reserveFloor = reserveFloor
        self.oncePerCause = oncePerCause
        self.papers = papers
    }
}

/// Why aid may not be given first.
package enum AidFirstReason: String, RefusalReason {
    case notUrgent, amountUnsuitable, overCeiling, reserveShort, sameCauseThisYear, recipientMissing, witnessMissing

    /// The area of the codes.
    package static let area = "aidFirst"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .notUrgent:
            RefusalWording(
                "没有写明危及生命健康或基本生活的紧急情形，不适用先行救助。请写明，或按普通程序办理。",
                "No danger is stated, so help is not given first. State it, or take the ordinary way.")
        case .amountUnsuitable:
            RefusalWording("先行救助金额应大于零。请改正金额。", "The sum must be more than zero. Correct it.")
        case .overCeiling:
            RefusalWording(
                "金额超过乡镇先行救助上限%元（%）。请降低金额，或由县级办理。",
                "The sum is above what the township may pay first. Lower it, or let the county act.")
        case .reserveShort:
            RefusalWording(
                "备用金可用余额只有%元，不够支付。请先申请补足备用金。",
                "The reserve does not hold enough. Ask for it to be filled up first.")
        case .sameCauseThisYear:
            RefusalWording(
                "同一事由今年已经救助过一次（%）。确有必要的，请先取得县级同意。",
                "The same cause was helped this year. Get the county's consent first.")
        case .recipientMissing:
            RefusalWording("没有写明由谁领取。请写明领款人。", "Nobody is named to receive the money. Name somebody.")
        case .witnessMissing:
            RefusalWording(
                "本人不能签字，又没有见证人。请写明至少一名见证人。",
                "The person cannot sign and nobody witnessed. Name a witness.")
        }
    }
}

/// A request to help first and ask for papers afterwards.
package struct AidFirstRequest: Codable, Hashable, Sendable {
    /// The danger; nil when none is stated.
    package var emergency: EmergencyKind?
    /// The sum.
    package var amount: Money
    /// Who receives it.
    package var recipient: String
    /// Whether the recipient can sign.
    package var recipientSigns: Bool
    /// Who saw the money handed over.
    package var witnesses: [String]
    /// Whether the same cause was helped this calendar year.
    package var causeHelpedThisYear: Bool
    /// Whether the county agreed to a second time.
    package var countyAgreed: Bool

    /// A request as registered (E02).
    package init(
        emergency: EmergencyKind?, amount: Money, recipient: String, recipientSigns: Bool, witnesses: [String],
        causeHelpedThisYear: Bool, countyAgreed: Bool
    ) {
        self.emergency = emergency
        self.amount = amount
        self.recipient = recipient
        self.recipientSigns = recipientSigns
        self.witnesses = witnesses
        self.causeHelpedThisYear = causeHelpedThisYear
        self.countyAgreed = countyAgreed
    }

    /// Judges the request against the terms and the reserve: the plan that stands, or every reason why not.
    package func assess(
        reserve: TownshipReserve, reportedAt: Instant, on today: CivilDate, terms: AidFirstTerms, count: DeadlineCount
    ) -> Ruling<AidFirstPlan> {
        var found = Refusals<AidFirstReason>()
        found.refuse(when: emergency == nil, .notUrgent)
        found.refuse(when: amount <= .zero, .amountUnsuitable)
        found.refuse(
            when: amount > terms.ceiling.value, .overCeiling, terms.ceiling.value.grouped, terms.ceiling.citation)
        let free = reserve.balance - terms.reserveFloor.value
        found.refuse(when: amount > max(free, .zero), .reserveShort, max(free, .zero).grouped)
        found.refuse(
            when: causeHelpedThisYear && !countyAgreed && terms.oncePerCause.value, .sameCauseThisYear,
            terms.oncePerCause.citation)
        found.refuse(when: isBlank(recipient), .recipientMissing)
        found.refuse(when: !recipientSigns && witnesses.allSatisfy(isBlank), .witnessMissing)
        return found.ruling(
            AidFirstPlan(
                amount: amount, payBy: reportedAt.adding(seconds: Int64(terms.emergencyHours.value) * 3_600),
                papersDue: count.deadline(terms.backfillDays, after: today), papers: terms.papers.value))
    }
}

/// Aid that may be given first: how much, until when, and what is owed afterwards.
package struct AidFirstPlan: Codable, Hashable, Sendable {
    /// The sum.
    package let amount: Money
    /// The last moment for paying in time.
    package let payBy: Instant
    /// The last day for the papers.
    package let papersDue: Deadline
    /// The papers owed.
    package let papers: Set<AidFirstPaper>

    /// What is still owed when these papers are in.
    package func owed(having papers: Set<AidFirstPaper>) -> Set<AidFirstPaper> {
        self.papers.subtracting(papers)
    }

    /// Whether papers are owed past their last day.
    package func isLate(having papers: Set<AidFirstPaper>, on today: CivilDate) -> Bool {
        !owed(having: papers).isEmpty && papersDue.isOverdue(on: today)
    }
}

/// The township's reserve for aid first 备用金: entries in order, the balance is their sum and never below zero.
package struct TownshipReserve: Codable, Hashable, Sendable {
    /// What an entry is.
    package enum EntryKind: String, CaseIterable, Codable, Hashable, Sendable { case filledUp, paidOut, cameBack }

    /// One entry.
    package struct Entry: Codable, Hashable, Sendable {
        /// What it is.
        package let kind: EntryKind
        /// The sum, above zero.
        package let amount: Money
        /// The day.
        package let on: CivilDate
        /// The register number or the appropriation it belongs to.
        package let reference: String

        /// An entry of the book.
        package init(kind: EntryKind, amount: Money, on day: CivilDate, reference: String) {
            precondition(amount > .zero, "An entry of the reserve moves money.")
            self.kind = kind
            self.amount = amount
            self.on = day
            self.reference = reference
        }

        var signed: Money { kind == .paidOut ? -amount : amount }
    }

    /// The entries.
    package private(set) var entries: [Entry] = []

    /// An empty reserve.
    package init() {}

    /// What is there.
    package var balance: Money { entries.map(\.signed).total() }

    /// The reserve with another entry; nil when it would pay out more than is there.
    package func adding(_ entry: Entry) -> TownshipReserve? {
        guard balance + entry.signed >= .zero else { return nil }
        var after = self
        after.entries.append(entry)
        return after
    }
}

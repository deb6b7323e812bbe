package import Casework
package import Primitives

/// What became of a line of a change for the past.
package enum RetroactiveState: String, CaseIterable, Codable, Hashable, Sendable {
    /// Computed and listed; nothing follows by itself.
    case listed
    /// A person ordered what was underpaid; the next roster pays it.
    case ordered
    /// Owed, and cannot be paid by a roster any more: a person has to act.
    case left
}

/// A month of a family that a change for the past would have made another one.
package struct RetroactiveLineRow: Hashable, Sendable, Codable {
    /// The line as stored; nil for one just computed.
    package internal(set) var id: EventID?
    /// The program.
    package let program: Program
    /// The family.
    package let family: FamilyID
    /// The case whose decision was computed again; nil for a family taken over from a list.
    package let caseID: CaseID?
    /// The award that was paid; nil for a family that was refused or recognised without money.
    package let award: AwardID?
    /// The certificate's number, or the case's where there is none.
    package let number: String
    /// The applicant's or payee's name in full, which lists mask; empty for a line just computed.
    package internal(set) var name = ""
    /// The village or township the family is handled in.
    package let region: RegionCode
    /// The month.
    package let month: CalendarMonth
    /// What was paid for it.
    package let paid: Money
    /// What the version gives for it; nil when that cannot be said.
    package let due: Money?
    /// Why it cannot be said, or what kind of decision it was; empty in the usual case.
    package let reason: String
    /// What became of it.
    package internal(set) var state = RetroactiveState.listed
    /// Why it is left to a person; empty otherwise.
    package internal(set) var leftReason = ""

    /// A line just computed.
    package init(
        program: Program, family: FamilyID, caseID: CaseID?, award: AwardID?, number: String, region: RegionCode,
        month: CalendarMonth, paid: Money, due: Money?, reason: String = ""
    ) {
        self.program = program
        self.family = family
        self.caseID = caseID
        self.award = award
        self.number = number
        self.region = region
        self.month = month
        self.paid = paid
        self.due = due
        self.reason = reason
    }

    /// What is still owed to the family; negative when more was paid than the version gives; nil when unknown.
    package var difference: Money? { due.map { $0 - paid } }
    /// Whether money is owed on an award, so that a roster can pay it.
    package var isPayable: Bool { award != nil && difference.map { $0 > .zero } ?? false }
}

/// What was paid for one month of an award.
package struct PaidMonth: Sendable {
    /// The award.
    package let award: AwardID
    /// Its program.
    package let program: Program
    /// Its family.
    package let family: FamilyID
    /// Its case; nil for one taken over from a list.
    package let caseID: CaseID?
    /// The certificate's number.
    package let number: String
    /// Where the family is handled.
    package let region: RegionCode
    /// The month.
    package let month: CalendarMonth
    /// What was sent to the bank or arrived.
    package let paid: Money
}

import Casework
package import Primitives
import Storage

/// Some members are a household of their own from a day on; they get a file of their own and nothing else.
package struct SplitFamily: Command {
    package static let name = "family.split"
    /// The family.
    package let family: FamilyID
    /// The version of the file that was looked at.
    package let seenVersion: Int64
    /// Who goes.
    package let people: [PersonID]
    /// The applicant of those who go.
    package let applicant: PersonID
    /// The next applicant of those who stay, where the present one goes.
    package let staying: PersonID?
    /// The last day together.
    package let day: CivilDate
    /// Why it is recorded.
    package let reason: String
    /// The paper or dataset that shows it.
    package let evidence: String

    /// Takes the inputs.
    package init(
        family: FamilyID, seenVersion: Int64, people: [PersonID], applicant: PersonID, staying: PersonID?,
        day: CivilDate, reason: String, evidence: String
    ) {
        self.family = family
        self.seenVersion = seenVersion
        self.people = people
        self.applicant = applicant
        self.staying = staying
        self.day = day
        self.reason = reason
        self.evidence = evidence
    }

    /// Answers both families; those who go apply for themselves if they are in need.
    package func run(in context: CommandContext) throws -> Outcome<FamilyChangeDone> {
        let opened = try FamilyBook.open(family, seenVersion: seenVersion, in: context)
        guard let book = opened.value else { return .refused(opened.reasons) }
        let leaving = Set(people)
        var reasons: [Reason] = []
        if reason.isBlank { reasons.append(.missingReason) }
        for file in book.inForce where FamilyBook.isOwn(file) {
            let members = try context.store.caseMembers(file.id, in: context.scope)
            if book.stays.filter({ $0.through == nil }).count > 1,
                members.contains(where: { leaving.contains($0.personID) })
            {
                reasons.append(.ownCaseRemains)
            }
        }
        let ruling = book.roster.applying(
            .split(leaving, on: day, applicant: applicant, staying: staying), hasEvidence: !evidence.isBlank,
            on: context.today)
        reasons += ruling.refusals.map { Reason($0) }
        guard reasons.isEmpty, let changed = ruling.value, let apart = changed.splitOff else {
            return .refused(reasons)
        }
        let names = people.map(book.name).joined(separator: "、")
        let entry = FamilyChangeEntry(
            kind: .split, cause: nil, person: nil, happenedOn: day,
            note: FamilyChangeNote(summary: "\(names)分出单独立户", reason: reason, evidence: evidence),
            restate: FamilyBook.removing(leaving, successor: staying))
        let other = try context.store.openFamily(like: book.row, on: day.adding(days: 1), at: context.now)
        let done = try book.record(changed, entry, other: other, in: context)
        for (index, member) in apart.members.enumerated() {
            try context.store.beginStay(
                member.person, in: other, number: index + 1, relation: member.relation, from: member.from)
        }
        if apart.members.count > 1, let change = try context.store.familyChanges(family, in: context.scope).first {
            try context.store.insertDuties([.askRelations], of: change.id, for: other, on: context.today)
        }
        return .done(done)
    }
}

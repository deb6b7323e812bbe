package import Casework
package import Primitives
import Storage

/// Somebody has died or belongs no longer: independence, divorce, prison, religious life, missing, moved away.
package struct RecordLeaving: Command {
    package static let name = "family.leaving"
    /// The family.
    package let family: FamilyID
    /// The version of the file that was looked at.
    package let seenVersion: Int64
    /// The member.
    package let person: PersonID
    /// Why; nil for a death.
    package let cause: LeavingCause?
    /// The day of death, or the last day in the family.
    package let day: CivilDate
    /// The next applicant, where the applicant goes.
    package let successor: PersonID?
    /// Why it is recorded.
    package let reason: String
    /// The paper or dataset that shows it.
    package let evidence: String

    /// Takes the inputs.
    package init(
        family: FamilyID, seenVersion: Int64, person: PersonID, cause: LeavingCause?, day: CivilDate,
        successor: PersonID?, reason: String, evidence: String
    ) {
        self.family = family
        self.seenVersion = seenVersion
        self.person = person
        self.cause = cause
        self.day = day
        self.successor = successor
        self.reason = reason
        self.evidence = evidence
    }

    /// Begins the review of the cases in force that cover the person.
    package func run(in context: CommandContext) throws -> Outcome<FamilyChangeDone> {
        let opened = try FamilyBook.open(family, seenVersion: seenVersion, in: context)
        guard let book = opened.value else { return .refused(opened.reasons) }
        var reasons: [Reason] = []
        if reason.isBlank { reasons.append(.missingReason) }
        if cause == nil, let known = book.stays.first(where: { $0.person.id == person })?.person.deathDay, known != day
        {
            reasons.append(.deathKnown)
        }
        let change: FamilyChange =
            if let cause {
                .leaving(person, cause, on: day, successor: successor)
            } else {
                .death(person, on: day, successor: successor)
            }
        let ruling = book.roster.applying(change, hasEvidence: !evidence.isBlank, on: context.today)
        reasons += ruling.refusals.map { Reason($0) }
        guard reasons.isEmpty, let changed = ruling.value else { return .refused(reasons) }
        if cause == nil { try context.store.recordDeath(of: person, on: day, in: context.scope) }
        let what = cause.map { "离开家庭：\($0.chinese)" } ?? "去世"
        let entry = FamilyChangeEntry(
            kind: cause == nil ? .death : .leaving, cause: cause?.rawValue, person: person, happenedOn: day,
            note: FamilyChangeNote(summary: "\(book.name(person))\(what)", reason: reason, evidence: evidence),
            restate: FamilyBook.removing([person], successor: successor))
        return .done(try book.record(changed, entry, in: context))
    }
}

extension FamilyBook {
    /// Takes people out of what a case declared; somebody named becomes the applicant where the applicant goes.
    static func removing(
        _ people: Set<PersonID>, successor: PersonID?
    ) -> (ApplicationForm, [CaseMemberRow]) -> ApplicationForm {
        { form, members in
            let gone = Set(members.filter { people.contains($0.personID) }.map(\.number))
            let next = members.first { $0.personID == successor }?.number
            return form.without(gone, successor: next)
        }
    }
}

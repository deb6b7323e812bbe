package import Casework
package import Primitives
import Storage

/// Somebody comes to belong to a family: birth, marriage, adoption, return.
///
/// Answers asked here are those of the form, so that a case in force goes on with a form that is whole.
package struct RecordJoining: Command {
    package static let name = "family.joining"
    /// The family.
    package let family: FamilyID
    /// The version of the file that was looked at.
    package let seenVersion: Int64
    /// The person as declared; the number is given by the file.
    package let member: DeclaredMember
    /// Why the person belongs now.
    package let cause: JoiningCause
    /// The first day.
    package let day: CivilDate
    /// Why it is recorded.
    package let reason: String
    /// The paper or dataset that shows it.
    package let evidence: String

    /// Takes the inputs.
    package init(
        family: FamilyID, seenVersion: Int64, member: DeclaredMember, cause: JoiningCause, day: CivilDate,
        reason: String, evidence: String
    ) {
        self.family = family
        self.seenVersion = seenVersion
        self.member = member
        self.cause = cause
        self.day = day
        self.reason = reason
        self.evidence = evidence
    }

    /// Begins the review of the cases in force of the whole household.
    package func run(in context: CommandContext) throws -> Outcome<FamilyChangeDone> {
        let opened = try FamilyBook.open(family, seenVersion: seenVersion, in: context)
        guard let book = opened.value else { return .refused(opened.reasons) }
        var reasons: [Reason] = []
        if reason.isBlank { reasons.append(.missingReason) }
        if member.name.isBlank { reasons.append(.personNameMissing) }
        guard let relation = member.relation, relation != .applicant else {
            return .refused(reasons + [.joinerUnsuitable])
        }
        guard let id = member.citizenID else {
            return .refused(reasons + [Reason(FormProblem("idNumber", .idMalformed, member.name))])
        }
        let known = try context.store.personID(of: id)
        let isHere = known.map { book.roster.holds($0, on: context.today) } ?? false
        if let known, !isHere, try context.store.belongsSomewhere(known) { reasons.append(.personElsewhere) }
        guard reasons.isEmpty else { return .refused(reasons) }
        let person = try context.store.ensurePerson(
            name: member.name, citizenID: id, on: context.today, at: context.now)
        let ruling = book.roster.applying(
            .joining(RosterMember(person: person, relation: relation, born: id.birthDate, from: day), cause),
            hasEvidence: !evidence.isBlank, on: context.today)
        guard let changed = ruling.value else { return .refused(ruling.refusals.map { Reason($0) }) }
        let entry = FamilyChangeEntry(
            kind: .joining, cause: cause.rawValue, person: person, happenedOn: day,
            note: FamilyChangeNote(
                summary: "\(member.name)（\(relation.chinese)）加入家庭：\(cause.chinese)", reason: reason,
                evidence: evidence),
            restate: { form, _ in FamilyBook.isOwn(form) ? form : form.adding(member) })
        return .done(try book.record(changed, entry, in: context))
    }
}

extension ApplicationForm {
    /// The form with one more member, numbered after the others.
    func adding(_ member: DeclaredMember) -> ApplicationForm {
        var form = self
        var member = member
        member.number = (form.members.map(\.number).max() ?? 0) + 1
        form.members.append(member)
        return form
    }

    /// The form without some people and what was declared for them; a successor becomes the applicant.
    func without(_ gone: Set<Int>, successor: Int?) -> ApplicationForm {
        var form = self
        for number in gone { _ = DraftPart.removeMember(number).apply(to: &form) }
        let hadApplicant = members.contains { gone.contains($0.number) && $0.relation == .applicant }
        guard hadApplicant, let successor else { return form }
        for index in form.members.indices {
            form.members[index].relation = form.members[index].number == successor ? .applicant : .other
        }
        return form
    }
}

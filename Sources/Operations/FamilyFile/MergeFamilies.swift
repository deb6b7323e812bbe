import Casework
package import Primitives
import Storage

/// Two families are one household from a day on; the other file is left without members and stays readable.
package struct MergeFamilies: Command {
    package static let name = "family.merge"
    /// The family that goes on.
    package let family: FamilyID
    /// The version of the file that was looked at.
    package let seenVersion: Int64
    /// The family whose members come in.
    package let other: FamilyID
    /// The first day together.
    package let day: CivilDate
    /// Why it is recorded.
    package let reason: String
    /// The paper or dataset that shows it.
    package let evidence: String

    /// Takes the inputs.
    package init(
        family: FamilyID, seenVersion: Int64, other: FamilyID, day: CivilDate, reason: String, evidence: String
    ) {
        self.family = family
        self.seenVersion = seenVersion
        self.other = other
        self.day = day
        self.reason = reason
        self.evidence = evidence
    }

    /// Refused while the other family is helped: its assistance is ended first, with its reasons.
    package func run(in context: CommandContext) throws -> Outcome<FamilyChangeDone> {
        let opened = try FamilyBook.open(family, seenVersion: seenVersion, in: context)
        guard let book = opened.value else { return .refused(opened.reasons) }
        guard family != other else { return .refused([.sameFamily]) }
        guard let coming = try FamilyBook(other, in: context) else { return .refused([.notFound]) }
        var reasons: [Reason] = []
        if reason.isBlank { reasons.append(.missingReason) }
        if !coming.inForce.isEmpty { reasons.append(.otherInForce) }
        let ruling = book.roster.applying(
            .merge(coming.roster, on: day), hasEvidence: !evidence.isBlank, on: context.today)
        reasons += ruling.refusals.map { Reason($0) }
        guard reasons.isEmpty, let changed = ruling.value else { return .refused(reasons) }
        let present = coming.stays.filter { $0.through == nil }
        for stay in present {
            try context.store.endStay(stay.id, through: max(day.adding(days: -1), stay.from), in: context.scope)
        }
        try context.store.raiseFamilyVersion(other, from: coming.version, in: context.scope)
        var joining: [DeclaredMember] = []
        for stay in present {
            let id = try context.store.citizenID(of: stay.person.id, in: context.scope)
            joining.append(
                DeclaredMember(number: 0, name: stay.person.name, idNumber: id?.text ?? "", relation: .other))
        }
        let names = present.map(\.person.name).joined(separator: "、")
        let entry = FamilyChangeEntry(
            kind: .merge, cause: nil, person: nil, happenedOn: day,
            note: FamilyChangeNote(summary: "\(names)并入本家庭", reason: reason, evidence: evidence),
            restate: { form, _ in
                FamilyBook.isOwn(form) ? form : joining.reduce(form) { $0.adding($1) }
            })
        return .done(try book.record(changed, entry, other: other, in: context))
    }
}

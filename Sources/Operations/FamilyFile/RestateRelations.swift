package import Casework
package import Primitives
import Storage

/// Says anew how everybody stands to the applicant, after the applicant changed or families were split or joined.
package struct RestateRelations: Command {
    package static let name = "family.relations"
    /// The family.
    package let family: FamilyID
    /// The version of the file that was looked at.
    package let seenVersion: Int64
    /// The relation of each present member.
    package let relations: [PersonID: MemberRelation]

    /// Takes the inputs.
    package init(family: FamilyID, seenVersion: Int64, relations: [PersonID: MemberRelation]) {
        self.family = family
        self.seenVersion = seenVersion
        self.relations = relations
    }

    /// Answers the file's version; cases are not touched, since relations alone decide nothing.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        let opened = try FamilyBook.open(family, seenVersion: seenVersion, in: context)
        guard let book = opened.value else { return .refused(opened.reasons) }
        let present = book.stays.filter { $0.through == nil }
        let said = present.compactMap { relations[$0.person.id] }
        let isWhole =
            said.count == present.count && said.count { $0 == .applicant } == 1
            && said.count { $0 == .spouse } <= 1
        guard isWhole, let staff = context.actor.staff else { return .refused([.relationsWrong]) }
        for stay in present {
            guard let relation = relations[stay.person.id], relation != stay.relation else { continue }
            try context.store.setRelation(relation, of: stay.id, in: context.scope)
        }
        try context.store.settleDuties(
            .askRelations, of: family, note: "已重新填写", by: staff.staffID, on: context.today, in: context.scope)
        try context.store.raiseFamilyVersion(family, from: book.version, in: context.scope)
        try context.audit(Self.name, "family", family.rawValue, region: book.row.region)
        return .done(book.version + 1)
    }
}

import Casework
import Primitives
import Storage

/// A family on file, put into a form to be confirmed member by member.
enum HeldFamily {
    /// Adds the living people of a family whom the form lacks, after those typed already; answers how many came.
    ///
    /// On file, relations are to the head; whose relation to `own`, the applicant, follows from none is asked for.
    static func add(
        _ family: FamilyID, applicant own: PersonID, to form: inout ApplicationForm, in context: CommandContext
    ) throws -> Int {
        let members = try context.store.members(of: family, in: context.scope)
        let head = members.min { $0.number < $1.number }?.person.id
        let hasApplicant = form.applicant != nil
        let before = form.members.count
        let isAlone = form.filing?.alone != nil
        for member in members where member.person.deathDay == nil && (!isAlone || member.person.id == own) {
            // An account's scope holds the person, not the family's papers: the numbers come by these verbs alone.
            guard let id = try context.store.memberCitizenID(member.person.id, family: family, in: context.scope),
                !form.members.contains(where: { $0.citizenID == id })
            else { continue }
            let known = head == own ? MemberRelation(rawValue: member.relation) : nil
            let isApplicant = member.person.id == own
            form.members.append(
                DeclaredMember(
                    number: (form.members.map(\.number).max() ?? 0) + 1, name: member.person.name, idNumber: id.text,
                    relation: isApplicant ? hasApplicant ? nil : .applicant : known == .applicant ? nil : known))
        }
        return form.members.count - before
    }
}

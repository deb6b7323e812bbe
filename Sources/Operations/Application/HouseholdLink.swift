import Casework
import Primitives
import Storage

/// A member of a form with the person of the object library.
struct LinkedMember {
    let member: DeclaredMember
    let citizenID: CitizenID
    let id: PersonID
}

/// Ties the people of a form to the object library.
///
/// What the library says of them is not changed by a mere application.
enum HouseholdLink {
    /// The person of each member, added when nobody holds the ID yet.
    static func people(_ form: ApplicationForm, in context: CommandContext) throws -> [LinkedMember] {
        try form.members.map { member in
            guard let id = member.citizenID else {
                throw StoreError(.damaged, "A form without problems has an ID for each member.")
            }
            let person = try context.store.ensurePerson(
                name: member.name, citizenID: id, on: context.today, at: context.now)
            return LinkedMember(member: member, citizenID: id, id: person)
        }
    }

    /// Whether the asker's own family has an open case of the program.
    ///
    /// Somebody else's is not told of: a typed ID is only a claim, and the clerk sees the doubt instead.
    static func hasOwnOpenCase(_ program: Program, people: [PersonID], in context: CommandContext) throws -> Bool {
        let open = try context.store.openCases(of: program, people: people)
        guard !open.isEmpty else { return false }
        guard let account = context.actor.account else { return true }
        if open.contains(where: { $0.accountID == account }) { return true }
        let proven = Set(try context.store.provenPersons(of: account).map(\.id))
        return !proven.isDisjoint(with: people)
    }

    /// The family the applicant belongs to, which the township may now see; otherwise one made of the members.
    static func family(
        _ form: ApplicationForm, people: [LinkedMember], at residence: RegionCode, in context: CommandContext
    ) throws -> FamilyID {
        let township = residence.ancestor(at: .township) ?? residence
        guard let applicant = people.first(where: { $0.member.relation == .applicant }) else {
            throw StoreError(.damaged, "A form without problems has an applicant.")
        }
        if let known = try context.store.familyID(of: applicant.id) {
            try context.store.grant(township, on: known, why: .helped, from: context.today)
            return known
        }
        var grants: [(region: RegionCode, why: GrantReason)] = []
        if let register = form.registerRegion, register != residence, try context.store.region(register) != nil {
            grants.append((region: register, why: .registered))
        }
        let entry = FamilyEntry(
            registerNumber: nil, program: .applied, area: FilingPlace.area(of: residence), region: residence,
            startedDay: context.today,
            members: people.enumerated().map { position, linked in
                FamilyMemberEntry(
                    number: position + 1, name: linked.member.name, citizenID: linked.citizenID,
                    relation: linked.member.statedRelation.rawValue)
            },
            otherGrants: grants)
        return try context.store.insertFamily(entry, on: context.today, at: context.now)
    }

    /// Adds members that a clerk has now accepted to the family, those who belong to no other.
    static func adopt(_ file: CaseFile, in context: CommandContext) throws {
        for member in file.members {
            let entry = FamilyMemberEntry(
                number: member.number, name: member.name, citizenID: member.idNumber,
                relation: member.relation.rawValue)
            try context.store.addMember(entry, person: member.personID, to: file.row.familyID, on: context.today)
        }
    }
}

/// The people of a case as frozen.
enum CaseMembers {
    static func frozen(
        _ form: ApplicationForm, people: [LinkedMember], in context: CommandContext
    ) -> [CaseMemberRow] {
        people.map { linked in
            CaseMemberRow(
                id: context.store.ids.next(), number: linked.member.number, personID: linked.id,
                name: linked.member.name, relation: linked.member.statedRelation, sex: linked.citizenID.sex,
                birthDate: linked.citizenID.birthDate, idNumber: linked.citizenID)
        }
    }
}

package import Casework
package import Primitives
package import Storage

/// Writes down who owes a member support without living with the family, and whether support can be given.
package struct RecordObligor: Command {
    package static let name = "family.obligor"
    /// The family.
    package let family: FamilyID
    /// The member who is owed support.
    package let person: PersonID
    /// What the obligor is to the member.
    package let kinship: Kinship
    /// Name, number, place and what the ability rests on.
    package let content: ObligorContent
    /// Whether support can be given.
    package let ability: ObligorAbility
    /// What is given a month; nil while not known.
    package let maintenance: Money?
    /// The row that this one takes the place of.
    package let replaces: ObligorID?

    /// Takes the inputs.
    package init(
        family: FamilyID, person: PersonID, kinship: Kinship, content: ObligorContent, ability: ObligorAbility,
        maintenance: Money?, replaces: ObligorID? = nil
    ) {
        self.family = family
        self.person = person
        self.kinship = kinship
        self.content = content
        self.ability = ability
        self.maintenance = maintenance
        self.replaces = replaces
    }

    /// Answers the row's id.
    package func run(in context: CommandContext) throws -> Outcome<ObligorID> {
        let opened = try FamilyBook.open(family, in: context)
        guard let book = opened.value, let staff = context.actor.staff else { return .refused(opened.reasons) }
        var reasons: [Reason] = []
        if content.name.isBlank { reasons.append(.personNameMissing) }
        if ability != .unknown, content.basis.isBlank { reasons.append(.basisMissing) }
        if !book.roster.holds(person, on: context.today) { reasons.append(.familyMemberUnknown) }
        if let text = content.idNumber {
            guard let id = try? CitizenID(text) else {
                return .refused(reasons + [Reason(FormProblem("idNumber", .idMalformed, content.name))])
            }
            if let known = try context.store.personID(of: id), book.roster.holds(known, on: context.today) {
                reasons.append(.kinshipUnsuitable)
            }
        }
        guard reasons.isEmpty else { return .refused(reasons) }
        if let replaces { try context.store.endObligor(replaces, on: context.today, in: context.scope) }
        let id: ObligorID = context.store.ids.next()
        try context.store.insertObligor(
            ObligorRow(
                id: id, person: person, kinship: kinship, ability: ability, maintenance: maintenance,
                content: content, staff: staff.staffID, from: context.today), of: family)
        try context.audit(Self.name, "family", family.rawValue, region: book.row.region, reason: content.basis)
        return .done(id)
    }
}

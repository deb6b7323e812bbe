import Casework
package import Primitives
package import Storage

/// Writes down where a member is registered or habitually lives from a day on; the earlier place of the kind ends.
package struct RecordPlace: Command {
    package static let name = "family.place"
    /// The family.
    package let family: FamilyID
    /// The member.
    package let person: PersonID
    /// Register or habitual residence.
    package let kind: AddressKind
    /// The region.
    package let region: RegionCode
    /// Street and house.
    package let detail: String
    /// The first day.
    package let day: CivilDate

    /// Takes the inputs.
    package init(
        family: FamilyID, person: PersonID, kind: AddressKind, region: RegionCode, detail: String, day: CivilDate
    ) {
        self.family = family
        self.person = person
        self.kind = kind
        self.region = region
        self.detail = detail
        self.day = day
    }

    /// A family registered in a township of this installation may be seen there as well.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        let opened = try FamilyBook.open(family, in: context)
        guard let book = opened.value else { return .refused(opened.reasons) }
        var reasons: [Reason] = []
        if day > context.today { reasons.append(.dayImpossible) }
        if !book.roster.holds(person, on: context.today) { reasons.append(.familyMemberUnknown) }
        if [.province, .city].contains(region.level) { reasons.append(.addressUnknown) }
        guard reasons.isEmpty else { return .refused(reasons) }
        try context.store.setAddress(kind, of: person, region: region, detail: detail, on: day)
        if kind == .hukou, let township = region.ancestor(at: .township),
            try context.store.region(township) != nil
        {
            try context.store.grant(township, on: family, why: .registered, from: context.today)
        }
        try context.audit(Self.name, "family", family.rawValue, region: book.row.region)
        return .done(true)
    }
}

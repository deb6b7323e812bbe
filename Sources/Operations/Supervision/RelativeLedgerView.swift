import Casework
package import Primitives
package import Storage

/// The ledger of relatives of a post's area: entries, what registers show and nobody declared, who has not declared.
///
/// At most six statements.
package struct RelativeLedgerView: Sendable {
    /// The entries, the latest first, struck ones included.
    package let entries: [RelativeRow]
    /// Entries of the registers that nobody declared.
    package let undeclared: Set<RelativeEntryID>
    /// The officials in office.
    package let officials: [OfficialRow]
    /// Officials on the list and staff of the area who have not declared this year.
    package let missing: [String]
    /// The day each official declared this year.
    package let declaredOn: [OfficialID: CivilDate]
    /// The year.
    package let year: Int

    /// The ledger within the scope; nil for posts that do not read it.
    package static func load(in context: CommandContext) throws -> RelativeLedgerView? {
        guard let staff = context.actor.staff, OfficialKeeping.readers.contains(staff.role) else { return nil }
        let entries = try context.store.relatives(in: context.scope)
        let officials = try context.store.officials(in: context.scope)
        let declared = try context.store.declarations(of: context.today.year)
        let silent = Set(RelativeRegister(entries.map(\.entry)).undeclared(on: context.today))
        let people = try context.store.staffLines(
            in: staff.region, after: "", limit: 1_000, on: context.today, at: context.now
        ).filter { !$0.isClosed && !$0.posts.isEmpty }
        let byStaff = Dictionary(
            officials.compactMap { official in official.staffID.map { ($0, official.id) } }, uniquingKeysWith: { $1 })
        let owing = RelativeRegister.missingDeclarations(
            of: Set(people.map(\.id)),
            declared: byStaff.compactMapValues { declared[$0] }, in: context.today.year)
        let names = Dictionary(people.map { ($0.id, $0.name) }, uniquingKeysWith: { $1 })
        let cadres = officials.filter { $0.staffID == nil && declared[$0.id] == nil }
        return RelativeLedgerView(
            entries: entries, undeclared: Set(entries.filter { silent.contains($0.entry) }.map(\.id)),
            officials: officials,
            missing: owing.compactMap { names[$0] } + cadres.map { "\($0.name)（\($0.duty)）" },
            declaredOn: declared, year: context.today.year)
    }
}

/// What a member of staff has declared this year, for the form of the declaration.
///
/// At most four statements.
package struct OwnDeclaration: Sendable {
    /// The official; nil while the member of staff was never put on the list.
    package let official: OfficialRow?
    /// The entries that stand.
    package let entries: [RelativeRow]
    /// The day of this year's declaration; nil while it is owed.
    package let declaredOn: CivilDate?
    /// The year.
    package let year: Int

    /// The declaration of a village's official within the scope, or one's own; nil when there is no such official.
    package static func load(_ id: OfficialID?, in context: CommandContext) throws -> OwnDeclaration? {
        guard let staff = context.actor.staff else { return nil }
        let official: OfficialRow?
        if let id {
            guard OfficialKeeping.roles.contains(staff.role),
                let row = try context.store.official(id, in: context.scope), row.staffID == nil
            else { return nil }
            official = row
        } else {
            official = try context.store.official(ofStaff: staff.staffID)
        }
        return OwnDeclaration(
            official: official,
            entries: try official.map { try context.store.relatives(of: $0.id) }?.filter {
                $0.entry.struckOn == nil
            } ?? [],
            declaredOn: try official.flatMap { try context.store.declarations(of: context.today.year)[$0.id] },
            year: context.today.year)
    }
}

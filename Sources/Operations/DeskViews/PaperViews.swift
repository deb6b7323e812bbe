package import Primitives
package import Storage

/// A family of the object library with its people and cases.
///
/// Four statements.
package struct FamilyPage: Sendable {
    /// The family.
    package let family: FamilyRow
    /// Where it lives.
    package let place: [String]
    /// Its people.
    package let members: [FamilyMemberRow]

    /// A family within the scope; nil otherwise.
    package static func load(_ id: FamilyID, in context: CommandContext) throws -> FamilyPage? {
        guard context.actor.staff != nil, let family = try context.store.family(id, in: context.scope) else {
            return nil
        }
        return FamilyPage(
            family: family, place: try context.store.regionPath(family.region),
            members: try context.store.members(of: id, in: context.scope))
    }
}

/// The list of families.
///
/// Two statements.
package struct FamilyList: Sendable {
    /// The page's rows.
    package let rows: [FamilyListRow]
    /// How many fit.
    package let total: Int

    /// A page of the families within the scope; nobody but staff sees any.
    package static func load(
        _ filter: FamilyFilter, page: Int, pageSize: Int, in context: CommandContext
    ) throws -> FamilyList {
        guard context.actor.staff != nil else { return FamilyList(rows: [], total: 0) }
        let found = try context.store.families(filter, page: page, pageSize: pageSize, in: context.scope)
        return FamilyList(rows: found.rows, total: found.total)
    }
}

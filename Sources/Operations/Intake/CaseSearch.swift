import Primitives
package import Storage

/// What the one search box finds (S24): at most 20 cases and 20 families of the scope, masked.
///
/// Six statements.
package struct CaseSearch: Sendable {
    /// Cases that fit, by deadline.
    package let cases: [CaseQueueRow]
    /// How many cases fit in all.
    package let caseTotal: Int
    /// Families of the object library that fit.
    package let families: [FamilyListRow]
    /// How many families fit in all.
    package let familyTotal: Int
    /// Most rows of a kind.
    package static let rowsMax = 20

    /// Finds by acceptance number, register number, name, the last four of an ID or a whole ID.
    ///
    /// Anything shorter than two characters finds nothing, and neither does anybody without a post.
    package static func load(_ text: String, in context: CommandContext) throws -> CaseSearch {
        let asked = text.filter { !$0.isWhitespace }
        guard asked.count >= 2, context.actor.staff != nil else {
            return CaseSearch(cases: [], caseTotal: 0, families: [], familyTotal: 0)
        }
        var filter = CaseQueueFilter()
        filter.text = text
        let found = try CaseQueue.load(filter, limit: rowsMax, offset: 0, in: context)
        let families = try context.store.families(
            FamilyFilter(text: text), page: 1, pageSize: rowsMax, in: context.scope)
        return CaseSearch(
            cases: found.rows, caseTotal: found.total, families: families.rows, familyTotal: families.total)
    }
}

import Primitives
package import Storage

/// What the one search box finds (S24): at most 20 cases, families and tickets of the scope, masked.
///
/// Six statements, and three more where the text could be the number of a ticket.
package struct CaseSearch: Sendable {
    /// Cases that fit, by deadline.
    package let cases: [CaseQueueRow]
    /// How many cases fit in all.
    package let caseTotal: Int
    /// Families of the object library that fit.
    package let families: [FamilyListRow]
    /// How many families fit in all.
    package let familyTotal: Int
    /// Tickets of the hotline whose number begins so; none for posts that have no tickets.
    package let tickets: [HotlineLine]
    /// Most rows of a kind.
    package static let rowsMax = 20

    /// Finds by number (of a case, certificate, family file or ticket), name, place, an ID or its last four.
    ///
    /// Anything shorter than two characters finds nothing, and neither does anybody without a post.
    package static func load(_ text: String, in context: CommandContext) throws -> CaseSearch {
        let asked = text.filter { !$0.isWhitespace }
        guard asked.count >= 2, context.actor.staff != nil else {
            return CaseSearch(cases: [], caseTotal: 0, families: [], familyTotal: 0, tickets: [])
        }
        var filter = CaseQueueFilter()
        filter.text = text
        let found = try CaseQueue.load(filter, limit: rowsMax, offset: 0, in: context)
        let families = try context.store.families(
            FamilyFilter(text: text), page: 1, pageSize: rowsMax, in: context.scope)
        return CaseSearch(
            cases: found.rows, caseTotal: found.total, families: families.rows, familyTotal: families.total,
            tickets: try tickets(asked, in: context))
    }

    /// Numbers of tickets begin with letters or a date; a shorter run of digits is a case's running number.
    private static func tickets(_ text: String, in context: CommandContext) throws -> [HotlineLine] {
        guard text.utf8.count >= 4, HotlineWords.isNumber(text), let reach = context.hotlineReach else { return [] }
        var filter = HotlineFilter(today: context.today, soonDay: context.today)
        for number in Set([text, text.uppercased()]) {
            filter.number = number
            let rows = try context.store.hotlineTickets(filter, isRegister: true, limit: rowsMax, in: reach)
            if !rows.isEmpty { return try HotlineLine.list(rows, in: context) }
        }
        return []
    }
}

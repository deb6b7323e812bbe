import Insight
package import Primitives
package import Storage

/// The people in benefit whom the big screen counts, one page, masked.
///
/// Two queries.
package struct PersonList: Sendable {
    /// The page's rows.
    package let rows: [PersonListRow]
    /// How many fit.
    package let total: Int

    /// A page of the people within the scope; nobody but staff sees any.
    package static func load(
        _ filter: PersonFilter, limit: Int, offset: Int, in context: CommandContext
    ) throws -> PersonList {
        guard context.actor.staff != nil else { return PersonList(rows: [], total: 0) }
        let found = try context.store.personsInBenefit(
            filter, on: context.today, limit: limit, offset: offset, in: context.scope)
        return PersonList(rows: found.rows, total: found.total)
    }
}

/// The families that the bank paid for a month, one page, masked.
///
/// Two queries.
package struct PaidList: Sendable {
    /// The month.
    package let month: CalendarMonth
    /// The page's rows.
    package let rows: [PaidFamilyRow]
    /// How many families were paid.
    package let total: Int
    /// What they got together.
    package let amount: Money

    /// A page of the families paid within the scope, for the present month unless another is asked for.
    package static func load(
        _ month: CalendarMonth?, limit: Int, offset: Int, in context: CommandContext
    ) throws -> PaidList {
        let month = month ?? context.today.calendarMonth
        guard context.actor.staff != nil else { return PaidList(month: month, rows: [], total: 0, amount: .zero) }
        let found = try context.store.paidFamilies(month, limit: limit, offset: offset, in: context.scope)
        return PaidList(month: month, rows: found.rows, total: found.total, amount: found.amount)
    }
}

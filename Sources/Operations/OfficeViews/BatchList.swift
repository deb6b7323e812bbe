package import Casework
package import Payments
package import Primitives
package import Storage

/// The batches of the asker's counties, latest month first.
package struct BatchList: Sendable {
    /// What the list is narrowed by.
    package struct Filter: Hashable, Sendable {
        /// The roster's month.
        package var month: CalendarMonth?
        /// Where the batch stands.
        package var state: BatchState?
        /// The program paid.
        package var program: Program?

        /// Narrowed by nothing.
        package init() {}
    }

    /// The batches.
    package let rows: [BatchRow]
    /// Names of their counties.
    package let countyNames: [RegionCode: String]

    /// How many batches the list has; one query.
    package static func count(_ filter: Filter, in context: CommandContext) throws -> Int {
        guard context.mayReadPayments else { return 0 }
        return try context.store.batchCount(
            month: filter.month, state: filter.state, program: filter.program, in: context.scope)
    }

    /// A page of the list; one query and one a county.
    package static func load(
        _ filter: Filter, limit: Int, offset: Int, in context: CommandContext
    ) throws -> BatchList {
        guard context.mayReadPayments else { return BatchList(rows: [], countyNames: [:]) }
        let rows = try context.store.batches(
            month: filter.month, state: filter.state, program: filter.program, in: context.scope, limit: limit,
            offset: offset)
        var names: [RegionCode: String] = [:]
        for county in Set(rows.map(\.county)) { names[county] = try context.store.regionName(county) }
        return BatchList(rows: rows, countyNames: names)
    }
}

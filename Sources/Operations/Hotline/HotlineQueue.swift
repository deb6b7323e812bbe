package import Casework
import Primitives
package import Storage

/// A ticket in a list: what it is about, whose it is, until when; never who called.
package struct HotlineLine: Sendable {
    /// The ticket.
    package let row: HotlineTicketRow
    /// The office that deals with it.
    package let office: String
    /// Working days to its last day; negative when late.
    package let daysLeft: Int
    /// Why it is late; nil when it is not.
    package let lateness: Lateness?
    /// The reminder or escalation owed today.
    package let reminder: ReminderPlan.Step?

    init(
        _ row: HotlineTicketRow, office: String, terms: ReminderTerms, count: DeadlineCount, on today: CivilDate
    ) {
        self.row = row
        self.office = office
        daysLeft = count.workingDays(after: today, through: row.ticket.due.on)
        lateness = row.ticket.lateness(on: today, isCountys: row.isCountys, count: count)
        reminder = row.ticket.reminder(on: today, terms: terms, count: count)
    }

    /// Lines of rows; one query for the names of their offices.
    static func list(_ rows: [HotlineTicketRow], in context: CommandContext) throws -> [HotlineLine] {
        guard let county = rows.first?.county else { return [] }
        let names = try context.store.regionNames(Set(rows.map(\.region.text)))
        let terms = try ReminderTerms(context.policies(on: context.today), region: county, on: context.today)
        return rows.map {
            HotlineLine(
                $0, office: names[$0.region.text] ?? $0.region.text, terms: terms, count: context.hotlineCount,
                on: context.today)
        }
    }
}

/// A page of tickets with the counters above it.
///
/// Eight queries.
package struct HotlineQueue: Sendable {
    /// Tickets of one page.
    package static let pageSize = 30
    /// The tickets of the page.
    package let lines: [HotlineLine]
    /// Tickets of the whole list.
    package let total: Int
    /// Open tickets by band of their last day, whatever the list is narrowed to.
    package let bands: [DeadlineBand: Int]
    /// What a list can be narrowed to: the townships of the reader's county, or the counties of the city.
    package let offices: [RegionRow]

    /// Reads a page within reach; nil for posts that have no tickets.
    ///
    /// `narrow` changes the filter, which begins as everything.
    package static func load(
        isRegister: Bool, page: Int, in context: CommandContext, narrow: (inout HotlineFilter) -> Void
    ) throws -> HotlineQueue? {
        guard let staff = context.actor.staff, let reach = context.hotlineReach else { return nil }
        let soonDay = context.hotlineCount.adding(workingDays: 1, to: context.today).on
        let all = HotlineFilter(today: context.today, soonDay: soonDay)
        var filter = all
        filter.isOpen = isRegister ? nil : true
        narrow(&filter)
        let total = try context.store.hotlineCount(filter, in: reach)
        let last = max(1, (total + pageSize - 1) / pageSize)
        let rows = try context.store.hotlineTickets(
            filter, isRegister: isRegister, limit: pageSize, offset: (min(max(1, page), last) - 1) * pageSize,
            in: reach)
        var bands: [DeadlineBand: Int] = [:]
        for band in DeadlineBand.allCases {
            var one = all
            one.band = band
            bands[band] = try context.store.hotlineCount(one, in: reach)
        }
        return HotlineQueue(
            lines: try HotlineLine.list(rows, in: context), total: total, bands: bands,
            offices: try offices(below: staff.region, in: context))
    }

    /// A county narrows to its townships, a city to its counties, a township to nothing.
    private static func offices(below region: RegionCode, in context: CommandContext) throws -> [RegionRow] {
        switch region.level {
        case .township, .village: []
        case .county: try context.store.regions(.township, in: region)
        default: try context.store.regions(.county, in: region)
        }
    }

    /// Tickets that touch a case within reach, the latest first.
    static func touching(_ caseID: CaseID, in context: CommandContext) throws -> [HotlineLine] {
        guard let reach = context.hotlineReach else { return [] }
        var filter = HotlineFilter(today: context.today, soonDay: context.today)
        filter.caseID = caseID
        return try HotlineLine.list(
            context.store.hotlineTickets(filter, isRegister: true, limit: 20, in: reach), in: context)
    }

    /// Tickets past their last day within reach, the longest late first: part of the list of what is late and why.
    package static func late(limit: Int, in context: CommandContext) throws -> [HotlineLine] {
        guard let reach = context.hotlineReach else { return [] }
        var filter = HotlineFilter(today: context.today, soonDay: context.today)
        filter.band = .overdue
        return try HotlineLine.list(context.store.hotlineTickets(filter, limit: limit, in: reach), in: context)
    }
}

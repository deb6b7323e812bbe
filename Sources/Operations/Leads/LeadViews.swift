package import Casework
package import Primitives
package import Storage

/// A lead in a list: whose family, where, until when; never who told.
package struct LeadLine: Sendable {
    /// The lead.
    package let row: LeadRow
    /// The village or township.
    package let place: String
    /// Working days to the first contact; nil once somebody was there.
    package let daysLeft: Int?
    /// Who looks after it; empty while nobody does.
    package let keeperName: String
}

/// A page of the leads of a post's area.
///
/// At most four statements.
package struct LeadList: Sendable {
    /// Leads of one page.
    package static let pageSize = 50
    /// The page's leads.
    package let lines: [LeadLine]
    /// How many wait, how many of them past their last day, and how many are closed.
    package let counts: (open: Int, late: Int, closed: Int)

    /// A page within the scope; nil for posts that read none.
    package static func load(isOpen: Bool, offset: Int, in context: CommandContext) throws -> LeadList? {
        guard let staff = context.actor.staff, LeadAuthority.readers.contains(staff.role) else { return nil }
        let rows = try context.store.leads(isOpen: isOpen, in: context.scope, limit: pageSize, offset: offset)
        return LeadList(
            lines: try lines(rows, in: context),
            counts: try context.store.leadCounts(on: context.today, in: context.scope))
    }

    static func lines(_ rows: [LeadRow], in context: CommandContext) throws -> [LeadLine] {
        let count = DeadlineCount(calendar: context.bureau.calendar)
        let places = try context.store.regionNames(Set(rows.map(\.region.text)))
        let names = try context.store.staffNames(Set(rows.compactMap(\.keeper)))
        return rows.map { row in
            LeadLine(
                row: row, place: places[row.region.text] ?? row.region.text,
                daysLeft: row.lead.state == .raised
                    ? count.workingDays(after: context.today, through: row.due.on) : nil,
                keeperName: row.keeper.flatMap { names[$0] } ?? "")
        }
    }
}

/// A step of a lead as the page shows it.
package struct LeadHistoryLine: Sendable {
    /// The step.
    package let step: LeadStepRow
    /// Who did it.
    package let staffName: String
}

/// One lead with what was done about it and what may be done next.
///
/// At most eight statements.
package struct LeadView: Sendable {
    /// The lead.
    package let line: LeadLine
    /// What was done, oldest first.
    package let history: [LeadHistoryLine]
    /// The ticket it came from, where the reader may see it.
    package let ticket: HotlineTicketRow?
    /// The application it led to; nil while it was not sent, or lies out of reach.
    package let filed: (id: CaseID, number: String)?
    /// The steps the post may take now.
    package let events: [LeadEvent]
    /// Whether the post may take it, or write down that nobody was reached.
    package let mayTake: Bool
    /// Whether somebody told of it whom the post may learn.
    package let mayOpen: Bool
    /// Days it was tried on, and how many are needed before somebody counts as unreachable.
    package let triesMin: Int

    /// Reads a lead within the scope; nil when there is none.
    package static func load(_ id: LeadID, in context: CommandContext) throws -> LeadView? {
        guard let staff = context.actor.staff, LeadAuthority.readers.contains(staff.role),
            let row = try context.store.lead(id, in: context.scope),
            let line = try LeadList.lines([row], in: context).first
        else { return nil }
        let steps = try context.store.leadSteps(of: id, in: context.scope)
        let names = try context.store.staffNames(Set(steps.map(\.staff)))
        let terms = try LeadTerms(context.policies(on: context.today), region: row.region, on: context.today)
        let isHelper = LeadAuthority.helpers.contains(staff.role)
        let mayOpen =
            try LeadAuthority.openers.contains(staff.role)
            && context.store.leadInformant(id, in: context.scope, level: staff.region.level) != nil
        return LeadView(
            line: line, history: steps.map { LeadHistoryLine(step: $0, staffName: names[$0.staff] ?? "") },
            ticket: try row.ticketID.flatMap { ticket in
                try context.hotlineReach.flatMap { try context.store.hotlineTicket(ticket, in: $0) }
            },
            filed: try context.store.filedNumber(of: row, in: context.scope),
            events: Lead.lines.events(for: staff.role, in: row.lead.state, body: .township),
            mayTake: isHelper && row.lead.state.isOpen, mayOpen: mayOpen, triesMin: terms.triesMin.value)
    }
}

package import Casework
import Policies
import Primitives
package import Storage

/// A step of a ticket as the page shows it.
package struct HotlineHistoryLine: Sendable {
    /// The step.
    package let step: HotlineStepRow
    /// Who did it.
    package let staffName: String
    /// The office that dealt with it afterwards.
    package let office: String
}

/// One ticket with all a step rests on, and nothing that tells who called.
///
/// At most sixteen queries.
package struct HotlineTicketView: Sendable {
    /// The ticket with its lateness.
    package let line: HotlineLine
    /// What was done, oldest first.
    package let history: [HotlineHistoryLine]
    /// Who took it in.
    package let takenBy: String
    /// The case it touches, where the reader may see it.
    package let file: CaseRow?
    /// Whether the county still owes the family its visit before the reply.
    package let owesVisit: Bool
    /// The earlier ticket it repeats, where the reader may see it.
    package let earlier: HotlineTicketRow?
    /// Later tickets that repeat it.
    package let later: [HotlineTicketRow]
    /// Recent tickets from the same number, which may be the same matter; for those who may know the caller.
    package let samePhone: [HotlineTicketRow]
    /// The steps the post may take now.
    package let events: [HotlineEvent]
    /// Whether the post may open who called.
    package let mayOpen: Bool
    /// Whether the post may tie it to a case and link it to another ticket.
    package let mayTie: Bool
    /// The lead it became, where the reader may see it.
    package let lead: LeadRow?
    /// Whether the post may make a lead of it.
    package let mayLead: Bool

    /// Reads a ticket within reach; nil when there is none.
    package static func load(_ id: HotlineTicketID, in context: CommandContext) throws -> HotlineTicketView? {
        guard let staff = context.actor.staff, let reach = context.hotlineReach,
            let row = try context.store.hotlineTicket(id, in: reach),
            let line = try HotlineLine.list([row], in: context).first
        else { return nil }
        let steps = try context.store.hotlineSteps(of: id, in: reach)
        let names = try context.store.staffNames(Set(steps.map(\.staff) + [row.takenBy]))
        let offices = try context.store.regionNames(Set(steps.map(\.region.text)))
        let isHandler = HotlineAuthority.handlers.contains(staff.role)
        let mayOpen =
            HotlineAuthority.openers.contains(staff.role) && HotlineTicket.mayKnow(staff.role, of: row.ticket.subject)
        let policy = try context.policies(on: context.today).policy("procedure", for: row.county, on: context.today)
        let since = context.today.adding(days: -(try policy.cited("hotlineRepeatDays").value))
        return HotlineTicketView(
            line: line,
            history: steps.map {
                HotlineHistoryLine(
                    step: $0, staffName: names[$0.staff] ?? "", office: offices[$0.region.text] ?? $0.region.text)
            },
            takenBy: names[row.takenBy] ?? "",
            file: try row.ticket.caseID.flatMap { try context.store.caseRow($0, in: context.scope) },
            owesVisit: try row.ticket.forcesCountyVisit && !ReplyTicket.isCountyVisited(row, in: context),
            earlier: try row.repeatsID.flatMap { try context.store.hotlineTicket($0, in: reach) },
            later: try context.store.hotlineTickets(repeating: id, in: reach),
            samePhone: mayOpen ? try context.store.hotlineTickets(fromPhoneOf: id, since: since, in: reach) : [],
            events: HotlineTicket.lines.events(for: staff.role, in: row.ticket.state, body: .county),
            mayOpen: mayOpen, mayTie: isHandler && row.ticket.state.isOpen,
            lead: try context.store.lead(ofTicket: id, in: context.scope),
            mayLead: try LeadFromTicket.fits(row, in: context))
    }
}

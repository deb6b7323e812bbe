import Casework
import Primitives
package import Storage

/// A ticket of the hotline that tells of a family in hardship becomes a lead of the office that deals with it.
///
/// What the office may read goes along; who called stays with the ticket.
package struct LeadFromTicket: Command {
    package static let name = "leads.fromTicket"
    /// The ticket.
    package var ticketID: HotlineTicketID

    /// Takes the ticket.
    package init(ticketID: HotlineTicketID) { self.ticketID = ticketID }

    /// Subjects that tell of somebody who may need help.
    static let subjects: Set<HotlineSubject> = [.helpAsked, .question]

    /// By whoever deals with the ticket at a township; answers the lead.
    package func run(in context: CommandContext) throws -> Outcome<LeadID> {
        guard let staff = context.actor.staff, HotlineAuthority.handlers.contains(staff.role),
            let reach = context.hotlineReach
        else { return .refused([.notAllowed]) }
        guard let row = try context.store.hotlineTicket(ticketID, in: reach) else { return .refused([.notFound]) }
        if try context.store.holdsLead(ofTicket: ticketID) { return .refused([.leadTicketTaken]) }
        guard row.ticket.state.isOpen, Self.subjects.contains(row.ticket.subject), !row.isCountys else {
            return .refused([.leadTicketUnsuitable])
        }
        // Villages read the lead and no ticket: words that give the caller away stay with the ticket.
        let caller = try context.store.hotlineInformant(ticketID, in: reach)?.informant
        let isTelling = caller.map { HotlineWords.names($0, in: row.gist) } ?? false
        let hint = "12345工单\(row.ticket.number)：" + (isTelling ? "内容见工单，由乡镇（街道）转告。" : row.gist)
        return try RecordLead.store(
            ReportedLead(
                source: .hotline, region: row.region, personName: "",
                content: LeadContent(hint: String(hint.prefix(500)))),
            ticket: ticketID, by: staff, in: context)
    }

    /// Whether a post may make a lead of a ticket that has none yet.
    package static func fits(_ row: HotlineTicketRow, in context: CommandContext) throws -> Bool {
        guard let staff = context.actor.staff, HotlineAuthority.handlers.contains(staff.role) else { return false }
        return try row.ticket.state.isOpen && subjects.contains(row.ticket.subject) && !row.isCountys
            && !context.store.holdsLead(ofTicket: row.id)
    }
}

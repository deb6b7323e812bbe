import Casework
import Primitives
package import Storage

/// Who called and what they said, shown once.
package struct ShownInformant: Codable, Hashable, Sendable {
    /// The caller's name; empty when none was given.
    package let name: String
    /// The caller's number; empty when none was shown.
    package let phone: String
    /// What the caller said, in full.
    package let content: String
}

/// Shows who called for a stated reason; who looked and why is kept.
///
/// Of a report or complaint only the county and auditors are told; the rows themselves open to nobody below them.
package struct ShowInformant: Command {
    package static let name = "hotline.showInformant"
    /// The ticket.
    package var ticketID: HotlineTicketID
    /// Why it is needed.
    package var reason: String

    /// Takes the inputs.
    package init(ticketID: HotlineTicketID, reason: String) {
        self.ticketID = ticketID
        self.reason = reason
    }

    /// By those who deal with the ticket, where the subject lets them know.
    package func run(in context: CommandContext) throws -> Outcome<ShownInformant> {
        guard let staff = context.actor.staff, let reach = context.hotlineReach,
            HotlineAuthority.openers.contains(staff.role)
        else { return .refused([.notAllowed]) }
        guard let row = try context.store.hotlineTicket(ticketID, in: reach) else { return .refused([.notFound]) }
        guard HotlineTicket.mayKnow(staff.role, of: row.ticket.subject),
            let found = try context.store.hotlineInformant(ticketID, in: reach)
        else { return .refused([.informantHidden]) }
        guard reason.filter({ !$0.isWhitespace }).count >= 2 else { return .refused([.revealReasonMissing]) }
        try context.audit(
            Self.name, "hotlineTicket", ticketID.rawValue, region: row.region, reason: String(reason.prefix(200)))
        return .done(
            ShownInformant(name: found.informant.name, phone: found.informant.phone, content: found.content))
    }
}

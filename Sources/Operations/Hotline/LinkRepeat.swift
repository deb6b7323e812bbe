import Casework
import Primitives
package import Storage

/// Links a ticket to the earlier one it repeats.
package struct LinkRepeat: Command {
    package static let name = "hotline.repeat"
    /// The later ticket.
    package var ticketID: HotlineTicketID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// The number of the earlier one.
    package var earlier: String

    /// Takes the inputs.
    package init(ticketID: HotlineTicketID, seenVersion: Int64, earlier: String) {
        self.ticketID = ticketID
        self.seenVersion = seenVersion
        self.earlier = earlier
    }

    /// By whoever deals with the ticket; answers its version afterwards.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        guard let staff = context.actor.staff, HotlineAuthority.handlers.contains(staff.role),
            let reach = context.hotlineReach
        else { return .refused([.notAllowed]) }
        guard let row = try context.store.hotlineTicket(ticketID, in: reach) else { return .refused([.notFound]) }
        var reasons: [Reason] = row.version == seenVersion ? [] : [.changedMeanwhile]
        if !row.ticket.state.isOpen { reasons.append(.ticketEnded) }
        guard let first = try context.store.hotlineTicket(number: earlier, county: row.county, in: reach) else {
            return .refused(reasons + [.repeatUnknown])
        }
        let ruling = row.ticket.repeating(first.ticket)
        reasons += ruling.refusals.map { Reason($0, field: "repeats") }
        guard reasons.isEmpty, let after = ruling.value else { return .refused(reasons) }
        try context.store.updateHotlineTicket(row, to: after, repeats: first.id, in: reach)
        try context.audit(Self.name, "hotlineTicket", row.id.rawValue, region: row.region, reason: first.ticket.number)
        return .done(row.version + 1)
    }
}

import Casework
import Primitives
package import Storage

/// Ties a ticket to the case it touches; a report about a family under review then brings the county to its door.
package struct TieTicket: Command {
    package static let name = "hotline.tie"
    /// The ticket.
    package var ticketID: HotlineTicketID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// The case's number; empty to tie it to none.
    package var caseNumber: String
    /// Why another case, or none; empty the first time.
    package var reason: String

    /// Takes the inputs.
    package init(ticketID: HotlineTicketID, seenVersion: Int64, caseNumber: String, reason: String) {
        self.ticketID = ticketID
        self.seenVersion = seenVersion
        self.caseNumber = caseNumber
        self.reason = reason
    }

    /// The first time by whoever deals with the ticket, later by the county with a reason; answers the version.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        guard let staff = context.actor.staff, HotlineAuthority.handlers.contains(staff.role),
            let reach = context.hotlineReach
        else { return .refused([.notAllowed]) }
        guard let row = try context.store.hotlineTicket(ticketID, in: reach) else { return .refused([.notFound]) }
        let (file, problems) = try HotlineTies.row(caseNumber, office: row.region, in: context)
        var reasons = problems
        for id in Set([file?.id, row.ticket.caseID].compactMap { $0 }) {
            reasons += try context.recusal(fromCase: id).filter { !reasons.contains($0) }
        }
        if row.version != seenVersion { reasons.append(.changedMeanwhile) }
        if !row.ticket.state.isOpen { reasons.append(.ticketEnded) }
        if problems.isEmpty, file?.id == row.ticket.caseID { reasons.append(.ticketCaseSame) }
        if row.ticket.caseID != nil {
            if staff.role != .countyReviewer { reasons.append(.notAllowed) }
            reasons += DecisionChecks.text(reason, field: "reason", limit: HotlineWords.limit)
        }
        guard reasons.isEmpty else { return .refused(reasons) }
        let after = row.ticket.touching(file?.id, duringReview: file?.state.isUnderReview ?? false)
        try context.store.untieComplaint(
            row.id, reason: reason, by: staff.staffID, on: context.today, in: context.scope)
        try context.store.updateHotlineTicket(row, to: after, in: reach)
        if let file {
            try context.store.insertComplaint(after, row.id, on: file.id, by: staff.staffID, on: context.today)
        }
        try context.audit(Self.name, "hotlineTicket", row.id.rawValue, region: row.region)
        return .done(row.version + 1)
    }
}

/// Which case a number means for the office that deals with a ticket.
enum HotlineTies {
    /// The case of a number, nil for the empty one, and what stands against it.
    static func row(
        _ number: String, office: RegionCode, in context: CommandContext
    ) throws -> (row: CaseRow?, problems: [Reason]) {
        guard !number.isEmpty else { return (nil, []) }
        guard let id = try context.store.caseID(number: number, in: context.scope),
            let row = try context.store.caseRow(id, in: context.scope)
        else { return (nil, [.ticketCaseUnknown]) }
        return office.contains(row.region) ? (row, []) : (nil, [.ticketCaseElsewhere])
    }
}

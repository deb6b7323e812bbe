import Casework
import Primitives
package import Storage

/// The centre notes what a source department answered to a correction ticket (数据更正单).
package struct AnswerTicket: Command {
    package static let name = "objections.answerTicket"
    /// The ticket.
    package var ticketID: CorrectionTicketID
    /// The version the officer looked at.
    package var seenVersion: Int64
    /// Whether the department corrected its record.
    package var isCorrected: Bool
    /// What it answered.
    package var note: String

    /// Takes the inputs.
    package init(ticketID: CorrectionTicketID, seenVersion: Int64, isCorrected: Bool, note: String) {
        self.ticketID = ticketID
        self.seenVersion = seenVersion
        self.isCorrected = isCorrected
        self.note = note
    }

    /// Answers whether it was written.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let ticket = try context.store.ticket(ticketID, in: context.scope) else { return .refused([.notFound]) }
        let file = try CaseFile(ticket.caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.verificationOfficer], of: file)
        refusals += DecisionChecks.text(note, field: "note")
        if ticket.state != "sent" {
            refusals.append(.ticketAnswered)
        } else if ticket.version != seenVersion {
            refusals.append(.changedMeanwhile)
        }
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        try context.store.answerTicket(
            ticket, isCorrected: isCorrected, answer: note, by: staff.staffID, on: context.today, in: context.scope)
        try context.audit(Self.name, "correctionTicket", ticketID.rawValue, region: file.row.region)
        return .done(true)
    }
}

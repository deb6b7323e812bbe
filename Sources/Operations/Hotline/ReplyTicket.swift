package import Casework
import Policies
package import Primitives
package import Storage

/// An office answers a ticket, in the form E16; of a report during review only after the county has visited.
package struct ReplyTicket: HotlineStep {
    package static let name = "hotline.reply"
    package static let event = HotlineEvent.reply
    /// The ticket.
    package var ticketID: HotlineTicketID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// The reply.
    package var words: String

    /// Takes the inputs.
    package init(ticketID: HotlineTicketID, seenVersion: Int64, words: String) {
        self.ticketID = ticketID
        self.seenVersion = seenVersion
        self.words = words
    }

    /// The reply, with whether the county has been to the family since the call.
    package func note(on row: HotlineTicketRow, in context: CommandContext) throws -> HotlineTicket.Note {
        HotlineTicket.Note(words: words, countyVisited: try Self.isCountyVisited(row, in: context))
    }

    /// Whether the county has visited since the call came, or the review ended so that no visit is left to make.
    static func isCountyVisited(_ row: HotlineTicketRow, in context: CommandContext) throws -> Bool {
        guard row.ticket.forcesCountyVisit, let caseID = row.ticket.caseID,
            let file = try context.store.caseRow(caseID, in: context.scope)
        else { return false }
        guard file.state.isUnderReview else { return true }
        let visit = try context.store.surroundings(of: file, in: context.scope).countyVisit
        return visit.map { $0.on >= row.ticket.receivedOn } ?? false
    }

    /// The form of the ticket: what the office was told, never who called.
    package func paper(
        of row: HotlineTicketRow, note: HotlineTicket.Note, in context: CommandContext
    ) throws -> DocumentID? {
        let ticket = row.ticket
        guard let reach = context.hotlineReach else { return nil }
        let signed = try context.store.hotlineSteps(of: row.id, in: reach).last { $0.event == .signIn }
        var values = [
            "工单编号": ticket.number, "来电日期": ticket.receivedOn.chineseText, "诉求类别": ticket.subject.chinese,
            "诉求内容": row.gist, "承办单位": try HotlineOffice.name(row.region, in: context),
            "办理期限": ticket.due.chineseText, "办理结果": note.words,
        ]
        values["签收日期"] = signed?.on.chineseText
        return try context.issue(
            PaperOrder(
                .hotlineTicket, at: row.region, body: row.isCountys ? .county : .township, facts: PaperFacts(values)))
    }
}

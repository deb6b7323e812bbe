package import Casework
package import Storage

/// The caller is called back and asked whether the reply will do.
package struct CallBackTicket: HotlineStep {
    package static let name = "hotline.callBack"
    package static let event = HotlineEvent.callBack
    /// The ticket.
    package var ticketID: HotlineTicketID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// What the caller said.
    package var words: String
    /// Whether the caller was satisfied.
    package var isSatisfied: Bool

    /// Takes the inputs.
    package init(ticketID: HotlineTicketID, seenVersion: Int64, words: String, isSatisfied: Bool) {
        self.ticketID = ticketID
        self.seenVersion = seenVersion
        self.words = words
        self.isSatisfied = isSatisfied
    }

    /// What the caller said.
    package func note(on row: HotlineTicketRow, in context: CommandContext) throws -> HotlineTicket.Note {
        HotlineTicket.Note(words: words, isSatisfied: isSatisfied)
    }
}

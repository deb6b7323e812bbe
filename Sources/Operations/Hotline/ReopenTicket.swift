package import Casework
package import Storage

/// A caller who was not satisfied is answered again.
package struct ReopenTicket: HotlineStep {
    package static let name = "hotline.reopen"
    package static let event = HotlineEvent.reopen
    /// The ticket.
    package var ticketID: HotlineTicketID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// What is to be looked into.
    package var words: String

    /// Takes the inputs.
    package init(ticketID: HotlineTicketID, seenVersion: Int64, words: String) {
        self.ticketID = ticketID
        self.seenVersion = seenVersion
        self.words = words
    }
}

package import Casework
package import Storage

/// A ticket is closed: the caller is satisfied, or the reason why it ends all the same is written.
package struct CloseTicket: HotlineStep {
    package static let name = "hotline.close"
    package static let event = HotlineEvent.close
    /// The ticket.
    package var ticketID: HotlineTicketID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// Why it ends without a satisfied caller; empty when none is owed.
    package var words: String

    /// Takes the inputs.
    package init(ticketID: HotlineTicketID, seenVersion: Int64, words: String) {
        self.ticketID = ticketID
        self.seenVersion = seenVersion
        self.words = words
    }
}

package import Casework
package import Storage

/// An office sends a ticket back that is not its to deal with.
package struct SendBackTicket: HotlineStep {
    package static let name = "hotline.sendBack"
    package static let event = HotlineEvent.sendBack
    /// The ticket.
    package var ticketID: HotlineTicketID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// Why.
    package var words: String

    /// Takes the inputs.
    package init(ticketID: HotlineTicketID, seenVersion: Int64, words: String) {
        self.ticketID = ticketID
        self.seenVersion = seenVersion
        self.words = words
    }
}

package import Casework
package import Storage

/// The time to reply is extended, once and before it has passed.
package struct ExtendTicket: HotlineStep {
    package static let name = "hotline.extend"
    package static let event = HotlineEvent.extend
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

package import Casework
package import Storage

/// An office signs a ticket in: from now the time to reply runs.
package struct SignInTicket: HotlineStep {
    package static let name = "hotline.signIn"
    package static let event = HotlineEvent.signIn
    /// The ticket.
    package var ticketID: HotlineTicketID
    /// The version the person looked at.
    package var seenVersion: Int64

    /// Takes the inputs.
    package init(ticketID: HotlineTicketID, seenVersion: Int64) {
        self.ticketID = ticketID
        self.seenVersion = seenVersion
    }

    /// Nothing is said.
    package var words: String { "" }
}

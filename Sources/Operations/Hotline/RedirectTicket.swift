package import Casework
package import Primitives
package import Storage

/// The county hands a ticket to another office, before it is signed in or after it was sent back.
package struct RedirectTicket: HotlineStep {
    package static let name = "hotline.redirect"
    package static let event = HotlineEvent.redirect
    /// The ticket.
    package var ticketID: HotlineTicketID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// The office it goes to.
    package var to: RegionCode
    /// Why.
    package var words: String

    /// Takes the inputs.
    package init(ticketID: HotlineTicketID, seenVersion: Int64, to: RegionCode, words: String) {
        self.ticketID = ticketID
        self.seenVersion = seenVersion
        self.to = to
        self.words = words
    }

    /// The office it goes to.
    package var office: RegionCode? { to }
}

package import Primitives
import SQLText
import Sealing

/// Who called and what they said, in full: sealed, and opened for a stated reason only.
package struct HotlineInformant: Codable, Hashable, Sendable {
    /// The caller's name; empty when none was given.
    package let name: String
    /// The caller's number; empty when none was shown.
    package let phone: String

    /// Takes the parts.
    package init(name: String, phone: String) {
        self.name = name
        self.phone = phone
    }

    /// Whether nothing is known of the caller.
    package var isEmpty: Bool { name.isEmpty && phone.isEmpty }
}

extension StoreTransaction {
    /// Who called and what they said; nil where the reach does not open it, as if there were no such ticket.
    package func hotlineInformant(
        _ id: HotlineTicketID, in reach: HotlineReach
    ) throws -> (informant: HotlineInformant, content: String)? {
        guard
            let row = try sql.first(
                "SELECT id, informant, content FROM hotline_ticket WHERE id = \(id) AND \(reach.opensInformant)")
        else { return nil }
        let content = try openText(row, "hotline_ticket", "content")
        guard try row.optionalBlob("informant") != nil else { return (HotlineInformant(name: "", phone: ""), content) }
        return (try Self.fromJSON(open(row, "hotline_ticket", "informant")), content)
    }

    /// Other tickets from the same number that came in since a day, within reach and where it may be opened.
    ///
    /// Township posts get none for reports and complaints: that two calls have one caller is known to the county.
    package func hotlineTickets(
        fromPhoneOf id: HotlineTicketID, since day: CivilDate, in reach: HotlineReach
    ) throws -> [HotlineTicketRow] {
        let same = try sql.query(
            """
            SELECT hotline_ticket.id FROM hotline_ticket WHERE \(reach.opensInformant) AND hotline_ticket.id <> \(id)
            AND hotline_ticket.received_day >= \(day) AND hotline_ticket.phone_index =
            (SELECT phone_index FROM hotline_ticket WHERE hotline_ticket.id = \(id) AND \(reach.opensInformant))
            ORDER BY hotline_ticket.id DESC LIMIT 20
            """
        ).map { try $0.integer("id") }
        guard !same.isEmpty else { return [] }
        return try hotlineTickets("t.id IN (\(Statement.list(same))) ORDER BY t.id DESC", in: reach)
    }

    /// The blind index of a caller's number; nil when there are no digits to look for.
    func hotlinePhoneIndex(_ phone: String) -> [UInt8]? {
        let digits = phone.filter { $0.isASCII && $0.isNumber }
        return digits.count < 7 ? nil : keys.blindIndex(digits, purpose: "hotlinePhone")
    }
}

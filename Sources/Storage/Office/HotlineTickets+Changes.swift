package import Casework
package import Primitives
import SQLText

/// A ticket about to be stored.
package struct HotlineArrival: Sendable {
    /// The ticket as it came in.
    package let ticket: HotlineTicket
    /// The county it came to.
    package let county: RegionCode
    /// The office that deals with it.
    package let region: RegionCode
    /// What the office is told.
    package let gist: String
    /// What the caller said.
    package let content: String
    /// Who called.
    package let informant: HotlineInformant
    /// The earlier ticket it repeats.
    package let repeatsID: HotlineTicketID?
    /// Whether it came on a list.
    package let isListed: Bool

    /// Takes the parts.
    package init(
        ticket: HotlineTicket, county: RegionCode, region: RegionCode, gist: String, content: String,
        informant: HotlineInformant, repeatsID: HotlineTicketID?, isListed: Bool
    ) {
        self.ticket = ticket
        self.county = county
        self.region = region
        self.gist = gist
        self.content = content
        self.informant = informant
        self.repeatsID = repeatsID
        self.isListed = isListed
    }
}

/// A step of a ticket as the record keeps it.
package struct HotlineStepRow: Sendable {
    /// What was done.
    package let event: HotlineEvent
    /// The state it led to.
    package let next: HotlineState
    /// The last day that stood before it.
    package let due: CivilDate
    /// Reason or reply in words.
    package let words: String
    /// Whether the caller was satisfied; nil but for a call back.
    package let isSatisfied: Bool?
    /// The office that dealt with it afterwards.
    package let region: RegionCode
    /// The paper issued by it.
    package let documentID: DocumentID?
    /// Who did it.
    package let staff: StaffID
    /// The business day.
    package let on: CivilDate

    /// A step about to be stored or as stored.
    package init(
        event: HotlineEvent, next: HotlineState, due: CivilDate, words: String, isSatisfied: Bool?,
        region: RegionCode, documentID: DocumentID? = nil, staff: StaffID, on: CivilDate
    ) {
        self.event = event
        self.next = next
        self.due = due
        self.words = words
        self.isSatisfied = isSatisfied
        self.region = region
        self.documentID = documentID
        self.staff = staff
        self.on = on
    }

    /// Whether it was done after the last day that stood.
    package var isLate: Bool { on > due }
}

extension StoreTransaction {
    /// Stores a ticket that came in.
    package func insertHotlineTicket(
        _ arrival: HotlineArrival, by staff: StaffID, at instant: Instant
    ) throws -> HotlineTicketID {
        let id: HotlineTicketID = ids.next()
        let ticket = arrival.ticket
        let informant =
            arrival.informant.isEmpty
            ? nil : try seal(Self.json(arrival.informant), "hotline_ticket", "informant", id.rawValue)
        try sql.execute(
            """
            INSERT INTO hotline_ticket (id, version, number, county_code, region_code, subject, state, gist, content,
            informant, phone_index, is_named, received_day, handed_day, case_id, during_review, repeats_id, due_day,
            due_provisional, due_citation, extended, source, taken_by_id, created_at)
            VALUES (\(id), 1, \(ticket.number), \(arrival.county), \(arrival.region), \(ticket.subject.rawValue),
            \(ticket.state.rawValue), \(try seal(arrival.gist, "hotline_ticket", "gist", id.rawValue)),
            \(try seal(arrival.content, "hotline_ticket", "content", id.rawValue)), \(informant),
            \(hotlinePhoneIndex(arrival.informant.phone)), \(ticket.isNamed), \(ticket.receivedOn), \(ticket.handedOn),
            \(ticket.caseID), \(ticket.duringReview), \(arrival.repeatsID), \(ticket.due.on),
            \(ticket.due.provisional), \(ticket.due.citation), \(ticket.isExtended),
            \(arrival.isListed ? "list" : "hand"), \(staff), \(instant))
            """)
        for person in ticket.about.sorted() {
            try sql.execute("INSERT INTO hotline_about (ticket_id, staff_id) VALUES (\(id), \(person))")
        }
        return id
    }

    /// Writes how far a ticket has come, within reach and at the version that was read.
    package func updateHotlineTicket(
        _ row: HotlineTicketRow, to ticket: HotlineTicket, region: RegionCode? = nil, repeats: HotlineTicketID? = nil,
        in reach: HotlineReach
    ) throws {
        try changeOne(
            """
            UPDATE hotline_ticket SET version = version + 1, state = \(ticket.state.rawValue),
            region_code = \(region ?? row.region), handed_day = \(ticket.handedOn), due_day = \(ticket.due.on),
            due_provisional = \(ticket.due.provisional), due_citation = \(ticket.due.citation),
            extended = \(ticket.isExtended), satisfied = \(ticket.isSatisfied), case_id = \(ticket.caseID),
            during_review = \(ticket.duringReview), repeats_id = \(repeats ?? row.repeatsID)
            WHERE id = \(row.id) AND version = \(row.version) AND \(reach.covers)
            """, "The ticket")
    }

    /// Keeps a step of a ticket that the caller has changed.
    package func insertHotlineStep(_ step: HotlineStepRow, from row: HotlineTicketRow, at instant: Instant) throws {
        let id: Int64 = ids.next(HotlineTicketSubject.self).rawValue
        try sql.execute(
            """
            INSERT INTO hotline_step (id, ticket_id, event, from_state, to_state, due_day, words, satisfied,
            region_code, document_id, staff_id, business_day, created_at)
            VALUES (\(id), \(row.id), \(step.event.rawValue), \(row.ticket.state.rawValue), \(step.next.rawValue),
            \(step.due), \(try seal(step.words, "hotline_step", "words", id)), \(step.isSatisfied), \(step.region),
            \(step.documentID), \(step.staff), \(step.on), \(instant))
            """)
    }

    /// The steps of a ticket within reach, oldest first.
    package func hotlineSteps(of id: HotlineTicketID, in reach: HotlineReach) throws -> [HotlineStepRow] {
        try sql.query(
            """
            SELECT s.* FROM hotline_step AS s JOIN \(reach.table) AS t ON t.id = s.ticket_id
            WHERE t.id = \(id) ORDER BY s.id
            """
        ).map { row in
            HotlineStepRow(
                event: try row.code("event"), next: try row.code("to_state"), due: try row.date("due_day"),
                words: try openText(row, "hotline_step", "words"), isSatisfied: try row.optionalFlag("satisfied"),
                region: try row.region("region_code"), documentID: try row.optionalID("document_id"),
                staff: try row.id("staff_id"), on: try row.date("business_day"))
        }
    }
}

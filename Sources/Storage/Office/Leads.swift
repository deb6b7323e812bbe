package import Casework
package import Primitives
import SQLText

/// Marks keys of a lead on a family in hardship.
package enum LeadSubject {}
/// The key of a lead.
package typealias LeadID = Identifier<LeadSubject>

/// What is kept sealed of a lead: how to reach the family and what was noticed.
package struct LeadContent: Codable, Hashable, Sendable {
    /// The citizen ID, where it is known; empty otherwise.
    package var idNumber: String
    /// The phone; empty when there is none.
    package var phone: String
    /// The place in words: group, house, landmark.
    package var place: String
    /// What was noticed.
    package var hint: String

    /// Takes the parts.
    package init(idNumber: String = "", phone: String = "", place: String = "", hint: String) {
        self.idNumber = idNumber
        self.phone = phone
        self.place = place
        self.hint = hint
    }
}

/// Who told of a family; sealed apart, and opened for a stated reason only.
package struct LeadInformant: Codable, Hashable, Sendable {
    /// The name; empty when none was given.
    package let name: String
    /// The phone; empty when none was given.
    package let phone: String

    /// Takes the parts.
    package init(name: String, phone: String) {
        self.name = name
        self.phone = phone
    }

    /// Whether nothing is known of whoever told.
    package var isEmpty: Bool { name.isEmpty && phone.isEmpty }
}

/// A lead as lists and pages read it: who told is not in it.
package struct LeadRow: Sendable {
    /// The lead.
    package let id: LeadID
    /// Rises with every change.
    package var version: Int64
    /// Its number.
    package let number: String
    /// The village it concerns, or the township while the village is not known.
    package var region: RegionCode
    /// The lead as its rule sees it.
    package var lead: Lead
    /// The family's contact in full, which lists mask; empty when nobody knows.
    package var personName: String
    /// What is kept sealed.
    package var content: LeadContent
    /// The hotline's ticket it came from.
    package let ticketID: HotlineTicketID?
    /// The last day for the first contact.
    package var due: Deadline
    /// Who looks after it; nil while nobody took it.
    package var keeper: StaffID?
    /// The application that was begun.
    package var draftID: DraftID?
    /// Who recorded it.
    package let raisedBy: StaffID

    /// A lead about to be stored.
    package init(
        id: LeadID, number: String, region: RegionCode, lead: Lead, personName: String, content: LeadContent,
        ticketID: HotlineTicketID?, due: Deadline, raisedBy: StaffID
    ) {
        self.id = id
        version = 1
        self.number = number
        self.region = region
        self.lead = lead
        self.personName = personName
        self.content = content
        self.ticketID = ticketID
        self.due = due
        self.raisedBy = raisedBy
    }
}

/// A step of a lead as the record keeps it.
package struct LeadStepRow: Sendable {
    /// What was done; nil for taking it and for a try that reached nobody.
    package let event: String
    /// The state it led to.
    package let next: LeadState
    /// What was said.
    package let words: String
    /// The paper issued by it.
    package let documentID: DocumentID?
    /// Who did it.
    package let staff: StaffID
    /// The business day.
    package let on: CivilDate

    /// A step about to be stored or as stored.
    package init(
        event: String, next: LeadState, words: String, documentID: DocumentID? = nil, staff: StaffID, on: CivilDate
    ) {
        self.event = event
        self.next = next
        self.words = words
        self.documentID = documentID
        self.staff = staff
        self.on = on
    }
}

extension StoreTransaction {
    /// A page of leads within the scope: those that wait by their last day, or the closed ones, the latest first.
    package func leads(
        isOpen: Bool, in scope: Scope, limit: Int, offset: Int = 0
    ) throws -> [LeadRow] {
        let order: Statement =
            isOpen ? "CASE WHEN l.state = 'raised' THEN 0 ELSE 1 END, l.due_day, l.id" : "l.id DESC"
        return try leads(
            "\(Self.leadIsOpen(isOpen)) ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)", in: scope)
    }

    /// The leads `l` of a condition within the scope.
    func leads(_ condition: Statement, in scope: Scope) throws -> [LeadRow] {
        try sql.query("SELECT \(Self.leadColumns) FROM \(scope.table(.lead)) AS l WHERE \(condition)").map(leadRow)
    }

    /// How many leads wait, how many of them past their last day, and how many are closed, within the scope.
    package func leadCounts(
        on today: CivilDate, in scope: Scope
    ) throws -> (open: Int, late: Int, closed: Int) {
        let row = try sql.one(
            """
            SELECT COALESCE(SUM(CASE WHEN \(Self.leadIsOpen(true)) THEN 1 ELSE 0 END), 0) AS open_count,
            COALESCE(SUM(CASE WHEN l.state = 'raised' AND l.due_day < \(today) THEN 1 ELSE 0 END), 0) AS late,
            COALESCE(SUM(CASE WHEN \(Self.leadIsOpen(false)) THEN 1 ELSE 0 END), 0) AS closed
            FROM \(scope.table(.lead)) AS l
            """)
        return (try row.int("open_count"), try row.int("late"), try row.int("closed"))
    }

    /// One lead within the scope.
    package func lead(_ id: LeadID, in scope: Scope) throws -> LeadRow? {
        try sql.first("SELECT \(Self.leadColumns) FROM \(scope.table(.lead)) AS l WHERE l.id = \(id)").map(leadRow)
    }

    /// The lead a ticket of the hotline became, within the scope.
    package func lead(ofTicket id: HotlineTicketID, in scope: Scope) throws -> LeadRow? {
        try sql.first("SELECT \(Self.leadColumns) FROM \(scope.table(.lead)) AS l WHERE l.ticket_id = \(id)")
            .map(leadRow)
    }

    /// Whether somebody of this citizen ID has a lead that waits, wherever it is.
    package func holdsOpenLead(idNumber: String, except own: LeadID? = nil) throws -> Bool {
        try sql.first(
            """
            SELECT id FROM lead WHERE id_index = \(leadIndex(idNumber)) AND state IN ('raised', 'told')
            AND id <> \(own?.rawValue ?? 0)
            """) != nil
    }

    /// Whether a ticket has become a lead, wherever it is.
    package func holdsLead(ofTicket id: HotlineTicketID) throws -> Bool {
        try sql.first("SELECT id FROM lead WHERE ticket_id = \(id)") != nil
    }

    /// Who told of a family, for posts of a county or above; nil for those below, as if nobody had.
    package func leadInformant(_ id: LeadID, in scope: Scope, level: RegionLevel) throws -> LeadInformant? {
        guard level <= .county,
            let row = try sql.first("SELECT id, informant FROM lead WHERE id = \(id) AND \(scope.covers(.lead))"),
            try row.optionalBlob("informant") != nil
        else { return nil }
        return try Self.fromJSON(open(row, "lead", "informant"))
    }

    /// The number of the application that a lead led to, within the scope; nil while it was not sent.
    package func filedNumber(of row: LeadRow, in scope: Scope) throws -> (id: CaseID, number: String)? {
        guard let draft = row.draftID else { return nil }
        return try sql.first(
            """
            SELECT c.id, c.number FROM application_draft AS d JOIN \(scope.table(.aidCase)) AS c ON c.id = d.case_id
            WHERE d.id = \(draft)
            """
        ).map { (try $0.id("id"), try $0.text("number")) }
    }

    private static let leadColumns: Statement = """
        l.id, l.version, l.number, l.region_code, l.source, l.state, l.person_name, l.content, l.ticket_id,
        l.raised_day, l.due_day, l.due_provisional, l.due_citation, l.told_day, l.tries, l.keeper_id, l.draft_id,
        l.raised_by_id
        """

    private static func leadIsOpen(_ isOpen: Bool) -> Statement {
        let states = LeadState.allCases.filter { $0.isOpen == isOpen }.map(\.rawValue)
        return "l.state IN (\(Statement.list(states)))"
    }

    private func leadRow(_ row: Row) throws -> LeadRow {
        let tries = try row.text("tries").split(separator: ",").map { try CivilDate(parsing: $0) }
        let lead = Lead(
            source: try row.code("source"), raisedOn: try row.date("raised_day"), tries: Set(tries),
            toldOn: try row.optionalDate("told_day"), state: try row.code("state"))
        var found = LeadRow(
            id: try row.id("id"), number: try row.text("number"), region: try row.region("region_code"), lead: lead,
            personName: try row.text("person_name"), content: try Self.fromJSON(open(row, "lead", "content")),
            ticketID: try row.optionalID("ticket_id"),
            due: Deadline(
                on: try row.date("due_day"), provisional: try row.flag("due_provisional"),
                citation: try row.text("due_citation")),
            raisedBy: try row.id("raised_by_id"))
        (found.version, found.keeper) = (try row.integer("version"), try row.optionalID("keeper_id"))
        found.draftID = try row.optionalID("draft_id")
        return found
    }
}

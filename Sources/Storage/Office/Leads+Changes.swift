import Casework
package import Primitives
import SQLText
import Sealing

extension StoreTransaction {
    /// Stores a lead with whoever told of it; the caller knows that the region lies in its scope.
    package func insertLead(_ row: LeadRow, informant: LeadInformant, at instant: Instant) throws {
        let told = informant.isEmpty ? nil : try seal(Self.json(informant), "lead", "informant", row.id.rawValue)
        try sql.execute(
            """
            INSERT INTO lead (id, version, number, region_code, source, state, person_name, content, id_index,
            informant, ticket_id, raised_day, due_day, due_provisional, due_citation, tries, raised_by_id, created_at)
            VALUES (\(row.id), 1, \(row.number), \(row.region), \(row.lead.source.rawValue),
            \(row.lead.state.rawValue), \(row.personName), \(try sealed(row.content, row.id)),
            \(leadIndex(row.content.idNumber)), \(told), \(row.ticketID), \(row.lead.raisedOn), \(row.due.on),
            \(row.due.provisional), \(row.due.citation), '', \(row.raisedBy), \(instant))
            """)
    }

    /// Writes how far a lead has come, within the scope and at the version that was read.
    package func updateLead(_ row: LeadRow, in scope: Scope) throws {
        let tries = row.lead.tries.sorted().map(\.text).joined(separator: ",")
        try changeOne(
            """
            UPDATE lead SET version = version + 1, region_code = \(row.region), state = \(row.lead.state.rawValue),
            person_name = \(row.personName), content = \(try sealed(row.content, row.id)),
            id_index = \(leadIndex(row.content.idNumber)), tries = \(tries), told_day = \(row.lead.toldOn),
            due_day = \(row.due.on), due_provisional = \(row.due.provisional), due_citation = \(row.due.citation),
            keeper_id = \(row.keeper), draft_id = \(row.draftID)
            WHERE id = \(row.id) AND version = \(row.version) AND \(scope.covers(.lead))
            """, "The lead")
    }

    /// Keeps a step of a lead that the caller has changed.
    package func insertLeadStep(_ step: LeadStepRow, of lead: LeadID, at instant: Instant) throws {
        let id: Int64 = ids.next(LeadSubject.self).rawValue
        try sql.execute(
            """
            INSERT INTO lead_step (id, lead_id, event, to_state, words, document_id, staff_id, business_day, created_at)
            VALUES (\(id), \(lead), \(step.event), \(step.next.rawValue),
            \(try seal(step.words, "lead_step", "words", id)), \(step.documentID), \(step.staff), \(step.on),
            \(instant))
            """)
    }

    /// The steps of a lead within the scope, oldest first.
    package func leadSteps(of id: LeadID, in scope: Scope) throws -> [LeadStepRow] {
        try sql.query(
            """
            SELECT s.* FROM lead_step AS s JOIN \(scope.table(.lead)) AS l ON l.id = s.lead_id
            WHERE l.id = \(id) ORDER BY s.id
            """
        ).map { row in
            LeadStepRow(
                event: try row.text("event"), next: try row.code("to_state"),
                words: try openText(row, "lead_step", "words"), documentID: try row.optionalID("document_id"),
                staff: try row.id("staff_id"), on: try row.date("business_day"))
        }
    }

    private func sealed(_ content: LeadContent, _ id: LeadID) throws -> [UInt8] {
        try seal(Self.json(content), "lead", "content", id.rawValue)
    }

    func leadIndex(_ number: String) -> [UInt8]? {
        number.isEmpty ? nil : keys.blindIndex(number, purpose: "lead")
    }
}

package import Casework
package import Primitives
import SQLText

/// A call that touches a case: a fact of the case, read under the case's own scope.
package struct CaseComplaintRow: Hashable, Sendable {
    /// The ticket.
    package let ticketID: HotlineTicketID
    /// Whether it forces the county to visit before the decision.
    package let forcesVisit: Bool
    /// The day the call came in.
    package let receivedOn: CivilDate
    /// Whether the ticket still waits for somebody.
    package let isOpen: Bool
}

extension StoreTransaction {
    /// The calls that touch a case within its scope, whichever office deals with them.
    package func complaints(of caseID: CaseID, in scope: Scope) throws -> [CaseComplaintRow] {
        try sql.query(
            """
            SELECT k.ticket_id, k.forces_visit, k.received_day, CASE WHEN EXISTS (SELECT 1 FROM hotline_ticket AS t
            WHERE t.id = k.ticket_id AND t.state NOT IN ('returned', 'closed')) THEN 1 ELSE 0 END AS is_open
            FROM \(scope.table(.caseComplaint)) AS k WHERE k.case_id = \(caseID) AND k.untied_day IS NULL
            ORDER BY k.id
            """
        ).map { row in
            CaseComplaintRow(
                ticketID: try row.id("ticket_id"), forcesVisit: try row.flag("forces_visit"),
                receivedOn: try row.date("received_day"), isOpen: try row.flag("is_open"))
        }
    }

    /// Notes that a call touches a case; the caller has read the case within its scope.
    package func insertComplaint(
        _ ticket: HotlineTicket, _ id: HotlineTicketID, on caseID: CaseID, by staff: StaffID, on day: CivilDate
    ) throws {
        let key: Int64 = ids.next(HotlineTicketSubject.self).rawValue
        try sql.execute(
            """
            INSERT INTO case_complaint (id, case_id, ticket_id, forces_visit, received_day, tied_day, tied_by_id)
            VALUES (\(key), \(caseID), \(id), \(ticket.forcesCountyVisit), \(ticket.receivedOn), \(day), \(staff))
            """)
    }

    /// Notes that a call does not touch its case after all; what was noted stays on record with the reason.
    package func untieComplaint(
        _ id: HotlineTicketID, reason: String, by staff: StaffID, on day: CivilDate, in scope: Scope
    ) throws {
        guard
            let row = try sql.first(
                """
                SELECT k.id FROM \(scope.table(.caseComplaint)) AS k
                WHERE k.ticket_id = \(id) AND k.untied_day IS NULL
                """)
        else { return }
        let key = try row.integer("id")
        try changeOne(
            """
            UPDATE case_complaint SET untied_day = \(day), untied_by_id = \(staff),
            untie_reason = \(try seal(reason, "case_complaint", "untie_reason", key))
            WHERE id = \(key) AND untied_day IS NULL AND \(scope.covers(.caseComplaint))
            """, "The call on the case")
    }
}

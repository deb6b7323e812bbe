package import Primitives
import SQLText

/// Subject of a correction ticket's id.
package enum CorrectionTicketSubject {}
/// Id of a correction ticket to a source department.
package typealias CorrectionTicketID = Identifier<CorrectionTicketSubject>

/// A correction ticket to a source department (数据更正单), opened.
package struct CorrectionTicketRow: Sendable {
    /// The ticket's id.
    package let id: CorrectionTicketID
    /// The case.
    package let caseID: CaseID
    /// The upheld objection behind it.
    package let objectionID: ReportObjectionID
    /// The row's version.
    package let version: Int64
    /// Its public number.
    package let number: String
    /// Code of the dataset.
    package let dataset: String
    /// The department that answers for it.
    package let department: String
    /// What is to be corrected, JSON.
    package let content: [UInt8]
    /// The day it was sent.
    package let sentOn: CivilDate
    /// Who sent it.
    package let sentBy: StaffID
    /// The last day for the department's answer.
    package let dueOn: CivilDate
    /// `sent`, `corrected` or `notCorrected`.
    package let state: String
    /// What the department answered.
    package let answer: String?
    /// The day of the answer.
    package let answeredOn: CivilDate?
}

extension StoreTransaction {
    /// Writes a ticket; the caller has decided its objection.
    package func insertTicket(
        of objection: ReportObjectionRow, number: String, dataset: String, department: String, content: [UInt8],
        by staff: StaffID, on day: CivilDate, due: CivilDate
    ) throws -> CorrectionTicketID {
        let id: CorrectionTicketID = ids.next()
        try sql.execute(
            """
            INSERT INTO correction_ticket (id, case_id, objection_id, version, number, dataset, department, content,
            sent_day, sent_by_id, due_day, state)
            VALUES (\(id), \(objection.caseID), \(objection.id), 1, \(number), \(dataset), \(department),
            \(try seal(content, "correction_ticket", "content", id.rawValue)), \(day), \(staff), \(due), 'sent')
            """)
        return id
    }

    /// A ticket within the scope.
    package func ticket(_ id: CorrectionTicketID, in scope: Scope) throws -> CorrectionTicketRow? {
        try sql.first("SELECT * FROM \(scope.table(.correctionTicket)) AS t WHERE t.id = \(id)").map(ticketRow)
    }

    /// The ticket of an objection within the scope.
    package func ticket(of objection: ReportObjectionID, in scope: Scope) throws -> CorrectionTicketRow? {
        try sql.first("SELECT * FROM \(scope.table(.correctionTicket)) AS t WHERE t.objection_id = \(objection)")
            .map(ticketRow)
    }

    /// Tickets within the scope: those that wait by their last day, then the latest answered ones.
    package func tickets(limit: Int, in scope: Scope) throws -> [CorrectionTicketRow] {
        try sql.query(
            """
            SELECT t.* FROM \(scope.table(.correctionTicket)) AS t
            ORDER BY CASE WHEN t.state = 'sent' THEN 0 ELSE 1 END, t.due_day, t.id DESC LIMIT \(limit)
            """
        ).map(ticketRow)
    }

    /// Writes a department's answer within the scope, once.
    package func answerTicket(
        _ row: CorrectionTicketRow, isCorrected: Bool, answer: String, by staff: StaffID, on day: CivilDate,
        in scope: Scope
    ) throws {
        try changeOne(
            """
            UPDATE correction_ticket SET version = version + 1,
            state = \(isCorrected ? "corrected" : "notCorrected"),
            answer = \(try seal(answer, "correction_ticket", "answer", row.id.rawValue)), answered_by_id = \(staff),
            answered_day = \(day) WHERE id = \(row.id) AND version = \(row.version) AND state = 'sent'
            AND \(scope.covers(.correctionTicket))
            """, "The ticket")
    }

    private func ticketRow(_ row: Row) throws -> CorrectionTicketRow {
        CorrectionTicketRow(
            id: try row.id("id"), caseID: try row.id("case_id"), objectionID: try row.id("objection_id"),
            version: try row.integer("version"), number: try row.text("number"), dataset: try row.text("dataset"),
            department: try row.text("department"), content: try open(row, "correction_ticket", "content"),
            sentOn: try row.date("sent_day"), sentBy: try row.id("sent_by_id"), dueOn: try row.date("due_day"),
            state: try row.text("state"),
            answer: try row.optionalBlob("answer") == nil ? nil : openText(row, "correction_ticket", "answer"),
            answeredOn: try row.optionalDate("answered_day"))
    }
}

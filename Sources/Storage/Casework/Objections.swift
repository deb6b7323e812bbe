package import Primitives
import SQLText

/// An objection to a notice, opened; the contact is shown to nobody below the county.
package struct ObjectionRow: Sendable {
    /// The objection's id.
    package let id: ObjectionID
    /// The posting it is about.
    package let noticeID: NoticeID
    /// The case.
    package let caseID: CaseID
    /// What was said.
    package let text: String
    /// How to reach the person, when they said so.
    package let contact: String?
    /// The day it came in.
    package let filedOn: CivilDate
    /// Whether it was found right; nil while it waits.
    package let isUpheld: Bool?
    /// The answer.
    package let answer: String?
    /// The day of the answer.
    package let answeredOn: CivilDate?
}

extension StoreTransaction {
    /// Writes an objection.
    package func insertObjection(
        to notice: NoticeRow, text: String, contact: String?, on day: CivilDate, at instant: Instant
    ) throws -> ObjectionID {
        let id: ObjectionID = ids.next()
        let content = try seal(text, "notice_objection", "content", id.rawValue)
        let sealedContact = try contact.map { try seal($0, "notice_objection", "contact", id.rawValue) }
        try sql.execute(
            """
            INSERT INTO notice_objection (id, notice_id, case_id, content, contact, filed_day, filed_at)
            VALUES (\(id), \(notice.id), \(notice.caseID), \(content), \(sealedContact), \(day), \(instant))
            """)
        return id
    }

    /// The objections of a case within the scope, oldest first.
    package func objections(of caseID: CaseID, in scope: Scope) throws -> [ObjectionRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.noticeObjection)) AS o WHERE o.case_id = \(caseID) ORDER BY o.id"
        ).map(objectionRow)
    }

    /// An objection by id within the scope.
    package func objection(_ id: ObjectionID, in scope: Scope) throws -> ObjectionRow? {
        try sql.first("SELECT * FROM \(scope.table(.noticeObjection)) AS o WHERE o.id = \(id)").map(objectionRow)
    }

    /// Answers an objection within the scope, once.
    package func answerObjection(
        _ id: ObjectionID, isUpheld: Bool, answer: String, by staff: StaffID, on day: CivilDate, in scope: Scope
    ) throws {
        let sealed = try seal(answer, "notice_objection", "answer", id.rawValue)
        try changeOne(
            """
            UPDATE notice_objection SET upheld = \(isUpheld), answer = \(sealed), answered_by_id = \(staff),
            answered_day = \(day) WHERE id = \(id) AND upheld IS NULL AND \(scope.covers(.noticeObjection))
            """, "The objection")
    }

    private func objectionRow(_ row: Row) throws -> ObjectionRow {
        ObjectionRow(
            id: try row.id("id"), noticeID: try row.id("notice_id"), caseID: try row.id("case_id"),
            text: try openText(row, "notice_objection", "content"),
            contact: try row.optionalBlob("contact") == nil ? nil : openText(row, "notice_objection", "contact"),
            filedOn: try row.date("filed_day"), isUpheld: try row.optionalInteger("upheld").map { $0 != 0 },
            answer: try row.optionalBlob("answer") == nil ? nil : openText(row, "notice_objection", "answer"),
            answeredOn: try row.optionalDate("answered_day"))
    }
}

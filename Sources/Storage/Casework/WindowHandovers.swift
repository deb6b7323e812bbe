package import Primitives
import SQLText

/// Marks keys of a hand-over to another department.
package enum HandoverSubject {}
/// The key of a hand-over to another department.
package typealias HandoverID = Identifier<HandoverSubject>

/// Where a hand-over to another department stands.
package enum HandoverState: String, CaseIterable, Codable, Hashable, Sendable {
    case sent, taken, done, returned

    /// The state in words.
    package var chinese: String {
        switch self {
        case .sent: "已转办"
        case .taken: "已接办"
        case .done: "已办结"
        case .returned: "已退回"
        }
    }

    /// What can be said of it next.
    package var next: [HandoverState] {
        switch self {
        case .sent: [.taken, .done, .returned]
        case .taken: [.done, .returned]
        case .done, .returned: []
        }
    }
}

/// What is kept sealed of a hand-over: what the family needs, and what came of it.
package struct HandoverContent: Codable, Hashable, Sendable {
    /// What the family needs, in words.
    package var need: String
    /// What the department said.
    package var answer: String

    /// Takes the parts.
    package init(need: String, answer: String = "") {
        self.need = need
        self.answer = answer
    }
}

/// A hand-over of one window to the department that owns an item 转办.
package struct HandoverRow: Hashable, Sendable {
    /// The row's id.
    package let id: HandoverID
    /// Rises with every change.
    package let version: Int64
    /// The case.
    package let caseID: CaseID
    /// The item, as its pack is called.
    package let item: String
    /// The department.
    package let department: String
    /// Where it stands.
    package let state: HandoverState
    /// The sealed part.
    package let content: HandoverContent
    /// The form that went along.
    package let documentID: DocumentID
    /// Who took the family in first and stays answerable 首接负责.
    package let firstContact: StaffID
    /// The day it was sent.
    package let sentOn: CivilDate
    /// The day by which the department has to say something.
    package let dueOn: CivilDate
    /// The day of the last answer.
    package let answeredOn: CivilDate?
}

extension StoreTransaction {
    /// Stores a hand-over that was sent.
    package func insertHandover(
        _ content: HandoverContent, of caseID: CaseID, item: String, department: String, document: DocumentID,
        firstContact: StaffID, due: CivilDate, on day: CivilDate
    ) throws -> HandoverID {
        let id: HandoverID = ids.next()
        let sealed = try seal(Self.json(content), "window_handover", "content", id.rawValue)
        try sql.execute(
            """
            INSERT INTO window_handover (id, version, case_id, item, department, state, content, document_id,
            first_contact_id, sent_day, due_day)
            VALUES (\(id), 1, \(caseID), \(item), \(department), 'sent', \(sealed), \(document), \(firstContact),
            \(day), \(due))
            """)
        return id
    }

    /// Records what the department said.
    package func answerHandover(
        _ row: HandoverRow, _ state: HandoverState, content: HandoverContent, by staff: StaffID, on day: CivilDate,
        in scope: Scope
    ) throws {
        let sealed = try seal(Self.json(content), "window_handover", "content", row.id.rawValue)
        try changeOne(
            """
            UPDATE window_handover SET version = version + 1, state = \(state.rawValue), content = \(sealed),
            answered_by_id = \(staff), answered_day = \(day)
            WHERE id = \(row.id) AND version = \(row.version) AND \(scope.covers(.windowHandover))
            """, "The hand-over")
    }

    /// The hand-overs of a case, oldest first.
    package func handovers(of caseID: CaseID, in scope: Scope) throws -> [HandoverRow] {
        try sql.query("SELECT * FROM \(scope.table(.windowHandover)) AS h WHERE h.case_id = \(caseID) ORDER BY h.id")
            .map(handoverRow)
    }

    /// A hand-over by id.
    package func handover(_ id: HandoverID, in scope: Scope) throws -> HandoverRow? {
        try sql.first("SELECT * FROM \(scope.table(.windowHandover)) AS h WHERE h.id = \(id)").map(handoverRow)
    }

    private func handoverRow(_ row: Row) throws -> HandoverRow {
        HandoverRow(
            id: try row.id("id"), version: try row.integer("version"), caseID: try row.id("case_id"),
            item: try row.text("item"), department: try row.text("department"), state: try row.code("state"),
            content: try Self.fromJSON(open(row, "window_handover", "content")),
            documentID: try row.id("document_id"), firstContact: try row.id("first_contact_id"),
            sentOn: try row.date("sent_day"), dueOn: try row.date("due_day"),
            answeredOn: try row.optionalDate("answered_day"))
    }
}

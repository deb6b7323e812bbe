package import Primitives
import SQLText

/// Marks keys of a promise in place of a paper.
package enum CommitmentSubject {}
/// The key of a promise in place of a paper.
package typealias CommitmentID = Identifier<CommitmentSubject>

/// Where a promise in place of a paper stands.
package enum CommitmentState: String, CaseIterable, Codable, Hashable, Sendable {
    case promised, proved, isFalse = "false"

    /// The state in words.
    package var chinese: String {
        switch self {
        case .promised: "已承诺待核查"
        case .proved: "核查属实"
        case .isFalse: "核查不实"
        }
    }
}

/// What is kept sealed of a promise: the text that was signed, who signed, how it was checked.
package struct CommitmentContent: Codable, Hashable, Sendable {
    /// The whole text.
    package var text: String
    /// Who signed it.
    package var signer: String
    /// How it was checked and with what result.
    package var finding: String

    /// Takes the parts.
    package init(text: String, signer: String, finding: String = "") {
        self.text = text
        self.signer = signer
        self.finding = finding
    }
}

/// A promise in place of a paper 告知承诺.
package struct CommitmentRow: Hashable, Sendable {
    /// The row's id.
    package let id: CommitmentID
    /// Rises with every change.
    package let version: Int64
    /// The case.
    package let caseID: CaseID
    /// The paper it stands for.
    package let item: String
    /// The hash of the text that was signed.
    package let textHash: String
    /// Where it stands.
    package let state: CommitmentState
    /// The sealed part.
    package let content: CommitmentContent
    /// The day it was signed.
    package let on: CivilDate
    /// The day by which it is checked.
    package let dueOn: CivilDate
    /// The day it was checked.
    package let checkedOn: CivilDate?
}

extension StoreTransaction {
    /// Stores a promise.
    package func insertCommitment(
        _ content: CommitmentContent, item: String, textHash: String, of caseID: CaseID, due: CivilDate,
        by staff: StaffID, on day: CivilDate
    ) throws -> CommitmentID {
        let id: CommitmentID = ids.next()
        let sealed = try seal(Self.json(content), "inform_commitment", "content", id.rawValue)
        try sql.execute(
            """
            INSERT INTO inform_commitment (id, version, case_id, item, text_hash, state, content, staff_id,
            business_day, due_day)
            VALUES (\(id), 1, \(caseID), \(item), \(textHash), 'promised', \(sealed), \(staff), \(day), \(due))
            """)
        return id
    }

    /// Records how a promise was checked.
    package func checkCommitment(
        _ row: CommitmentRow, _ state: CommitmentState, content: CommitmentContent, by staff: StaffID,
        on day: CivilDate, in scope: Scope
    ) throws {
        let sealed = try seal(Self.json(content), "inform_commitment", "content", row.id.rawValue)
        try changeOne(
            """
            UPDATE inform_commitment SET version = version + 1, state = \(state.rawValue), content = \(sealed),
            checked_by_id = \(staff), checked_day = \(day)
            WHERE id = \(row.id) AND version = \(row.version) AND state = 'promised'
            AND \(scope.covers(.informCommitment))
            """, "The promise")
    }

    /// The promises of a case, oldest first.
    package func commitments(of caseID: CaseID, in scope: Scope) throws -> [CommitmentRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.informCommitment)) AS p WHERE p.case_id = \(caseID) ORDER BY p.id"
        ).map(commitmentRow)
    }

    /// A promise by id.
    package func commitment(_ id: CommitmentID, in scope: Scope) throws -> CommitmentRow? {
        try sql.first("SELECT * FROM \(scope.table(.informCommitment)) AS p WHERE p.id = \(id)").map(commitmentRow)
    }

    private func commitmentRow(_ row: Row) throws -> CommitmentRow {
        CommitmentRow(
            id: try row.id("id"), version: try row.integer("version"), caseID: try row.id("case_id"),
            item: try row.text("item"), textHash: try row.text("text_hash"), state: try row.code("state"),
            content: try Self.fromJSON(open(row, "inform_commitment", "content")),
            on: try row.date("business_day"), dueOn: try row.date("due_day"),
            checkedOn: try row.optionalDate("checked_day"))
    }
}

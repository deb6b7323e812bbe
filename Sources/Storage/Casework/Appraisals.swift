package import Casework
package import Primitives
import SQLText

/// A village appraisal 民主评议 of a case as recorded (D13), its content opened.
package struct AppraisalRow: Sendable {
    /// What is kept sealed beside the numbers.
    package struct Content: Codable, Hashable, Sendable {
        /// The numbers and the organiser.
        package let appraisal: Appraisal
        /// Where it was held.
        package let place: String
        /// Who sat, by name, as on the signed list.
        package let attendees: String
        /// What was said.
        package let minutes: String
        /// The signed list and minutes, as uploads of the case.
        package let scanIDs: [UploadID]

        /// Takes the parts.
        package init(
            appraisal: Appraisal, place: String, attendees: String, minutes: String, scanIDs: [UploadID]
        ) {
            self.appraisal = appraisal
            self.place = place
            self.attendees = attendees
            self.minutes = minutes
            self.scanIDs = scanIDs
        }
    }

    /// The appraisal's id, which also orders them by the time they were recorded.
    package let id: AppraisalID
    /// The case.
    package let caseID: CaseID
    /// Whether those present agreed, under the terms of the day it was recorded.
    package let isPassed: Bool
    /// Numbers, people, words and papers.
    package let content: Content
    /// Who recorded it.
    package let recordedBy: StaffID

    /// The numbers and the organiser.
    package var appraisal: Appraisal { content.appraisal }

    /// Takes the parts.
    package init(id: AppraisalID, caseID: CaseID, isPassed: Bool, content: Content, recordedBy: StaffID) {
        self.id = id
        self.caseID = caseID
        self.isPassed = isPassed
        self.content = content
        self.recordedBy = recordedBy
    }
}

extension StoreTransaction {
    /// Records an appraisal; the caller has read the case in its scope.
    package func insertAppraisal(_ row: AppraisalRow, at instant: Instant) throws {
        let sealed = try seal(Self.json(row.content), "appraisal", "content", row.id.rawValue)
        try sql.execute(
            """
            INSERT INTO appraisal (id, case_id, held_day, passed, content, recorded_by_id, created_at)
            VALUES (\(row.id), \(row.caseID), \(row.appraisal.on), \(row.isPassed), \(sealed), \(row.recordedBy),
            \(instant))
            """)
    }

    /// The appraisals of a case within the scope, in the order they were recorded.
    package func appraisals(of caseID: CaseID, in scope: Scope) throws -> [AppraisalRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.appraisal)) AS a WHERE a.case_id = \(caseID) ORDER BY a.id"
        ).map { row in
            AppraisalRow(
                id: try row.id("id"), caseID: try row.id("case_id"), isPassed: try row.flag("passed"),
                content: try Self.fromJSON(open(row, "appraisal", "content")),
                recordedBy: try row.id("recorded_by_id"))
        }
    }
}

package import Casework
package import Primitives
import SQLText

/// A child of a case whom staff recognised, on paper, as an orphan or as without a carer (孤儿、事实无人抚养儿童).
package struct ChildRecognitionRow: Hashable, Sendable {
    /// The child.
    package let personID: PersonID
    /// What the child was recognised as.
    package let kind: NoticeExemption
    /// The paper it rests on: who issued it, its number.
    package let basis: String
    /// The paper's photo, a file of the case.
    package let evidenceID: UploadID
    /// The day it was recorded.
    package let recognisedDay: CivilDate

    /// A recognition as it is recorded.
    package init(
        personID: PersonID, kind: NoticeExemption, basis: String, evidenceID: UploadID, recognisedDay: CivilDate
    ) {
        self.personID = personID
        self.kind = kind
        self.basis = basis
        self.evidenceID = evidenceID
        self.recognisedDay = recognisedDay
    }
}

extension StoreTransaction {
    /// The recognitions that stand for present members of a case within the scope.
    package func childRecognitions(of caseID: CaseID, in scope: Scope) throws -> [ChildRecognitionRow] {
        try sql.query(
            """
            SELECT r.* FROM child_recognition AS r JOIN \(scope.table(.caseMember)) AS m
            ON m.case_id = r.case_id AND m.person_id = r.person_id
            WHERE r.case_id = \(caseID) AND r.withdrawn_day IS NULL ORDER BY r.id
            """
        ).map { row in
            ChildRecognitionRow(
                personID: try row.id("person_id"), kind: try row.code("kind"),
                basis: try openText(row, "child_recognition", "basis"), evidenceID: try row.id("evidence_id"),
                recognisedDay: try row.date("recognised_day"))
        }
    }

    /// Records a recognition in place of the one that stood; the caller has read the case in its scope.
    package func putChildRecognition(
        _ row: ChildRecognitionRow, of caseID: CaseID, by staff: StaffID
    ) throws {
        try withdrawChildRecognition(of: row.personID, in: caseID, on: row.recognisedDay)
        let id: EventID = ids.next()
        let sealed = try seal(row.basis, "child_recognition", "basis", id.rawValue)
        try sql.execute(
            """
            INSERT INTO child_recognition (id, case_id, person_id, kind, basis, evidence_id, staff_id, recognised_day)
            VALUES (\(id), \(caseID), \(row.personID), \(row.kind.rawValue), \(sealed), \(row.evidenceID),
            \(staff), \(row.recognisedDay))
            """)
    }

    /// Takes a recognition back; whether one stood.
    ///
    /// The caller has read the case in its scope.
    @discardableResult
    package func withdrawChildRecognition(of person: PersonID, in caseID: CaseID, on day: CivilDate) throws -> Bool {
        try sql.execute(
            """
            UPDATE child_recognition SET withdrawn_day = \(day)
            WHERE case_id = \(caseID) AND person_id = \(person) AND withdrawn_day IS NULL
            """) > 0
    }
}

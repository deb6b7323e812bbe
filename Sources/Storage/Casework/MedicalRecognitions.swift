package import Primitives
import SQLText

/// Subject of the id of a recognition for medical aid on application.
package enum MedicalRecognitionSubject {}
/// Id of a recognition for medical aid on application.
package typealias MedicalRecognitionID = Identifier<MedicalRecognitionSubject>

/// A recognition for medical aid on application 依申请医疗救助, opened.
package struct MedicalRecognitionRow: Hashable, Sendable {
    /// Its id.
    package let id: MedicalRecognitionID
    /// The case.
    package let caseID: CaseID
    /// The patient, a person of the case.
    package let patientID: CaseMemberID
    /// The sorting whose computation it rests on.
    package let sortingID: SortingID
    /// The row's version.
    package internal(set) var version: Int64 = 1
    /// Why the household meets the rule, in words.
    package let opinion: String
    /// Who proposed it.
    package let proposedBy: StaffID
    /// The day it was proposed.
    package let proposedOn: CivilDate
    /// Whether it was recognised; nil while it waits.
    package var isRecognised: Bool?
    /// The reason of the decision.
    package var answer: String?
    /// Who decided.
    package var decidedBy: StaffID?
    /// The day of the decision.
    package var decidedOn: CivilDate?
    /// The last day of the status.
    package var through: CivilDate?

    /// A proposal.
    package init(
        id: MedicalRecognitionID, caseID: CaseID, patientID: CaseMemberID, sortingID: SortingID, opinion: String,
        proposedBy: StaffID, proposedOn: CivilDate
    ) {
        (self.id, self.caseID, self.patientID, self.sortingID) = (id, caseID, patientID, sortingID)
        (self.opinion, self.proposedBy, self.proposedOn) = (opinion, proposedBy, proposedOn)
    }
}

extension StoreTransaction {
    /// Writes a proposal; the caller has read the case in its scope.
    package func insertMedicalRecognition(_ row: MedicalRecognitionRow) throws {
        try sql.execute(
            """
            INSERT INTO medical_recognition (id, case_id, case_member_id, sorting_id, version, opinion, proposed_by_id,
            proposed_day) VALUES (\(row.id), \(row.caseID), \(row.patientID), \(row.sortingID), 1,
            \(try seal(row.opinion, "medical_recognition", "opinion", row.id.rawValue)), \(row.proposedBy),
            \(row.proposedOn))
            """)
    }

    /// Writes the decision within the scope, once.
    package func decideMedicalRecognition(_ row: MedicalRecognitionRow, in scope: Scope) throws {
        let answer = try row.answer.map { try seal($0, "medical_recognition", "answer", row.id.rawValue) }
        try changeOne(
            """
            UPDATE medical_recognition SET version = version + 1, recognised = \(row.isRecognised),
            answer = \(answer), decided_by_id = \(row.decidedBy), decided_day = \(row.decidedOn),
            through_day = \(row.through) WHERE id = \(row.id) AND version = \(row.version) AND recognised IS NULL
            AND \(scope.covers(.medicalRecognition))
            """, "The recognition")
    }

    /// The recognition of a case within the scope; nil when none was proposed.
    package func medicalRecognition(of caseID: CaseID, in scope: Scope) throws -> MedicalRecognitionRow? {
        try sql.first("SELECT * FROM \(scope.table(.medicalRecognition)) AS m WHERE m.case_id = \(caseID)").map { row in
            var found = MedicalRecognitionRow(
                id: try row.id("id"), caseID: try row.id("case_id"), patientID: try row.id("case_member_id"),
                sortingID: try row.id("sorting_id"),
                opinion: try openText(row, "medical_recognition", "opinion"),
                proposedBy: try row.id("proposed_by_id"), proposedOn: try row.date("proposed_day"))
            found.version = try row.integer("version")
            found.isRecognised = try row.optionalInteger("recognised").map { $0 != 0 }
            found.answer =
                try row.optionalBlob("answer") == nil ? nil : openText(row, "medical_recognition", "answer")
            found.decidedBy = try row.optionalID("decided_by_id")
            found.decidedOn = try row.optionalDate("decided_day")
            found.through = try row.optionalDate("through_day")
            return found
        }
    }
}

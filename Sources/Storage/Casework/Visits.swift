package import Primitives
import SQLText

/// Why a household was visited.
package enum VisitPurpose: String, CaseIterable, Codable, Hashable, Sendable {
    /// The township's inquiry (D10).
    case investigation
    /// Another look after an objection (D10).
    case recheck
    /// The county's own visit (D17).
    case county

    /// The purpose in words.
    package var chinese: String {
        switch self {
        case .investigation: "入户调查"
        case .recheck: "异议复查"
        case .county: "县级入户核查"
        }
    }
}

/// A household visit as recorded, its findings opened.
package struct VisitRow: Sendable {
    /// The visit's id, which also orders visits by the time they were recorded.
    package let id: VisitID
    /// The case.
    package let caseID: CaseID
    /// Why.
    package let purpose: VisitPurpose
    /// The day.
    package let visitedOn: CivilDate
    /// Who recorded it and was there.
    package let firstVisitorID: StaffID
    /// The second visitor, when staff with an account.
    package let secondVisitorID: StaffID?
    /// The second visitor's name.
    package let secondVisitorName: String
    /// Who signed for the household; empty when nobody did.
    package let householdSigner: String
    /// What was found, as JSON.
    package let findings: [UInt8]

    /// Takes the parts.
    package init(
        id: VisitID, caseID: CaseID, purpose: VisitPurpose, visitedOn: CivilDate, firstVisitorID: StaffID,
        secondVisitorID: StaffID?, secondVisitorName: String, householdSigner: String, findings: [UInt8]
    ) {
        self.id = id
        self.caseID = caseID
        self.purpose = purpose
        self.visitedOn = visitedOn
        self.firstVisitorID = firstVisitorID
        self.secondVisitorID = secondVisitorID
        self.secondVisitorName = secondVisitorName
        self.householdSigner = householdSigner
        self.findings = findings
    }
}

extension StoreTransaction {
    /// Records a visit; the caller has read the case in its scope.
    package func insertVisit(_ visit: VisitRow, at instant: Instant) throws {
        let sealed = try seal(visit.findings, "household_visit", "findings", visit.id.rawValue)
        try sql.execute(
            """
            INSERT INTO household_visit (id, case_id, purpose, visited_day, first_visitor_id, second_visitor_id,
            second_visitor_name, household_signer, findings, recorded_at)
            VALUES (\(visit.id), \(visit.caseID), \(visit.purpose.rawValue), \(visit.visitedOn),
            \(visit.firstVisitorID), \(visit.secondVisitorID), \(visit.secondVisitorName), \(visit.householdSigner),
            \(sealed), \(instant))
            """)
    }

    /// The visits of a case within the scope, in the order they were recorded.
    package func visits(of caseID: CaseID, in scope: Scope) throws -> [VisitRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.householdVisit)) AS v WHERE v.case_id = \(caseID) ORDER BY v.id"
        ).map { row in
            VisitRow(
                id: try row.id("id"), caseID: try row.id("case_id"), purpose: try row.code("purpose"),
                visitedOn: try row.date("visited_day"), firstVisitorID: try row.id("first_visitor_id"),
                secondVisitorID: try row.optionalID("second_visitor_id"),
                secondVisitorName: try row.text("second_visitor_name"),
                householdSigner: try row.text("household_signer"),
                findings: try open(row, "household_visit", "findings"))
        }
    }
}

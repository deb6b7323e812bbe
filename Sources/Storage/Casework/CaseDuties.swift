package import Primitives
import SQLText

/// The one list of missing items of a case (D06) and its answer.
package struct SupplementRow: Sendable {
    /// The notice's id.
    package let id: SupplementID
    /// What is missing, as the clerk wrote it.
    package let items: [String]
    /// The day it was issued.
    package let issuedDay: CivilDate
    /// The last day for the answer.
    package let dueDay: CivilDate
    /// The day it was answered.
    package let answeredDay: CivilDate?
    /// What the family wrote with the answer.
    package let answer: String?
}

/// A staff member's declared kinship with a household.
package struct CaseRelationRow: Hashable, Sendable {
    /// The related staff member.
    package let staffID: StaffID
    /// The staff member's name.
    package let staffName: String
    /// How they are related.
    package let relation: String
    /// Who declared it: `staff` or `applicant`.
    package let declaredBy: String
}

extension StoreTransaction {
    /// Issues the list of missing items; a case has at most one.
    package func insertSupplement(
        _ items: [String], of caseID: CaseID, on day: CivilDate, due: CivilDate
    ) throws -> SupplementID {
        let id: SupplementID = ids.next()
        let sealed = try seal(Self.json(items), "supplement_notice", "items", id.rawValue)
        try sql.execute(
            """
            INSERT INTO supplement_notice (id, case_id, items, issued_day, due_day)
            VALUES (\(id), \(caseID), \(sealed), \(day), \(due))
            """)
        return id
    }

    /// The list of missing items of a case within the scope.
    package func supplement(of caseID: CaseID, in scope: Scope) throws -> SupplementRow? {
        try sql.first(
            "SELECT * FROM \(scope.table(.supplementNotice)) AS s WHERE s.case_id = \(caseID)"
        ).map { row in
            SupplementRow(
                id: try row.id("id"), items: try Self.fromJSON(open(row, "supplement_notice", "items")),
                issuedDay: try row.date("issued_day"), dueDay: try row.date("due_day"),
                answeredDay: try row.optionalDate("answered_day"),
                answer: try row.optionalBlob("answer") == nil ? nil : openText(row, "supplement_notice", "answer"))
        }
    }

    /// Records the answer to the list of missing items.
    package func answerSupplement(
        _ id: SupplementID, answer: String, on day: CivilDate, in scope: Scope
    ) throws {
        let sealed = try seal(answer, "supplement_notice", "answer", id.rawValue)
        try changeOne(
            """
            UPDATE supplement_notice SET answered_day = \(day), answer = \(sealed)
            WHERE id = \(id) AND answered_day IS NULL AND \(scope.covers(.supplementNotice))
            """, "The list of missing items")
    }

    /// Records that a staff member is related to a household; the caller has read the case in its scope.
    package func putRelation(
        _ relation: String, of staff: StaffID, to caseID: CaseID, declaredBy: String, at instant: Instant
    ) throws {
        try sql.execute(
            """
            INSERT INTO case_relation (case_id, staff_id, relation, declared_by, created_at)
            VALUES (\(caseID), \(staff), \(relation), \(declaredBy), \(instant))
            ON CONFLICT (case_id, staff_id) DO UPDATE SET relation = excluded.relation
            """)
    }

    /// The declared kinships of a case within the scope.
    package func relations(of caseID: CaseID, in scope: Scope) throws -> [CaseRelationRow] {
        try sql.query(
            """
            SELECT r.staff_id, r.relation, r.declared_by, u.name FROM \(scope.table(.caseRelation)) AS r
            JOIN staff_user AS u ON u.id = r.staff_id WHERE r.case_id = \(caseID) ORDER BY r.staff_id
            """
        ).map { row in
            CaseRelationRow(
                staffID: try row.id("staff_id"), staffName: try row.text("name"), relation: try row.text("relation"),
                declaredBy: try row.text("declared_by"))
        }
    }

    /// The name of a staff member; nil when there is none.
    package func staffName(_ id: StaffID) throws -> String? {
        try sql.first("SELECT name FROM staff_user WHERE id = \(id)")?.text("name")
    }

    /// Whether a staff member holds a post today whose region reaches a place.
    package func holdsPost(_ staff: StaffID, reaching region: RegionCode, on day: CivilDate) throws -> Bool {
        try sql.query(
            """
            SELECT region_code FROM staff_post WHERE staff_id = \(staff) AND valid_from <= \(day)
            AND (valid_to IS NULL OR valid_to > \(day))
            """
        ).contains { try $0.region("region_code").contains(region) }
    }
}

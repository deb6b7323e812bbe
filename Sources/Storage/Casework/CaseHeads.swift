package import Primitives
import SQLText

/// A case in one line, for a list that somebody picked.
package struct CaseHead: Hashable, Sendable {
    /// The case's id.
    package let id: CaseID
    /// The acceptance number.
    package let number: String
    /// The applicant's name, masked.
    package let applicantMasked: String
    /// The village.
    package let region: RegionCode
    /// Who works on it; nil when nobody does.
    package let assignedName: String?
}

extension StoreTransaction {
    /// Those of some cases that lie in the scope, by number: one statement.
    package func caseHeads(_ ids: [CaseID], in scope: Scope) throws -> [CaseHead] {
        guard !ids.isEmpty else { return [] }
        return try sql.query(
            """
            SELECT c.id, c.number, c.applicant_name, c.region_code, u.name AS assigned_name
            FROM \(scope.table(.aidCase)) AS c LEFT JOIN staff_user AS u ON u.id = c.assigned_staff_id
            WHERE c.id IN (\(Statement.list(ids))) ORDER BY c.number
            """
        ).map { row in
            CaseHead(
                id: try row.id("id"), number: try row.text("number"),
                applicantMasked: Masking.name(try row.text("applicant_name")), region: try row.region("region_code"),
                assignedName: try row.optionalText("assigned_name"))
        }
    }
}

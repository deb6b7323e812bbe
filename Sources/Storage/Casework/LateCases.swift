package import Casework
package import Primitives
import SQLText

/// A case whose statutory day has passed, as the late list shows it.
package struct LateCaseRow: Sendable {
    /// The case.
    package let id: CaseID
    /// The acceptance number.
    package let number: String
    /// The program.
    package let program: Program
    /// Where it stands.
    package let state: CaseState
    /// The applicant's name in full; lists mask it.
    package let applicantName: String
    /// The village it is handled in.
    package let region: RegionCode
    /// The day it was due.
    package let deadlineDay: CivilDate
    /// Whether a calendar was missing when that was computed.
    package let isProvisional: Bool
    /// Who works on it.
    package let assignedStaffID: StaffID?
}

extension StoreTransaction {
    /// The undecided cases whose day has passed within the scope and region, the latest first; `limit` bounds the page.
    package func lateCases(
        before today: CivilDate, states: [CaseState], in scope: Scope, under region: RegionCode?, limit: Int
    ) throws -> [LateCaseRow] {
        let within: Statement =
            region.map { "AND c.region_code >= \($0) AND c.region_code < \($0.text + ":")" } ?? ""
        return try sql.query(
            """
            SELECT c.id, c.number, c.program, c.state, c.applicant_name, c.region_code, c.deadline_day,
            c.deadline_provisional, c.assigned_staff_id FROM \(scope.table(.aidCase)) AS c
            WHERE c.deadline_day < \(today) AND c.state IN (\(Statement.list(states.map(\.rawValue)))) \(within)
            ORDER BY c.deadline_day, c.id LIMIT \(limit)
            """
        ).map { row in
            LateCaseRow(
                id: try row.id("id"), number: try row.text("number"), program: try row.code("program"),
                state: try row.code("state"), applicantName: try row.text("applicant_name"),
                region: try row.region("region_code"), deadlineDay: try row.date("deadline_day"),
                isProvisional: try row.flag("deadline_provisional"),
                assignedStaffID: try row.optionalID("assigned_staff_id"))
        }
    }
}

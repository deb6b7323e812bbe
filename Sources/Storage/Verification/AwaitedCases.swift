package import Casework
package import Primitives
import SQLText

/// A case whose comparison is awaited, or whose report lacks answers.
package struct AwaitedCase: Hashable, Sendable {
    /// The case.
    package let id: CaseID
    /// Its acceptance number.
    package let number: String
    /// The applicant, masked.
    package let applicantMasked: String
    /// The program.
    package let program: Program
    /// The name of the place.
    package let regionName: String
    /// The day it was accepted, or sent.
    package let since: CivilDate
    /// The deadline of the case.
    package let deadline: CivilDate?
    /// Sources that have not answered; nil when there is no report yet.
    package let silentSources: Int?
}

extension StoreTransaction {
    /// Cases under investigation without a report, or with silent sources, the oldest first, and how many.
    package func awaitedCases(
        withReport: Bool?, limit: Int, offset: Int, in scope: Scope
    ) throws -> (rows: [AwaitedCase], total: Int) {
        let reported: Statement = withReport.map { $0 ? "AND v.id IS NOT NULL" : "AND v.id IS NULL" } ?? ""
        let source: Statement =
            """
            \(scope.table(.aidCase)) AS c LEFT JOIN verification_report AS v ON v.case_id = c.id
            AND v.version = (SELECT MAX(w.version) FROM verification_report AS w WHERE w.case_id = c.id)
            WHERE c.state = \(CaseState.investigating.rawValue) AND (v.id IS NULL OR v.silent_sources > 0) \(reported)
            """
        let rows = try sql.query(
            """
            SELECT c.id, c.number, c.applicant_name, c.program, c.region_code, c.submitted_day, c.accepted_day,
            c.deadline_day, v.silent_sources, (SELECT r.name FROM region AS r WHERE r.code = c.region_code)
            AS region_name FROM \(source)
            ORDER BY COALESCE(c.accepted_day, c.submitted_day), c.id LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            AwaitedCase(
                id: try row.id("id"), number: try row.text("number"),
                applicantMasked: Masking.name(try row.text("applicant_name")), program: try row.code("program"),
                regionName: try row.optionalText("region_name") ?? row.text("region_code"),
                since: try row.optionalDate("accepted_day") ?? row.date("submitted_day"),
                deadline: try row.optionalDate("deadline_day"),
                silentSources: try row.optionalInt("silent_sources"))
        }
        return (rows, try sql.count("SELECT count(*) FROM \(source)"))
    }
}

package import Casework
package import Primitives
import SQLText

/// Subject of the id of a report's issue.
package enum ReportIssueSubject {}
/// Subject of the id of a closing note.
package enum ReportDoubtSubject {}

/// How far the issue of a report (核对报告签发) is: composed by one person or the program, issued by another.
package struct ReportIssueRow: Sendable {
    /// The report.
    package let reportID: ReportID
    /// The row's version.
    package let version: Int64
    /// Who composed it; nil for the program.
    package let composedBy: StaffID?
    /// The day it was composed.
    package let composedOn: CivilDate
    /// Who issued it; nil while it is a draft.
    package let issuedBy: StaffID?
    /// The day it was issued.
    package let issuedOn: CivilDate?
    /// The last day for an objection; nil while it is a draft.
    package let objectionDue: CivilDate?
    /// The day on which the family said that it does not object.
    package let waivedOn: CivilDate?

    /// Who answers for the report: the person who composed it, or who issued what the program composed.
    package var maker: StaffID? { composedBy ?? issuedBy }
}

/// A closing note under a doubt of a report.
package struct ReportDoubtRow: Sendable {
    /// The finding's evidence hash.
    package let evidenceHash: String
    /// What settled it.
    package let note: String
    /// Who wrote it.
    package let staffID: StaffID
    /// The day it was written.
    package let day: CivilDate
}

extension StoreTransaction {
    /// Notes that a report was composed, once; `by` is nil for the program.
    ///
    /// The caller has read the case in its scope.
    package func composeReport(
        _ reportID: ReportID, of caseID: CaseID, by staff: StaffID?, on day: CivilDate, at instant: Instant
    ) throws {
        try sql.execute(
            """
            INSERT INTO report_issue (id, case_id, report_id, version, composed_by_id, composed_day, created_at)
            VALUES (\(ids.next(ReportIssueSubject.self)), \(caseID), \(reportID), 1, \(staff), \(day), \(instant))
            """)
    }

    /// Names the person who works on what the program composed; a report composed by a person keeps its name.
    package func takeReportOver(_ row: ReportIssueRow, by staff: StaffID, in scope: Scope) throws {
        guard row.composedBy == nil else { return }
        try changeOne(
            """
            UPDATE report_issue SET version = version + 1, composed_by_id = \(staff)
            WHERE report_id = \(row.reportID) AND version = \(row.version) AND issued_by_id IS NULL
            AND \(scope.covers(.reportIssue))
            """, "The report")
    }

    /// Issues a composed report within the scope, once.
    package func issueReport(
        _ row: ReportIssueRow, by staff: StaffID, on day: CivilDate, objectionDue: CivilDate, in scope: Scope
    ) throws {
        try changeOne(
            """
            UPDATE report_issue SET version = version + 1, issued_by_id = \(staff), issued_day = \(day),
            objection_due_day = \(objectionDue)
            WHERE report_id = \(row.reportID) AND version = \(row.version) AND issued_by_id IS NULL
            AND \(scope.covers(.reportIssue))
            """, "The report")
    }

    /// Notes within the scope that the family does not object to an issued report.
    package func waiveObjection(_ row: ReportIssueRow, on day: CivilDate, in scope: Scope) throws {
        try changeOne(
            """
            UPDATE report_issue SET version = version + 1, waived_day = \(day)
            WHERE report_id = \(row.reportID) AND version = \(row.version) AND \(scope.covers(.reportIssue))
            """, "The report")
    }

    /// How far the issue of a report is; nil outside the scope, and for reports older than the two-person issue.
    package func reportIssue(_ id: ReportID, in scope: Scope) throws -> ReportIssueRow? {
        try sql.first("SELECT * FROM \(scope.table(.reportIssue)) AS i WHERE i.report_id = \(id)")
            .map(Self.reportIssueRow)
    }

    /// How far the issue of each report of a case is, within the scope.
    package func reportIssues(of caseID: CaseID, in scope: Scope) throws -> [ReportIssueRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.reportIssue)) AS i WHERE i.case_id = \(caseID) ORDER BY i.report_id"
        ).map(Self.reportIssueRow)
    }

    /// The time in which the family may object to the latest issued report of a case, within the scope.
    package func objectionWindow(of caseID: CaseID, in scope: Scope) throws -> ObjectionWindowFact? {
        guard let row = try reportIssues(of: caseID, in: scope).last(where: { $0.objectionDue != nil }),
            let due = row.objectionDue
        else { return nil }
        return ObjectionWindowFact(closesOn: due, isWaived: row.waivedOn != nil)
    }

    /// The latest report of each case under investigation that nobody has issued, oldest first, within the scope.
    package func draftReports(limit: Int, in scope: Scope) throws -> [DraftReportRow] {
        try sql.query(
            """
            SELECT c.id AS case_id, c.number AS case_number, c.applicant_name, c.applicant_last_four, r.id,
            r.number, r.version, r.conclusion, r.as_of_day, r.conflicts, r.silent_sources
            FROM \(scope.table(.reportIssue)) AS i
            JOIN verification_report AS r ON r.id = i.report_id
            JOIN aid_case AS c ON c.id = i.case_id
            WHERE i.issued_by_id IS NULL AND c.state = 'investigating'
            AND r.version = (SELECT MAX(l.version) FROM verification_report AS l WHERE l.case_id = i.case_id)
            ORDER BY r.as_of_day, r.id LIMIT \(limit)
            """
        ).map { row in
            DraftReportRow(
                reportID: try row.id("id"), caseID: try row.id("case_id"), caseNumber: try row.text("case_number"),
                applicantName: try row.text("applicant_name"), lastFour: try row.text("applicant_last_four"),
                number: try row.text("number"), version: try row.integer("version"),
                conclusion: try row.text("conclusion"), asOf: try row.date("as_of_day"),
                conflicts: try row.int("conflicts"), silentSources: try row.int("silent_sources"))
        }
    }

    /// Writes or rewrites the closing note of a doubt; the caller has read the report in its scope.
    package func closeDoubt(
        _ evidenceHash: String, of reportID: ReportID, in caseID: CaseID, note: String, by staff: StaffID,
        on day: CivilDate, at instant: Instant
    ) throws {
        try sql.execute(
            "DELETE FROM report_doubt WHERE report_id = \(reportID) AND evidence_hash = \(evidenceHash)")
        let id = ids.next(ReportDoubtSubject.self)
        try sql.execute(
            """
            INSERT INTO report_doubt (id, case_id, report_id, evidence_hash, note, staff_id, business_day, created_at)
            VALUES (\(id), \(caseID), \(reportID), \(evidenceHash),
            \(try seal(note, "report_doubt", "note", id.rawValue)), \(staff), \(day), \(instant))
            """)
    }

    /// The closing notes of a report within the scope.
    package func doubts(of reportID: ReportID, in scope: Scope) throws -> [ReportDoubtRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.reportDoubt)) AS d WHERE d.report_id = \(reportID) ORDER BY d.id"
        ).map { row in
            ReportDoubtRow(
                evidenceHash: try row.text("evidence_hash"), note: try openText(row, "report_doubt", "note"),
                staffID: try row.id("staff_id"), day: try row.date("business_day"))
        }
    }

    private static func reportIssueRow(_ row: Row) throws -> ReportIssueRow {
        ReportIssueRow(
            reportID: try row.id("report_id"), version: try row.integer("version"),
            composedBy: try row.optionalID("composed_by_id"), composedOn: try row.date("composed_day"),
            issuedBy: try row.optionalID("issued_by_id"), issuedOn: try row.optionalDate("issued_day"),
            objectionDue: try row.optionalDate("objection_due_day"), waivedOn: try row.optionalDate("waived_day"))
    }
}

/// A report that waits for its issue, as lists show it.
package struct DraftReportRow: Sendable {
    /// The report.
    package let reportID: ReportID
    /// Its case.
    package let caseID: CaseID
    /// The case's number.
    package let caseNumber: String
    /// The applicant's name, to be masked.
    package let applicantName: String
    /// The last four characters of the applicant's ID.
    package let lastFour: String
    /// The report's number.
    package let number: String
    /// Its version.
    package let version: Int64
    /// `meets`, `doesNotMeet` or `needsReview`.
    package let conclusion: String
    /// The day of the comparison.
    package let asOf: CivilDate
    /// Findings that contradict a rule.
    package let conflicts: Int
    /// Silent datasets.
    package let silentSources: Int
}

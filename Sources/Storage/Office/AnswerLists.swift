package import Insight
package import Primitives
import SQLText

/// What a source answered about one case, as the list behind a number of the screen shows it.
package struct SourceAnswerLine: Hashable, Sendable {
    /// The case.
    package let caseID: CaseID
    /// Its acceptance number.
    package let caseNumber: String
    /// The applicant with the middle of the name hidden.
    package let applicantMasked: String
    /// What was answered.
    package let outcome: VerificationOutcome
    /// About how many persons.
    package let persons: Int
    /// The day the report is of.
    package let asOf: CivilDate
}

extension StoreTransaction {
    /// How many lines the list behind a source's number has, and about how many persons they are: the number itself.
    package func sourceAnswerCount(
        of dataset: String, outcome: VerificationOutcome?, in scope: Scope
    ) throws -> (lines: Int, persons: Int) {
        let row = try sql.one(
            """
            SELECT count(*) AS lines, COALESCE(SUM(s.answers), 0) AS persons
            \(Self.sourceAnswers(dataset, outcome, scope))
            """)
        return (try row.int("lines"), try row.int("persons"))
    }

    /// Cases of the scope about which a source gave an answer in their latest report, latest first.
    package func sourceAnswerLines(
        of dataset: String, outcome: VerificationOutcome?, in scope: Scope, limit: Int, offset: Int
    ) throws -> [SourceAnswerLine] {
        try sql.query(
            """
            SELECT c.id, c.number, c.applicant_name, s.status, s.answers, r.as_of_day
            \(Self.sourceAnswers(dataset, outcome, scope)) ORDER BY c.id DESC, s.status LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            SourceAnswerLine(
                caseID: try row.id("id"), caseNumber: try row.text("number"),
                applicantMasked: Masking.name(try row.text("applicant_name")), outcome: try row.code("status"),
                persons: try row.int("answers"), asOf: try row.date("as_of_day"))
        }
    }

    private static func sourceAnswers(_ dataset: String, _ outcome: VerificationOutcome?, _ scope: Scope) -> Statement {
        let only: Statement = outcome.map { "AND s.status = \($0.rawValue)" } ?? ""
        return """
            FROM source_answer AS s JOIN \(scope.table(.verificationReport)) AS r ON r.id = s.report_id
            JOIN \(scope.table(.aidCase)) AS c ON c.id = r.case_id
            WHERE s.dataset = \(dataset) \(only) AND s.answers > 0
            AND r.version = (SELECT MAX(l.version) FROM verification_report AS l WHERE l.case_id = r.case_id)
            """
    }
}

package import Primitives
import SQLText

/// An exchange as the verification centre's list shows it; the name is masked.
package struct RelayLine: Sendable {
    /// The exchange.
    package let id: RelayID
    /// The case.
    package let caseID: CaseID
    /// The case's acceptance number.
    package let caseNumber: String
    /// The applicant's masked name.
    package let applicant: String
    /// The question's number.
    package let number: String
    /// `waiting`, `taken`, `overdue`, `complete` or `expired`.
    package let state: String
    /// The platform's receipt.
    package let receipt: String?
    /// Pairs of person and item asked.
    package let asked: Int
    /// Pairs that some source has answered with or without records.
    package let answered: Int
    /// Answers that came after the last day.
    package let late: Int
    /// The last day in time.
    package let answerBy: CivilDate
    /// Failed attempts since one worked.
    package let failures: Int
    /// Why the last attempt failed.
    package let lastError: String?
    /// When it was asked.
    package let createdAt: Instant
}

extension StoreTransaction {
    /// Exchanges within the scope, those still open first and the oldest first; one query.
    package func relayLines(in scope: Scope, limit: Int, offset: Int) throws -> [RelayLine] {
        try sql.query(
            """
            SELECT r.*, c.number AS case_number, c.applicant_name,
            (SELECT count(*) FROM (SELECT DISTINCT a.person, a.item FROM relay_answer AS a
            WHERE a.exchange_id = r.id AND a.status IN ('hit', 'noHit', 'nameMismatch')) AS answered) AS answered,
            (SELECT count(*) FROM relay_answer AS l WHERE l.exchange_id = r.id AND l.is_late = 1) AS late
            FROM \(scope.table(.relayExchange)) AS r JOIN aid_case AS c ON c.id = r.case_id
            ORDER BY CASE WHEN r.state IN ('complete', 'expired') THEN 1 ELSE 0 END, r.created_at, r.id
            LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            RelayLine(
                id: try row.id("id"), caseID: try row.id("case_id"), caseNumber: try row.text("case_number"),
                applicant: Masking.name(try row.text("applicant_name")), number: try row.text("number"),
                state: try row.text("state"), receipt: try row.optionalText("receipt"),
                asked: try row.int("asked_pairs"), answered: try row.int("answered"), late: try row.int("late"),
                answerBy: try row.date("answer_by_day"), failures: try row.int("failures"),
                lastError: try row.optionalText("last_error"), createdAt: try row.instant("created_at"))
        }
    }

    /// How many exchanges there are within the scope, by state; one query.
    package func relayCounts(in scope: Scope) throws -> [String: Int] {
        Dictionary(
            try sql.query(
                "SELECT r.state, count(*) AS n FROM \(scope.table(.relayExchange)) AS r GROUP BY r.state"
            ).map { (try $0.text("state"), try $0.int("n")) }, uniquingKeysWith: +)
    }
}

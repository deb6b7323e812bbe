import Casework
import Primitives
import SQLText

/// A provisional approval as a list shows it.
package struct ProvisionalLine: Sendable {
    /// The approval.
    package let row: ProvisionalRow
    /// Where its case stands, the applicant masked.
    package let place: CasePlaceRow
}

/// Aid given first as a list shows it.
package struct AidFirstLine: Sendable {
    /// The register entry.
    package let row: AidFirstRow
    /// Where its case stands, the applicant masked.
    package let place: CasePlaceRow
}

/// An entry of a broken promise as a list shows it.
package struct CreditLine: Sendable {
    /// The entry.
    package let row: CreditEntryRow
    /// Where its case stands, the applicant masked.
    package let place: CasePlaceRow
}

extension StoreTransaction {
    /// Approvals within the scope whose cases are still provisional, the oldest first.
    package func openProvisionals(limit: Int, in scope: Scope) throws -> [ProvisionalLine] {
        try sql.query(
            """
            SELECT p.*, \(CasePlaceRow.columns) FROM \(scope.table(.provisionalApproval)) AS p
            JOIN aid_case AS c ON c.id = p.case_id WHERE c.state = \(CaseState.provisionalActive.rawValue)
            AND p.plan IS NOT NULL ORDER BY p.approved_day, p.id LIMIT \(limit)
            """
        ).map { ProvisionalLine(row: try provisionalRow($0), place: try CasePlaceRow($0)) }
    }

    /// Aid given first within the scope whose papers are owed, by their last day.
    package func openAidFirsts(limit: Int, in scope: Scope) throws -> [AidFirstLine] {
        try sql.query(
            """
            SELECT a.*, \(CasePlaceRow.columns) FROM \(scope.table(.aidFirst)) AS a
            JOIN aid_case AS c ON c.id = a.case_id WHERE a.closed_day IS NULL
            ORDER BY a.papers_due_day, a.id LIMIT \(limit)
            """
        ).map { AidFirstLine(row: try aidRow($0), place: try CasePlaceRow($0)) }
    }

    /// Entries within the scope on which somebody decides, by their last day.
    package func openCreditEntries(limit: Int, in scope: Scope) throws -> [CreditLine] {
        try sql.query(
            """
            SELECT e.*, \(CasePlaceRow.columns) FROM \(scope.table(.creditEntry)) AS e
            JOIN aid_case AS c ON c.id = e.case_id WHERE e.state IN ('noticed', 'heard', 'contested')
            ORDER BY COALESCE(e.due_day, 0), e.id LIMIT \(limit)
            """
        ).map { CreditLine(row: try creditRow($0), place: try CasePlaceRow($0)) }
    }
}

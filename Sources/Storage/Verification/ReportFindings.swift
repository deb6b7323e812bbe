package import Primitives
import SQLText

/// A finding of a report, for the statistics of the sources.
package struct ReportFindingRow: Hashable, Sendable {
    /// The hash of its evidence.
    package let evidenceHash: String
    /// The datasets it rests on.
    package let datasets: [String]
    /// Whether an upheld objection answers it.
    package let isAnswered: Bool

    /// A finding by its parts.
    package init(evidenceHash: String, datasets: [String], isAnswered: Bool) {
        (self.evidenceHash, self.datasets, self.isAnswered) = (evidenceHash, datasets, isAnswered)
    }
}

/// How many different findings rest on the same datasets.
package struct SourceHits: Hashable, Sendable {
    /// The datasets.
    package let datasets: [String]
    /// How many, in runs and in reports, each evidence once.
    package let hits: Int
    /// Those of them that an upheld objection answers.
    package let refuted: Int
}

extension StoreTransaction {
    /// Writes what a report found; the caller has written the report.
    package func insertReportFindings(_ findings: [ReportFindingRow], of report: ReportID) throws {
        var written: Set<String> = [""]
        for finding in findings where written.insert(finding.evidenceHash).inserted {
            try sql.execute(
                """
                INSERT INTO report_finding (report_id, evidence_hash, datasets, is_answered) VALUES (\(report),
                \(finding.evidenceHash), \(finding.datasets.sorted().joined(separator: " ")), \(finding.isAnswered))
                """)
        }
    }

    /// How many different findings runs and reports of a period made within the scope, by the datasets they rest on.
    ///
    /// The same evidence found by a run and in a report is one finding; it is refuted if either says so. One statement.
    package func sourceHits(from first: CivilDate, through last: CivilDate, in scope: Scope) throws -> [SourceHits] {
        try sql.query(
            """
            SELECT u.datasets, count(*) AS hits, SUM(u.answered) AS refuted FROM (
            SELECT a.datasets, a.evidence_hash, MAX(a.answered) AS answered FROM (
            SELECT m.datasets, m.evidence_hash, CASE WHEN m.suppressed_by IS NULL THEN 0 ELSE 1 END AS answered
            FROM \(scope.table(.verificationMatch)) AS m JOIN verification_run AS r ON r.id = m.run_id
            WHERE r.as_of_day >= \(first) AND r.as_of_day <= \(last) AND m.status = 'hit'
            UNION ALL SELECT f.datasets, f.evidence_hash, f.is_answered AS answered FROM report_finding AS f
            JOIN \(scope.table(.verificationReport)) AS v ON v.id = f.report_id
            WHERE v.as_of_day >= \(first) AND v.as_of_day <= \(last)) AS a
            GROUP BY a.datasets, a.evidence_hash) AS u GROUP BY u.datasets ORDER BY u.datasets
            """
        ).map { row in
            SourceHits(
                datasets: try row.text("datasets").split(separator: " ").map(String.init),
                hits: try row.int("hits"), refuted: try row.int("refuted"))
        }
    }
}

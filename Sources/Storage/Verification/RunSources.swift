package import Primitives
import SQLText

/// What a source was asked in a part of a run.
package struct SourceAsked: Hashable, Sendable {
    /// The dataset.
    package let dataset: String
    /// The day of its data; nil when it has none.
    package let asOf: CivilDate?
    /// People who were asked about and got an answer.
    package let asked: Int
    /// People without an answer: no data, or no authorisation.
    package let silent: Int

    /// What was asked, by its parts.
    package init(dataset: String, asOf: CivilDate?, asked: Int, silent: Int) {
        (self.dataset, self.asOf, self.asked, self.silent) = (dataset, asOf, asked, silent)
    }
}

extension StoreTransaction {
    /// Writes what the sources were asked in a part.
    package func insertSources(_ sources: [SourceAsked], of run: RunID, part: Int) throws {
        try sql.insert(
            sources.map { source in
                [
                    run.sqlValue, part.sqlValue, .text(source.dataset), source.asOf.map(\.sqlValue) ?? .null,
                    source.asked.sqlValue, source.silent.sqlValue,
                ]
            },
            into: BulkTable("verification_source", ["run_id", "part", "dataset", "as_of_day", "asked", "silent"]))
    }

    /// What the sources were asked in a run, by dataset.
    package func sources(of run: RunID) throws -> [SourceAsked] {
        try sql.query(
            """
            SELECT dataset, MAX(as_of_day) AS as_of_day, SUM(asked) AS asked, SUM(silent) AS silent
            FROM verification_source WHERE run_id = \(run) GROUP BY dataset ORDER BY dataset
            """
        ).map(Self.sourceAsked)
    }

    /// What the sources were asked in the runs of a period within the scope, by dataset.
    package func sources(from first: CivilDate, through last: CivilDate, in scope: Scope) throws -> [SourceAsked] {
        try sql.query(
            """
            SELECT s.dataset, MAX(s.as_of_day) AS as_of_day, SUM(s.asked) AS asked, SUM(s.silent) AS silent
            FROM verification_source AS s JOIN \(scope.table(.verificationRun)) AS r ON r.id = s.run_id
            WHERE r.as_of_day >= \(first) AND r.as_of_day <= \(last) GROUP BY s.dataset ORDER BY s.dataset
            """
        ).map(Self.sourceAsked)
    }

    /// How the datasets answered in the reports of a period within the scope, by dataset and status.
    package func reportAnswers(
        from first: CivilDate, through last: CivilDate, in scope: Scope
    ) throws -> [(dataset: String, status: String, answers: Int)] {
        try sql.query(
            """
            SELECT a.dataset, a.status, SUM(a.answers) AS answers FROM source_answer AS a
            JOIN \(scope.table(.verificationReport)) AS v ON v.id = a.report_id
            WHERE v.as_of_day >= \(first) AND v.as_of_day <= \(last) GROUP BY a.dataset, a.status ORDER BY a.dataset
            """
        ).map { (try $0.text("dataset"), try $0.text("status"), try $0.int("answers")) }
    }

    private static func sourceAsked(_ row: Row) throws -> SourceAsked {
        SourceAsked(
            dataset: try row.text("dataset"), asOf: try row.optionalDate("as_of_day"), asked: try row.int("asked"),
            silent: try row.int("silent"))
    }
}

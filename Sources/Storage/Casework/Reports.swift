package import Primitives
import SQLText
import Sealing

/// A verification report before it is written.
package struct ReportEntry: Sendable {
    /// The case.
    package var caseID: CaseID
    /// Counts from 1 within the case.
    package var version: Int64
    /// The report's number, the same for all versions.
    package var number: String
    /// The version of the facts that were compared.
    package var factsVersion: Int64
    /// `meets`, `doesNotMeet` or `needsReview`.
    package var conclusion: String
    /// Datasets that stayed silent for at least one member.
    package var silentSources: Int
    /// Findings that contradict a rule.
    package var conflicts: Int
    /// The day of the comparison.
    package var asOf: CivilDate
    /// The last day on which the report may be used.
    package var validUntil: CivilDate
    /// The canonical JSON.
    package var content: [UInt8]

    /// Takes the parts.
    package init(
        caseID: CaseID, version: Int64, number: String, factsVersion: Int64, conclusion: String, silentSources: Int,
        conflicts: Int, asOf: CivilDate, validUntil: CivilDate, content: [UInt8]
    ) {
        self.caseID = caseID
        self.version = version
        self.number = number
        self.factsVersion = factsVersion
        self.conclusion = conclusion
        self.silentSources = silentSources
        self.conflicts = conflicts
        self.asOf = asOf
        self.validUntil = validUntil
        self.content = content
    }
}

/// A verification report as stored, its content opened.
package struct ReportRow: Sendable {
    /// The report's id.
    package let id: ReportID
    /// What was written.
    package let entry: ReportEntry
    /// What its verifying QR code carries, 128 random bits.
    package let token: String
    /// The SHA-256 of the content, as stored with it.
    package let contentHash: [UInt8]
}

/// How many answers of one status a dataset gave for a report.
package struct SourceAnswerCount: Hashable, Sendable {
    /// The dataset's code.
    package let dataset: String
    /// `hit`, `noHit`, `noAnswer`, `error` or `nameMismatch`.
    package let status: String
    /// How many members it is about.
    package let answers: Int

    /// Takes the parts.
    package init(dataset: String, status: String, answers: Int) {
        self.dataset = dataset
        self.status = status
        self.answers = answers
    }
}

extension StoreTransaction {
    /// Writes a report with how its sources answered; the caller has read the case in its scope.
    package func insertReport(
        _ entry: ReportEntry, answers: [SourceAnswerCount], at instant: Instant
    ) throws -> ReportID {
        let id: ReportID = ids.next()
        let sealed = try seal(entry.content, "verification_report", "content", id.rawValue)
        try sql.execute(
            """
            INSERT INTO verification_report (id, case_id, version, number, facts_version, conclusion, silent_sources,
            conflicts, as_of_day, valid_until_day, token, content, content_hash, created_at)
            VALUES (\(id), \(entry.caseID), \(entry.version), \(entry.number), \(entry.factsVersion),
            \(entry.conclusion), \(entry.silentSources), \(entry.conflicts), \(entry.asOf), \(entry.validUntil),
            \(Token.link()), \(sealed), \(Digest.sha256(entry.content)), \(instant))
            """)
        for answer in answers {
            try sql.execute(
                """
                INSERT INTO source_answer (report_id, dataset, status, answers)
                VALUES (\(id), \(answer.dataset), \(answer.status), \(answer.answers))
                """)
        }
        return id
    }

    /// The reports of a case within the scope, latest first.
    package func reports(of caseID: CaseID, in scope: Scope) throws -> [ReportRow] {
        try sql.query(
            """
            SELECT * FROM \(scope.table(.verificationReport)) AS r WHERE r.case_id = \(caseID) ORDER BY r.version DESC
            """
        ).map(reportRow)
    }

    /// A report by id within the scope.
    package func report(_ id: ReportID, in scope: Scope) throws -> ReportRow? {
        try sql.first("SELECT * FROM \(scope.table(.verificationReport)) AS r WHERE r.id = \(id)").map(reportRow)
    }

    /// A report by the token of its QR code, and whether a later version stands in its place.
    package func report(token: String) throws -> (row: ReportRow, isSuperseded: Bool)? {
        let scope = Scope.system("whoever holds a report may verify it by the random token printed on it")
        guard
            let row = try sql.first(
                """
                SELECT r.*, (SELECT MAX(l.version) FROM verification_report AS l WHERE l.case_id = r.case_id)
                AS latest_version FROM \(scope.table(.verificationReport)) AS r WHERE r.token = \(token)
                """)
        else { return nil }
        return (try reportRow(row), try row.integer("latest_version") > row.integer("version"))
    }

    /// Ends the leased job that made a report; false when the lease was lost, and then nothing may be written.
    package func finishJob(id: JobID, fence: Int64, result: String, at instant: Instant) throws -> Bool {
        try finishJob(LeasedJob(id: id, kind: "", payload: "", fence: fence), result: result, at: instant)
    }

    private func reportRow(_ row: Row) throws -> ReportRow {
        ReportRow(
            id: try row.id("id"),
            entry: ReportEntry(
                caseID: try row.id("case_id"), version: try row.integer("version"), number: try row.text("number"),
                factsVersion: try row.integer("facts_version"), conclusion: try row.text("conclusion"),
                silentSources: try row.int("silent_sources"), conflicts: try row.int("conflicts"),
                asOf: try row.date("as_of_day"), validUntil: try row.date("valid_until_day"),
                content: try open(row, "verification_report", "content")),
            token: try row.text("token"), contentHash: try row.blob("content_hash"))
    }
}

package import Primitives
import SQLText
import Sealing

/// A determination before it is written.
package struct DeterminationEntry: Sendable {
    /// The case.
    package var caseID: CaseID
    /// The version of the declared facts it rests on.
    package var factsVersion: Int64
    /// The report it rests on.
    package var reportID: ReportID
    /// The visit it rests on.
    package var visitID: VisitID
    /// `eligible` when the program's condition is met, otherwise the determination's own word.
    package var outcome: String
    /// The sum a month; zero where there is none.
    package var amount: Money
    /// The canonical record.
    package var record: [UInt8]
    /// The why-sheet as plain text.
    package var whySheet: String
    /// Who had it computed.
    package var madeBy: StaffID
    /// The day decided on.
    package var day: CivilDate

    /// Takes the parts.
    package init(
        caseID: CaseID, factsVersion: Int64, reportID: ReportID, visitID: VisitID, outcome: String, amount: Money,
        record: [UInt8], whySheet: String, madeBy: StaffID, day: CivilDate
    ) {
        self.caseID = caseID
        self.factsVersion = factsVersion
        self.reportID = reportID
        self.visitID = visitID
        self.outcome = outcome
        self.amount = amount
        self.record = record
        self.whySheet = whySheet
        self.madeBy = madeBy
        self.day = day
    }
}

/// A determination as stored, its record opened.
package struct DeterminationRow: Sendable {
    /// The determination's id.
    package let id: DeterminationID
    /// Counts from 1 within the case.
    package let version: Int64
    /// What was written.
    package let entry: DeterminationEntry
    /// The SHA-256 of the record, as stored with it.
    package let recordHash: [UInt8]
}

extension StoreTransaction {
    /// Writes a determination as the case's next version; the caller has read the case in its scope.
    package func insertDetermination(_ entry: DeterminationEntry, at instant: Instant) throws -> DeterminationID {
        let id: DeterminationID = ids.next()
        let record = try seal(entry.record, "determination", "record", id.rawValue)
        let sheet = try seal(entry.whySheet, "determination", "why_sheet", id.rawValue)
        try sql.execute(
            """
            INSERT INTO determination (id, case_id, version, facts_version, report_id, visit_id, outcome, amount_fen,
            record, record_hash, why_sheet, made_by_id, business_day, created_at)
            SELECT \(id), \(entry.caseID), COALESCE(MAX(version), 0) + 1, \(entry.factsVersion), \(entry.reportID),
            \(entry.visitID), \(entry.outcome), \(entry.amount), \(record), \(Digest.sha256(entry.record)), \(sheet),
            \(entry.madeBy), \(entry.day), \(instant) FROM determination WHERE case_id = \(entry.caseID)
            """)
        return id
    }

    /// The latest determination of a case within the scope.
    package func latestDetermination(of caseID: CaseID, in scope: Scope) throws -> DeterminationRow? {
        try sql.first(
            """
            SELECT * FROM \(scope.table(.determination)) AS d WHERE d.case_id = \(caseID)
            ORDER BY d.version DESC LIMIT 1
            """
        ).map(determinationRow)
    }

    /// Every determination of a case within the scope, the first one first; `version` asks for that one only.
    package func determinations(
        of caseID: CaseID, version: Int64? = nil, in scope: Scope
    ) throws -> [DeterminationRow] {
        let only: Statement = version.map { " AND d.version = \($0)" } ?? ""
        return try sql.query(
            """
            SELECT * FROM \(scope.table(.determination)) AS d WHERE d.case_id = \(caseID)\(only) ORDER BY d.version
            """
        ).map(determinationRow)
    }

    /// A determination by id within the scope.
    package func determination(_ id: DeterminationID, in scope: Scope) throws -> DeterminationRow? {
        try sql.first("SELECT * FROM \(scope.table(.determination)) AS d WHERE d.id = \(id)").map(determinationRow)
    }

    private func determinationRow(_ row: Row) throws -> DeterminationRow {
        DeterminationRow(
            id: try row.id("id"), version: try row.integer("version"),
            entry: DeterminationEntry(
                caseID: try row.id("case_id"), factsVersion: try row.integer("facts_version"),
                reportID: try row.id("report_id"), visitID: try row.id("visit_id"), outcome: try row.text("outcome"),
                amount: try row.money("amount_fen"), record: try open(row, "determination", "record"),
                whySheet: try openText(row, "determination", "why_sheet"), madeBy: try row.id("made_by_id"),
                day: try row.date("business_day")),
            recordHash: try row.blob("record_hash"))
    }
}

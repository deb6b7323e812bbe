package import Primitives
import SQLText
import Sealing

/// Marks keys of a sorting over all programs.
package enum SortingSubject {}
/// The key of a sorting over all programs.
package typealias SortingID = Identifier<SortingSubject>

/// A sorting of a case over all programs before it is written.
package struct SortingEntry: Sendable {
    /// The case.
    package var caseID: CaseID
    /// The version of the declared facts it rests on.
    package var factsVersion: Int64
    /// The report it rests on; nil while it was awaited.
    package var reportID: ReportID?
    /// The visit it rests on; nil before there was one.
    package var visitID: VisitID?
    /// The class that certainly fits, as the program's name in the case's terms; empty without one.
    package var suggestion: String
    /// How many programs certainly fit.
    package var eligible: Int
    /// The canonical record.
    package var record: [UInt8]
    /// What people answered so far, as JSON.
    package var answers: [UInt8]
    /// Who had it computed.
    package var madeBy: StaffID
    /// The day sorted on.
    package var day: CivilDate

    /// Takes the parts.
    package init(
        caseID: CaseID, factsVersion: Int64, reportID: ReportID?, visitID: VisitID?, suggestion: String, eligible: Int,
        record: [UInt8], answers: [UInt8], madeBy: StaffID, day: CivilDate
    ) {
        self.caseID = caseID
        self.factsVersion = factsVersion
        self.reportID = reportID
        self.visitID = visitID
        self.suggestion = suggestion
        self.eligible = eligible
        self.record = record
        self.answers = answers
        self.madeBy = madeBy
        self.day = day
    }
}

/// A sorting as stored, its record opened.
package struct SortingRow: Sendable {
    /// The sorting's id.
    package let id: SortingID
    /// Counts from 1 within the case.
    package let version: Int64
    /// What was written.
    package let entry: SortingEntry
    /// The SHA-256 of the record, as stored with it.
    package let recordHash: [UInt8]
}

extension StoreTransaction {
    /// Writes a sorting as the case's next version; the caller has read the case in its scope.
    package func insertSorting(_ entry: SortingEntry, at instant: Instant) throws -> SortingID {
        let id: SortingID = ids.next()
        let record = try seal(entry.record, "case_sorting", "record", id.rawValue)
        let answers = try seal(entry.answers, "case_sorting", "answers", id.rawValue)
        try sql.execute(
            """
            INSERT INTO case_sorting (id, case_id, version, facts_version, report_id, visit_id, suggestion, eligible,
            record, record_hash, answers, made_by_id, business_day, created_at)
            SELECT \(id), \(entry.caseID), COALESCE(MAX(version), 0) + 1, \(entry.factsVersion), \(entry.reportID),
            \(entry.visitID), \(entry.suggestion), \(entry.eligible), \(record), \(Digest.sha256(entry.record)),
            \(answers), \(entry.madeBy), \(entry.day), \(instant) FROM case_sorting WHERE case_id = \(entry.caseID)
            """)
        return id
    }

    /// The last sortings of a case within the scope, the latest first.
    package func sortings(of caseID: CaseID, last count: Int, in scope: Scope) throws -> [SortingRow] {
        try sql.query(
            """
            SELECT * FROM \(scope.table(.caseSorting)) AS s WHERE s.case_id = \(caseID)
            ORDER BY s.version DESC LIMIT \(count)
            """
        ).map { row in
            SortingRow(
                id: try row.id("id"), version: try row.integer("version"),
                entry: SortingEntry(
                    caseID: try row.id("case_id"), factsVersion: try row.integer("facts_version"),
                    reportID: try row.optionalID("report_id"), visitID: try row.optionalID("visit_id"),
                    suggestion: try row.text("suggestion"), eligible: try row.int("eligible"),
                    record: try open(row, "case_sorting", "record"),
                    answers: try open(row, "case_sorting", "answers"), madeBy: try row.id("made_by_id"),
                    day: try row.date("business_day")),
                recordHash: try row.blob("record_hash"))
        }
    }

    /// Keeps the text of a policy under its hash, once; it is public law and holds nobody's data.
    package func keepPolicyText(_ text: [UInt8], hash: String) throws {
        try sql.execute(
            """
            INSERT INTO policy_text (hash, content) VALUES (\(hash), \(String(decoding: text, as: UTF8.self)))
            ON CONFLICT (hash) DO NOTHING
            """)
    }

    /// Which of these hashes have a text.
    package func keptPolicyTexts(_ hashes: [String]) throws -> Set<String> {
        guard !hashes.isEmpty else { return [] }
        return Set(
            try sql.query("SELECT hash FROM policy_text WHERE hash IN (\(Statement.list(hashes)))")
                .map { try $0.text("hash") })
    }

    /// The texts of policies by their hashes.
    package func policyTexts(_ hashes: [String]) throws -> [String: [UInt8]] {
        guard !hashes.isEmpty else { return [:] }
        return Dictionary(
            try sql.query("SELECT hash, content FROM policy_text WHERE hash IN (\(Statement.list(hashes)))")
                .map { (try $0.text("hash"), try Array($0.text("content").utf8)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The days on which a family got temporary relief since a day, of cases within the scope.
    package func reliefDays(of family: FamilyID, since day: CivilDate, in scope: Scope) throws -> [CivilDate] {
        try sql.query(
            """
            SELECT c.submitted_day FROM \(scope.table(.aidCase)) AS c WHERE c.family_id = \(family)
            AND c.program = 'temporaryRelief' AND c.amount_fen IS NOT NULL AND c.submitted_day >= \(day)
            ORDER BY c.submitted_day
            """
        ).map { try $0.date("submitted_day") }
    }
}

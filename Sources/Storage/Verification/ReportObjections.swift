package import Primitives
import SQLText

/// Subject of the id of an objection to a report.
package enum ReportObjectionSubject {}
/// Id of an objection to what a verification report found.
package typealias ReportObjectionID = Identifier<ReportObjectionSubject>

/// An objection to one finding of a report (异议复核), opened.
package struct ReportObjectionRow: Sendable {
    /// The objection's id.
    package let id: ReportObjectionID
    /// The case.
    package let caseID: CaseID
    /// The report objected to.
    package let reportID: ReportID
    /// The row's version.
    package let version: Int64
    /// Its public number.
    package let number: String
    /// The hash of the evidence objected to.
    package let evidenceHash: String
    /// The finding as it was shown, JSON.
    package let finding: [UInt8]
    /// What the family says.
    package let statement: String
    /// The photo handed in.
    package let photoID: UploadID?
    /// The staff member who filed it on the family's behalf; nil when the family did.
    package let filedBy: StaffID?
    /// The day it came in.
    package let filedOn: CivilDate
    /// The last day for its answer.
    package let answerDue: CivilDate
    /// Who made the report and may not decide.
    package let makerID: StaffID?
    /// `open`, `upheld` or `rejected`.
    package let state: String
    /// Why it was decided so.
    package let reason: String?
    /// Who decided.
    package let decidedBy: StaffID?
    /// The day of the decision.
    package let decidedOn: CivilDate?
}

/// An objection before it is written.
package struct ReportObjectionEntry: Sendable {
    /// The case.
    package var caseID: CaseID
    /// The report.
    package var reportID: ReportID
    /// Its public number.
    package var number: String
    /// The hash of the evidence.
    package var evidenceHash: String
    /// The finding as it is shown, JSON.
    package var finding: [UInt8]
    /// What the family says.
    package var statement: String
    /// The photo.
    package var photoID: UploadID?
    /// The staff member who files it; nil for the family.
    package var filedBy: StaffID?
    /// The day.
    package var filedOn: CivilDate
    /// The last day for the answer.
    package var answerDue: CivilDate
    /// Who made the report.
    package var makerID: StaffID?

    /// Takes the parts.
    package init(
        caseID: CaseID, reportID: ReportID, number: String, evidenceHash: String, finding: [UInt8],
        statement: String, photoID: UploadID?, filedBy: StaffID?, filedOn: CivilDate, answerDue: CivilDate,
        makerID: StaffID?
    ) {
        self.caseID = caseID
        self.reportID = reportID
        self.number = number
        self.evidenceHash = evidenceHash
        self.finding = finding
        self.statement = statement
        self.photoID = photoID
        self.filedBy = filedBy
        self.filedOn = filedOn
        self.answerDue = answerDue
        self.makerID = makerID
    }
}

extension StoreTransaction {
    /// Writes an objection; the caller has read the case in its scope.
    package func insertReportObjection(
        _ entry: ReportObjectionEntry, at instant: Instant
    ) throws -> ReportObjectionID {
        let id: ReportObjectionID = ids.next()
        try sql.execute(
            """
            INSERT INTO report_objection (id, case_id, report_id, version, number, evidence_hash, finding, statement,
            photo_id, filed_by_id, filed_day, filed_at, answer_due_day, maker_id, state)
            VALUES (\(id), \(entry.caseID), \(entry.reportID), 1, \(entry.number), \(entry.evidenceHash),
            \(try seal(entry.finding, "report_objection", "finding", id.rawValue)),
            \(try seal(entry.statement, "report_objection", "statement", id.rawValue)), \(entry.photoID),
            \(entry.filedBy), \(entry.filedOn), \(instant), \(entry.answerDue), \(entry.makerID), 'open')
            """)
        return id
    }

    /// The objections to the reports of a case within the scope, oldest first.
    package func reportObjections(of caseID: CaseID, in scope: Scope) throws -> [ReportObjectionRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.reportObjection)) AS o WHERE o.case_id = \(caseID) ORDER BY o.id"
        ).map(reportObjectionRow)
    }

    /// An objection to a report within the scope.
    package func reportObjection(_ id: ReportObjectionID, in scope: Scope) throws -> ReportObjectionRow? {
        try sql.first("SELECT * FROM \(scope.table(.reportObjection)) AS o WHERE o.id = \(id)")
            .map(reportObjectionRow)
    }

    /// Objections within the scope with their cases: those that wait by their last day, or the latest decided ones.
    package func reportObjectionList(
        isOpen: Bool, limit: Int, in scope: Scope
    ) throws -> [(objection: ReportObjectionRow, place: ObjectionPlaceRow)] {
        let which: Statement = isOpen ? "o.state = 'open'" : "o.state <> 'open'"
        let order: Statement = isOpen ? "o.answer_due_day, o.id" : "o.id DESC"
        return try sql.query(
            """
            SELECT o.*, c.number AS case_number, c.applicant_name, c.applicant_last_four, c.region_code
            FROM \(scope.table(.reportObjection)) AS o JOIN aid_case AS c ON c.id = o.case_id
            WHERE \(which) ORDER BY \(order) LIMIT \(limit)
            """
        ).map { (try reportObjectionRow($0), try ObjectionPlaceRow($0)) }
    }

    /// Decides an objection within the scope, once.
    package func decideReportObjection(
        _ row: ReportObjectionRow, isUpheld: Bool, reason: String, by staff: StaffID, on day: CivilDate,
        in scope: Scope
    ) throws {
        try changeOne(
            """
            UPDATE report_objection SET version = version + 1, state = \(isUpheld ? "upheld" : "rejected"),
            reason = \(try seal(reason, "report_objection", "reason", row.id.rawValue)), decided_by_id = \(staff),
            decided_day = \(day) WHERE id = \(row.id) AND version = \(row.version) AND state = 'open'
            AND \(scope.covers(.reportObjection))
            """, "The objection")
    }

    private func reportObjectionRow(_ row: Row) throws -> ReportObjectionRow {
        ReportObjectionRow(
            id: try row.id("id"), caseID: try row.id("case_id"), reportID: try row.id("report_id"),
            version: try row.integer("version"), number: try row.text("number"),
            evidenceHash: try row.text("evidence_hash"), finding: try open(row, "report_objection", "finding"),
            statement: try openText(row, "report_objection", "statement"), photoID: try row.optionalID("photo_id"),
            filedBy: try row.optionalID("filed_by_id"), filedOn: try row.date("filed_day"),
            answerDue: try row.date("answer_due_day"), makerID: try row.optionalID("maker_id"),
            state: try row.text("state"),
            reason: try row.optionalBlob("reason") == nil ? nil : openText(row, "report_objection", "reason"),
            decidedBy: try row.optionalID("decided_by_id"), decidedOn: try row.optionalDate("decided_day"))
    }
}

/// The case that an objection or a ticket belongs to, as lists show it.
package struct ObjectionPlaceRow: Sendable {
    /// The case's number.
    package let caseNumber: String
    /// The applicant's name, to be masked.
    package let applicantName: String
    /// The last four characters of the applicant's ID.
    package let lastFour: String
    /// Where it is handled.
    package let region: RegionCode

    init(_ row: Row) throws {
        caseNumber = try row.text("case_number")
        applicantName = try row.text("applicant_name")
        lastFour = try row.text("applicant_last_four")
        region = try RegionCode(row.text("region_code"))
    }
}

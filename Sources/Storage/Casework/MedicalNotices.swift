package import Casework
package import Primitives
import SQLText

/// Subject of the id of a notice to medical security.
package enum MedicalNoticeSubject {}
/// Id of a notice to medical security, by which the receiver recognises a repeat.
package typealias MedicalNoticeID = Identifier<MedicalNoticeSubject>

/// What medical security is told of a family.
package enum MedicalNoticeKind: String, CaseIterable, Codable, Hashable, Sendable {
    case provisional, recognised, onApplication, ended

    /// The kind in words.
    package var chinese: String {
        switch self {
        case .provisional: "容缺认定"
        case .recognised: "认定"
        case .onApplication: "依申请医疗救助认定"
        case .ended: "停止"
        }
    }
}

/// A notice to medical security with how far it got; what it says is opened.
package struct MedicalNoticeRow: Sendable {
    /// The notice's id.
    package let id: MedicalNoticeID
    /// The case.
    package let caseID: CaseID
    /// What it is about.
    package let kind: MedicalNoticeKind
    /// What it says, JSON.
    package let content: [UInt8]
    /// The tries and the acknowledgement.
    package var handOver: MedicalHandOver
    /// The business day it was written on.
    package let on: CivilDate
    /// When to try next.
    package var nextTry: Instant
    /// The receiver's receipt; nil until acknowledged.
    package var receipt: String?
    /// Who recorded an acknowledgement that came another way; nil otherwise.
    package var acknowledgedBy: StaffID?
    /// Why the last try failed.
    package var lastError: String?
    /// The lease's number: a sender that lost its lease is not believed.
    package internal(set) var fence: Int64 = 0

    /// A notice as written.
    package init(
        id: MedicalNoticeID, caseID: CaseID, kind: MedicalNoticeKind, content: [UInt8], handOver: MedicalHandOver,
        on day: CivilDate, nextTry: Instant
    ) {
        (self.id, self.caseID, self.kind, self.content) = (id, caseID, kind, content)
        (self.handOver, self.on, self.nextTry) = (handOver, day, nextTry)
    }
}

/// A notice as lists show it.
package struct MedicalNoticeLine: Sendable {
    /// The notice.
    package let notice: MedicalNoticeRow
    /// The case's acceptance number.
    package let caseNumber: String
    /// The applicant, masked.
    package let applicantMasked: String
    /// The program.
    package let program: Program
}

extension StoreTransaction {
    /// Writes a notice in the transaction of the recognition; the caller has read the case in its scope.
    package func insertMedicalNotice(_ row: MedicalNoticeRow, at instant: Instant) throws {
        try sql.execute(
            """
            INSERT INTO medical_notice (id, case_id, kind, content, hand_over, entry_day, business_day, created_at,
            next_try_at, tries, fence, leased_until) VALUES (\(row.id), \(row.caseID), \(row.kind.rawValue),
            \(try seal(row.content, "medical_notice", "content", row.id.rawValue)), \(try handOverText(row)),
            \(row.handOver.entryDate), \(row.on), \(instant), \(row.nextTry), 0, 0, 0)
            """)
    }

    /// Leases the notice that is due longest, also one whose sender let its lease run out.
    package func leaseMedicalNotice(
        at instant: Instant, leaseSeconds: Int64, in scope: Scope
    ) throws -> MedicalNoticeRow? {
        guard
            let due = try sql.first(
                """
                SELECT m.id FROM \(scope.table(.medicalNotice)) AS m WHERE m.acknowledged_at IS NULL
                AND m.next_try_at <= \(instant) AND m.leased_until <= \(instant)
                ORDER BY m.next_try_at, m.id LIMIT 1\(raw: sql.dialect.skipLocked)
                """)
        else { return nil }
        let id: MedicalNoticeID = try due.id("id")
        return try medicalRow(
            sql.one(
                """
                UPDATE medical_notice SET fence = fence + 1, leased_until = \(instant.adding(seconds: leaseSeconds))
                WHERE id = \(id) RETURNING *
                """))
    }

    /// Writes what a try or a person's record made of a notice, while the lease or the scope holds.
    package func updateMedicalNotice(_ row: MedicalNoticeRow, in scope: Scope) throws {
        try changeOne(
            """
            UPDATE medical_notice SET hand_over = \(try handOverText(row)), next_try_at = \(row.nextTry),
            tries = \(row.handOver.tries.count), acknowledged_at = \(row.handOver.acknowledgedAt),
            acknowledged_by_id = \(row.acknowledgedBy), receipt = \(row.receipt), last_error = \(row.lastError),
            leased_until = 0 WHERE id = \(row.id) AND fence = \(row.fence) AND acknowledged_at IS NULL
            AND \(scope.covers(.medicalNotice))
            """, "The notice to medical security")
    }

    /// A notice within the scope.
    package func medicalNotice(_ id: MedicalNoticeID, in scope: Scope) throws -> MedicalNoticeRow? {
        try sql.first("SELECT * FROM \(scope.table(.medicalNotice)) AS m WHERE m.id = \(id)").map(medicalRow)
    }

    /// The notices of a case within the scope, oldest first.
    package func medicalNotices(of caseID: CaseID, in scope: Scope) throws -> [MedicalNoticeRow] {
        try sql.query("SELECT * FROM \(scope.table(.medicalNotice)) AS m WHERE m.case_id = \(caseID) ORDER BY m.id")
            .map(medicalRow)
    }

    /// Notices within the scope: those not acknowledged first, the oldest first; then the latest others.
    package func medicalNotices(limit: Int, offset: Int, in scope: Scope) throws -> [MedicalNoticeLine] {
        try sql.query(
            """
            SELECT m.*, c.number, c.applicant_name, c.program FROM \(scope.table(.medicalNotice)) AS m
            JOIN aid_case AS c ON c.id = m.case_id ORDER BY CASE WHEN m.acknowledged_at IS NULL THEN 0 ELSE 1 END,
            CASE WHEN m.acknowledged_at IS NULL THEN m.id ELSE -m.id END LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            MedicalNoticeLine(
                notice: try medicalRow(row), caseNumber: try row.text("number"),
                applicantMasked: Masking.name(try row.text("applicant_name")), program: try row.code("program"))
        }
    }

    /// How many notices there are within the scope, and how many wait.
    package func medicalNoticeCounts(in scope: Scope) throws -> (total: Int, waiting: Int) {
        let row = try sql.one(
            """
            SELECT count(*) AS total, count(CASE WHEN m.acknowledged_at IS NULL THEN 1 END) AS waiting
            FROM \(scope.table(.medicalNotice)) AS m
            """)
        return (try row.int("total"), try row.int("waiting"))
    }

    private func handOverText(_ row: MedicalNoticeRow) throws -> String {
        String(decoding: try Self.json(row.handOver), as: UTF8.self)
    }

    private func medicalRow(_ row: Row) throws -> MedicalNoticeRow {
        var found = MedicalNoticeRow(
            id: try row.id("id"), caseID: try row.id("case_id"), kind: try row.code("kind"),
            content: try open(row, "medical_notice", "content"),
            handOver: try Self.fromJSON(Array(row.text("hand_over").utf8)), on: try row.date("business_day"),
            nextTry: try row.instant("next_try_at"))
        found.receipt = try row.optionalText("receipt")
        found.acknowledgedBy = try row.optionalID("acknowledged_by_id")
        found.lastError = try row.optionalText("last_error")
        found.fence = try row.integer("fence")
        return found
    }
}

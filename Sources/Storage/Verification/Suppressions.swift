package import Primitives
import SQLText

/// Subject of a suppression's id.
package enum SuppressionSubject {}
/// Id of a match that is not raised again.
package typealias SuppressionID = Identifier<SuppressionSubject>

/// A refuted match that is not raised again on the same evidence, opened.
package struct SuppressionRow: Sendable {
    /// The suppression's id.
    package let id: SuppressionID
    /// The case it comes from.
    package let caseID: CaseID
    /// The upheld objection behind it.
    package let objectionID: ReportObjectionID
    /// The row's version.
    package let version: Int64
    /// The hash of the evidence.
    package let evidenceHash: String
    /// Since when.
    package let sinceDay: CivilDate
    /// Who decided the objection.
    package let decidedBy: StaffID
    /// The day it was taken back; nil while it stands.
    package let revokedOn: CivilDate?
    /// Who took it back.
    package let revokedBy: StaffID?
    /// Why it was taken back.
    package let revokeReason: String?
}

/// What a report says of a match that is not raised again.
package struct StandingSuppression: Hashable, Sendable {
    /// The hash of the evidence.
    package let evidenceHash: String
    /// The objection's public number.
    package let objectionNumber: String
    /// The correction ticket's public number.
    package let ticketNumber: String?
    /// Since when.
    package let sinceDay: CivilDate
}

extension StoreTransaction {
    /// Writes a suppression with the records it covers; nothing when one on the same evidence stands already.
    ///
    /// With records it answers all that rests on them; without, the one finding with that evidence.
    package func insertSuppression(
        of objection: ReportObjectionRow, records: [RefutedRecordEntry], by staff: StaffID, on day: CivilDate
    ) throws {
        let standing = try sql.count(
            """
            SELECT count(*) FROM match_suppression WHERE evidence_hash = \(objection.evidenceHash)
            AND revoked_day IS NULL
            """)
        guard standing == 0 else { return }
        let id: SuppressionID = ids.next()
        try sql.execute(
            """
            INSERT INTO match_suppression (id, case_id, objection_id, version, evidence_hash, since_day, decided_by_id)
            VALUES (\(id), \(objection.caseID), \(objection.id), 1,
            \(objection.evidenceHash), \(day), \(staff))
            """)
        try insertRefuted(records, of: id)
    }

    /// What answers one finding alone: a suppression that names no record.
    private static let isByEvidence: Statement =
        "NOT EXISTS (SELECT 1 FROM refuted_record AS f WHERE f.suppression_id = s.id)"

    /// Those of some evidence hashes that are not to be raised again on a day, by a decision that names no record.
    package func suppressedEvidence(_ hashes: Set<String>, at day: CivilDate) throws -> Set<String> {
        let scope = Scope.system("a run asks which evidence was answered already, and learns nothing else")
        var found: Set<String> = []
        let all = hashes.sorted()
        for start in stride(from: 0, to: all.count, by: 500) {
            let part = all[start..<min(start + 500, all.count)]
            let rows = try sql.query(
                """
                SELECT s.evidence_hash FROM \(scope.table(.matchSuppression)) AS s
                WHERE s.since_day <= \(day) AND s.revoked_day IS NULL AND \(Self.isByEvidence)
                AND s.evidence_hash IN (\(Statement.list(part)))
                """)
            found.formUnion(try rows.map { try $0.text("evidence_hash") })
        }
        return found
    }

    /// What stands about anybody of a case and names no record, wherever it was decided: for the case's reports.
    package func standingSuppressions(for caseID: CaseID) throws -> [StandingSuppression] {
        let scope = Scope.system("what was answered about a person is not raised again, wherever it was decided")
        return try sql.query(
            """
            SELECT s.evidence_hash, s.since_day, o.number AS objection_number, t.number AS ticket_number
            FROM \(scope.table(.matchSuppression)) AS s JOIN report_objection AS o ON o.id = s.objection_id
            LEFT JOIN correction_ticket AS t ON t.objection_id = s.objection_id
            WHERE s.revoked_day IS NULL AND \(Self.isByEvidence) AND EXISTS (SELECT 1 FROM case_member AS m
            JOIN case_member AS n ON n.person_id = m.person_id WHERE m.case_id = s.case_id AND n.case_id = \(caseID))
            ORDER BY s.evidence_hash
            """
        ).map { row in
            StandingSuppression(
                evidenceHash: try row.text("evidence_hash"), objectionNumber: try row.text("objection_number"),
                ticketNumber: try row.optionalText("ticket_number"), sinceDay: try row.date("since_day"))
        }
    }

    /// Suppressions within the scope, those that stand first, with the objections behind them.
    package func suppressionList(
        limit: Int, in scope: Scope
    ) throws -> [(suppression: SuppressionRow, place: ObjectionPlaceRow)] {
        try sql.query(
            """
            SELECT s.*, c.number AS case_number, c.applicant_name, c.applicant_last_four, c.region_code
            FROM \(scope.table(.matchSuppression)) AS s JOIN aid_case AS c ON c.id = s.case_id
            ORDER BY CASE WHEN s.revoked_day IS NULL THEN 0 ELSE 1 END, s.since_day DESC, s.id DESC LIMIT \(limit)
            """
        ).map { (try suppressionRow($0), try ObjectionPlaceRow($0)) }
    }

    /// A suppression within the scope.
    package func suppression(_ id: SuppressionID, in scope: Scope) throws -> SuppressionRow? {
        try sql.first("SELECT * FROM \(scope.table(.matchSuppression)) AS s WHERE s.id = \(id)").map(suppressionRow)
    }

    /// Takes a suppression back within the scope, once.
    package func revokeSuppression(
        _ row: SuppressionRow, reason: String, by staff: StaffID, on day: CivilDate, in scope: Scope
    ) throws {
        try changeOne(
            """
            UPDATE match_suppression SET version = version + 1, revoked_day = \(day), revoked_by_id = \(staff),
            revoke_reason = \(try seal(reason, "match_suppression", "revoke_reason", row.id.rawValue))
            WHERE id = \(row.id) AND version = \(row.version) AND revoked_day IS NULL
            AND \(scope.covers(.matchSuppression))
            """, "The suppression")
    }

    private func suppressionRow(_ row: Row) throws -> SuppressionRow {
        SuppressionRow(
            id: try row.id("id"), caseID: try row.id("case_id"), objectionID: try row.id("objection_id"),
            version: try row.integer("version"), evidenceHash: try row.text("evidence_hash"),
            sinceDay: try row.date("since_day"), decidedBy: try row.id("decided_by_id"),
            revokedOn: try row.optionalDate("revoked_day"), revokedBy: try row.optionalID("revoked_by_id"),
            revokeReason: try row.optionalBlob("revoke_reason") == nil
                ? nil : openText(row, "match_suppression", "revoke_reason"))
    }
}

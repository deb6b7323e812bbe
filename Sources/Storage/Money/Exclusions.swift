package import Primitives
import SQLText

/// An award left out of a roster, as lists show it.
package struct ExclusionRow: Hashable, Sendable {
    /// The award.
    package let award: AwardID
    /// The number on the family's certificate.
    package let certificateNumber: String
    /// The payee with the middle of the name hidden; empty while none is named.
    package let payeeMasked: String
    /// The kind of reason.
    package let code: String
    /// The reason in words.
    package let reason: String
    /// What is not paid now.
    package let withheld: Money
}

extension StoreTransaction {
    /// Notes why an award was left out of a batch.
    package func insertExclusion(
        award: AwardID, code: String, reason: String, withheld: Money, batch: BatchID
    ) throws {
        let id: EventID = ids.next()
        try sql.execute(
            """
            INSERT INTO pay_exclusion (id, batch_id, award_id, code, reason, withheld_fen)
            VALUES (\(id), \(batch), \(award), \(code), \(reason), \(withheld))
            """)
    }

    /// Who was left out of a batch that was itself read within the asker's scope, and why.
    package func exclusions(of batch: BatchID) throws -> [ExclusionRow] {
        try sql.query(
            """
            SELECT e.award_id, a.certificate_number, a.payee_name, e.code, e.reason, e.withheld_fen
            FROM pay_exclusion AS e JOIN \(Self.payrollScope.table(.award)) AS a ON a.id = e.award_id
            WHERE e.batch_id = \(batch) ORDER BY e.id
            """
        ).map { row in
            ExclusionRow(
                award: try row.id("award_id"), certificateNumber: try row.text("certificate_number"),
                payeeMasked: Masking.name(try row.text("payee_name")), code: try row.text("code"),
                reason: try row.text("reason"), withheld: try row.money("withheld_fen"))
        }
    }

    /// Certificate number and masked payee of awards, for sentences.
    package func awardLabels(_ awards: [AwardID]) throws -> [AwardID: String] {
        guard !awards.isEmpty else { return [:] }
        var labels: [AwardID: String] = [:]
        try sql.forEach(
            """
            SELECT a.id, a.certificate_number, a.payee_name FROM \(Self.payrollScope.table(.award)) AS a
            WHERE a.id IN (\(Statement.list(awards.map(\.rawValue).prefix(500))))
            """
        ) { row in
            let name = Masking.name(try row.text("payee_name"))
            labels[try row.id("id")] = try row.text("certificate_number") + " " + name
        }
        return labels
    }
}

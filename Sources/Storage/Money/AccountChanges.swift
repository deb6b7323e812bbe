package import Payments
package import Primitives
import SQLText

/// Another account proposed for an award, waiting for the second person or decided by them.
package struct AccountChangeRow: Sendable {
    /// The proposal's id.
    package let id: EventID
    /// The award.
    package let award: AwardID
    /// The account proposed.
    package let payee: PayeeAccount
    /// Why.
    package let reason: String
    /// `proposed`, `approved` or `refused`.
    package let state: String
    /// Who entered it.
    package let proposedBy: StaffID
}

extension StoreTransaction {
    /// Stores a proposal; nil when another one of the award still waits.
    package func proposeAccount(
        _ payee: PayeeAccount, for award: AwardID, reason: String, by staff: StaffID, at instant: Instant
    ) throws -> EventID? {
        let waiting =
            "SELECT 1 AS held FROM account_change WHERE award_id = \(award) AND state = 'proposed'" as Statement
        guard try sql.first(waiting) == nil else { return nil }
        let id: EventID = ids.next()
        let sealed = try seal(Self.json(payee), "account_change", "payee", id.rawValue)
        try sql.execute(
            """
            INSERT INTO account_change (id, award_id, payee, account_last_four, reason, state, proposed_by_id,
            proposed_at)
            VALUES (\(id), \(award), \(sealed), \(Self.lastFour(payee)), \(reason), 'proposed', \(staff), \(instant))
            """)
        return id
    }

    /// A proposal; the caller reads its award within the asker's scope.
    package func accountChange(_ id: EventID) throws -> AccountChangeRow? {
        try sql.first("SELECT * FROM account_change WHERE id = \(id)").map(accountChange)
    }

    /// Proposals that wait, of awards in the scope, oldest first.
    package func waitingAccountChanges(in scope: Scope) throws -> [AccountChangeRow] {
        try sql.query(
            """
            SELECT k.* FROM account_change AS k JOIN \(scope.table(.award)) AS a ON a.id = k.award_id
            WHERE k.state = 'proposed' ORDER BY k.id
            """
        ).map(accountChange)
    }

    /// Writes the second person's decision.
    package func decideAccountChange(
        _ id: EventID, approved: Bool, by staff: StaffID, at instant: Instant
    ) throws {
        try changeOne(
            """
            UPDATE account_change SET state = \(approved ? "approved" : "refused"), checked_by_id = \(staff),
            checked_at = \(instant) WHERE id = \(id) AND state = 'proposed'
            """, "The account change")
    }

    private func accountChange(_ row: Row) throws -> AccountChangeRow {
        AccountChangeRow(
            id: try row.id("id"), award: try row.id("award_id"),
            payee: try Self.fromJSON(open(row, "account_change", "payee")), reason: try row.text("reason"),
            state: try row.text("state"), proposedBy: try row.id("proposed_by_id"))
    }
}

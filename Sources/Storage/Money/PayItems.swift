package import Casework
package import Payments
package import Primitives
import SQLText

/// How one payment stands.
package enum PayItemState: String, Sendable, Codable, CaseIterable {
    /// On a roster, not sent.
    case due
    /// With the bank.
    case sent
    /// Arrived.
    case paid
    /// Came back, or was held back before the file was written; to be retried or refunded.
    case failed
    /// Failed, and paid again by another batch.
    case retried
    /// Failed, and its money given back to finance: due again on a later roster.
    case refunded

    /// The state in words.
    package var chinese: String {
        switch self {
        case .due: "待发放"
        case .sent: "已送银行"
        case .paid: "发放成功"
        case .failed: "发放失败"
        case .retried: "已重发"
        case .refunded: "已退回财政"
        }
    }
}

/// One payment as stored.
package struct PayItemRow: Sendable {
    /// The code of a payment that was held back when the bank file was written.
    package static let withheldCode = "WITHHELD"

    /// The payment's id, which the bank file carries.
    package let id: PayItemID
    /// The batch.
    package let batch: BatchID
    /// Its name for good: award, roster month, kind.
    package let key: DueKey
    /// The sum.
    package let amount: Money
    /// Where it goes, as it stood when the roster was made.
    package let payee: PayeeAccount
    /// How it stands.
    package let state: PayItemState
    /// The payment it repeats, when it does.
    package let retryOf: PayItemID?
    /// The bank's code and words, when it failed.
    package let answer: (code: String, reason: String)?

    /// What the bank file says.
    package var payment: BankPayment {
        BankPayment(item: id, holderName: payee.holderName, account: payee.account, amount: amount)
    }

    /// Whether the bank was asked to pay it.
    package var wentToBank: Bool { state != .due && answer?.code != Self.withheldCode }

    /// What earlier answers said; nil before any.
    package var outcome: PaymentOutcome? {
        switch state {
        case .due, .sent: nil
        case .paid: .paid
        case .failed, .retried, .refunded: answer.map { .failed(code: $0.code, reason: $0.reason) }
        }
    }
}

extension StoreTransaction {
    /// Adds a payment to a batch.
    ///
    /// The unique key refuses a second one under way for the same award, month and kind.
    @discardableResult
    package func insertItem(
        _ key: DueKey, payee: PayeeAccount, parts: [DuePart], batch: BatchID, retryOf: PayItemID? = nil
    ) throws -> PayItemID {
        let id: PayItemID = ids.next()
        let amount = parts.reduce(Money.zero) { $0 + $1.amount }
        let account = try seal(Self.json(payee), "pay_item", "account", id.rawValue)
        try sql.execute(
            """
            INSERT INTO pay_item (id, batch_id, award_id, month, kind, amount_fen, payee_name, account,
            account_last_four, state, retry_of_id)
            VALUES (\(id), \(batch), \(key.award), \(key.rosterMonth), \(key.kind.rawValue), \(amount),
            \(payee.holderName), \(account), \(Self.lastFour(payee)), 'due', \(retryOf))
            """)
        for part in parts {
            try sql.execute(
                """
                INSERT INTO pay_item_part (item_id, month, amount_fen) VALUES (\(id), \(part.month), \(part.amount))
                """)
        }
        return id
    }

    /// Empties a draft before it is computed again; nothing of it was sent.
    package func clearDraft(_ batch: BatchID) throws {
        try sql.execute(
            """
            DELETE FROM pay_item_part WHERE item_id IN (SELECT id FROM pay_item WHERE batch_id = \(batch)
            AND state = 'due' AND \(Self.payrollScope.covers(.payItem)))
            """)
        try sql.execute(
            """
            DELETE FROM pay_item WHERE batch_id = \(batch) AND state = 'due' AND \(Self.payrollScope.covers(.payItem))
            """)
        try sql.execute("DELETE FROM pay_exclusion WHERE batch_id = \(batch)")
    }

    /// All payments of a batch that was itself read within the asker's scope, ascending, accounts opened.
    package func items(of batch: BatchID) throws -> [PayItemRow] {
        try sql.query(
            "SELECT * FROM \(Self.payrollScope.table(.payItem)) AS i WHERE i.batch_id = \(batch) ORDER BY i.id"
        )
        .map { row in
            let reason = try row.optionalText("answer_reason")
            return PayItemRow(
                id: try row.id("id"), batch: batch,
                key: DueKey(
                    award: try row.id("award_id"), rosterMonth: try row.month("month"), kind: try row.code("kind")),
                amount: try row.money("amount_fen"),
                payee: try Self.fromJSON(open(row, "pay_item", "account")), state: try row.code("state"),
                retryOf: try row.optionalID("retry_of_id"),
                answer: try row.optionalText("answer_code").map { ($0, reason ?? "") })
        }
    }

    /// The parts of payments of a batch, by payment.
    package func parts(ofItemsIn batch: BatchID) throws -> [PayItemID: [DuePart]] {
        var parts: [PayItemID: [DuePart]] = [:]
        try sql.forEach(
            """
            SELECT p.item_id, p.month, p.amount_fen FROM pay_item_part AS p
            JOIN \(Self.payrollScope.table(.payItem)) AS i ON i.id = p.item_id
            WHERE i.batch_id = \(batch) ORDER BY p.item_id, p.month
            """
        ) { row in
            parts[try row.id("item_id"), default: []].append(
                DuePart(month: try row.month("month"), amount: try row.money("amount_fen")))
        }
        return parts
    }

    /// The scope of a whole batch: a roster that left out a family by scope would pay wrongly, so it sees all.
    package static var payrollScope: Scope {
        .system("a roster sees every award and death of its county; the batch was read within the payer's scope")
    }

    /// What counts as paid when a roster is computed, of the awards of a program in a county, but for one draft.
    package func paidRows(program: Program, county: RegionCode, except draft: BatchID?) throws -> [PaidRow] {
        let rows = try sql.query(
            """
            SELECT i.id, i.award_id, i.month AS roster_month, i.kind, p.month, p.amount_fen
            FROM \(Self.payrollScope.table(.payItem)) AS i
            JOIN \(Self.payrollScope.table(.award)) AS a ON a.id = i.award_id
            JOIN pay_item_part AS p ON p.item_id = i.id
            WHERE a.program = \(program.rawValue) AND a.region_code >= \(county)
            AND a.region_code < \(county.text + ":") AND i.state IN ('due', 'sent', 'paid', 'failed')
            AND i.batch_id <> \(draft ?? BatchID(0)) ORDER BY i.id, p.month
            """)
        return try rows.map { row in
            PaidRow(
                key: DueKey(
                    award: try row.id("award_id"), rosterMonth: try row.month("roster_month"),
                    kind: try row.code("kind")),
                parts: [DuePart(month: try row.month("month"), amount: try row.money("amount_fen"))])
        }
    }

    /// Sends the payments of a batch that are due to the bank.
    package func markSent(itemsOf batch: BatchID) throws {
        try sql.execute(
            """
            UPDATE pay_item SET state = 'sent' WHERE batch_id = \(batch) AND state = 'due'
            AND \(Self.payrollScope.covers(.payItem))
            """)
    }

    /// Records what became of a payment that is with the bank, or that is held back before.
    package func settle(_ item: PayItemID, _ outcome: PaymentOutcome, on day: CivilDate) throws {
        var (state, code, reason): (PayItemState, String?, String?) = (.paid, nil, nil)
        if case .failed(let bankCode, let words) = outcome { (state, code, reason) = (.failed, bankCode, words) }
        try changeOne(
            """
            UPDATE pay_item SET state = \(state.rawValue), answer_code = \(code), answer_reason = \(reason),
            answered_day = \(day) WHERE id = \(item) AND state IN ('due', 'sent')
            AND \(Self.payrollScope.covers(.payItem))
            """, "The payment")
    }

    /// Closes a failed payment: paid again by another batch, or its money given back.
    package func closeFailed(_ item: PayItemID, as state: PayItemState) throws {
        try changeOne(
            """
            UPDATE pay_item SET state = \(state.rawValue) WHERE id = \(item) AND state = 'failed'
            AND \(Self.payrollScope.covers(.payItem))
            """, "The payment")
    }

    /// The first month from the given one on for which no payment of the award is under way or made.
    package func firstUnpaidMonth(of award: AwardID, from month: CalendarMonth) throws -> CalendarMonth {
        let last = try sql.one(
            """
            SELECT MAX(month) AS last_month FROM \(Self.payrollScope.table(.payItem)) AS i
            WHERE i.award_id = \(award) AND i.kind = 'regular' AND i.state IN ('sent', 'paid', 'failed')
            """
        ).optionalMonth("last_month")
        return max(month, last?.adding(months: 1) ?? month)
    }
}

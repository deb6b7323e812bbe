package import Payments
package import Primitives
import SQLText

extension StoreTransaction {
    /// The postings of a batch and of the batches that paid its failures again, in order.
    package func postings(root: BatchID) throws -> [LedgerPosting] {
        try sql.query(
            """
            SELECT posting_key, debit_account, credit_account, amount_fen, posted_at FROM ledger_posting
            WHERE batch_id = \(root) ORDER BY id
            """
        ).map { row in
            LedgerPosting(
                key: try row.text("posting_key"), debit: try row.code("debit_account"),
                credit: try row.code("credit_account"), amount: try row.money("amount_fen"),
                postedAt: try row.instant("posted_at"))
        }
    }

    /// Posts events to the books of a batch; each event once.
    ///
    /// Throws `LedgerError` and then nothing may stay.
    package func post(
        _ events: [(event: LedgerEvent, amount: Money)], root: BatchID, at instant: Instant, on day: CivilDate
    ) throws {
        guard !events.isEmpty else { return }
        var ledger = try Ledger(replaying: postings(root: root))
        for (event, amount) in events {
            let posting = LedgerPosting(event, amount: amount, at: instant)
            guard try ledger.post(posting) else { continue }
            let id: EventID = ids.next()
            try sql.execute(
                """
                INSERT INTO ledger_posting (id, batch_id, posting_key, debit_account, credit_account, amount_fen,
                business_day, posted_at)
                VALUES (\(id), \(root), \(posting.key), \(posting.debit.rawValue), \(posting.credit.rawValue),
                \(posting.amount), \(day), \(instant))
                """)
        }
    }
}

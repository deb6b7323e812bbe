package import Primitives
import SQLText

extension StoreTransaction {
    /// Whether a file with this hash was read for the batch before.
    package func hasAnswer(_ hash: [UInt8], batch: BatchID) throws -> Bool {
        try sql.first("SELECT 1 AS held FROM bank_answer WHERE batch_id = \(batch) AND content_hash = \(hash)") != nil
    }

    /// Remembers that an answer was read.
    package func insertAnswer(
        _ hash: [UInt8], batch: BatchID, paid: Int, failed: Int, missing: Int, by staff: StaffID, at instant: Instant
    ) throws {
        let id: EventID = ids.next()
        try sql.execute(
            """
            INSERT INTO bank_answer (id, batch_id, content_hash, paid_count, failed_count, missing_count, read_at,
            read_by_id) VALUES (\(id), \(batch), \(hash), \(paid), \(failed), \(missing), \(instant), \(staff))
            """)
    }
}

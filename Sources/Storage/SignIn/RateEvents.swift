package import Primitives
import SQLText

extension StoreTransaction {
    /// How often something happened in a bucket since an instant.
    ///
    /// A bucket is a blind index, so that no number or address is stored.
    package func rateCount(_ bucket: [UInt8], since instant: Instant) throws -> Int {
        try sql.count("SELECT count(*) FROM rate_event WHERE bucket = \(bucket) AND at > \(instant)")
    }

    /// Writes down that it happened once more.
    package func recordRate(_ bucket: [UInt8], at instant: Instant) throws {
        let id = ids.next(EventSubject.self)
        try sql.execute("INSERT INTO rate_event (id, bucket, at) VALUES (\(id), \(bucket), \(instant))")
    }

    /// Forgets events before an instant; returns how many.
    @discardableResult
    package func pruneRates(before instant: Instant) throws -> Int {
        try sql.execute("DELETE FROM rate_event WHERE at < \(instant)")
    }
}

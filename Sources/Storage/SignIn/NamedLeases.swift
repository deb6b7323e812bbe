package import Primitives
import SQLText

extension StoreTransaction {
    /// Takes or renews the lease of a piece of work that only one process does at a time; false when another holds it.
    package func takeLease(_ name: String, holder: String, at instant: Instant, leaseSeconds: Int64) throws -> Bool {
        let until = instant.adding(seconds: leaseSeconds)
        return try sql.execute(
            """
            INSERT INTO named_lease (name, holder, leased_until) VALUES (\(name), \(holder), \(until))
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, leased_until = excluded.leased_until
            WHERE named_lease.holder = excluded.holder OR named_lease.leased_until <= \(instant)
            """) == 1
    }
}

package import Primitives
import SQLText

extension StoreTransaction {
    /// Whether a job is still its holder's.
    package func holds(_ job: LeasedJob) throws -> Bool {
        try sql.first(
            "SELECT 1 AS held FROM job WHERE id = \(job.id) AND fence = \(job.fence) AND state = 'running'") != nil
    }

    /// Keeps a lease alive; false when it was lost.
    package func extendLease(_ job: LeasedJob, at instant: Instant, leaseSeconds: Int64) throws -> Bool {
        try sql.execute(
            """
            UPDATE job SET leased_until = \(instant.adding(seconds: leaseSeconds))
            WHERE id = \(job.id) AND fence = \(job.fence) AND state = 'running'
            """) == 1
    }

    /// Puts work that has had its turn back in the queue; that does not count as an attempt.
    package func putBack(_ job: LeasedJob, runAt instant: Instant) throws {
        try sql.execute(
            """
            UPDATE job SET state = 'waiting', run_at = \(instant), leased_until = 0, lease_holder = NULL,
            attempts = attempts - 1 WHERE id = \(job.id) AND fence = \(job.fence) AND state = 'running'
            """)
    }

    /// The public numbers of the objections that answer some evidence, by its hash.
    package func suppressionReferences(_ hashes: Set<String>) throws -> [String: String] {
        guard !hashes.isEmpty else { return [:] }
        let scope = Scope.system("the number of the decision that answers a match, for the run that finds it again")
        var found: [String: String] = [:]
        for hash in hashes.sorted() {
            let row = try sql.first(
                """
                SELECT o.number FROM \(scope.table(.matchSuppression)) AS s
                JOIN \(scope.table(.reportObjection)) AS o ON o.id = s.objection_id
                WHERE s.evidence_hash = \(hash) AND s.revoked_day IS NULL
                """)
            found[hash] = try row?.text("number") ?? "—"
        }
        return found
    }
}

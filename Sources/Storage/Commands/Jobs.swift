package import Primitives
import SQLText

/// A piece of background work under lease.
package struct LeasedJob: Sendable {
    /// The job's id.
    package let id: JobID
    /// What kind of work.
    package let kind: String
    /// Its argument, JSON text without personal data.
    package let payload: String
    /// The lease's number, checked when results are written.
    package let fence: Int64
}

/// A job as lists show it.
package struct JobLine: Sendable {
    /// The job's id.
    package let id: JobID
    /// What kind of work.
    package let kind: String
    /// `waiting`, `running`, `done`, `failed` or `cancelled`.
    package let state: String
    /// Units done.
    package let progressDone: Int64
    /// Units in all; 0 when not known.
    package let progressTotal: Int64
    /// How often it was tried.
    package let attempts: Int
    /// Why the last try failed.
    package let lastError: String?
}

extension StoreTransaction {
    /// Adds a job; the same kind and key twice is one job.
    ///
    /// Returns whether it was added.
    @discardableResult
    package func enqueueJob(
        kind: String, dedupeKey: String, payload: String = "{}", runAt: Instant, attemptsMax: Int = 20,
        at instant: Instant
    ) throws -> Bool {
        let id: JobID = ids.next()
        return try sql.execute(
            """
            INSERT INTO job (id, kind, dedupe_key, payload, state, run_at, attempts_max, created_at)
            VALUES (\(id), \(kind), \(dedupeKey), \(payload), 'waiting', \(runAt), \(attemptsMax), \(instant))
            ON CONFLICT (kind, dedupe_key) DO NOTHING
            """) == 1
    }

    /// Leases one due job, or one whose holder let its lease run out.
    package func leaseJob(kinds: [String], holder: String, at instant: Instant, leaseSeconds: Int64) throws
        -> LeasedJob?
    {
        guard
            let row = try sql.first(
                """
                SELECT id FROM job WHERE kind IN (\(Statement.list(kinds))) AND run_at <= \(instant)
                AND (state = 'waiting' OR (state = 'running' AND leased_until <= \(instant)))
                ORDER BY run_at, id LIMIT 1\(raw: sql.dialect.skipLocked)
                """)
        else { return nil }
        let id: JobID = try row.id("id")
        let leased = try sql.one(
            """
            UPDATE job SET state = 'running', lease_holder = \(holder),
            leased_until = \(instant.adding(seconds: leaseSeconds)),
            fence = fence + 1, attempts = attempts + 1 WHERE id = \(id) RETURNING *
            """)
        return LeasedJob(
            id: id, kind: try leased.text("kind"), payload: try leased.text("payload"),
            fence: try leased.integer("fence"))
    }

    /// Extends the lease and says how far the work is; false when the lease was lost: stop then.
    package func reportProgress(
        _ job: LeasedJob, done: Int64, total: Int64, at instant: Instant, leaseSeconds: Int64
    ) throws -> Bool {
        try sql.execute(
            """
            UPDATE job SET progress_done = \(done), progress_total = \(total),
            leased_until = \(instant.adding(seconds: leaseSeconds))
            WHERE id = \(job.id) AND fence = \(job.fence) AND state = 'running'
            """) == 1
    }

    /// Ends a job with its result; false when the lease was lost, and then the caller must undo its work.
    package func finishJob(_ job: LeasedJob, result: String, at instant: Instant) throws -> Bool {
        try sql.execute(
            """
            UPDATE job SET state = 'done', result = \(result), finished_at = \(instant), lease_holder = NULL
            WHERE id = \(job.id) AND fence = \(job.fence) AND state = 'running'
            """) == 1
    }

    /// Puts a failed job back with a growing delay, or gives it up.
    package func failJob(_ job: LeasedJob, error: String, at instant: Instant) throws {
        let row = try sql.one("SELECT attempts, attempts_max FROM job WHERE id = \(job.id)")
        let attempts = try row.int("attempts")
        let delay = min(3_600, 5 << min(attempts, 10))
        let state = attempts >= (try row.int("attempts_max")) ? "failed" : "waiting"
        try sql.execute(
            """
            UPDATE job SET state = \(state), last_error = \(error), run_at = \(instant.adding(seconds: Int64(delay))),
            leased_until = 0, lease_holder = NULL
            WHERE id = \(job.id) AND fence = \(job.fence) AND state = 'running'
            """)
    }

    /// Stops a job that waits or runs, so that nothing of it is kept; false when it was over already.
    package func cancelJob(_ id: JobID, at instant: Instant) throws -> Bool {
        try sql.execute(
            """
            UPDATE job SET state = 'cancelled', finished_at = \(instant), lease_holder = NULL
            WHERE id = \(id) AND state IN ('waiting', 'running')
            """) == 1
    }

    /// The latest jobs, newest first.
    package func jobLines(limit: Int = 50) throws -> [JobLine] {
        try sql.query("SELECT * FROM job ORDER BY id DESC LIMIT \(limit)").map { row in
            JobLine(
                id: try row.id("id"), kind: try row.text("kind"), state: try row.text("state"),
                progressDone: try row.integer("progress_done"), progressTotal: try row.integer("progress_total"),
                attempts: try row.int("attempts"), lastError: try row.optionalText("last_error"))
        }
    }
}

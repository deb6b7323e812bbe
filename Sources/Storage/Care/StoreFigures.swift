import Casework
package import Primitives
import SQLText

/// What operators watch in a store: counts from rows, without a name, an id or a region.
package struct StoreFigures: Sendable {
    /// A kind of background work in a state.
    package struct JobSort: Hashable, Sendable {
        /// The kind.
        package let kind: String
        /// The state.
        package let state: String

        /// Takes both.
        package init(kind: String, state: String) {
            self.kind = kind
            self.state = state
        }
    }

    /// States of jobs that are not over, or ended badly.
    package static let watchedJobStates = ["waiting", "running", "failed"]

    /// Background work by kind and state, of the watched states.
    package var jobs: [JobSort: Int] = [:]
    /// Messages not sent yet.
    package var messagesWaiting = 0
    /// Messages given up.
    package var messagesFailed = 0
    /// Cases that have not ended, by state.
    package var openCases: [String: Int] = [:]
    /// Wrong passwords of staff in the hour before.
    package var wrongPasswords = 0
    /// Wrong phone codes of citizens, of codes sent in the hour before.
    package var wrongCodes = 0
}

extension StoreTransaction {
    /// The figures at an instant, in six queries, each over an index or the rows of the last hour.
    package func figures(at instant: Instant) throws -> StoreFigures {
        var figures = StoreFigures()
        let jobs = try sql.query(
            """
            SELECT kind, state, count(*) AS pieces FROM job
            WHERE state IN (\(Statement.list(StoreFigures.watchedJobStates))) GROUP BY kind, state
            """)
        for row in jobs {
            let sort = StoreFigures.JobSort(kind: try row.text("kind"), state: try row.text("state"))
            figures.jobs[sort] = try row.int("pieces")
        }
        figures.messagesWaiting = try sql.count(
            "SELECT count(*) FROM outbox_message WHERE sent_at IS NULL AND failed_at IS NULL")
        figures.messagesFailed = try sql.count("SELECT count(*) FROM outbox_message WHERE failed_at IS NOT NULL")
        let scope = Scope.system("how many cases are open in each state, for operators; none of them is read")
        let over = CaseState.allCases.filter { $0.isEnded || $0 == .archived }.map(\.rawValue)
        let cases = try sql.query(
            """
            SELECT c.state, count(*) AS cases FROM \(scope.table(.aidCase)) AS c
            WHERE c.state NOT IN (\(Statement.list(over))) GROUP BY c.state
            """)
        for row in cases { figures.openCases[try row.text("state")] = try row.int("cases") }
        // Ids begin with their milliseconds, so that the rows of the last hour are a range of the primary key.
        let hourAgo = IdentifierMaker.epoch.milliseconds(until: instant.adding(seconds: -3_600)) << 21
        figures.wrongPasswords = try sql.count(
            "SELECT count(*) FROM audit_entry WHERE id >= \(hourAgo) AND verb = 'staff.signInFailed'")
        figures.wrongCodes = try sql.count(
            """
            SELECT COALESCE(SUM(tries - CASE WHEN used_at IS NULL THEN 0 ELSE 1 END), 0) FROM phone_code
            WHERE id >= \(hourAgo)
            """)
        return figures
    }

    /// How many jobs and how many messages were given up.
    package func givenUp() throws -> (jobs: Int, messages: Int) {
        (
            jobs: try sql.count("SELECT count(*) FROM job WHERE state = 'failed'"),
            messages: try sql.count("SELECT count(*) FROM outbox_message WHERE failed_at IS NOT NULL")
        )
    }

    /// The addresses of uploads in order, each once, after one of them.
    package func uploadAddresses(after: String, limit: Int) throws -> [String] {
        try sql.query(
            "SELECT DISTINCT address FROM upload WHERE address > \(after) ORDER BY address LIMIT \(limit)"
        ).map { try $0.text("address") }
    }
}

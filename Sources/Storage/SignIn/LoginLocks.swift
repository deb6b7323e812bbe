package import Primitives
import SQLText
import Sealing

/// Failures by login, whether or not such a user exists: an unknown login locks like a known one and so tells nothing.
extension StoreTransaction {
    /// Until when a login is locked; nil when it is not.
    package func loginLock(_ login: String, at instant: Instant) throws -> Instant? {
        try loginLocks([login], at: instant)[login]
    }

    /// Until when each of some logins is locked; logins that are not locked are left out.
    package func loginLocks(_ logins: [String], at instant: Instant) throws -> [String: Instant] {
        let loginByIndex = Dictionary(logins.map { (loginIndex($0), $0) }, uniquingKeysWith: { first, _ in first })
        let rows = try sql.query(
            """
            SELECT login_index, locked_until FROM login_lock
            WHERE login_index IN (\(Statement.list(loginByIndex.keys))) AND locked_until > \(instant)
            """)
        var locks: [String: Instant] = [:]
        for row in rows {
            guard let login = loginByIndex[try row.blob("login_index")] else { continue }
            locks[login] = try row.instant("locked_until")
        }
        return locks
    }

    /// Counts a failure; the one that reaches the limit locks the login and starts the count again.
    ///
    /// Returns how many failures are left before the lock; 0 when the login is locked now.
    package func recordLoginFailure(
        _ login: String, limit: Int, lockSeconds: Int64, at instant: Instant
    ) throws -> Int {
        let index = loginIndex(login)
        let failures = try sql.one(
            """
            INSERT INTO login_lock (login_index, failures, locked_until, changed_at) VALUES (\(index), 1, 0, \(instant))
            ON CONFLICT (login_index) DO UPDATE SET failures = login_lock.failures + 1, changed_at = excluded.changed_at
            RETURNING failures
            """
        ).int("failures")
        guard failures >= limit else { return limit - failures }
        try sql.execute(
            """
            UPDATE login_lock SET failures = 0, locked_until = \(instant.adding(seconds: lockSeconds))
            WHERE login_index = \(index)
            """)
        return 0
    }

    /// Forgets the failures and the lock of a login.
    package func clearLoginFailures(_ login: String) throws {
        try sql.execute("DELETE FROM login_lock WHERE login_index = \(loginIndex(login))")
    }

    /// Forgets rows that nobody touched since an instant; returns how many.
    @discardableResult
    package func pruneLoginLocks(before instant: Instant) throws -> Int {
        try sql.execute("DELETE FROM login_lock WHERE changed_at < \(instant) AND locked_until < \(instant)")
    }

    private func loginIndex(_ login: String) -> [UInt8] { keys.blindIndex(login, purpose: "login") }
}

package import Primitives
import SQLText

/// A staff user as the administrator's list shows one.
package struct StaffLine: Hashable, Sendable {
    /// The user's id.
    package let id: StaffID
    /// The login.
    package let login: String
    /// The name.
    package let name: String
    /// Whether a second factor is enrolled.
    package let hasSecondFactor: Bool
    /// Whether the user is closed.
    package let isClosed: Bool
    /// Until when signing in is locked; nil when it is not.
    package let lockedUntil: Instant?
    /// The posts held on the day.
    package let posts: [StaffPost]
}

extension StoreTransaction {
    /// The users who hold or held a post in a region, by login, a page at a time; three statements.
    package func staffLines(
        in region: RegionCode, after login: String, limit: Int, on day: CivilDate, at instant: Instant
    ) throws -> [StaffLine] {
        let users = try sql.query(
            """
            SELECT u.id, u.login, u.name, u.totp_secret, u.closed_at FROM staff_user AS u
            WHERE u.login > \(login) AND EXISTS (SELECT 1 FROM staff_post AS s WHERE s.staff_id = u.id
            AND s.region_code >= \(region) AND s.region_code < \(region.text + ":"))
            ORDER BY u.login LIMIT \(limit)
            """)
        guard !users.isEmpty else { return [] }
        let ids = try users.map { try $0.integer("id") }
        let posts = try sql.query(
            """
            SELECT s.id, s.staff_id, s.role, s.region_code, r.name FROM staff_post AS s
            JOIN region AS r ON r.code = s.region_code WHERE s.staff_id IN (\(Statement.list(ids)))
            AND s.valid_from <= \(day) AND (s.valid_to IS NULL OR s.valid_to > \(day)) ORDER BY s.id
            """)
        let postsByUser = Dictionary(grouping: posts) { (try? $0.integer("staff_id")) ?? 0 }
        let locks = try loginLocks(users.map { try $0.text("login") }, at: instant)
        return try users.map { row in
            let login = try row.text("login")
            return StaffLine(
                id: try row.id("id"), login: login, name: try row.text("name"),
                hasSecondFactor: try row.optionalBlob("totp_secret") != nil,
                isClosed: try row.optionalInteger("closed_at") != nil, lockedUntil: locks[login],
                posts: try postsByUser[row.integer("id"), default: []].map(Self.post))
        }
    }

    /// The names of staff users by id, for pages that show who did something.
    package func staffNames(_ ids: some Sequence<StaffID>) throws -> [StaffID: String] {
        let wanted = Set(ids.map(\.rawValue)).sorted()
        guard !wanted.isEmpty else { return [:] }
        let rows = try sql.query("SELECT id, name FROM staff_user WHERE id IN (\(Statement.list(wanted)))")
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.id("id"), try $0.text("name")) })
    }
}

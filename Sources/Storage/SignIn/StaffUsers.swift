package import Casework
package import Primitives
import SQLText

/// A staff user.
package struct StaffUserRow: Hashable, Sendable {
    /// The user's id.
    package let id: StaffID
    /// What is typed to sign in; lower case.
    package let login: String
    /// The person's name.
    package let name: String
    /// The stored scrypt text.
    package let passwordHash: String
    /// Whether a second factor is enrolled.
    package let hasSecondFactor: Bool
    /// The last time step whose code was used.
    package let stepUsed: Int64
    /// When the user was closed; nil while open.
    package let closedAt: Instant?
}

/// A role in a region, held by a staff user from a day on.
package struct StaffPost: Hashable, Sendable, Codable {
    /// The post's id.
    package let id: PostID
    /// The role.
    package let role: Role
    /// The region, which bounds what is seen.
    package let region: RegionCode
    /// The region's name.
    package let regionName: String
}

extension StoreTransaction {
    /// Adds a user; the login must be free.
    package func insertStaffUser(
        login: String, name: String, passwordHash: String, secret: [UInt8]?, at instant: Instant
    ) throws -> StaffID {
        let id: StaffID = ids.next()
        let sealed = try secret.map { try seal($0, "staff_user", "totp_secret", id.rawValue) }
        try sql.execute(
            """
            INSERT INTO staff_user (id, version, login, name, password_hash, totp_secret, created_at)
            VALUES (\(id), 1, \(login), \(name), \(passwordHash), \(sealed), \(instant))
            """)
        return id
    }

    /// A user by id.
    package func staffUser(_ id: StaffID) throws -> StaffUserRow? {
        try sql.first("SELECT * FROM staff_user WHERE id = \(id)").map(Self.staffUserRow)
    }

    /// A user by login.
    package func staffUser(login: String) throws -> StaffUserRow? {
        try sql.first("SELECT * FROM staff_user WHERE login = \(login)").map(Self.staffUserRow)
    }

    /// The second factor's secret, opened; nil when none is enrolled.
    package func staffSecret(_ id: StaffID) throws -> [UInt8]? {
        let row = try sql.first("SELECT id, totp_secret FROM staff_user WHERE id = \(id) AND totp_secret IS NOT NULL")
        return try row.map { try open($0, "staff_user", "totp_secret") }
    }

    /// Sets the second factor's secret and the step whose code was just used; nil takes the factor away.
    package func setStaffSecret(_ id: StaffID, _ secret: [UInt8]?, stepUsed: Int64) throws {
        let sealed = try secret.map { try seal($0, "staff_user", "totp_secret", id.rawValue) }
        try sql.execute(
            """
            UPDATE staff_user SET totp_secret = \(sealed), totp_step_used = \(stepUsed), version = version + 1
            WHERE id = \(id)
            """)
    }

    /// Uses up a time step: false when it, or a later one, was used before.
    package func useStaffStep(_ id: StaffID, step: Int64) throws -> Bool {
        try sql.execute(
            "UPDATE staff_user SET totp_step_used = \(step) WHERE id = \(id) AND totp_step_used < \(step)") == 1
    }

    /// Sets the stored scrypt text.
    package func setStaffPassword(_ id: StaffID, hash: String) throws {
        try sql.execute(
            "UPDATE staff_user SET password_hash = \(hash), version = version + 1 WHERE id = \(id)")
    }

    /// Closes a user with the posts still open.
    package func closeStaffUser(_ id: StaffID, at instant: Instant, on day: CivilDate) throws {
        try sql.execute(
            "UPDATE staff_user SET closed_at = \(instant), version = version + 1 WHERE id = \(id) AND closed_at IS NULL"
        )
        try sql.execute("UPDATE staff_post SET valid_to = \(day) WHERE staff_id = \(id) AND valid_to IS NULL")
    }

    /// Adds a post.
    package func insertPost(staff: StaffID, role: Role, region: RegionCode, from day: CivilDate) throws -> PostID {
        let id: PostID = ids.next()
        try sql.execute(
            """
            INSERT INTO staff_post (id, staff_id, role, region_code, valid_from)
            VALUES (\(id), \(staff), \(role.rawValue), \(region), \(day))
            """)
        return id
    }

    /// Ends a post from a day on; false when it had ended.
    package func closePost(_ id: PostID, on day: CivilDate) throws -> Bool {
        try sql.execute("UPDATE staff_post SET valid_to = \(day) WHERE id = \(id) AND valid_to IS NULL") == 1
    }

    /// The user who holds a post.
    package func holder(of post: PostID) throws -> StaffID? {
        try sql.first("SELECT staff_id FROM staff_post WHERE id = \(post)")?.id("staff_id")
    }

    /// The posts a user holds on a day, in the order given.
    package func posts(of staff: StaffID, on day: CivilDate) throws -> [StaffPost] {
        try posts("s.staff_id = \(staff) AND s.valid_from <= \(day) AND (s.valid_to IS NULL OR s.valid_to > \(day))")
    }

    /// Every post a user ever held.
    package func allPosts(of staff: StaffID) throws -> [StaffPost] { try posts("s.staff_id = \(staff)") }

    private func posts(_ condition: Statement) throws -> [StaffPost] {
        try sql.query(
            """
            SELECT s.id, s.role, s.region_code, r.name FROM staff_post AS s
            JOIN region AS r ON r.code = s.region_code WHERE \(condition) ORDER BY s.id
            """
        ).map(Self.post)
    }

    static func post(_ row: Row) throws -> StaffPost {
        StaffPost(
            id: try row.id("id"), role: try row.code("role"), region: try row.region("region_code"),
            regionName: try row.text("name"))
    }

    private static func staffUserRow(_ row: Row) throws -> StaffUserRow {
        StaffUserRow(
            id: try row.id("id"), login: try row.text("login"), name: try row.text("name"),
            passwordHash: try row.text("password_hash"),
            hasSecondFactor: try row.optionalBlob("totp_secret") != nil, stepUsed: try row.integer("totp_step_used"),
            closedAt: try row.optionalInstant("closed_at"))
    }
}

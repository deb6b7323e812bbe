package import Primitives
import SQLText
import Sealing

/// A staff session as its row says; whether it still holds is for the limits to say.
package struct StaffSessionRow: Hashable, Sendable {
    /// The session's id.
    package let id: SessionID
    /// The user.
    package let staffID: StaffID
    /// The user's login.
    package let login: String
    /// The user's name.
    package let name: String
    /// The post chosen, if one was.
    package let postID: PostID?
    /// When the second factor was given; nil before.
    package let secondFactorAt: Instant?
    /// Whether the user has a second factor.
    package let hasSecondFactor: Bool
    /// When the password was given.
    package let createdAt: Instant
    /// When the person was last seen, to the minute.
    package let seenAt: Instant
}

extension StoreTransaction {
    /// Opens a session that has only the password behind it; the store keeps only the token's hash.
    package func insertStaffSession(token: String, staff: StaffID, at instant: Instant) throws -> SessionID {
        let id: SessionID = ids.next()
        try sql.execute(
            """
            INSERT INTO staff_session (id, token_hash, staff_id, created_at, seen_at)
            VALUES (\(id), \(Digest.sha256(Array(token.utf8))), \(staff), \(instant), \(instant))
            """)
        return id
    }

    /// The session of a token that was not ended, of a user who was not closed.
    package func staffSession(token: String) throws -> StaffSessionRow? {
        try sql.first(
            """
            SELECT s.*, u.login, u.name, u.totp_secret FROM staff_session AS s JOIN staff_user AS u ON u.id = s.staff_id
            WHERE s.token_hash = \(Digest.sha256(Array(token.utf8))) AND s.ended_at IS NULL AND u.closed_at IS NULL
            """
        ).map { row in
            StaffSessionRow(
                id: try row.id("id"), staffID: try row.id("staff_id"), login: try row.text("login"),
                name: try row.text("name"), postID: try row.optionalID("post_id"),
                secondFactorAt: try row.optionalInstant("second_factor_at"),
                hasSecondFactor: try row.optionalBlob("totp_secret") != nil, createdAt: try row.instant("created_at"),
                seenAt: try row.instant("seen_at"))
        }
    }

    /// Notes that the person of a session was seen.
    package func touchStaffSession(_ id: SessionID, at instant: Instant) throws {
        try sql.execute("UPDATE staff_session SET seen_at = \(instant) WHERE id = \(id) AND ended_at IS NULL")
    }

    /// Notes that the second factor was given.
    package func markSecondFactor(_ id: SessionID, at instant: Instant) throws {
        try sql.execute(
            "UPDATE staff_session SET second_factor_at = \(instant), totp_pending = NULL WHERE id = \(id)")
    }

    /// Chooses the post the session acts under.
    package func choosePost(_ id: SessionID, post: PostID) throws {
        try sql.execute("UPDATE staff_session SET post_id = \(post) WHERE id = \(id)")
    }

    /// The secret that this session offers for enrolment; nil before it was asked for.
    package func pendingSecret(_ id: SessionID) throws -> [UInt8]? {
        try sql.first("SELECT id, totp_pending FROM staff_session WHERE id = \(id) AND totp_pending IS NOT NULL").map {
            try open($0, "staff_session", "totp_pending")
        }
    }

    /// Keeps the secret offered for enrolment with the session: nobody enrols one that another session has seen.
    package func setPendingSecret(_ id: SessionID, _ secret: [UInt8]) throws {
        let sealed = try seal(secret, "staff_session", "totp_pending", id.rawValue)
        try sql.execute("UPDATE staff_session SET totp_pending = \(sealed) WHERE id = \(id)")
    }

    /// Ends the session of an id.
    package func endStaffSession(_ id: SessionID, at instant: Instant) throws {
        try sql.execute("UPDATE staff_session SET ended_at = \(instant) WHERE id = \(id) AND ended_at IS NULL")
    }

    /// Ends every session of a user; returns how many were open.
    package func endStaffSessions(of staff: StaffID, at instant: Instant) throws -> Int {
        try sql.execute("UPDATE staff_session SET ended_at = \(instant) WHERE staff_id = \(staff) AND ended_at IS NULL")
    }
}

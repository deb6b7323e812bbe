package import Primitives
import SQLText
import Sealing

/// A citizen's session as its row says; whether it still holds is for the limits to say.
package struct CitizenSessionRow: Hashable, Sendable {
    /// The session's id.
    package let id: SessionID
    /// The account.
    package let accountID: AccountID
    /// The last four digits of the account's phone.
    package let phoneLastFour: String
    /// When the person signed in.
    package let createdAt: Instant
    /// When the person was last seen, to the minute.
    package let seenAt: Instant
}

/// A person of the register whom an account has proven to be or to act for.
package struct ProvenPersonRow: Hashable, Sendable {
    /// The person.
    package let id: PersonID
    /// The name, whole: the account has proven to be this person.
    package let name: String
    /// The last four characters of the ID.
    package let lastFour: String
    /// How it was proven.
    package let provenBy: IdentityProof
    /// When.
    package let provenAt: Instant
}

/// How an account's claim to be a person was proven.
package enum IdentityProof: String, Hashable, Sendable, Codable {
    /// The account's phone is on file for the person.
    case phoneOnFile
    /// A clerk saw the ID at the window.
    case clerk
    /// A real-name service answered.
    case identityAdapter
}

extension StoreTransaction {
    /// The account of a phone.
    package func accountID(phone: String) throws -> AccountID? {
        try sql.first("SELECT id FROM citizen_account WHERE phone_index = \(phoneIndex(phone))")?.id("id")
    }

    /// The account of a phone, made when there is none.
    package func ensureAccount(phone: String, at instant: Instant) throws -> AccountID {
        if let known = try accountID(phone: phone) { return known }
        let id: AccountID = ids.next()
        let sealed = try seal(phone, "citizen_account", "phone", id.rawValue)
        try sql.execute(
            """
            INSERT INTO citizen_account (id, phone, phone_index, phone_last_four, created_at)
            VALUES (\(id), \(sealed), \(phoneIndex(phone)), \(String(phone.suffix(4))), \(instant))
            """)
        return id
    }

    /// Whether there is an account of this id.
    package func hasAccount(_ id: AccountID) throws -> Bool {
        try sql.first("SELECT id FROM citizen_account WHERE id = \(id)") != nil
    }

    /// The phone of an account, to send to or to prefill the person's own form with.
    package func accountPhone(_ id: AccountID) throws -> String? {
        try sql.first("SELECT id, phone FROM citizen_account WHERE id = \(id)").map {
            try openText($0, "citizen_account", "phone")
        }
    }

    /// Opens a session; the store keeps only the token's hash.
    package func insertCitizenSession(token: String, account: AccountID, at instant: Instant) throws -> SessionID {
        let id: SessionID = ids.next()
        try sql.execute(
            """
            INSERT INTO citizen_session (id, token_hash, account_id, created_at, seen_at)
            VALUES (\(id), \(Digest.sha256(Array(token.utf8))), \(account), \(instant), \(instant))
            """)
        return id
    }

    /// The session of a token that was not ended.
    package func citizenSession(token: String) throws -> CitizenSessionRow? {
        try sql.first(
            """
            SELECT s.id, s.account_id, s.created_at, s.seen_at, a.phone_last_four FROM citizen_session AS s
            JOIN citizen_account AS a ON a.id = s.account_id
            WHERE s.token_hash = \(Digest.sha256(Array(token.utf8))) AND s.ended_at IS NULL
            """
        ).map { row in
            CitizenSessionRow(
                id: try row.id("id"), accountID: try row.id("account_id"),
                phoneLastFour: try row.text("phone_last_four"), createdAt: try row.instant("created_at"),
                seenAt: try row.instant("seen_at"))
        }
    }

    /// Notes that the person of a session was seen.
    package func touchCitizenSession(_ id: SessionID, at instant: Instant) throws {
        try sql.execute("UPDATE citizen_session SET seen_at = \(instant) WHERE id = \(id) AND ended_at IS NULL")
    }

    /// Ends the session of a token.
    package func endCitizenSession(token: String, at instant: Instant) throws -> Int {
        try sql.execute(
            """
            UPDATE citizen_session SET ended_at = \(instant)
            WHERE token_hash = \(Digest.sha256(Array(token.utf8))) AND ended_at IS NULL
            """)
    }
}

package import Primitives
import Sealing
import Storage

/// A citizen who is signed in now.
package struct CitizenSession: Hashable, Sendable {
    /// The session's id.
    package let id: SessionID
    /// The account.
    package let accountID: AccountID
    /// The last four digits of the phone, for the page header.
    package let phoneLastFour: String
    /// Bytes of this session that form tokens are bound to; not the cookie's secret.
    package let formSecret: [UInt8]
    /// When the session ends if nothing more happens.
    package let endsAt: Instant

    /// The person as verbs take one.
    package var actor: Actor { .citizen(accountID) }
}

extension Bureau {
    /// The session of a cookie's token; nil when there is none, or when it idled or lasted too long.
    ///
    /// One query, and a small write at most once a minute.
    package func citizenSession(token: String, limits: SessionLimits = .standard) async throws -> CitizenSession? {
        let now = systemClock()
        guard let row = try await store.read({ try $0.citizenSession(token: token) }),
            limits.citizenEnd(createdAt: row.createdAt, seenAt: row.seenAt) > now
        else { return nil }
        let isDue = row.seenAt.milliseconds(until: now) >= SessionLimits.touchMilliseconds
        if isDue { try await store.write { try $0.touchCitizenSession(row.id, at: now) } }
        return CitizenSession(
            id: row.id, accountID: row.accountID, phoneLastFour: row.phoneLastFour,
            formSecret: store.keys.signature(row.id.text, purpose: "citizen-form"),
            endsAt: limits.citizenEnd(createdAt: row.createdAt, seenAt: isDue ? now : row.seenAt))
    }
}

/// What a verb answers that ends sessions.
package struct SessionsEnded: Codable, Hashable, Sendable {
    /// How many were open.
    package let count: Int
}

/// Ends a citizen's session; a token that holds no session is no error.
package struct EndSession: Command {
    /// The verb's name.
    package static let name = "signIn.endSession"
    /// The cookie's token.
    package let token: String

    /// Takes the token.
    package init(token: String) { self.token = token }

    /// Ends it.
    package func run(in context: CommandContext) throws -> Outcome<SessionsEnded> {
        .done(SessionsEnded(count: try context.store.endCitizenSession(token: token, at: context.now)))
    }
}

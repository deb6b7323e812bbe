/// Who a route is for.
package enum Audience: String, CaseIterable, Sendable, Codable {
    case `public`
    case citizen
    case staff
}

/// A signed-in person as the doors need to know them; rows and rules of sessions live elsewhere.
package struct WebSession: Sendable {
    /// Which door the person came through; never `public`.
    package let audience: Audience
    /// The account of a citizen or the user of the staff.
    package let userID: Int64
    /// Role of the chosen post, nil for citizens.
    package let role: String?
    /// The chosen post, nil for citizens.
    package let postID: Int64?
    /// Region of the post, nil for citizens.
    package let regionCode: String?
    /// Name shown in the page header.
    package let displayName: String
    /// Random bytes of this session that form tokens are bound to.
    package let formSecret: [UInt8]
    /// The session's own secret, for verbs that end or renew it.
    package let token: String

    /// A session; `formSecret` at least 16 random bytes.
    package init(
        audience: Audience, userID: Int64, role: String? = nil, postID: Int64? = nil, regionCode: String? = nil,
        displayName: String, formSecret: [UInt8], token: String
    ) {
        precondition(audience != .public, "A session belongs to a citizen or to staff.")
        self.audience = audience
        self.userID = userID
        self.role = role
        self.postID = postID
        self.regionCode = regionCode
        self.displayName = displayName
        self.formSecret = formSecret
        self.token = token
    }
}

/// Turns the secret of a cookie into a session; expiry and limits are the resolver's.
package protocol SessionResolving: Sendable {
    /// The session of a token for one audience, nil when there is none or it has ended.
    func session(token: String, audience: Audience) async throws -> WebSession?
}

/// No sessions at all, for a site of public pages.
package struct NoSessions: SessionResolving {
    /// A resolver that knows nobody.
    package init() {}

    /// Always nil.
    package func session(token: String, audience: Audience) async throws -> WebSession? { nil }
}

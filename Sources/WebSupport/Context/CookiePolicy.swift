package import Hummingbird

/// How cookies are named and protected.
package struct CookiePolicy: Sendable {
    /// Whether the site is reached through TLS; then cookies are `Secure` and carry the `__Host-` prefix.
    package let isSecure: Bool

    /// The policy of a site behind TLS or not.
    package init(isSecure: Bool) { self.isSecure = isSecure }

    /// Name of the session cookie of an audience.
    package func sessionName(_ audience: Audience) -> String { prefixed("backstop_\(audience.rawValue)") }

    /// Name of the cookie that binds forms of visitors who have not signed in.
    package var visitorName: String { prefixed("backstop_visitor") }

    /// The cookie that signs a person in; it ends with the browser unless the session ends first.
    package func signIn(_ session: WebSession) -> Cookie {
        cookie(name: sessionName(session.audience), value: session.token, maxAgeSeconds: nil)
    }

    /// The cookie that signs an audience out.
    package func signOut(_ audience: Audience) -> Cookie {
        cookie(name: sessionName(audience), value: "", maxAgeSeconds: 0)
    }

    /// A preference such as the language, kept for a year.
    package func preference(name: String, value: String) -> Cookie {
        cookie(name: name, value: value, maxAgeSeconds: 365 * 86_400)
    }

    func visitor(_ value: String) -> Cookie { cookie(name: visitorName, value: value, maxAgeSeconds: nil) }

    private func cookie(name: String, value: String, maxAgeSeconds: Int?) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: maxAgeSeconds, path: "/", secure: isSecure, httpOnly: true,
            sameSite: .lax)
    }

    private func prefixed(_ name: String) -> String { isSecure ? "__Host-\(name)" : name }
}

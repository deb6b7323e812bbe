import Casework
import Operations
import Primitives
import WebSupport

/// Finds the session of a cookie, on the side this node opens.
struct SessionGate: SessionResolving {
    let bureau: Bureau
    let audience: String

    func session(token: String, audience side: Audience) async throws -> WebSession? {
        guard audience == "all" || audience == side.rawValue else { return nil }
        switch side {
        case .public: return nil
        case .citizen:
            guard let session = try await bureau.citizenSession(token: token) else { return nil }
            return WebSession(
                audience: .citizen, userID: session.accountID.rawValue, displayName: session.phoneLastFour,
                formSecret: session.formSecret, token: token)
        case .staff:
            // Before second factor and post a session opens nothing but the steps of signing in.
            guard let session = try await bureau.staffSession(token: token), case .ready(let actor) = session.state
            else { return nil }
            return WebSession(
                audience: .staff, userID: actor.staffID.rawValue, role: actor.role.rawValue,
                postID: actor.postID.rawValue, regionCode: actor.region.text, displayName: actor.name,
                formSecret: session.formSecret, token: token)
        }
    }
}

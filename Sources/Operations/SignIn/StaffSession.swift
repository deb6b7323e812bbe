package import Primitives
import Sealing
package import Storage

/// How far a staff session has come.
package enum StaffSessionState: Hashable, Sendable {
    /// No second factor is enrolled: enrol one before anything else.
    case needsEnrolment
    /// The code of the second factor is still to be given.
    case needsSecondFactor
    /// A post is still to be chosen, or the chosen one ended.
    case needsPost
    /// At work under a post.
    case ready(StaffActor)
}

/// A staff member who has given at least the password.
package struct StaffSession: Hashable, Sendable {
    /// The session's id.
    package let id: SessionID
    /// The user.
    package let staffID: StaffID
    /// The user's login.
    package let login: String
    /// The user's name.
    package let name: String
    /// How far the session has come.
    package let state: StaffSessionState
    /// The posts held today; empty before the second factor.
    package let posts: [StaffPost]
    /// Bytes of this session that form tokens are bound to; not the cookie's secret.
    package let formSecret: [UInt8]
    /// When the session ends if nothing more happens.
    package let endsAt: Instant

    /// The person as verbs take one, once ready.
    package var actor: Actor? {
        if case .ready(let staff) = state { .staff(staff) } else { nil }
    }
}

extension Bureau {
    /// The session of a cookie's token; nil when there is none, when it ran out, or when the user was closed.
    ///
    /// Three queries, and a small write at most once a minute.
    package func staffSession(token: String, limits: SessionLimits = .standard) async throws -> StaffSession? {
        let now = systemClock()
        let found = try await view(as: .visitor) { context -> (StaffSessionRow, [StaffPost])? in
            guard let row = try context.liveStaffSession(token, limits: limits) else { return nil }
            return (row, row.secondFactorAt == nil ? [] : try context.store.posts(of: row.staffID, on: context.today))
        }
        guard let (row, posts) = found else { return nil }
        let isDue = row.seenAt.milliseconds(until: now) >= SessionLimits.touchMilliseconds
        if isDue { try await store.write { try $0.touchStaffSession(row.id, at: now) } }
        return StaffSession(
            id: row.id, staffID: row.staffID, login: row.login, name: row.name,
            state: Self.state(of: row, posts: posts), posts: posts,
            formSecret: store.keys.signature(row.id.text, purpose: "staff-form"),
            endsAt: limits.staffEnd(createdAt: row.createdAt, seenAt: isDue ? now : row.seenAt))
    }

    private static func state(of row: StaffSessionRow, posts: [StaffPost]) -> StaffSessionState {
        if row.secondFactorAt == nil { return row.hasSecondFactor ? .needsSecondFactor : .needsEnrolment }
        guard let post = posts.first(where: { $0.id == row.postID }) else { return .needsPost }
        return .ready(
            StaffActor(staffID: row.staffID, postID: post.id, role: post.role, region: post.region, name: row.name))
    }
}

extension CommandContext {
    /// The session of a token, while it holds.
    func liveStaffSession(_ token: String, limits: SessionLimits = .standard) throws -> StaffSessionRow? {
        guard let row = try store.staffSession(token: token),
            limits.staffEnd(createdAt: row.createdAt, seenAt: row.seenAt) > now
        else { return nil }
        return row
    }

    /// Appends an audit entry of a staff member whose session has no post yet.
    func auditSession(_ verb: String, _ session: StaffSessionRow) throws {
        let region = try store.posts(of: session.staffID, on: today).first?.region
        try store.appendAudit(
            AuditNote(
                verb: verb, subjectKind: "staff", subjectID: session.staffID.rawValue, region: region?.text ?? ""),
            actor: ActorRow(kind: .staff, id: session.staffID.rawValue, postID: session.postID?.rawValue ?? 0),
            at: now)
    }

    /// The second factor was given: marks it, forgets failures, and chooses the post when there is only one.
    func acceptSecondFactor(_ session: StaffSessionRow) throws {
        try store.markSecondFactor(session.id, at: now)
        try store.clearLoginFailures(session.login)
        let posts = try store.posts(of: session.staffID, on: today)
        if posts.count == 1, let post = posts.first { try store.choosePost(session.id, post: post.id) }
    }

    /// A wrong second factor counts like a wrong password; the one that locks the login ends the session.
    func rejectSecondFactor(_ session: StaffSessionRow) throws -> SecondFactorAnswer {
        let left = try store.recordLoginFailure(
            session.login, limit: SignInLimits.loginFailures, lockSeconds: SignInLimits.loginLockSeconds, at: now)
        if left == 0 { try store.endStaffSession(session.id, at: now) }
        try auditSession("staff.secondFactorFailed", session)
        return .wrongCode(triesLeft: left)
    }
}

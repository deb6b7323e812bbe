package import Primitives
package import Storage

/// A staff user as the administrator's page shows one.
package struct StaffUserFile: Sendable, Hashable {
    /// The user.
    package let id: StaffID
    /// The login.
    package let login: String
    /// The name.
    package let name: String
    /// Whether a second factor is enrolled.
    package let hasSecondFactor: Bool
    /// When the user was closed; nil while open.
    package let closedAt: Instant?
    /// Until when signing in is locked; nil when it is not.
    package let lockedUntil: Instant?
    /// The posts held today.
    package let posts: [StaffPost]

    /// A user over whom the asker has authority; nil otherwise.
    ///
    /// Four queries.
    package static func load(_ id: StaffID, in context: CommandContext) throws -> StaffUserFile? {
        guard let user = try StaffAuthority.user(id, in: context).value else { return nil }
        return StaffUserFile(
            id: id, login: user.login, name: user.name, hasSecondFactor: user.hasSecondFactor,
            closedAt: user.closedAt, lockedUntil: try context.store.loginLock(user.login, at: context.now),
            posts: try context.store.posts(of: id, on: context.today))
    }
}

/// Ends every session of a user at once: a lost computer, a person who left in a hurry.
package struct EndStaffSessions: Command {
    /// The verb's name.
    package static let name = "staff.endSessions"
    /// The user.
    package let staffID: StaffID
    /// Why.
    package let reason: String

    /// Takes the parts.
    package init(staffID: StaffID, reason: String) {
        self.staffID = staffID
        self.reason = reason
    }

    /// Checks authority and ends the sessions.
    package func run(in context: CommandContext) throws -> Outcome<StaffChanged> {
        let found = try StaffAuthority.user(staffID, in: context)
        guard found.value != nil else { return .refused(found.reasons) }
        guard !reason.isBlank else { return .refused([.missingReason]) }
        _ = try context.store.endStaffSessions(of: staffID, at: context.now)
        try context.audit(Self.name, "staff", staffID.rawValue, region: context.actor.staff?.region, reason: reason)
        return .done(StaffChanged(staffID: staffID))
    }
}

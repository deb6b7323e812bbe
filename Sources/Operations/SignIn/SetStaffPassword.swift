package import Primitives
import Sealing
import Storage

/// What a change to a staff user answers.
package struct StaffChanged: Codable, Hashable, Sendable {
    /// The user.
    package let staffID: StaffID
}

/// Sets a user's password, which ends every session of the user and lifts a lock.
///
/// An administrator in scope and the command line do it without the present one, the user only with it.
package struct SetStaffPassword: Command {
    /// The verb's name.
    package static let name = "staff.setPassword"
    /// The user.
    package let staffID: StaffID
    /// The password from now on.
    package let password: String
    /// The password until now; the user's own change needs it.
    package let currentPassword: String?

    /// Takes the parts.
    package init(staffID: StaffID, password: String, currentPassword: String? = nil) {
        self.staffID = staffID
        self.password = password
        self.currentPassword = currentPassword
    }

    /// Checks authority and password, and stores the hash.
    package func run(in context: CommandContext) throws -> Outcome<StaffChanged> {
        let found = try subject(in: context)
        guard let user = found.value else { return .refused(found.reasons) }
        var reasons: [Reason] = []
        if user.closedAt != nil { reasons.append(.staffClosed) }
        reasons += StaffAuthority.passwordReasons(password, login: user.login)
        guard reasons.isEmpty else { return .refused(reasons) }
        let hash = try PasswordHash(password: password, logCost: context.bureau.settings.passwordLogCost)
        try context.store.setStaffPassword(staffID, hash: hash.text)
        _ = try context.store.endStaffSessions(of: staffID, at: context.now)
        try context.store.clearLoginFailures(user.login)
        try context.audit(Self.name, "staff", staffID.rawValue, region: context.actor.staff?.region)
        return .done(StaffChanged(staffID: staffID))
    }

    private func subject(in context: CommandContext) throws -> Outcome<StaffUserRow> {
        guard context.actor.staff?.staffID == staffID else { return try StaffAuthority.user(staffID, in: context) }
        guard let user = try context.store.staffUser(staffID) else { return .refused([.notFound]) }
        guard PasswordHash(stored: user.passwordHash).verifies(currentPassword ?? "") else {
            return .refused([.passwordWrong])
        }
        return .done(user)
    }
}

package import Primitives
import Storage

/// Closes a user with every post and session.
///
/// What the user did stays under their name.
package struct CloseStaffUser: Command {
    /// The verb's name.
    package static let name = "staff.closeUser"
    /// The user.
    package let staffID: StaffID
    /// Why.
    package let reason: String

    /// Takes the parts.
    package init(staffID: StaffID, reason: String) {
        self.staffID = staffID
        self.reason = reason
    }

    /// Checks authority and closes the user.
    package func run(in context: CommandContext) throws -> Outcome<StaffChanged> {
        try changeStaffUser(staffID, verb: Self.name, reason: reason, in: context) { _ in
            try context.store.closeStaffUser(staffID, at: context.now, on: context.today)
            _ = try context.store.endStaffSessions(of: staffID, at: context.now)
        }
    }
}

/// Lifts a lock before its time.
package struct UnlockStaffUser: Command {
    /// The verb's name.
    package static let name = "staff.unlockUser"
    /// The user.
    package let staffID: StaffID
    /// Why.
    package let reason: String

    /// Takes the parts.
    package init(staffID: StaffID, reason: String) {
        self.staffID = staffID
        self.reason = reason
    }

    /// Checks authority and forgets the failures.
    package func run(in context: CommandContext) throws -> Outcome<StaffChanged> {
        try changeStaffUser(staffID, verb: Self.name, reason: reason, in: context) { user in
            try context.store.clearLoginFailures(user.login)
        }
    }
}

/// Takes the second factor away, so that the user enrols another at the next sign-in: for a lost phone.
package struct ResetSecondFactor: Command {
    /// The verb's name.
    package static let name = "staff.resetSecondFactor"
    /// The user.
    package let staffID: StaffID
    /// Why, and how the person was recognised.
    package let reason: String

    /// Takes the parts.
    package init(staffID: StaffID, reason: String) {
        self.staffID = staffID
        self.reason = reason
    }

    /// Checks authority, takes the secret away and ends every session.
    package func run(in context: CommandContext) throws -> Outcome<StaffChanged> {
        try changeStaffUser(staffID, verb: Self.name, reason: reason, in: context) { _ in
            try context.store.setStaffSecret(staffID, nil, stepUsed: 0)
            _ = try context.store.endStaffSessions(of: staffID, at: context.now)
        }
    }
}

/// What the changes have in common: authority, a reason, another's open account, and the audit entry.
private func changeStaffUser(
    _ staffID: StaffID, verb: String, reason: String, in context: CommandContext, change: (StaffUserRow) throws -> Void
) throws -> Outcome<StaffChanged> {
    let found = try StaffAuthority.user(staffID, in: context)
    guard let user = found.value else { return .refused(found.reasons) }
    var reasons: [Reason] = []
    if reason.allSatisfy(\.isWhitespace) { reasons.append(.reasonMissing) }
    if user.closedAt != nil { reasons.append(.staffClosed) }
    if context.actor.staff?.staffID == staffID { reasons.append(.ownAccount) }
    guard reasons.isEmpty else { return .refused(reasons) }
    let region = try context.store.allPosts(of: staffID).last?.region
    try change(user)
    try context.audit(verb, "staff", staffID.rawValue, region: region, reason: reason)
    return .done(StaffChanged(staffID: staffID))
}

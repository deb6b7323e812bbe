package import Primitives
import Storage

/// Ends one's own staff session; a token that holds no session is no error.
package struct EndStaffSession: Command {
    /// The verb's name.
    package static let name = "staff.endSession"
    /// The cookie's token.
    package let sessionToken: String

    /// Takes the token.
    package init(sessionToken: String) { self.sessionToken = sessionToken }

    /// Ends it.
    package func run(in context: CommandContext) throws -> Outcome<SessionsEnded> {
        guard let session = try context.store.staffSession(token: sessionToken) else {
            return .done(SessionsEnded(count: 0))
        }
        try context.store.endStaffSession(session.id, at: context.now)
        try context.auditSession(Self.name, session)
        return .done(SessionsEnded(count: 1))
    }
}

/// Ends every session of a user: one's own, or another's by an administrator in scope.
package struct EndAllSessions: Command {
    /// The verb's name.
    package static let name = "staff.endAllSessions"
    /// The user.
    package let staffID: StaffID

    /// Takes the user.
    package init(of staffID: StaffID) { self.staffID = staffID }

    /// Checks authority and ends them.
    package func run(in context: CommandContext) throws -> Outcome<SessionsEnded> {
        if context.actor.staff?.staffID != staffID {
            let found = try StaffAuthority.user(staffID, in: context)
            guard found.value != nil else { return .refused(found.reasons) }
        }
        let count = try context.store.endStaffSessions(of: staffID, at: context.now)
        try context.audit(Self.name, "staff", staffID.rawValue, region: context.actor.staff?.region)
        return .done(SessionsEnded(count: count))
    }
}

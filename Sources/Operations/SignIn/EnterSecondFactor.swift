import Primitives
import Sealing
import Storage

/// What comes of a typed second factor.
///
/// A wrong one is an answer and not a refusal, so that the failure stays counted.
package enum SecondFactorAnswer: Codable, Hashable, Sendable {
    /// It is the code; the session may choose a post.
    case accepted
    /// It is not, or it was used before; with 0 tries left the login is locked and the session ended.
    case wrongCode(triesLeft: Int)
}

/// The second step of staff signing in: the six digits of the authenticator (RFC 6238).
///
/// Each code works once.
package struct EnterSecondFactor: Command {
    /// The verb's name.
    package static let name = "staff.enterSecondFactor"
    /// The cookie's token.
    package let sessionToken: String
    /// The code as typed.
    package let code: String

    /// Takes the parts.
    package init(sessionToken: String, code: String) {
        self.sessionToken = sessionToken
        self.code = code
    }

    /// Checks the code and marks the session.
    package func run(in context: CommandContext) throws -> Outcome<SecondFactorAnswer> {
        guard let session = try context.liveStaffSession(sessionToken) else { return .refused([.notSignedIn]) }
        guard try context.store.loginLock(session.login, at: context.now) == nil else {
            return .refused([.loginLocked])
        }
        guard let user = try context.store.staffUser(session.staffID),
            let secret = try context.store.staffSecret(session.staffID)
        else { return .refused([.secondFactorMissing]) }
        let accepted = TimeBasedCode(secret: secret).acceptedStep(
            code.filter { !$0.isWhitespace }, at: context.now, lastUsedStep: user.stepUsed)
        guard let accepted, try context.store.useStaffStep(session.staffID, step: accepted) else {
            return .done(try context.rejectSecondFactor(session))
        }
        try context.acceptSecondFactor(session)
        try context.auditSession("staff.signedIn", session)
        return .done(.accepted)
    }
}

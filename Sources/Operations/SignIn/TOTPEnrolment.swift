import Primitives
import Sealing
import Storage

/// What the enrolment page shows: as a QR code and as text to type.
package struct TOTPEnrolment: Codable, Hashable, Sendable {
    /// The secret in base 32.
    package let secret: String
    /// The `otpauth:` address for the QR code.
    package let address: String
}

/// Shows a user without a second factor a secret to enrol; the same one for the whole session.
package struct BeginTOTPEnrolment: Command {
    /// The verb's name.
    package static let name = "staff.beginTOTPEnrolment"
    /// The cookie's token.
    package let sessionToken: String

    /// Takes the token.
    package init(sessionToken: String) { self.sessionToken = sessionToken }

    /// Makes the secret, or gives the session's again.
    package func run(in context: CommandContext) throws -> Outcome<TOTPEnrolment> {
        guard let session = try context.liveStaffSession(sessionToken) else { return .refused([.notSignedIn]) }
        guard !session.hasSecondFactor else { return .refused([.secondFactorEnrolled]) }
        let code: TimeBasedCode
        if let pending = try context.store.pendingSecret(session.id) {
            code = TimeBasedCode(secret: pending)
        } else {
            code = .generated()
            try context.store.setPendingSecret(session.id, code.secret)
        }
        return .done(
            TOTPEnrolment(
                secret: code.base32,
                address: code.provisioningAddress(issuer: context.bureau.settings.name, login: session.login)))
    }
}

/// Enrols the secret this session was shown, once a code of it proves that the authenticator holds it.
package struct ConfirmTOTPEnrolment: Command {
    /// The verb's name.
    package static let name = "staff.confirmTOTPEnrolment"
    /// The cookie's token.
    package let sessionToken: String
    /// The code as typed.
    package let code: String

    /// Takes the parts.
    package init(sessionToken: String, code: String) {
        self.sessionToken = sessionToken
        self.code = code
    }

    /// Checks the code, seals the secret into the user's row and marks the session.
    package func run(in context: CommandContext) throws -> Outcome<SecondFactorAnswer> {
        guard let session = try context.liveStaffSession(sessionToken) else { return .refused([.notSignedIn]) }
        guard !session.hasSecondFactor else { return .refused([.secondFactorEnrolled]) }
        guard try context.store.loginLock(session.login, at: context.now) == nil else {
            return .refused([.loginLocked])
        }
        guard let secret = try context.store.pendingSecret(session.id) else { return .refused([.enrolmentNotBegun]) }
        let accepted = TimeBasedCode(secret: secret).acceptedStep(
            code.filter { !$0.isWhitespace }, at: context.now, lastUsedStep: 0)
        guard let accepted else { return .done(try context.rejectSecondFactor(session)) }
        try context.store.setStaffSecret(session.staffID, secret, stepUsed: accepted)
        try context.acceptSecondFactor(session)
        try context.auditSession("staff.secondFactorEnrolled", session)
        return .done(.accepted)
    }
}

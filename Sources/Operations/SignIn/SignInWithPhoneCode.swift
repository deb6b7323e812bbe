package import Primitives
import Sealing
import Storage

/// A citizen's open session.
package struct CitizenSessionOpened: Codable, Hashable, Sendable {
    /// The 256-bit secret for the cookie; the store keeps only its hash.
    package let token: String
    /// The account, made at the first sign-in.
    package let accountID: AccountID
}

/// What comes of a typed phone code.
///
/// A wrong one is an answer and not a refusal, so that the try stays counted.
package enum PhoneSignIn: Codable, Hashable, Sendable {
    /// Signed in.
    case opened(CitizenSessionOpened)
    /// Not the code; with 0 tries left another code must be asked for.
    case wrongCode(triesLeft: Int)

    /// The session, when one was opened.
    package var session: CitizenSessionOpened? {
        if case .opened(let session) = self { session } else { nil }
    }
}

/// Signs a citizen in with the code sent to the phone; the first time it makes the account.
package struct SignInWithPhoneCode: Command {
    /// The verb's name.
    package static let name = "signIn.withPhoneCode"
    /// The phone as typed.
    package let phone: String
    /// The code as typed.
    package let code: String

    /// Takes the parts.
    package init(phone: String, code: String) {
        self.phone = phone
        self.code = code
    }

    /// Tries the code and opens a session.
    package func run(in context: CommandContext) throws -> Outcome<PhoneSignIn> {
        guard let phone = MobilePhone.normalized(phone) else { return .refused([.phoneInvalid]) }
        switch try context.checkPhoneCode(phone: phone, code: code, purpose: .signIn) {
        case .noneOpen: return .refused([.codeNotOpen])
        case .wrong(let triesLeft): return .done(.wrongCode(triesLeft: triesLeft))
        case .accepted: break
        }
        let account = try context.store.ensureAccount(phone: phone, at: context.now)
        let token = Token.session()
        _ = try context.store.insertCitizenSession(token: token, account: account, at: context.now)
        try context.store.appendAudit(
            AuditNote(verb: Self.name, subjectKind: "account", subjectID: account.rawValue),
            actor: Actor.citizen(account).row, at: context.now)
        return .done(.opened(CitizenSessionOpened(token: token, accountID: account)))
    }
}

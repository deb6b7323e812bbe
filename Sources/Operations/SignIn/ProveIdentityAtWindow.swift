import Casework
package import Primitives
import Storage

/// Whose identity a clerk proves: an account, or the phone a citizen signs in with.
package enum ProvenAccount: Codable, Hashable, Sendable {
    /// An account known by id.
    case account(AccountID)
    /// The phone as told at the window; its account is made when there is none yet.
    case phone(String)
}

/// What proving an identity answers.
package struct IdentityProven: Codable, Hashable, Sendable {
    /// The account that is proven now.
    package let accountID: AccountID
}

/// A clerk who saw the ID card says that an account belongs to a person of the area, with a reason.
package struct ProveIdentityAtWindow: Command {
    /// The verb's name.
    package static let name = "signIn.proveIdentityAtWindow"
    /// Whose account.
    package let account: ProvenAccount
    /// The person.
    package let personID: PersonID
    /// What the clerk saw.
    package let reason: String

    /// Takes the parts.
    package init(account: ProvenAccount, personID: PersonID, reason: String) {
        self.account = account
        self.personID = personID
        self.reason = reason
    }

    /// Checks role, scope and reason, and links account and person.
    package func run(in context: CommandContext) throws -> Outcome<IdentityProven> {
        guard let staff = context.actor.staff, Self.roles.contains(staff.role) else { return .refused([.notAllowed]) }
        var reasons: [Reason] = []
        if reason.allSatisfy(\.isWhitespace) { reasons.append(.reasonMissing) }
        if try context.store.person(personID, in: context.scope) == nil { reasons.append(.notFound) }
        var accountID: AccountID?
        switch account {
        case .account(let id):
            if try context.store.hasAccount(id) { accountID = id } else { reasons.append(.notFound) }
        case .phone(let typed):
            if let phone = MobilePhone.normalized(typed) {
                accountID = try context.store.ensureAccount(phone: phone, at: context.now)
            } else {
                reasons.append(.phoneInvalid)
            }
        }
        guard reasons.isEmpty, let accountID else { return .refused(reasons) }
        try context.store.proveByClerk(account: accountID, person: personID, in: context.scope, at: context.now)
        try context.audit(
            Self.name, "person", personID.rawValue, region: staff.region, reason: reason,
            payload: #"{"account":"\#(accountID.text)"}"#)
        return .done(IdentityProven(accountID: accountID))
    }

    private static let roles: Set<Role> = [.townshipClerk, .townshipReviewer]
}

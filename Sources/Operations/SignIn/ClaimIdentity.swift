import Primitives
import Sealing
import Storage

/// What every claim answers, whoever is or is not known.
package struct IdentityClaimed: Codable, Hashable, Sendable {
    /// Makes the one answer.
    package init() {}
}

/// A signed-in citizen says who they are.
///
/// It is only a claim: it is proven when the account's phone is on file for that person.
///
/// The answer, the statements and their number are the same for a known and an unknown person.
package struct ClaimIdentity: Command {
    /// The verb's name.
    package static let name = "signIn.claimIdentity"
    /// The ID number as typed.
    package let idNumber: String
    /// The name as typed.
    package let name: String

    /// Takes the parts.
    package init(idNumber: String, name: String) {
        self.idNumber = idNumber
        self.name = name
    }

    /// Checks the number's own form, and proves the claim where the phone on file does.
    package func run(in context: CommandContext) throws -> Outcome<IdentityClaimed> {
        guard let account = context.actor.account else { return .refused([.notSignedIn]) }
        let claim = IdentityClaim(idNumber: idNumber, name: name, on: context.today)
        guard let citizenID = claim.citizenID else { return .refused(claim.reasons) }
        let bucket = SignInLimits.bucket("claim.account", account.text, context.store)
        let dayAgo = context.now.adding(seconds: -24 * SignInLimits.hourSeconds)
        guard try context.store.rateCount(bucket, since: dayAgo) < SignInLimits.claimsPerAccount else {
            return .refused([.claimTooOften])
        }
        try context.store.recordRate(bucket, at: context.now)
        try context.store.proveByPhoneOnFile(
            account: account, citizenID: citizenID, name: claim.name, on: context.today, at: context.now)
        try context.audit(
            Self.name, "account", account.rawValue, payload: #"{"claimed":"\#(citizenID.masked)"}"#)
        return .done(IdentityClaimed())
    }
}

/// A typed ID number and name, checked for form only.
struct IdentityClaim {
    /// The ID; nil when something typed is wrong.
    let citizenID: CitizenID?
    /// The name without blanks around it.
    let name: String
    /// What is wrong with what was typed.
    let reasons: [Reason]

    init(idNumber: String, name: String, on today: CivilDate) {
        var reasons: [Reason] = []
        var found: CitizenID?
        do throws(CitizenIDError) {
            let id = try CitizenID(idNumber)
            try id.checkAge(on: today)
            found = id
        } catch {
            reasons.append(.idNumberInvalid(error))
        }
        self.name = NameKey.matchKey(name)
        if self.name.isEmpty { reasons.append(.nameMissing) }
        self.reasons = reasons
        citizenID = reasons.isEmpty ? found : nil
    }
}

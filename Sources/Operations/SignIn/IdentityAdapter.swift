import Logging
package import Primitives
import Storage

/// A real-name service outside, such as a province's citizen sign-in.
package protocol IdentityAdapter: Sendable {
    /// The service's name, for the audit log.
    var name: String { get }

    /// Whether the service knows the person behind `proof` to hold this ID and name.
    func confirms(citizenID: CitizenID, name: String, proof: String) async throws -> IdentityAnswer
}

/// What a real-name service answers.
///
/// Silence is an answer of its own, never a no.
package enum IdentityAnswer: Hashable, Sendable {
    /// It is the person; the service's own reference number.
    case confirmed(reference: String)
    /// It is not.
    case denied
    /// The service did not answer.
    case noAnswer
}

extension Bureau {
    /// Asks a real-name service outside any transaction, and proves the claim when it confirms.
    ///
    /// The answer depends on the service and on what was typed, never on who is known here.
    package func proveIdentity(
        account: AccountID, idNumber: String, name: String, proof: String, adapter: any IdentityAdapter, key: String
    ) async throws -> Outcome<IdentityClaimed> {
        let claim = IdentityClaim(idNumber: idNumber, name: name, on: try await today())
        guard let citizenID = claim.citizenID else { return .refused(claim.reasons) }
        switch try await adapter.confirms(citizenID: citizenID, name: claim.name, proof: proof) {
        case .confirmed(let reference):
            return try await perform(
                RecordConfirmedIdentity(
                    citizenID: citizenID, personName: claim.name, service: adapter.name, reference: reference),
                as: .citizen(account), key: key)
        case .denied: return .refused([.identityNotConfirmed])
        case .noAnswer:
            log.warning("A real-name service did not answer.", metadata: ["service": "\(adapter.name)"])
            return .refused([.identityNoAnswer])
        }
    }
}

/// Writes down what a real-name service confirmed.
///
/// Only this file makes one, after the service has answered.
private struct RecordConfirmedIdentity: Command {
    static let name = "signIn.recordConfirmedIdentity"
    let citizenID: CitizenID
    let personName: String
    let service: String
    let reference: String

    func run(in context: CommandContext) throws -> Outcome<IdentityClaimed> {
        guard let account = context.actor.account else { return .refused([.notSignedIn]) }
        try context.store.proveByAdapter(
            account: account, citizenID: citizenID, name: personName, at: context.now)
        try context.audit(
            Self.name, "account", account.rawValue, reason: service,
            payload: #"{"claimed":"\#(citizenID.masked)"}"#)
        return .done(IdentityClaimed())
    }
}

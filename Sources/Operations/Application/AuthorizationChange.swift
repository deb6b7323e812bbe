import Casework
package import Primitives
import Storage

/// What a changed authorisation does to a running inquiry.
enum AuthorizationChange {
    /// Asks for the comparison again while the case is being investigated, since a source may answer now.
    static func compareAgain(_ row: CaseRow, number: String, in context: CommandContext) throws {
        guard row.state.isInquiring else { return }
        try context.store.enqueueJob(
            kind: JobKind.comparison.rawValue, dedupeKey: "\(row.id.text)/\(row.factsVersion)/\(number)",
            payload: "{\"case\":\"\(row.id.text)\"}", runAt: context.now, at: context.now)
    }
}

extension AuthorizationChange {
    /// Ends an authorisation; one that ended before stays as it is.
    static func withdraw(
        _ row: inout AuthorizationRow, reason: String, verb: String, scope: Scope, in context: CommandContext
    ) throws {
        guard row.withdrawnAt == nil else { return }
        row.withdrawnAt = context.now
        try context.store.updateAuthorization(row, in: scope)
        if let file = row.caseID {
            try context.store.noteWaiting(
                "授权已撤回" + (reason.isEmpty ? "" : "：\(reason)"), idIndex: row.idIndex, owner: .file(file),
                at: context.now)
        }
        try context.audit(verb, "authorization", row.id.rawValue, reason: reason)
    }
}

/// The represented adult, recovered, confirms what was signed for them.
package struct RatifyAuthorization: Command {
    /// The verb's name.
    package static let name = "application.ratifyAuthorization"
    /// The authorisation.
    package let authorizationID: AuthorizationID

    /// Takes the input.
    package init(authorizationID: AuthorizationID) { self.authorizationID = authorizationID }

    /// A clerk records it, having seen the person.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard var row = try context.store.authorization(authorizationID, in: context.scope) else {
            return .refused([.notFound])
        }
        guard context.actor.staff?.role == .townshipClerk else { return .refused([.notAllowed]) }
        guard row.method == .represented, row.withdrawnAt == nil else { return .refused([.nothingToRatify]) }
        row.ratifiedDay = context.today
        try context.store.updateAuthorization(row, in: context.scope)
        try context.audit(Self.name, "authorization", row.id.rawValue)
        return .done(true)
    }
}

/// A person takes an authorisation back: sources that need it are asked no more.
package struct WithdrawAuthorization: Command {
    /// The verb's name.
    package static let name = "application.withdrawAuthorization"
    /// The authorisation.
    package let authorizationID: AuthorizationID
    /// Why, in the person's words; may be empty.
    package let reason: String

    /// Takes the inputs.
    package init(authorizationID: AuthorizationID, reason: String) {
        self.authorizationID = authorizationID
        self.reason = reason
    }

    /// The account that filed the case, or a clerk at the person's request.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard var row = try context.store.authorization(authorizationID, in: context.scope) else {
            return .refused([.notFound])
        }
        let isClerk = context.actor.staff?.role == .townshipClerk
        guard isClerk || context.actor.account != nil else { return .refused([.notAllowed]) }
        try AuthorizationChange.withdraw(&row, reason: reason, verb: Self.name, scope: context.scope, in: context)
        return .done(true)
    }
}

extension Reason {
    static let nothingToRatify = Reason(
        "nothingToRatify", "这份授权不是代签的，或已撤回，不需要本人追认。",
        "This authorisation was not signed by a representative, or was withdrawn.")
}

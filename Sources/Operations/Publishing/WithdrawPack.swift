import Casework
import Primitives
package import Storage

/// Gives a version up before it is published; its texts and its record stay.
package struct WithdrawPack: Command {
    package static let name = "policy.withdraw"
    /// The version.
    package let id: PackVersionID
    /// The version number the person looked at.
    package let seen: Int64
    /// Why.
    package let reason: String

    /// Takes the inputs.
    package init(id: PackVersionID, seen: Int64, reason: String) {
        self.id = id
        self.seen = seen
        self.reason = reason
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<PackReceipt> {
        let opened = try PackWork.open(
            id, seen: seen, at: [.draft, .submitted, .approved], by: PolicyAuthority.drafters, in: context)
        guard let work = opened.value else { return .refused(opened.reasons) }
        guard !reason.isBlank else { return .refused([.missingReason]) }
        return .done(try work.move(to: .withdrawn, "withdraw", verb: Self.name, reason: reason, in: context))
    }
}

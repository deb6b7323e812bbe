import Casework
package import Primitives
import Storage

/// Orders an award to wait: nothing of it stands on a locked roster until it is released.
package struct HoldAward: Command {
    package static let name = "money.holdAward"
    /// The award.
    package let award: AwardID
    /// Why.
    package let reason: String

    /// Asks to hold an award.
    package init(award: AwardID, reason: String) {
        self.award = award
        self.reason = reason
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<AwardID> {
        guard let staff = context.staff(as: .payer, .payChecker) else { return .refused([.notAllowed]) }
        guard let row = try context.store.awardRow(award, in: context.scope) else { return .refused([.notFound]) }
        guard !reason.isBlank else { return .refused([.missingReason]) }
        if try context.store.hold(award, reason: reason, by: staff.staffID, at: context.now) {
            try context.audit("award.hold", "award", award.rawValue, region: row.region, reason: reason)
        }
        return .done(award)
    }
}

/// Lets a held award go on; what fell due meanwhile comes as arrears.
package struct ReleaseAward: Command {
    package static let name = "money.releaseAward"
    /// The award.
    package let award: AwardID

    /// Asks to release an award.
    package init(award: AwardID) { self.award = award }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<AwardID> {
        guard let staff = context.staff(as: .payer, .payChecker) else { return .refused([.notAllowed]) }
        guard let row = try context.store.awardRow(award, in: context.scope) else { return .refused([.notFound]) }
        if try context.store.release(award, by: staff.staffID, at: context.now) {
            try context.audit("award.release", "award", award.rawValue, region: row.region)
        }
        return .done(award)
    }
}

import Casework
package import Primitives
import Storage

/// Revokes a delegation order: what is not decided goes back to the county at once.
package struct RevokeDelegation: Command {
    package static let name = "supervision.revokeDelegation"
    /// The order.
    package var delegationID: DelegationID
    /// The version the reviewer looked at.
    package var seenVersion: Int64
    /// Why, as published.
    package var reason: String

    /// Takes the inputs.
    package init(delegationID: DelegationID, seenVersion: Int64, reason: String) {
        self.delegationID = delegationID
        self.seenVersion = seenVersion
        self.reason = reason
    }

    /// By a reviewer of the county that issued it; answers the order's version afterwards.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        guard let staff = context.staff(as: .countyReviewer) else { return .refused([.notAllowed]) }
        guard let row = try context.store.delegation(delegationID), row.order.county == staff.region else {
            return .refused([.notFound])
        }
        var reasons = DecisionChecks.text(reason, field: "reason", limit: 500)
        if row.order.lastDay.map({ $0 < context.today }) ?? false {
            reasons.append(.delegationEnded)
        } else if row.version != seenVersion {
            reasons.append(.changedMeanwhile)
        }
        guard reasons.isEmpty else { return .refused(reasons) }
        try context.store.revokeDelegation(row, on: context.today, by: staff.staffID, reason: reason)
        try context.audit(
            Self.name, "delegation", delegationID.rawValue, region: row.order.county, reason: reason)
        return .done(row.version + 1)
    }
}

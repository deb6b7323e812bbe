import Casework
package import Primitives
import Storage

/// Takes an official off the list when they leave office; their entries stay and count no longer.
package struct EndOfficial: Command {
    package static let name = "supervision.endOfficial"
    /// The official.
    package var officialID: OfficialID
    /// Why.
    package var reason: String

    /// Takes the inputs.
    package init(officialID: OfficialID, reason: String) {
        self.officialID = officialID
        self.reason = reason
    }

    /// Answers true.
    ///
    /// Who has an account leaves with it: nobody takes the own kinships off the ledger here.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let staff = context.actor.staff, OfficialKeeping.roles.contains(staff.role) else {
            return .refused([.notAllowed])
        }
        guard let row = try context.store.official(officialID, in: context.scope), row.staffID == nil else {
            return .refused([.notFound])
        }
        let reasons = DecisionChecks.text(reason, field: "reason", limit: 200)
        guard reasons.isEmpty else { return .refused(reasons) }
        try context.store.endOfficial(officialID, on: context.today, in: context.scope)
        try context.audit(Self.name, "official", officialID.rawValue, region: row.region, reason: reason)
        return .done(true)
    }
}

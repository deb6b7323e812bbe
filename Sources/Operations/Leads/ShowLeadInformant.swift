import Casework
import Primitives
package import Storage

/// Shows who told of a family, to the county or an auditor, for a stated reason that is kept.
package struct ShowLeadInformant: Command {
    package static let name = "leads.showInformant"
    /// The lead.
    package var leadID: LeadID
    /// Why it is needed.
    package var reason: String

    /// Takes the inputs.
    package init(leadID: LeadID, reason: String) {
        self.leadID = leadID
        self.reason = reason
    }

    /// Answers who told.
    package func run(in context: CommandContext) throws -> Outcome<LeadInformant> {
        guard let staff = context.actor.staff, LeadAuthority.readers.contains(staff.role) else {
            return .refused([.notAllowed])
        }
        guard let row = try context.store.lead(leadID, in: context.scope) else { return .refused([.notFound]) }
        guard LeadAuthority.openers.contains(staff.role),
            let found = try context.store.leadInformant(leadID, in: context.scope, level: staff.region.level)
        else { return .refused([.leadInformantNone]) }
        guard reason.filter({ !$0.isWhitespace }).count >= 2 else { return .refused([.revealReasonMissing]) }
        try context.audit(
            Self.name, "lead", leadID.rawValue, region: row.region, reason: String(reason.prefix(200)))
        return .done(found)
    }
}

import Casework
import Primitives
package import Storage

/// The centre takes a suppression back, with the reason: the match is raised again by the next report or run.
package struct RevokeSuppression: Command {
    package static let name = "objections.revokeSuppression"
    /// The suppression.
    package var suppressionID: SuppressionID
    /// The version the officer looked at.
    package var seenVersion: Int64
    /// Why.
    package var reason: String

    /// Takes the inputs.
    package init(suppressionID: SuppressionID, seenVersion: Int64, reason: String) {
        self.suppressionID = suppressionID
        self.seenVersion = seenVersion
        self.reason = reason
    }

    /// Answers whether it was taken back.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let row = try context.store.suppression(suppressionID, in: context.scope) else {
            return .refused([.notFound])
        }
        let file = try CaseFile(row.caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.verificationOfficer], of: file)
        refusals += DecisionChecks.text(reason, field: "reason")
        if row.revokedOn != nil {
            refusals.append(.suppressionRevoked)
        } else if row.version != seenVersion {
            refusals.append(.changedMeanwhile)
        }
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        try context.store.revokeSuppression(
            row, reason: reason, by: staff.staffID, on: context.today, in: context.scope)
        try context.audit(
            Self.name, "suppression", suppressionID.rawValue, region: file.row.region, reason: reason)
        return .done(true)
    }
}

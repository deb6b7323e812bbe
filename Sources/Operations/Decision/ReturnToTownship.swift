import Casework
package import Primitives
import Storage

/// The decider sends a case back to the township for another look, with the reason in writing.
package struct ReturnToTownship: Command {
    package static let name = "decision.returnToTownship"
    /// The case.
    package var caseID: CaseID
    /// The version the decider looked at.
    package var seenVersion: Int64
    /// Why.
    package var reason: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, reason: String) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.reason = reason
    }

    /// Answers the case's version afterwards.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        guard reason.count <= DecisionChecks.textLimit else {
            return .refused([.textTooLong("reason", DecisionChecks.textLimit)])
        }
        var file = try CaseFile(caseID, in: context)
        let refusals = try file.apply(
            .returnToTownship(reason: reason), in: context, seenVersion: seenVersion,
            details: CaseStepDetails(reason: reason))
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        try context.store.insertOpinion(
            OpinionRow(
                id: context.store.ids.next(), caseID: caseID, stage: .returned, isPositive: false, reasonCodes: [],
                text: reason, determinationID: nil, staffID: staff.staffID, postID: staff.postID, day: context.today),
            at: context.now)
        return .done(file.row.version)
    }
}

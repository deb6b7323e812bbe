import Casework
package import Primitives
import Storage

/// The time to object to a report ends: its last day has passed, or the family said that it does not object.
///
/// The case goes back to investigation for the first opinion. A clerk notes what the family said; the program may only
/// close what has run out.
package struct CloseObjectionWindow: Command {
    package static let name = "objections.closeWindow"
    /// The case.
    package var caseID: CaseID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// How the family said that it does not object; empty when the time has run out.
    package var waiver: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, waiver: String = "") {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.waiver = waiver
    }

    /// Answers the case's version afterwards.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        let before = try CaseFile(caseID, in: context)
        let isWaived = !waiver.allSatisfy(\.isWhitespace)
        if isWaived {
            let refusals =
                DecisionChecks.signer(context, [.townshipClerk], of: before)
                + DecisionChecks.text(waiver, field: "waiver")
            guard refusals.isEmpty else { return .refused(refusals) }
            if let standing = try StandingReport(before, in: context), let issue = standing.issue {
                try context.store.waiveObjection(issue, on: context.today, in: context.scope)
            }
        }
        var file = try CaseFile(caseID, in: context)
        let refusals = try file.apply(
            .closeObjectionWindow, in: context, seenVersion: seenVersion,
            details: CaseStepDetails(reason: waiver))
        return refusals.isEmpty ? .done(file.row.version) : .refused(refusals)
    }
}

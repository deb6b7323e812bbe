package import Casework
package import Primitives
import Storage

/// The competent body refuses the case in writing, with reasons, clauses and remedies (不予确认, D19).
///
/// Only a person can.
package struct RefuseCase: Command {
    package static let name = "decision.refuse"
    /// The case.
    package var caseID: CaseID
    /// The version the decider looked at.
    package var seenVersion: Int64
    /// The reasons.
    package var reasonCodes: [ReasonCode]
    /// The explanation to the family.
    package var text: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, reasonCodes: [ReasonCode], text: String) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.reasonCodes = reasonCodes
        self.text = text
    }

    /// Answers the case's version afterwards.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        var file = try CaseFile(caseID, in: context)
        let event = CaseEvent.refuse(reasonCodes: reasonCodes)
        let problems = DecisionChecks.text(text, field: "text")
        guard problems.isEmpty else {
            return .refused(file.refusals(of: event, by: context.actor, on: context.today) + problems)
        }
        let determination = try context.store.latestDetermination(of: caseID, in: context.scope)
        let refusals = try file.apply(
            event, in: context, seenVersion: seenVersion,
            details: CaseStepDetails(
                reason: text,
                lines: reasonCodes.paperLines,
                paragraphs: reasonCodes.map(\.chinesePlain) + [text]
                    + (try RemedyText.paragraphs(of: file.row, in: context))))
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        try context.store.insertOpinion(
            OpinionRow(
                id: context.store.ids.next(), caseID: caseID, stage: .confirmation, isPositive: false,
                reasonCodes: reasonCodes.map(\.rawValue), text: text, determinationID: determination?.id,
                staffID: staff.staffID, postID: staff.postID, day: context.today),
            at: context.now)
        return .done(file.row.version)
    }
}

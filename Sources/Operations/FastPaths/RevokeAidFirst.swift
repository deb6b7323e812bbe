package import Casework
package import Primitives
import Storage

/// The competent body revokes aid that was given first on false grounds; what was paid is asked back.
package struct RevokeAidFirst: Command {
    package static let name = "fastPaths.revokeAidFirst"
    /// The case.
    package var caseID: CaseID
    /// The version the decider looked at.
    package var seenVersion: Int64
    /// The rules not met.
    package var reasonCodes: [ReasonCode]
    /// The reason in words.
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
        let problems = DecisionChecks.text(text, field: "text")
        guard var row = file.side.aidFirstRow else { return .refused(problems + [.aidFirstNotOpen]) }
        guard problems.isEmpty else { return .refused(problems) }
        let refusals = try file.apply(
            .revoke(reasonCodes: reasonCodes), in: context, seenVersion: seenVersion,
            details: CaseStepDetails(
                reason: text,
                lines: reasonCodes.paperLines
                    + [DocumentLine("应退回的金额", "\(row.plan.amount.grouped)元")],
                paragraphs: reasonCodes.map(\.chinesePlain) + [text]
                    + (try RemedyText.paragraphs(of: file.row, in: context))))
        guard refusals.isEmpty else { return .refused(refusals) }
        row.closedOn = context.today
        try context.store.updateAidFirst(&row, in: context.scope)
        return .done(file.row.version)
    }
}

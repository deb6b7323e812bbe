import Casework
package import Primitives

/// Extends the limit of a case to the special one, with the reason (特殊情况延长); once, and not after it passed.
package struct ExtendLimit: Command {
    /// The verb's name.
    package static let name = "clocks.extendLimit"
    /// The case.
    package let caseID: CaseID
    /// The version the person looked at.
    package let seenVersion: Int64
    /// Why.
    package let reason: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, reason: String) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.reason = reason
    }

    /// The machine decides; the family is told.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        try CaseStep.perform(
            .extendLimit(reason: reason), on: caseID, seenVersion: seenVersion,
            details: CaseStepDetails(reason: reason), in: context)
    }
}

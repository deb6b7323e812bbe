package import Casework
package import Primitives

/// Stops the clock of a case for what nobody can hurry: an expert opinion, or force majeure.
package struct StopClock: Command {
    /// The verb's name.
    package static let name = "clocks.stop"
    /// The case.
    package let caseID: CaseID
    /// The version the person looked at.
    package let seenVersion: Int64
    /// What is waited for.
    package let cause: ClockStopReason
    /// What exactly, and since when.
    package let note: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, cause: ClockStopReason, note: String) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.cause = cause
        self.note = note
    }

    /// The machine decides; a clock that stands still already is refused.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        try CaseStep.perform(
            .stopClock(cause, reason: note), on: caseID, seenVersion: seenVersion,
            details: CaseStepDetails(reason: "\(cause.chinese)：\(note)"), in: context)
    }
}

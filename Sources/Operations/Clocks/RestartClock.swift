import Casework
package import Primitives
import Storage

/// Lets a clock that was stopped by hand run again.
package struct RestartClock: Command {
    /// The verb's name.
    package static let name = "clocks.restart"
    /// The case.
    package let caseID: CaseID
    /// The version the person looked at.
    package let seenVersion: Int64
    /// What has come, so that the case goes on.
    package let note: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, note: String) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.note = note
    }

    /// It ends the stop that is open; the days between do not count.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        guard !note.allSatisfy(\.isWhitespace) else { return .refused([.reasonMissing]) }
        let file = try CaseFile(caseID, in: context)
        return try CaseStep.perform(
            .restartClock(file.row.clock?.openStop?.reason ?? .certification), on: caseID, seenVersion: seenVersion,
            details: CaseStepDetails(reason: note), in: context)
    }
}

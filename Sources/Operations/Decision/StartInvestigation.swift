import Casework
package import Primitives
import Storage

/// The township begins the inquiry: the comparison is asked for and the household visit becomes due.
package struct StartInvestigation: Command {
    package static let name = "decision.startInvestigation"
    /// The case.
    package var caseID: CaseID
    /// The version the clerk looked at.
    package var seenVersion: Int64

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64) {
        self.caseID = caseID
        self.seenVersion = seenVersion
    }

    /// Answers the case's version afterwards.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        var file = try CaseFile(caseID, in: context)
        let refusals = try file.apply(.startInvestigation, in: context, seenVersion: seenVersion)
        return refusals.isEmpty ? .done(file.row.version) : .refused(refusals)
    }
}

import Casework
package import Primitives
import Storage

/// What a case page says beside the report: whether it is issued, what was objected to, and which silence matters.
///
/// At most seven queries.
package struct CaseCheck: Sendable {
    /// Whether somebody issued the report.
    package let isIssued: Bool
    /// Whether an opinion may rest on an issued report only.
    package let needsIssue: Bool
    /// The last day for an objection.
    package let objectionDue: CivilDate
    /// Objections that wait for their answer.
    package let openObjections: Int
    /// Objections that were answered.
    package let answeredObjections: Int
    /// What can be said while departments are silent; nil where none is, or once the case is decided.
    package let interim: InterimView?

    /// Reads it for the latest report on the present facts; nil while there is none.
    package static func load(_ file: CaseFile, in context: CommandContext) throws -> CaseCheck? {
        guard let standing = try StandingReport(file, in: context) else { return nil }
        return CaseCheck(
            isIssued: standing.isIssued, needsIssue: standing.needsIssue, objectionDue: standing.objectionDue,
            openObjections: standing.openObjections.count,
            answeredObjections: standing.objections.count - standing.openObjections.count,
            interim: try InterimView.load(file, standing, in: context))
    }
}

package import Casework
package import Primitives
import Storage

/// The county has the family visited before it decides (县级入户核查).
package struct OrderCountyVisit: Command {
    package static let name = "decision.orderCountyVisit"
    /// The case.
    package var caseID: CaseID
    /// The version the reviewer looked at.
    package var seenVersion: Int64
    /// Why.
    package var reason: CountyVisitReason

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, reason: CountyVisitReason) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.reason = reason
    }

    /// Answers the case's version afterwards.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        var file = try CaseFile(caseID, in: context)
        let refusals = try file.apply(
            .orderCountyVisit(reason), in: context, seenVersion: seenVersion,
            details: CaseStepDetails(reason: reason.chinese))
        return refusals.isEmpty ? .done(file.row.version) : .refused(refusals)
    }
}

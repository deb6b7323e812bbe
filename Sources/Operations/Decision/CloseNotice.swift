import Casework
package import Primitives
import Storage

/// Takes a notice down after its last day with both photos and no objection left; the case goes to the decider.
package struct CloseNotice: Command {
    package static let name = "decision.closeNotice"
    /// The case.
    package var caseID: CaseID
    /// The version the person looked at.
    package var seenVersion: Int64

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64) {
        self.caseID = caseID
        self.seenVersion = seenVersion
    }

    /// Answers the case's version afterwards.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        var file = try CaseFile(caseID, in: context)
        let refusals = try file.apply(.closeNotice, in: context, seenVersion: seenVersion)
        guard refusals.isEmpty else { return .refused(refusals) }
        if let noticeID = file.surroundings.noticeID,
            try context.store.notice(noticeID, in: context.scope)?.outcome == nil
        {
            try context.store.endNotice(noticeID, outcome: "clean", on: context.today, in: context.scope)
        }
        return .done(file.row.version)
    }
}

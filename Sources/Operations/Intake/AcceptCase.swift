import Casework
package import Primitives
import Storage

/// The township accepts a complete application; from this day the statutory limit counts (T0).
package struct AcceptCase: Command {
    /// The verb's name.
    package static let name = "intake.accept"
    /// The case.
    package let caseID: CaseID
    /// The version the clerk looked at.
    package let seenVersion: Int64

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64) {
        self.caseID = caseID
        self.seenVersion = seenVersion
    }

    /// Refuses while somebody of the household takes part in another open case of the program.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        var file = try CaseFile(caseID, in: context)
        let others = try context.store.openCases(
            of: file.row.program, people: file.members.map(\.personID), except: caseID)
        var reasons: [Reason] = []
        if let other = others.first {
            reasons.append(.memberInOtherCase(context.scope.contains(other.region) ? other.number : nil))
        }
        reasons += try MandateRule.refusals(ofAccepting: file, in: context)
        let statuses = try AuthorizationStatuses.of(file.row, in: context)
        reasons += try file.apply(
            .accept, in: context, seenVersion: seenVersion,
            details: CaseStepDetails(lines: Self.lines(file, in: context)),
            unansweredAuthorizations: statuses.assessment.unanswered)
        guard reasons.isEmpty else { return .refused(reasons) }
        try HouseholdLink.adopt(file, in: context)
        return .done(CaseStepDone(file))
    }

    private static func lines(_ file: CaseFile, in context: CommandContext) -> [DocumentLine] {
        let due = file.count.deadline(file.limits.totalDays, after: context.today)
        return [
            DocumentLine("受理日期", context.today.chineseText),
            DocumentLine("办理期限", "\(file.limits.totalDays.value)个工作日，至\(due.chineseText)"),
            DocumentLine("依据", due.citation),
        ]
    }
}

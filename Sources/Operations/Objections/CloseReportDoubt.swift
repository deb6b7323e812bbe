import Casework
package import Primitives
import Storage

/// An officer of the centre writes under a doubt of a draft report what settled it, and becomes its composer.
package struct CloseReportDoubt: Command {
    package static let name = "objections.closeDoubt"
    /// The case.
    package var caseID: CaseID
    /// The report.
    package var reportID: ReportID
    /// The entry: `Finding.contestKey`.
    package var finding: String
    /// What settled it.
    package var note: String

    /// Takes the inputs.
    package init(caseID: CaseID, reportID: ReportID, finding: String, note: String) {
        self.caseID = caseID
        self.reportID = reportID
        self.finding = finding
        self.note = note
    }

    /// Answers whether it was written.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.verificationOfficer], of: file)
        let standing = try StandingReport(file, in: context)
        refusals += ReportDraft.refusals(file, standing, reportID)
        refusals += DecisionChecks.text(note, field: "note")
        if standing?.contestable.contains(where: { $0.contestKey == finding }) == false {
            refusals.append(.findingUnknown)
        }
        if let composer = standing?.issue?.composedBy, composer != context.actor.staff?.staffID {
            refusals.append(.reportOfAnother)
        }
        guard refusals.isEmpty, let staff = context.actor.staff, let issue = standing?.issue else {
            return .refused(refusals.isEmpty ? [.reportMissing] : refusals)
        }
        try context.store.takeReportOver(issue, by: staff.staffID, in: context.scope)
        try context.store.closeDoubt(
            finding, of: reportID, in: caseID, note: note, by: staff.staffID, on: context.today, at: context.now)
        try context.audit(Self.name, "report", reportID.rawValue, region: file.row.region)
        return .done(true)
    }
}

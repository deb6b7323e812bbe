import Casework
package import Primitives
import Storage
import Verification

/// A second person issues a verification report (核对报告签发): from then on an opinion may rest on it.
///
/// Composed by the program or by one officer, issued by another person of the centre or the county; the schema holds it
/// too. A report that speaks against the family gives it time to object.
package struct IssueReport: Command {
    package static let name = "objections.issueReport"
    /// The case.
    package var caseID: CaseID
    /// The report.
    package var reportID: ReportID

    /// What the issue came to.
    package struct Issued: Codable, Hashable, Sendable {
        /// The last day for an objection.
        package var objectionDue: CivilDate
        /// Whether the family is now given time to object.
        package var isWindowOpen: Bool
    }

    /// Takes the inputs.
    package init(caseID: CaseID, reportID: ReportID) {
        self.caseID = caseID
        self.reportID = reportID
    }

    /// Answers what the issue came to.
    package func run(in context: CommandContext) throws -> Outcome<Issued> {
        var file = try CaseFile(caseID, in: context)
        let standing = try StandingReport(file, in: context)
        let refusals = Self.refusals(file, standing, reportID, in: context)
        guard refusals.isEmpty, let staff = context.actor.staff, let standing, let issue = standing.issue else {
            return .refused(refusals.isEmpty ? [.reportMissing] : refusals)
        }
        let due = file.count.deadline(file.limits.objectionDays, after: context.today).on
        try context.store.issueReport(
            issue, by: staff.staffID, on: context.today, objectionDue: due, in: context.scope)
        try context.audit(Self.name, "report", reportID.rawValue, region: file.row.region)
        // A family that is helped already is heard before anything is held against it, by the back-check or the review.
        let speaksAgainst =
            file.row.state == .investigating && standing.report.conclusion == .doesNotMeet && !standing.untold.isEmpty
        guard speaksAgainst else { return .done(Issued(objectionDue: due, isWindowOpen: false)) }
        let moved = try file.apply(
            .openObjectionWindow, in: context, by: staff.role == .verificationOfficer ? nil : .system,
            details: CaseStepDetails(
                lines: [DocumentLine("提出异议的最后一天", due.chineseText)],
                paragraphs: standing.untold.map(\.sentence)))
        return moved.isEmpty ? .done(Issued(objectionDue: due, isWindowOpen: true)) : .refused(moved)
    }
}

extension IssueReport {
    /// Why this person may not issue a report; empty when they may.
    static func refusals(
        _ file: CaseFile, _ standing: StandingReport?, _ reportID: ReportID, in context: CommandContext
    ) -> [Reason] {
        var found = DecisionChecks.signer(context, [.verificationOfficer, .countyReviewer], of: file)
        found += ReportDraft.refusals(file, standing, reportID)
        if let composer = standing?.issue?.composedBy, composer == context.actor.staff?.staffID {
            found.append(.ownReport)
        }
        if let day = standing?.report.validThrough, day < context.today { found.append(.reportExpired(day)) }
        return found
    }
}

/// What every step on a draft report asks first.
enum ReportDraft {
    static func refusals(_ file: CaseFile, _ standing: StandingReport?, _ reportID: ReportID) -> [Reason] {
        guard let standing else { return [.reportMissing] }
        var found: [Reason] = []
        if standing.id != reportID { found.append(.reportOutdated) }
        if standing.isIssued { found.append(.reportIssued) }
        if !file.row.state.isInquiring { found.append(.notInvestigating) }
        return found
    }
}

package import Casework
import FoundationEssentials
package import Primitives
package import Storage
package import Verification

/// An entry of a report with what was written and objected to under it.
package struct CheckedFinding: Sendable {
    /// The entry.
    package let finding: Finding
    /// What an objection or a note is filed under.
    package let key: String
    /// The member's name; nil for the family.
    package let member: String?
    /// The closing note.
    package let note: String?
    /// The latest objection to it.
    package let objection: ReportObjectionRow?

    /// Whether a family may object to it.
    package var isContestable: Bool { finding.severity.isContestable }
}

/// The issue of a case's report and the objections to it (S16, S17): side by side, doubts, who signs.
///
/// At most nine queries.
package struct ReportCheckView: Sendable {
    /// The case.
    package let caseID: CaseID
    /// Its number.
    package let caseNumber: String
    /// The applicant, masked.
    package let applicant: String
    /// Where the case stands.
    package let state: CaseState
    /// The case's version, for forms.
    package let caseVersion: Int64
    /// The report's id.
    package let reportID: ReportID
    /// The report.
    package let report: VerificationReport
    /// What its verifying QR code carries.
    package let token: String
    /// Names of the members by their key.
    package let memberNames: [String: String]
    /// The entries that weigh, with what stands under them.
    package let findings: [CheckedFinding]
    /// All objections to the case's reports, oldest first.
    package let objections: [ReportObjectionRow]
    /// The files of the case that a clerk may hand in with an objection.
    package let uploads: [UploadRow]
    /// Whether an opinion may rest on an issued report only.
    package let needsIssue: Bool
    /// Who composed it; nil for the program.
    package let composer: String?
    /// Who issued it; nil while it is a draft.
    package let issuer: String?
    /// The day it was issued.
    package let issuedOn: CivilDate?
    /// The last day for an objection.
    package let objectionDue: CivilDate
    /// Why this person may not issue it; empty when they may.
    package let issueRefusals: [Reason]
    /// Whether this person may write closing notes.
    package let mayNote: Bool
    /// Whether this person may file an objection for the family.
    package let mayFile: Bool
    /// Whether this person may end the time to object.
    package let mayCloseWindow: Bool

    /// Reads the latest report on the present facts; nil when there is none within the scope.
    package static func load(_ caseID: CaseID, in context: CommandContext) throws -> ReportCheckView? {
        guard let row = try context.store.caseRow(caseID, in: context.scope) else { return nil }
        let file = try CaseFile(row, in: context)
        guard let standing = try StandingReport(file, in: context),
            let stored = try context.store.report(standing.id, in: context.scope)
        else { return nil }
        let notes = Dictionary(
            try context.store.doubts(of: standing.id, in: context.scope).map { ($0.evidenceHash, $0.note) },
            uniquingKeysWith: { first, _ in first })
        let names = try context.store.staffNames(
            Set([standing.issue?.composedBy, standing.issue?.issuedBy].compactMap(\.self)))
        let report = standing.report
        let members = Dictionary(report.members.map { ($0.key, $0.name) }, uniquingKeysWith: { first, _ in first })
        let role = context.actor.staff?.role
        let isDraft = !standing.isIssued && row.state.isInquiring
        let isComposer = [nil, context.actor.staff?.staffID].contains(standing.issue?.composedBy)
        let isOpen = row.state == .investigating || row.state == .objectionWindow
        return ReportCheckView(
            caseID: caseID, caseNumber: row.number, applicant: Masking.name(row.applicantName), state: row.state,
            caseVersion: row.version, reportID: standing.id, report: report, token: stored.token,
            memberNames: members,
            findings: report.findings.map { finding in
                let key = finding.contestKey
                return CheckedFinding(
                    finding: finding, key: key, member: finding.member.flatMap { members[$0] }, note: notes[key],
                    objection: standing.objections(to: finding).last)
            },
            objections: standing.objections, uploads: try context.store.uploads(of: caseID, in: context.scope),
            needsIssue: standing.needsIssue, composer: standing.issue?.composedBy.flatMap { names[$0] },
            issuer: standing.issue?.issuedBy.flatMap { names[$0] }, issuedOn: standing.issue?.issuedOn,
            objectionDue: standing.objectionDue,
            issueRefusals: IssueReport.refusals(file, standing, standing.id, in: context),
            mayNote: role == .verificationOfficer && isDraft && isComposer && standing.issue != nil,
            mayFile: role == .townshipClerk && isOpen && (standing.isIssued || !standing.needsIssue)
                && context.today <= standing.objectionDue,
            mayCloseWindow: role == .townshipClerk && row.state == .objectionWindow)
    }
}

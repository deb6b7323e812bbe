import Casework
package import Primitives
package import Storage
import Verification

/// An entry of the report as the family reads it, with what it said to it.
package struct PlainMismatch: Hashable, Sendable {
    /// What an objection is filed under.
    package let key: String
    /// What was found, in one sentence.
    package let sentence: String
    /// Where it was found, and the day of the data.
    package let source: String
    /// The objection's number; nil while there is none.
    package let number: String?
    /// `open`, `upheld` or `rejected`; nil without an objection.
    package let state: String?
    /// What the family said.
    package let statement: String?
    /// The last day for the answer.
    package let answerDue: CivilDate?
    /// The centre's reason.
    package let reason: String?
}

/// What departments' records say against the family's declaration, entry by entry, and the objections to it.
///
/// Nothing of it is shown before the report is issued where the region wants two signatures. Six queries.
package struct CitizenObjections: Sendable {
    /// The report.
    package let reportID: ReportID
    /// Its number and version.
    package let number: String
    /// The last day for an objection.
    package let due: CivilDate
    /// Whether an objection may be filed today.
    package let isOpen: Bool
    /// The entries.
    package let entries: [PlainMismatch]
    /// The photos the family handed in with objections.
    package let photos: [UploadRow]

    /// Reads them for a case of the asker's own account; nil while there is nothing to show.
    package static func load(_ caseID: CaseID, in context: CommandContext) throws -> CitizenObjections? {
        guard context.actor.account != nil, let row = try context.store.caseRow(caseID, in: context.scope),
            row.state != .draft, let standing = try StandingReport(CaseFile(row, in: context), in: context),
            standing.isIssued || !standing.needsIssue
        else { return nil }
        let report = standing.report
        let met = standing.contestable.map { standing.objections(to: $0).last }
        let current = zip(standing.contestable, met).map { entry($0, of: report, $1) }
        let keys = Set(current.map(\.key))
        let shown = Set(met.compactMap(\.?.id))
        let past = try standing.objections.filter { !shown.contains($0.id) && !keys.contains($0.evidenceHash) }.map {
            row in
            try PlainMismatch(
                row, key: row.evidenceHash, sentence: ContestedFinding.of(row).sentence,
                source: ContestedFinding.of(row).datasetTitle)
        }
        return CitizenObjections(
            reportID: standing.id, number: "\(report.number)（第\(report.version)版）", due: standing.objectionDue,
            isOpen: (row.state == .investigating || row.state == .objectionWindow)
                && context.today <= standing.objectionDue,
            entries: current + past,
            photos: try context.store.uploads(of: caseID, in: context.scope).filter {
                $0.purpose == UploadPurpose.objection.rawValue
            })
    }

    private static func entry(
        _ finding: Finding, of report: VerificationReport, _ objection: ReportObjectionRow?
    ) -> PlainMismatch {
        let answer = report.answers.first { $0.dataset == finding.dataset && $0.asOf != nil }
        let source = [answer?.title ?? "", answer?.asOf.map { "数据截至\($0.chineseText)" } ?? ""]
            .filter { !$0.isEmpty }.joined(separator: "，")
        if let row = objection {
            return PlainMismatch(row, key: finding.contestKey, sentence: finding.sentence, source: source)
        }
        return PlainMismatch(
            key: finding.contestKey, sentence: finding.sentence, source: source, number: nil, state: nil,
            statement: nil, answerDue: nil, reason: nil)
    }
}

extension PlainMismatch {
    fileprivate init(_ row: ReportObjectionRow, key: String, sentence: String, source: String) {
        self.init(
            key: key, sentence: sentence, source: source, number: row.number, state: row.state,
            statement: row.statement, answerDue: row.answerDue, reason: row.reason)
    }
}

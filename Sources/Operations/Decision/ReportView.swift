import FoundationEssentials
package import Primitives
import Sealing
import Storage
package import Verification

/// The verification report of a case for staff (S16, D11): declared against found, silent sources, findings, versions.
///
/// IDs appear by their last four characters. Three queries.
package struct ReportView: Sendable {
    /// One version of the case's report.
    package struct Version: Hashable, Sendable {
        /// The report.
        package let id: ReportID
        /// Counts from 1.
        package let version: Int64
        /// The day of the comparison.
        package let asOf: CivilDate
        /// What it says in the end, in Chinese.
        package let conclusion: String
        /// Whether it is on the facts as declared now.
        package let isPresent: Bool
        /// What it says otherwise than the version before; empty for the first.
        package let changes: [String]
    }

    /// The report's id.
    package let id: ReportID
    /// The report.
    package let report: VerificationReport
    /// What its verifying QR code carries.
    package let token: String
    /// The SHA-256 of its canonical text, in hexadecimal.
    package let hash: String
    /// Whether the text is what was sealed.
    package let isIntact: Bool
    /// Whether it may still be used today.
    package let isValid: Bool
    /// Names of the members by their key.
    package let memberNames: [String: String]
    /// The silent sources, one line each in Chinese.
    package let silentSources: [String]
    /// Codes of the datasets that stayed silent: what a first opinion must name.
    package let silentDatasets: [String]
    /// All versions, latest first.
    package let versions: [Version]

    /// Reads the latest or a chosen report; nil when there is none within the scope.
    package static func load(
        _ caseID: CaseID, report chosen: ReportID? = nil, in context: CommandContext
    ) throws -> ReportView? {
        let rows = try context.store.reports(of: caseID, in: context.scope)
        guard let row = chosen.map({ id in rows.first { $0.id == id } }) ?? rows.first,
            let file = try context.store.caseRow(caseID, in: context.scope)
        else { return nil }
        let report = try VerificationReport(canonicalJSON: Data(row.entry.content))
        let names = Dictionary(report.members.map { ($0.key, $0.name) }, uniquingKeysWith: { first, _ in first })
        return ReportView(
            id: row.id, report: report, token: row.token, hash: Digest.hex(row.contentHash),
            isIntact: Digest.sha256(row.entry.content) == row.contentHash,
            isValid: context.today <= row.entry.validUntil && row.entry.factsVersion == file.factsVersion,
            memberNames: names,
            silentSources: report.silentAnswers.map {
                "\($0.title)（\($0.department)）：\(names[$0.member] ?? $0.member)，未答复，\($0.reason ?? "原因不明")"
            },
            silentDatasets: Set(report.silentAnswers.map(\.dataset)).sorted(),
            versions: try versions(rows, factsVersion: file.factsVersion))
    }

    /// The versions, latest first, each with its difference to the one behind it.
    private static func versions(_ rows: [ReportRow], factsVersion: Int64) throws -> [Version] {
        let reports = try rows.map { try VerificationReport(canonicalJSON: Data($0.entry.content)) }
        return zip(rows, reports).enumerated().map { index, pair in
            let (row, report) = pair
            let before = index + 1 < reports.count ? reports[index + 1] : nil
            return Version(
                id: row.id, version: row.entry.version, asOf: row.entry.asOf,
                conclusion: ReportConclusion(rawValue: row.entry.conclusion)?.chinese ?? "",
                isPresent: row.entry.factsVersion == factsVersion,
                changes: before.map { ReportDifference(from: $0, to: report).sentences } ?? [])
        }
    }
}

/// The verification report as the family reads it: differences and silences in plain words, nothing of other people.
///
/// Two queries.
package struct PlainReportView: Sendable {
    /// The report's number and version.
    package let number: String
    /// The day of the comparison.
    package let asOf: CivilDate
    /// The last day on which it may be used.
    package let validThrough: CivilDate
    /// What it means for the family, in one sentence.
    package let conclusion: String
    /// Where what was found differs from what was declared.
    package let differences: [String]
    /// What was found that needs an answer, in one sentence each.
    package let questions: [String]
    /// Findings that have been answered and are not raised again.
    package let answered: [String]
    /// The sources that have not answered.
    package let silences: [String]
    /// What the report is not.
    package let disclaimer: String
    /// How to object.
    package let objection: String

    /// Reads the latest report; nil when there is none within the scope.
    package static func load(_ caseID: CaseID, in context: CommandContext) throws -> PlainReportView? {
        guard let view = try ReportView.load(caseID, in: context) else { return nil }
        let report = view.report
        let conclusion =
            switch report.conclusion {
            case .meets: "查到的情况和您申报的一致。"
            case .doesNotMeet: "查到的情况和规定不符，工作人员会向您核实。"
            case .needsReview: "有些情况还要核实，工作人员会和您联系。"
            }
        return PlainReportView(
            number: "\(report.number)（第\(report.version)版）", asOf: report.asOf, validThrough: report.validThrough,
            conclusion: conclusion,
            differences: report.lines.filter(\.isShown).compactMap { line in
                guard let declared = line.declared, let found = line.found, found.value > declared.value else {
                    return nil
                }
                let who = line.member.flatMap { view.memberNames[$0] } ?? "全家"
                return "\(who)，\(line.title)：申报\(declared.text)，查到\(found.text)。"
            },
            questions: report.findings.filter(\.severity.isForTheFamily).map { view.sentence(of: $0) },
            answered: report.suppressedFindings.map { view.sentence(of: $0.finding) },
            silences: Set(report.silentAnswers.map(\.title)).sorted().map { "\($0)：还没有答复。" },
            disclaimer: VerificationReport.disclaimer, objection: report.objectionChannel)
    }
}

extension ReportView {
    /// A finding as the family reads it: of whom, and what.
    fileprivate func sentence(of finding: Finding) -> String {
        "\(finding.member.flatMap { memberNames[$0] } ?? "全家")：\(finding.sentence)"
    }
}

extension FindingSeverity {
    /// Whether the family is told: hints for visitors are not findings about it.
    fileprivate var isForTheFamily: Bool { self != .warningOnly }
}

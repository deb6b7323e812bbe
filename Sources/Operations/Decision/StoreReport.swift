import Casework
import FoundationEssentials
import Policies
package import Primitives
import Storage
import Verification

/// A leased job that a command ends in its own transaction, so that a lost lease writes nothing.
package struct JobMark: Codable, Hashable, Sendable {
    /// The job.
    package var id: JobID
    /// The lease's number.
    package var fence: Int64

    /// Takes the parts.
    package init(id: JobID, fence: Int64) {
        self.id = id
        self.fence = fence
    }
}

/// Takes the case's report number, once: every version of the case's report carries it.
struct ReserveReportNumber: Command {
    static let name = "decision.reserveReportNumber"
    var caseID: CaseID

    func run(in context: CommandContext) throws -> Outcome<String> {
        let file = try CaseFile(caseID, in: context)
        let county = file.row.region.ancestor(at: .county) ?? file.row.region
        let year = context.today.year
        let sequence = try context.store.nextNumber(series: "report", region: county, year: year)
        let digits = String(sequence)
        return .done("HD\(county.text)-\(year)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)")
    }
}

/// Writes down, before any department row is read, who asks which datasets about which case and for what.
struct BeginComparison: Command {
    static let name = "decision.beginComparison"
    var caseID: CaseID
    var datasets: [String]

    func run(in context: CommandContext) throws -> Outcome<Int64> {
        guard CaseComparison.mayAsk(context.actor) else { return .refused([.notAllowed]) }
        let file = try CaseFile(caseID, in: context)
        guard file.row.state.isInquiring else { return .refused([.notInvestigating]) }
        try context.audit(
            Self.name, "case", caseID.rawValue, region: file.row.region, reason: "\(file.row.program.chinese)审核确认",
            payload: String(decoding: try StoreTransaction.json(["datasets": datasets]), as: UTF8.self))
        return .done(file.row.factsVersion)
    }
}

/// Keeps a finished report and reports it to the case, unless the declared facts have changed since they were read.
struct StoreReport: Command {
    static let name = "decision.storeReport"
    var caseID: CaseID
    var factsVersion: Int64
    var version: Int64
    /// The report's canonical JSON.
    var content: String
    var job: JobMark?

    func run(in context: CommandContext) throws -> Outcome<ReportID> {
        guard CaseComparison.mayAsk(context.actor) else { return .refused([.notAllowed]) }
        if let job {
            let held = try context.store.finishJob(
                id: job.id, fence: job.fence, result: "{\"version\":\(version)}", at: context.now)
            guard held else { return .refused([.leaseLost]) }
        }
        var file = try CaseFile(caseID, in: context)
        let latest = try context.store.reports(of: caseID, in: context.scope).first?.entry.version ?? 0
        guard file.row.factsVersion == factsVersion, latest == version - 1 else { return .refused([.factsMoved]) }
        let bytes = Array(content.utf8)
        let report = try VerificationReport(canonicalJSON: Data(bytes))
        let silent = Set(report.silentAnswers.map(\.dataset)).sorted()
        let refusals = try file.apply(
            .verificationReported(VerificationFact(silentSources: silent)), in: context, by: .system,
            details: details(report, silent))
        guard refusals.isEmpty else { return .refused(refusals) }
        let id = try context.store.insertReport(
            ReportEntry(
                caseID: caseID, version: version, number: report.number, factsVersion: factsVersion,
                conclusion: report.conclusion.rawValue, silentSources: silent.count,
                conflicts: report.findings.count { $0.severity == .conflict }, asOf: report.asOf,
                validUntil: report.validThrough, content: bytes),
            answers: counts(report), at: context.now)
        try context.store.insertReportFindings(
            report.findings.map { ReportFindingRow($0, isAnswered: false) }
                + report.suppressedFindings.map { ReportFindingRow($0.finding, isAnswered: true) }, of: id)
        try context.store.composeReport(
            id, of: caseID, by: context.actor.staff?.staffID, on: context.today, at: context.now)
        try BackCheckWatch.take(report, id, in: context, of: file)
        return .done(id)
    }

    private func counts(_ report: VerificationReport) -> [SourceAnswerCount] {
        Dictionary(grouping: report.answers) { [$0.dataset, $0.status.rawValue] }
            .map { SourceAnswerCount(dataset: $0[0], status: $0[1], answers: $1.count) }
            .sorted { ($0.dataset, $0.status) < ($1.dataset, $1.status) }
    }

    private func details(_ report: VerificationReport, _ silent: [String]) -> CaseStepDetails {
        let titles = Dictionary(report.answers.map { ($0.dataset, $0.title) }, uniquingKeysWith: { first, _ in first })
        let names = silent.map { titles[$0] ?? $0 }.joined(separator: "、")
        return CaseStepDetails(
            lines: [
                DocumentLine("报告编号", "\(report.number)（第\(report.version)版）"),
                DocumentLine("核对日期", report.asOf.chineseText), DocumentLine("结论", report.conclusion.chinese),
                DocumentLine("未答复的来源", names.isEmpty ? "无" : names),
                DocumentLine("有效期至", report.validThrough.chineseText),
            ],
            paragraphs: report.reasons + [VerificationReport.disclaimer, report.objectionChannel])
    }
}

extension ReportFindingRow {
    /// A finding of a report as the statistics of the sources count it.
    fileprivate init(_ finding: Finding, isAnswered: Bool) {
        self.init(evidenceHash: finding.evidenceHash, datasets: finding.datasets, isAnswered: isAnswered)
    }
}

import Casework
import FoundationEssentials
import Policies
package import Primitives
package import Storage
package import Verification

/// The latest report on the present facts of a case, with its issue and what was objected to.
package struct StandingReport: Sendable {
    /// The report's id.
    package let id: ReportID
    /// The report.
    package let report: VerificationReport
    /// How far its issue is; nil for reports older than the two-person issue.
    package let issue: ReportIssueRow?
    /// Objections to any version of the case's report, oldest first.
    package let objections: [ReportObjectionRow]
    /// Whether an opinion may rest on an issued report only.
    package let needsIssue: Bool
    /// The last day for an objection.
    package let objectionDue: CivilDate
    /// The records that each objection is about.
    private let contested: [ReportObjectionID: Set<Mark>]

    /// Reads it within the scope; nil while there is no report on the present facts.
    ///
    /// Three queries.
    package init?(_ file: CaseFile, in context: CommandContext) throws {
        let row = file.row
        guard
            let found = try context.store.reports(of: row.id, in: context.scope)
                .first(where: { $0.entry.factsVersion == row.factsVersion })
        else { return nil }
        id = found.id
        report = try VerificationReport(canonicalJSON: Data(found.entry.content))
        issue = try context.store.reportIssue(found.id, in: context.scope)
        objections = try context.store.reportObjections(of: row.id, in: context.scope)
        contested = try objections.reduce(into: [:]) { contested, row in
            contested[row.id] = Set(try ContestedFinding.of(row).refutable.map { Mark($0) })
        }
        needsIssue = try context.policies(on: context.today).procedureLimits(for: row.region, on: context.today)
            .reportNeedsIssue
        objectionDue = issue?.objectionDue ?? file.count.deadline(file.limits.objectionDays, after: report.asOf).on
    }

    /// Whether somebody signed it.
    package var isIssued: Bool { issue?.issuedBy != nil }

    /// Objections that wait for their answer.
    package var openObjections: [ReportObjectionRow] { objections.filter { $0.state == "open" } }

    /// The entries a family may object to.
    package var contestable: [Finding] { report.findings.filter { $0.severity.isContestable } }

    /// What contradicts a rule and was never objected to, so that the family has to be told.
    var untold: [Finding] { contestable.filter { $0.severity == .conflict && objections(to: $0).isEmpty } }

    /// The objections that an entry was met with, oldest first: to itself, or to another that rests on its records.
    package func objections(to finding: Finding) -> [ReportObjectionRow] {
        let own = Set(finding.records.map { Mark($0) })
        return objections.filter { row in
            if row.evidenceHash == finding.contestKey { return true }
            return !own.isEmpty && own.isSubset(of: contested[row.id] ?? [])
        }
    }

    /// A record as it was objected to.
    private struct Mark: Hashable {
        let key: String
        let identity: String

        init(_ record: FindingRecord) { (key, identity) = (record.key, record.identity) }
    }

    /// Why no opinion may rest on the report yet.
    func opinionRefusals(_ direction: OpinionDirection) -> [Reason] {
        (needsIssue && !isIssued ? [.reportNotIssued] : [])
            + (direction == .negative && !openObjections.isEmpty ? [.reportObjectionOpen] : [])
    }
}

extension FindingSeverity {
    /// Whether a finding weighs, so that a family may object to it.
    package var isContestable: Bool {
        switch self {
        case .conflict, .incomeDifference, .question: true
        case .info, .warningOnly: false
        }
    }
}

extension Finding {
    /// What an objection is filed under: the hash of the evidence, or rule and member in reports that have none.
    package var contestKey: String {
        evidenceHash.isEmpty ? "schema1:\(rule):\(member ?? ""):\(dataset)" : evidenceHash
    }
}

/// A finding as it was objected to, kept with the objection and sent to the source department.
package struct ContestedFinding: Codable, Hashable, Sendable {
    /// The rule's code.
    package var rule: String
    /// The rule's name.
    package var title: String
    /// What was found, in one sentence.
    package var sentence: String
    /// The member's name; empty for the family as a whole.
    package var member: String
    /// The last four characters of the member's ID; empty for the family.
    package var lastFour: String
    /// Code of the dataset.
    package var dataset: String
    /// The dataset's name.
    package var datasetTitle: String
    /// The department that answers for it.
    package var department: String
    /// What was found, with its unit.
    package var observed: String
    /// The line it passes.
    package var limit: String
    /// The records it rests on, in words.
    package var records: [String]
    /// The numbered records that are refuted when the objection is upheld; nil in objections of earlier programs.
    private var numbered: [FindingRecord]?

    /// The numbered records that are refuted when the objection is upheld.
    package var refutable: [FindingRecord] { numbered ?? [] }

    init(_ finding: Finding, of report: VerificationReport) {
        let answer = report.answers.first { $0.dataset == finding.dataset }
        let member = report.members.first { $0.key == finding.member }
        rule = finding.rule
        title = finding.title.isEmpty ? finding.sentence : finding.title
        sentence = finding.sentence
        self.member = member?.name ?? ""
        lastFour = member?.lastFour ?? ""
        dataset = finding.dataset
        datasetTitle = answer?.title ?? finding.dataset
        department = answer?.department ?? ""
        observed = finding.observed.text
        limit = finding.limit.text
        let titles = Dictionary(report.answers.map { ($0.dataset, $0.title) }, uniquingKeysWith: { first, _ in first })
        numbered = finding.records
        records =
            finding.records.isEmpty
            ? finding.evidence.map { record in
                [record.recordNumber.map { "记录号\($0)" }, record.date, record.note].compactMap(\.self)
                    .joined(separator: "，")
            }.filter { !$0.isEmpty } : finding.records.map { $0.words(titles) }
    }

    /// The finding with some of its records alone.
    func keeping(_ isKept: (FindingRecord) -> Bool) -> ContestedFinding {
        var kept = self
        kept.numbered = refutable.filter(isKept)
        kept.records = refutable.indices.filter { isKept(refutable[$0]) }.map { records[$0] }
        return kept
    }

    /// The finding as it was kept.
    package static func of(_ row: ReportObjectionRow) throws -> ContestedFinding {
        try StoreTransaction.fromJSON(row.finding, as: ContestedFinding.self)
    }
}

extension FindingRecord {
    /// The record in words: the dataset, the department's number, and what it says.
    fileprivate func words(_ titles: [String: String]) -> String {
        "\(titles[dataset] ?? dataset) 记录号\(number)" + (label.isEmpty ? "" : "（\(label)）")
    }
}

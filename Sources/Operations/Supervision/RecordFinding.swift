package import Casework
package import Primitives
import Storage

/// Records what the county found in a drawn case (E17); a wrong decision opens its correction.
package struct RecordFinding: Command {
    package static let name = "supervision.recordFinding"
    /// The sample.
    package var samplingID: SamplingID
    /// The case.
    package var caseID: CaseID
    /// What was found.
    package var finding: SamplingFinding
    /// In words; needed for every fault.
    package var words: String

    /// Takes the inputs.
    package init(samplingID: SamplingID, caseID: CaseID, finding: SamplingFinding, words: String) {
        self.samplingID = samplingID
        self.caseID = caseID
        self.finding = finding
        self.words = words
    }

    /// By a reviewer of the county who did not decide the case; answers how many drawn cases still wait.
    package func run(in context: CommandContext) throws -> Outcome<Int> {
        guard let staff = context.staff(as: .countyReviewer) else { return .refused([.notAllowed]) }
        guard let row = try context.store.sampling(samplingID, in: context.scope), row.county == staff.region else {
            return .refused([.notFound])
        }
        let items = try context.store.samplingItems(of: samplingID, in: context.scope)
        let record = SamplingRecord.of(items)
        let ruling = record.adding(finding, of: caseID, words: words, by: staff.staffID)
        var reasons = ruling.refusals.map { Reason($0) }
        if words.count > DecisionChecks.textLimit { reasons.append(.textTooLong("words", DecisionChecks.textLimit)) }
        reasons += try context.recusal(fromCase: caseID)
        guard reasons.isEmpty, let after = ruling.value else { return .refused(reasons) }
        try context.store.insertFinding(
            finding, words: words, of: caseID, in: samplingID, by: staff.staffID, on: context.today, at: context.now)
        let file = try CaseFile(caseID, in: context)
        try file.issue(
            .samplingRecord,
            details: CaseStepDetails(
                lines: [
                    DocumentLine("抽查计划", row.number), DocumentLine("抽查日期", context.today.chineseText),
                    DocumentLine("抽查人", staff.name), DocumentLine("抽查结论", finding.chinese),
                ],
                paragraphs: [words].filter { !$0.isEmpty }),
            actor: context.actor, in: context)
        if finding.isError { try SampleCorrections.open(file, finding, words, row, by: staff.staffID, in: context) }
        try context.audit(
            Self.name, "case", caseID.rawValue, region: file.row.region, reason: finding.chinese,
            payload: "{\"sampling\":\"\(samplingID.text)\"}")
        return .done(after.drawn.count - after.entries.count)
    }
}

extension SamplingRecord {
    /// The record that a sample's rows hold.
    static func of(_ items: [SamplingItemRow]) -> SamplingRecord {
        let drawn = items.filter(\.isDrawn)
        let empty = SamplingRecord(
            drawn: Dictionary(drawn.map { ($0.decision.caseID, $0.decider) }, uniquingKeysWith: { $1 }),
            townships: Dictionary(
                drawn.map { ($0.decision.caseID, $0.decision.township) }, uniquingKeysWith: { $1 }))
        return drawn.reduce(empty) { record, item in
            guard let finding = item.finding, let staff = item.foundBy else { return record }
            return record.adding(finding, of: item.decision.caseID, words: item.words ?? "", by: staff).value ?? record
        }
    }
}

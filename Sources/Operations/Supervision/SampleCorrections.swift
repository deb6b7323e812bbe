import Casework
import Policies
import Primitives
import Storage

/// Opens what follows a sample that found a decision wrong 抽查纠错: a limit for people, and a review of who is in force.
enum SampleCorrections {
    /// Opens the correction of a case; of a family in force its review begins, so that it is computed anew.
    ///
    /// Nothing of the decision changes by it: a person corrects it, or the county says why it stands.
    static func open(
        _ file: CaseFile, _ finding: SamplingFinding, _ words: String, _ sampling: SamplingRow, by staff: StaffID,
        in context: CommandContext
    ) throws {
        let policy = try context.policies(on: context.today).policy(
            "procedure", for: file.row.region, on: context.today)
        let due = file.count.deadline(try policy.cited("samplingCorrectionDays"), after: context.today)
        let last = try context.store.caseEvents(file.row.id, in: context.scope).last?.sequence ?? 0
        try context.store.insertCorrection(
            of: file.row.id, in: sampling.id, finding: finding, afterEvent: last, due: due, by: staff,
            on: context.today)
        guard file.row.state == .active else { return }
        let reason = "县级抽查（\(sampling.number)）认定“\(finding.chinese)”：\(words)"
        _ = try StartReverification.begin(
            file.row, by: .system,
            details: CaseStepDetails(
                reason: reason, paragraphs: [reason, "复核结束前照原标准发放；金额有变化的另行书面告知。"]), in: context)
    }
}

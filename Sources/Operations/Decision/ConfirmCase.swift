import Casework
import Policies
package import Primitives
import Storage

/// The competent body confirms the case (审核确认, D18): sum and first month are computed, never typed.
///
/// The sum is that of the determination of the present facts, the month the one the policy of the day gives. Every
/// check is the machine's: surveyors and whoever gave the first opinion may not confirm.
package struct ConfirmCase: Command {
    package static let name = "decision.confirm"
    /// The case.
    package var caseID: CaseID
    /// The version the decider looked at.
    package var seenVersion: Int64

    /// What was granted.
    package struct Granted: Codable, Hashable, Sendable {
        /// The sum a month.
        package var amount: Money
        /// The first month paid.
        package var fromMonth: CalendarMonth
    }

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64) {
        self.caseID = caseID
        self.seenVersion = seenVersion
    }

    /// Answers what was granted.
    package func run(in context: CommandContext) throws -> Outcome<Granted> {
        var file = try CaseFile(caseID, in: context)
        let policy = try context.policies(on: context.today).dibaoPolicy(for: file.row.region, on: context.today)
        let granted = Granted(
            amount: file.surroundings.determination?.amount ?? .zero,
            fromMonth: try policy.firstPayMonth(confirmedOn: context.today))
        let determination = try context.store.latestDetermination(of: caseID, in: context.scope)
        let refusals = try file.apply(
            .confirm(amount: granted.amount, fromMonth: granted.fromMonth), in: context, seenVersion: seenVersion,
            details: try details(granted, file, in: context))
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        try context.store.insertOpinion(
            OpinionRow(
                id: context.store.ids.next(), caseID: caseID, stage: .confirmation, isPositive: true, reasonCodes: [],
                text: "", determinationID: determination?.id, staffID: staff.staffID, postID: staff.postID,
                day: context.today),
            at: context.now)
        return .done(granted)
    }

    private func details(
        _ granted: Granted, _ file: CaseFile, in context: CommandContext
    ) throws -> CaseStepDetails {
        let lines: [DocumentLine] =
            switch file.row.program.payment {
            case .monthly:
                [
                    DocumentLine("保障金额", "每月\(granted.amount.grouped)元"),
                    DocumentLine("起发月份", granted.fromMonth.chineseText),
                ]
            case .once: [DocumentLine("救助金额", "\(granted.amount.grouped)元")]
            case .none: [DocumentLine("认定结果", "认定为\(file.row.program.chinese)，不发放保障金")]
            }
        return CaseStepDetails(
            lines: lines,
            paragraphs: ["经审核，您家符合\(file.row.program.chinese)条件，予以确认。家庭人口、收入、财产有变化的，请及时告诉乡镇（街道）。"]
                + (try RemedyText.paragraphs(of: file.row, in: context)))
    }
}

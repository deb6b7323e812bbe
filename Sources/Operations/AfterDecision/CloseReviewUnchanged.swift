import Casework
package import Primitives
import Storage

/// The township's reviewer closes a review with nothing changed (D22), and the next one is planned.
///
/// “Nothing changed” is the family's signature, a comparison without anything found anew, a visit where one is owed,
/// and a sum computed anew that is the one in force.
package struct CloseReviewUnchanged: Command {
    package static let name = "after.closeUnchanged"
    /// The case.
    package var caseID: CaseID
    /// The version the reviewer looked at.
    package var seenVersion: Int64

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64) {
        self.caseID = caseID
        self.seenVersion = seenVersion
    }

    /// Answers the month in which the next review is due.
    package func run(in context: CommandContext) throws -> Outcome<CalendarMonth> {
        var file = try CaseFile(caseID, in: context)
        guard let findings = try ReviewFindings(file, in: context) else {
            return .refused(
                file.refusals(of: .closeUnchanged, by: context.actor, on: context.today) + [.reviewNotOpen])
        }
        guard findings.refusals.isEmpty else {
            return .refused(
                file.refusals(of: .closeUnchanged, by: context.actor, on: context.today) + findings.refusals)
        }
        let review = findings.review
        var lines = [
            DocumentLine("核查类别", "\(review.reviewClass.rawValue)类"),
            DocumentLine("家庭确认", "\(review.statement?.signer ?? "")（\(review.statement?.signature.chinese ?? "")）"),
            DocumentLine("确认日期", review.statedDay?.chineseText ?? ""),
            DocumentLine("数据比对", "没有发现变化"), DocumentLine("入户", findings.statement.hasVisit ? "已入户" : "本次未入户"),
        ]
        if file.row.program.payment == .monthly {
            lines.append(DocumentLine("保障金额", "每月\(findings.statement.inForce.grouped)元，不变"))
        }
        let refusals = try file.apply(
            .closeUnchanged, in: context, seenVersion: seenVersion, details: CaseStepDetails(lines: lines))
        guard refusals.isEmpty else { return .refused(refusals) }
        let next = try context.store.currentReview(of: caseID, in: context.scope)
        return .done(next?.due ?? context.today.calendarMonth)
    }
}

import Casework
package import Primitives
import Storage

/// The competent body closes aid given first once its papers are in; other programs are then considered.
package struct CompleteBackfill: Command {
    package static let name = "fastPaths.completeBackfill"
    /// The case.
    package var caseID: CaseID
    /// The version the person looked at.
    package var seenVersion: Int64

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64) {
        self.caseID = caseID
        self.seenVersion = seenVersion
    }

    /// Answers the case's version afterwards.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        var file = try CaseFile(caseID, in: context)
        guard var row = file.side.aidFirstRow else { return .refused([.aidFirstNotOpen]) }
        let isLate = context.today > row.plan.papersDue.on
        let refusals = try file.apply(
            .completeBackfill, in: context, seenVersion: seenVersion,
            details: CaseStepDetails(
                lines: [
                    DocumentLine("先行救助", "\(row.number)，\(row.paidOn.chineseText)支付\(row.plan.amount.grouped)元"),
                    DocumentLine("手续", isLate ? "已补齐，超过期限" : "已在期限内补齐"),
                ],
                paragraphs: ["先行救助的手续已补齐，予以确认。家庭仍有困难的，可以继续申请其他救助。"]
                    + (try RemedyText.paragraphs(of: file.row, in: context))))
        guard refusals.isEmpty else { return .refused(refusals) }
        row.closedOn = context.today
        try context.store.updateAidFirst(&row, in: context.scope)
        return .done(file.row.version)
    }
}

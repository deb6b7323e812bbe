import Casework
import Policies
package import Primitives
import Storage

/// The competent body approves before the check is back (容缺审批, E01), on pledge and appraisal.
///
/// The sum is what follows if the silent sources have nothing; it is computed, never typed. Everything owed afterwards
/// and the sources waited for stand on the form. Medical security is told in the same transaction.
package struct ApproveProvisionally: Command {
    package static let name = "fastPaths.approveProvisionally"
    /// The case.
    package var caseID: CaseID
    /// The version the decider looked at.
    package var seenVersion: Int64

    /// What was granted.
    package struct Granted: Codable, Hashable, Sendable {
        /// The sum a month; zero where the program pays none.
        package var amount: Money
        /// The first month paid.
        package var fromMonth: CalendarMonth
        /// The day from which medical aid counts.
        package var entryDay: CivilDate
    }

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64) {
        self.caseID = caseID
        self.seenVersion = seenVersion
    }

    /// Answers what was granted.
    package func run(in context: CommandContext) throws -> Outcome<Granted> {
        let asked = try CaseFile(caseID, in: context)
        guard var row = try context.store.provisional(of: caseID, in: context.scope) else {
            return .refused([.provisionalNotAsked])
        }
        if row.plan != nil { return .refused([.provisionalDecided]) }
        let standing = try ProvisionalStanding(asked, row, in: context)
        guard let plan = standing.plan, let amount = standing.amount, let staff = context.actor.staff else {
            return .refused(try FastPathSteps.refusals(of: .approveProvisionally, asked, in: context))
        }
        let month = context.today.calendarMonth.adding(months: asked.limits.firstMonthOffset.value)
        (row.plan, row.amount, row.approvedBy) = (plan, amount, staff.staffID)
        row.nextLookOn = context.today.adding(days: 1)
        try context.store.updateProvisional(&row, in: context.scope)
        // Read again: the machine's guard asks for the ruling that has just been written.
        var file = try CaseFile(caseID, in: context)
        let refusals = try file.apply(
            .approveProvisionally(amount: amount, fromMonth: month), in: context, seenVersion: seenVersion,
            details: try details(standing, plan, amount, month, file, in: context))
        guard refusals.isEmpty else { return .refused(refusals) }
        return .done(Granted(amount: amount, fromMonth: month, entryDay: plan.approvedOn))
    }

    private func details(
        _ standing: ProvisionalStanding, _ plan: ProvisionalPlan, _ amount: Money, _ month: CalendarMonth,
        _ file: CaseFile, in context: CommandContext
    ) throws -> CaseStepDetails {
        let row = standing.row
        let held = standing.appraisal
        let money: [DocumentLine] =
            file.row.program.payment == .monthly
            ? [DocumentLine("先行核定金额", "每月\(amount.grouped)元"), DocumentLine("起发月份", month.chineseText)]
            : [DocumentLine("先行认定", file.row.program.chinese)]
        return CaseStepDetails(
            lines: [
                DocumentLine("困难类型", ProvisionalCause.chinese(row.cause)),
                DocumentLine("突发性支出", "\(row.cost.grouped)元"),
                DocumentLine(
                    "信用查询",
                    "\(row.credit?.chinese ?? "")（\(row.creditOn?.chineseText ?? "")，\(row.creditReference ?? "")）"),
                DocumentLine("信用承诺", row.pledgedOn?.chineseText ?? ""),
                DocumentLine(
                    "村（居）评议", held.map { "\($0.on.chineseText)，到会\($0.presentCount)人，同意\($0.votesFor)人" } ?? ""),
            ] + money + [
                DocumentLine("纳入日期", plan.approvedOn.chineseText),
                DocumentLine("尚未答复的来源", standing.awaited.isEmpty ? "无" : standing.awaited.joined(separator: "、")),
            ] + plan.owed.map { DocumentLine("补齐\($0.step.chinese)", "\($0.due.chineseText)前") },
            paragraphs: [
                "核对结果返回前，依据信用承诺和村（居）评议先行批准。核对结果符合条件的，正式确认，纳入日期不变；"
                    + "不符合条件且没有虚报隐瞒的，从次月起停止，不追回；虚报隐瞒的，撤销并追回。"
            ] + (try RemedyText.paragraphs(of: file.row, in: context)))
    }
}

/// The causes of sudden cost as the policy's words name them.
package enum ProvisionalCause {
    /// The word on pages and documents; the word itself where the region has one of its own.
    package static func chinese(_ word: String) -> String {
        switch word {
        case "medical": "重大疾病"
        case "disaster": "灾害或事故"
        case "schooling": "就学"
        case "other": "其他"
        default: word
        }
    }
}

package import Casework
import Payments
package import Primitives
import Storage

/// Computes the roster of a month: what is due by a county's awards, the rest left out with reasons.
///
/// While the batch is a draft, doing it again computes it anew. Once it is locked, doing it again gives a further run
/// of what became due meanwhile, or the batch itself when nothing did: the same run started twice pays once.
package struct MakeRoster: Command {
    package static let name = "money.makeRoster"
    /// The county that pays.
    package let county: RegionCode
    /// The month.
    package let month: CalendarMonth
    /// The program.
    package let program: Program

    /// Asks for a roster.
    package init(county: RegionCode, month: CalendarMonth, program: Program) {
        self.county = county
        self.month = month
        self.program = program
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<BatchReceipt> {
        guard let staff = context.staff(as: .payer) else { return .refused([.notAllowed]) }
        guard county.level == .county, context.scope.contains(county) else { return .refused([.notFound]) }
        var reasons: [Reason] = []
        if program.payment == .none { reasons.append(Self.noMoney(program)) }
        if month > context.today.calendarMonth { reasons.append(Self.tooEarly(month)) }
        guard reasons.isEmpty else { return .refused(reasons) }
        let earlier = try context.store.batches(county: county, program: program, month: month, in: context.scope)
        let draft = earlier.first { $0.standing.state == .draft && !$0.isRetry }
        let sheet = try RosterSheet(county: county, month: month, program: program, remaking: draft?.id, in: context)
        if var draft {
            try context.store.clearDraft(draft.id)
            try sheet.fill(&draft, by: staff.staffID, in: context)
            return .done(BatchReceipt(draft))
        }
        guard !sheet.items.isEmpty else {
            return earlier.last.map { .done(BatchReceipt($0)) } ?? .refused([Self.nothingDue(sheet.exclusions.count)])
        }
        let id: BatchID = context.store.ids.next()
        var batch = BatchRow(
            id: id, number: try context.batchNumber(county: county), program: program, county: county, month: month,
            run: (earlier.last?.run ?? 0) + 1, root: id, madeBy: staff.staffID)
        try context.store.insertBatch(batch, at: context.now)
        try sheet.fill(&batch, by: staff.staffID, in: context)
        return .done(BatchReceipt(batch))
    }

    private static func noMoney(_ program: Program) -> Reason {
        Reason(
            "roster.noMoney", field: "program", "\(program.chinese)不发放资金，没有名册可编。",
            "\(program.english) grants no money, so there is no roster to make.")
    }

    private static func tooEarly(_ month: CalendarMonth) -> Reason {
        Reason(
            "roster.tooEarly", field: "month", "\(month.chineseText)还没有到。请在当月编制，死亡和变更才不会漏掉。",
            "\(month.text) has not begun. Make its roster within the month, so that deaths and changes are known.")
    }

    private static func nothingDue(_ left: Int) -> Reason {
        Reason(
            "roster.nothingDue", "没有应发的待遇（\(left)户不予发放）。请先核对待遇、账户和死亡登记。",
            "Nothing is due; \(left) families were left out. Check awards, accounts and deaths.")
    }
}

extension CommandContext {
    /// The next batch number of a county, gapless in a year.
    func batchNumber(county: RegionCode) throws -> String {
        let number = try store.nextNumber(series: "payBatch", region: county, year: today.year)
        let digits = String(number)
        return "\(county.text)-\(today.year)-" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}

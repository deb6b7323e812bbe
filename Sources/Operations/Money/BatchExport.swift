package import Casework
import Payments
package import Primitives
package import Storage

/// The rows of a batch for Excel, and of the roster document D21: accounts by last four, or whole for a reason.
package struct BatchExport: Codable, Sendable, Hashable {
    /// One row.
    package struct Row: Codable, Sendable, Hashable {
        /// The number within the batch, from 1.
        package let number: Int
        /// The number on the certificate.
        package let certificateNumber: String
        /// The payee; the whole name only with a reason.
        package let payee: String
        /// The account: `****1234`, or whole with a reason.
        package let account: String
        /// The sum.
        package let amount: Money
        /// The state in words, with the bank's reason when it failed.
        package let state: String
    }

    /// The batch's number.
    package let number: String
    /// The county's name.
    package let countyName: String
    /// The month.
    package let month: CalendarMonth
    /// The sum of all rows.
    package let total: Money
    /// The rows in order.
    package let rows: [Row]
}

/// Exports a batch.
///
/// Whole names and accounts are for the payer, who writes why; each export is audited.
package struct ExportBatch: Command {
    package static let name = "money.exportBatch"
    /// The batch.
    package let batch: BatchID
    /// Why whole accounts are needed; nil for masked ones.
    package let reasonForAccounts: String?

    /// Asks for the rows of a batch.
    package init(batch: BatchID, reasonForAccounts: String? = nil) {
        self.batch = batch
        self.reasonForAccounts = reasonForAccounts
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<BatchExport> {
        guard context.mayReadPayments else { return .refused([.notAllowed]) }
        let row = try BatchFile(batch, in: context).row
        if let reason = reasonForAccounts {
            guard context.staff(as: .payer) != nil else { return .refused([.notAllowed]) }
            guard !reason.isBlank else { return .refused([.missingReason]) }
        }
        let whole =
            reasonForAccounts == nil
            ? [:] : Dictionary(uniqueKeysWithValues: try context.store.items(of: batch).map { ($0.id, $0.payee) })
        let lines = try context.store.payLines(of: batch)
        let rows = lines.enumerated().map { index, line in
            BatchExport.Row(
                number: index + 1, certificateNumber: line.certificateNumber,
                payee: whole[line.id]?.holderName ?? line.payeeMasked,
                account: whole[line.id]?.account.number ?? "****" + line.accountLastFour, amount: line.amount,
                state: line.state.chinese + (line.answerReason.map { "：\($0)" } ?? ""))
        }
        try context.audit(
            "batch.export", "batch", batch.rawValue, region: row.county, reason: reasonForAccounts ?? "")
        return .done(
            BatchExport(
                number: row.number, countyName: try context.store.regionName(row.county), month: row.month,
                total: row.total, rows: rows))
    }
}

/// The roster as document D21, from its template, with its signatures by name.
///
/// Four queries.
package struct RosterDocument: Sendable {
    /// Head lines, declaration and issuer.
    package let content: DocumentContent
    /// The table, masked.
    package let lines: [PayLine]

    /// Composes the document of a batch; nil when there is none in the scope.
    package static func load(_ batch: BatchID, in context: CommandContext) throws -> RosterDocument? {
        guard context.mayReadPayments, let row = try context.store.batch(batch, in: context.scope) else { return nil }
        let standing = row.standing
        let people = [standing.maker, standing.checker, standing.approver]
        let names = try context.store.staffNames(Set(people.compactMap { $0 }))
        let county = try context.store.regionName(row.county)
        var values = [
            "县级": county, "救助项目": row.program.chinese, "批次号": row.number, "发放月份": row.month.chineseText,
            "户数": "\(row.itemCount)户", "金额合计": "\(row.total.grouped)元", "状态": standing.state.chinese,
        ]
        for (label, id) in zip(["经办", "复核", "财政审核"], people) {
            values[label] = id.flatMap { names[$0] } ?? "（未签）"
        }
        let lines = try context.store.payLines(of: batch)
        let table = PaperFacts.Table(
            ["序号", "证号", "领取人", "账户后四位", "类别", "金额"],
            lines.enumerated().map { index, line in
                [
                    "\(index + 1)", line.certificateNumber, line.payeeMasked, line.accountLastFour,
                    line.kind == .regular ? "当月" : "补发", line.amount.grouped,
                ]
            })
        let content = try context.template(.payRoster, at: row.county).compose(
            PaperFacts(values, tables: ["发放明细": table]), number: row.number, issuer: county + "民政局",
            on: context.today)
        return RosterDocument(content: content, lines: lines)
    }
}

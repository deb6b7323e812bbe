import Casework
package import Foundation
import Payments
package import Primitives
import Sealing
import Storage

/// What reading a bank's answer came to.
package struct BankAnswerReceipt: Codable, Hashable, Sendable {
    /// The batch.
    package let batch: BatchID
    /// Payments this file says arrived, by all answers so far.
    package let paidCount: Int
    /// Payments that came back.
    package let failedCount: Int
    /// Payments nobody has answered for yet.
    package let missingCount: Int
    /// Whether every payment has its outcome, so that the batch counts as answered.
    package let isComplete: Bool
}

/// Reads a bank's answer, text or pain.002: each payment becomes paid or failed, books and families are told.
///
/// The same file again changes nothing. A file with any doubt changes nothing either, and each doubt is named.
package struct ReadBankAnswer: Command {
    package static let name = "money.readBankAnswer"
    /// The batch.
    package let batch: BatchID
    /// The file as it came, UTF-8 or GB18030.
    package let content: Data

    /// Hands in an answer to a batch.
    package init(batch: BatchID, content: Data) {
        self.batch = batch
        self.content = content
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<BankAnswerReceipt> {
        var file = try BatchFile(batch, in: context)
        guard let staff = context.staff(as: .payer) else { return .refused([.notAllowed]) }
        let hash = Digest.sha256(Array(content))
        let items = try context.store.items(of: batch).filter(\.wentToBank)
        if try context.store.hasAnswer(hash, batch: batch) {
            return .done(BankAnswerReceipt(batch: batch, items: items))
        }
        guard file.row.standing.state == .instructed else {
            return .refused([Reason(.wrongState(.recordAnswer, file.row.standing.state))])
        }
        let answer: BankAnswer
        do { answer = try Self.answer(content) } catch { return .refused(Self.reasons(error.problems)) }
        let settled = Dictionary(uniqueKeysWithValues: items.compactMap { item in item.outcome.map { (item.id, $0) } })
        let result = AnswerReconciliation(
            of: answer, batchNumber: file.row.number, sent: items.map(\.payment), settled: settled)
        guard result.problems.isEmpty else { return .refused(Self.reasons(result.problems)) }
        try record(result, items: items, row: file.row, in: context)
        try context.store.insertAnswer(
            hash, batch: batch, paid: result.paid.count, failed: result.failed.count, missing: result.missing.count,
            by: staff.staffID, at: context.now)
        try context.audit("batch.answer", "batch", batch.rawValue, region: file.row.county)
        if result.isComplete, case .refused(let reasons) = try file.take(.recordAnswer, in: context) {
            return .refused(reasons)
        }
        return .done(
            BankAnswerReceipt(
                batch: batch, paidCount: result.paid.count, failedCount: result.failed.count,
                missingCount: result.missing.count, isComplete: result.isComplete))
    }

    private func record(
        _ result: AnswerReconciliation, items: [PayItemRow], row: BatchRow, in context: CommandContext
    ) throws {
        var entries: [(event: LedgerEvent, amount: Money)] = []
        let messages = try PayMessages(batch: row, in: context)
        for item in items {
            guard let outcome = result.outcomes[item.id] else { continue }
            try context.store.settle(item.id, outcome, on: context.today)
            entries.append((outcome.isPaid ? .paid(item.id) : .failed(item.id), item.amount))
            try messages.send(outcome, of: item, in: context)
        }
        try context.store.post(entries, root: row.root, at: context.now, on: context.today)
    }

    private static func answer(_ content: Data) throws(BankFileRefused) -> BankAnswer {
        let gb18030 = String.Encoding(rawValue: 0x8000_0632)
        guard let text = String(data: content, encoding: .utf8) ?? String(data: content, encoding: gb18030) else {
            throw BankFileRefused([BankFileProblem(line: 0, "编码既不是UTF-8也不是GB18030，请向银行重新索取回盘文件")])
        }
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace && $0.value != 0xFEFF }
        return first == "<" ? try .parse(pain002: text) : try .parse(text: text)
    }

    private static func reasons(_ problems: [BankFileProblem]) -> [Reason] {
        problems.prefix(200).map { Reason($0, code: "bankAnswer") }
    }
}

extension BankAnswerReceipt {
    /// What all answers so far came to.
    fileprivate init(batch: BatchID, items: [PayItemRow]) {
        self.batch = batch
        paidCount = items.count { $0.state == .paid }
        missingCount = items.count { $0.outcome == nil }
        failedCount = items.count - paidCount - missingCount
        isComplete = missingCount == 0
    }
}

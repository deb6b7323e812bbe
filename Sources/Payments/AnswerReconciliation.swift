package import Primitives

/// A bank's answer compared with what was sent and with what earlier answers said.
package struct AnswerReconciliation: Hashable, Sendable {
    /// A count of payments and their sum.
    package struct Tally: Hashable, Sendable {
        package let count: Int
        package let amount: Money
    }

    /// What is to be recorded now; empty when there is any problem, so that a doubtful file changes nothing.
    package let outcomes: [PayItemID: PaymentOutcome]
    /// Items that an earlier answer settled in the same way.
    package let unchanged: [PayItemID]
    /// Items nobody has answered for yet, ascending.
    package let missing: [PayItemID]
    /// What a person has to clear up first, by line.
    package let problems: [BankFileProblem]
    package let sent: Tally
    package let paid: Tally
    package let failed: Tally

    /// Whether every payment has its outcome: paid + failed = sent, in number and in fen.
    package var isComplete: Bool {
        problems.isEmpty && missing.isEmpty && paid.count + failed.count == sent.count
            && paid.amount + failed.amount == sent.amount
    }

    /// Compares an answer with the batch it is for.
    ///
    /// - Parameters:
    ///   - batchNumber: the batch the answer must name.
    ///   - sent: the payments of the bank file.
    ///   - settled: what earlier answers said.
    package init(
        of answer: BankAnswer, batchNumber: String, sent payments: [BankPayment],
        settled: [PayItemID: PaymentOutcome] = [:]
    ) {
        let sentByID = Dictionary(payments.map { ($0.item, $0) }) { first, _ in first }
        var problems: [BankFileProblem] = []
        var fresh: [PayItemID: PaymentOutcome] = [:]
        var unchanged: [PayItemID] = []
        var lineOfItem: [PayItemID: Int] = [:]
        if !answer.batchNumber.utf8.elementsEqual(batchNumber.utf8) {
            problems.append(BankFileProblem(line: 0, "回盘属于批次\(answer.batchNumber)，不是\(batchNumber)，请核对上传的文件"))
        }
        for line in answer.lines {
            if let earlier = lineOfItem.updateValue(line.number, forKey: line.item) {
                problems.append(BankFileProblem(line: line.number, column: "明细号", "与第\(earlier)行重复"))
            }
            guard let payment = sentByID[line.item] else {
                problems.append(
                    BankFileProblem(line: line.number, column: "明细号", "本批次没有明细\(line.item.text)，请向银行核实"))
                continue
            }
            if let amount = line.amount, amount != payment.amount {
                let message = "发送\(payment.amount.text)元，回盘\(amount.text)元"
                problems.append(BankFileProblem(line: line.number, column: "金额", message))
            }
            switch settled[line.item] {
            case nil: fresh[line.item] = line.outcome
            case line.outcome?: unchanged.append(line.item)
            case .some(let earlier):
                let said = earlier.isPaid ? "成功" : "失败"
                let says = line.outcome.isPaid ? "成功" : "失败"
                problems.append(
                    BankFileProblem(line: line.number, column: "状态", "此前回盘为\(said)，本次为\(says)或原因不同，请向银行核实"))
            }
        }
        self.problems = problems.sorted { $0.line < $1.line }
        outcomes = problems.isEmpty ? fresh : [:]
        self.unchanged = unchanged
        let known = settled.merging(outcomes) { earlier, _ in earlier }
        missing = payments.map(\.item).filter { known[$0] == nil }.sorted()
        self.sent = AnswerReconciliation.tally(payments)
        paid = AnswerReconciliation.tally(payments.filter { known[$0.item]?.isPaid == true })
        failed = AnswerReconciliation.tally(payments.filter { known[$0.item]?.isPaid == false })
    }

    private static func tally(_ payments: [BankPayment]) -> Tally {
        Tally(count: payments.count, amount: BankPayment.total(payments))
    }
}

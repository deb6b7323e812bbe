package import Primitives

/// What the bank says became of a payment.
package enum PaymentOutcome: Hashable, Sendable, Codable {
    case paid
    /// Not paid, with the bank's code and its words.
    case failed(code: String, reason: String)

    /// Whether the money arrived.
    package var isPaid: Bool { self == .paid }
}

/// A bank's answer to one batch, as read, not yet compared with what was sent.
package struct BankAnswer: Hashable, Sendable {
    /// One line of the answer.
    package struct Line: Hashable, Sendable {
        /// Where it stands in the file, from 1.
        package let number: Int
        package let item: PayItemID
        package let outcome: PaymentOutcome
        /// The amount the bank names; nil when the format leaves it out.
        package let amount: Money?
    }

    package let batchNumber: String
    package let lines: [Line]
    /// Lines on which the bank has not decided yet (pain.002 `PDNG`, `ACSP` and the like).
    package let undecided: [PayItemID]

    /// Reads a text answer; problems are collected from all lines.
    ///
    ///     YKT1|A|batch|count|paid total in fen|failed total in fen
    ///     seq|item id|status|reason|amount in yuan
    ///
    /// Status `00` is paid, any other two characters are a failure, which must have a reason. The amount may be absent.
    package static func parse(text: String) throws(BankFileRefused) -> BankAnswer {
        let all = FieldLine.split(text)
        guard let head = all.first, head.fields.count == 6, head.fields[0] == "YKT1", head.fields[1] == "A" else {
            throw BankFileRefused([BankFileProblem(line: 1, "首行应为 YKT1|A|批次号|笔数|成功金额(分)|失败金额(分)")])
        }
        var problems: [BankFileProblem] = []
        if head.fields[3] != "\(all.count - 1)" {
            problems.append(BankFileProblem(line: 1, column: "笔数", "首行为\(head.fields[3])笔，明细为\(all.count - 1)笔"))
        }
        var lines: [Line] = []
        for (index, line) in all.dropFirst().enumerated() {
            if let read = read(line, expectedSequence: index + 1, into: &problems) { lines.append(read) }
        }
        if lines.allSatisfy({ $0.amount != nil }) {
            for (column, field, paid) in [("成功金额", head.fields[4], true), ("失败金额", head.fields[5], false)] {
                let sum = lines.filter { $0.outcome.isPaid == paid }.reduce(Money.zero) { $0 + ($1.amount ?? .zero) }
                if field != "\(sum.fen)", problems.isEmpty {
                    problems.append(BankFileProblem(line: 1, column: column, "首行为\(field)分，明细合计\(sum.fen)分"))
                }
            }
        }
        guard problems.isEmpty else { throw BankFileRefused(problems.sorted { $0.line < $1.line }) }
        return BankAnswer(batchNumber: head.fields[2], lines: lines, undecided: [])
    }

    private static func read(
        _ line: FieldLine, expectedSequence: Int, into problems: inout [BankFileProblem]
    ) -> Line? {
        let fields = line.fields
        guard fields.count == 4 || fields.count == 5 else {
            problems.append(BankFileProblem(line: line.number, "应有4或5个字段，现有\(fields.count)个"))
            return nil
        }
        let before = problems.count
        if fields[0] != "\(expectedSequence)" {
            problems.append(BankFileProblem(line: line.number, column: "序号", "序号应为\(expectedSequence)，现为\(fields[0])"))
        }
        if fields[2].utf8.count != 2 {
            problems.append(BankFileProblem(line: line.number, column: "状态", "状态应为两位代码，现为“\(fields[2])”"))
        } else if fields[2] != "00", fields[3].isEmpty {
            problems.append(BankFileProblem(line: line.number, column: "原因", "未成功的明细应写明原因"))
        }
        var amount: Money?
        if fields.count == 5, !fields[4].isEmpty {
            amount = BankPayment.amount(fields[4])
            if amount == nil {
                problems.append(BankFileProblem(line: line.number, column: "金额", "金额有误：“\(fields[4])”"))
            }
        }
        guard let item = PayItemID(text: fields[1]) else {
            problems.append(BankFileProblem(line: line.number, column: "明细号", "明细号不是数字：“\(fields[1])”"))
            return nil
        }
        guard problems.count == before else { return nil }
        let outcome: PaymentOutcome = fields[2] == "00" ? .paid : .failed(code: fields[2], reason: fields[3])
        return Line(number: line.number, item: item, outcome: outcome, amount: amount)
    }

    init(batchNumber: String, lines: [Line], undecided: [PayItemID]) {
        self.batchNumber = batchNumber
        self.lines = lines
        self.undecided = undecided
    }
}

package import Primitives

/// One thing wrong with a file or a list: where it is, what it is, and what to do.
package struct BankFileProblem: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The line or row, from 1; 0 speaks of the file as a whole.
    package let line: Int
    /// The column by its heading; nil when the line as a whole is meant.
    package let column: String?
    package let message: String

    /// A problem at a place.
    package init(line: Int, column: String? = nil, _ message: String) {
        self.line = line
        self.column = column
        self.message = message
    }

    package var description: String {
        let place = line == 0 ? "全文件" : "第\(line)行"
        return place + (column.map { "“\($0)”列" } ?? "") + "：" + message
    }
}

/// A file that is refused as a whole, with every problem in it.
package struct BankFileRefused: Error, Hashable, Sendable, CustomStringConvertible {
    /// All problems, by line.
    package let problems: [BankFileProblem]

    /// Refuses a file for these problems.
    package init(_ problems: [BankFileProblem]) {
        self.problems = problems
    }

    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// One payment as a bank file carries it.
package struct BankPayment: Hashable, Sendable {
    package let item: PayItemID
    package let holderName: String
    package let account: BankAccount
    package let amount: Money

    /// A payment of an amount to a holder's account.
    package init(item: PayItemID, holderName: String, account: BankAccount, amount: Money) {
        self.item = item
        self.holderName = holderName
        self.account = account
        self.amount = amount
    }

    /// No single payment of a benefit is larger; sums of any file that fits in memory then stay within Int64.
    static let amountLimit = Money(yuan: 100_000_000)

    /// Reads an amount of yuan out of a file; nil for what is no amount, or beyond the limit.
    static func amount(_ text: String) -> Money? {
        guard let amount = try? Money(parsing: text), amount <= amountLimit, amount >= -amountLimit else { return nil }
        return amount
    }

    /// What keeps a payment list out of any bank file: bad names, amounts, repeats, an empty list.
    static func problems(in payments: [BankPayment], forbidden: Set<Unicode.Scalar>) -> [BankFileProblem] {
        var problems: [BankFileProblem] = []
        var seen: Set<PayItemID> = []
        if payments.isEmpty { problems.append(BankFileProblem(line: 0, "没有任何发放明细，不能生成银行文件")) }
        for (index, payment) in payments.enumerated() {
            let line = index + 1
            let scalars = payment.holderName.unicodeScalars
            if scalars.isEmpty || scalars.contains(where: { forbidden.contains($0) || isControl($0) }) {
                problems.append(BankFileProblem(line: line, column: "户名", "户名为空或含有分隔符、控制字符，请更正账户户名"))
            }
            if payment.amount <= .zero || payment.amount > amountLimit {
                problems.append(BankFileProblem(line: line, column: "金额", "金额应大于零且不超过一亿元，现为\(payment.amount.text)元"))
            }
            if !seen.insert(payment.item).inserted {
                problems.append(BankFileProblem(line: line, column: "明细号", "明细号\(payment.item.text)重复"))
            }
        }
        return problems
    }

    static func total(_ payments: [BankPayment]) -> Money {
        payments.reduce(.zero) { $0 + $1.amount }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
}

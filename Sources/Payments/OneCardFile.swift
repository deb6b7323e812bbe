package import Primitives

/// The text file by which a batch is paid through the one-card system (一卡通).
///
/// Lines end with LF and fields are parted by `|`; the caller chooses the bytes (UTF-8 or GB18030).
///
///     YKT1|H|batch|YYYY-MM|count|total in fen
///     seq|name|account|amount in yuan, two decimals|item id
///     T|count|total in fen|check
///
/// The check is the CRC-32 (ISO-HDLC) of the UTF-8 text of all lines above it, in eight hex digits.
package struct OneCardFile: Hashable, Sendable {
    package let batchNumber: String
    package let month: CalendarMonth
    package let payments: [BankPayment]

    /// A file of payments, refused with every problem that would make it unreadable.
    package init(batchNumber: String, month: CalendarMonth, payments: [BankPayment]) throws(BankFileRefused) {
        var problems = BankPayment.problems(in: payments, forbidden: ["|"])
        if batchNumber.isEmpty || !batchNumber.utf8.allSatisfy(OneCardFile.isNumberByte) {
            problems.append(BankFileProblem(line: 0, "批次号只能由字母、数字和连字符组成"))
        }
        guard problems.isEmpty else { throw BankFileRefused(problems) }
        self.batchNumber = batchNumber
        self.month = month
        self.payments = payments
    }

    /// The sum of all payments.
    package var total: Money { BankPayment.total(payments) }

    /// The file's text.
    package var text: String {
        var body = "YKT1|H|\(batchNumber)|\(month.text)|\(payments.count)|\(total.fen)\n"
        for (index, payment) in payments.enumerated() {
            body += "\(index + 1)|\(payment.holderName)|\(payment.account.number)"
            body += "|\(payment.amount.text)|\(payment.item.text)\n"
        }
        return body + "T|\(payments.count)|\(total.fen)|\(CRC32.hex(of: body))\n"
    }

    /// Reads a file back; CR LF line ends are read too.
    package static func parse(_ text: String) throws(BankFileRefused) -> OneCardFile {
        let lines = FieldLine.split(text)
        guard let header = lines.first, let trailer = lines.last, lines.count >= 2 else {
            throw BankFileRefused([BankFileProblem(line: 0, "文件应至少有首行和末行")])
        }
        var problems: [BankFileProblem] = []
        let head = header.fields
        var month: CalendarMonth?
        if head.count == 6, head[0] == "YKT1", head[1] == "H" {
            month = try? CalendarMonth(parsing: head[3])
            if month == nil { problems.append(BankFileProblem(line: 1, column: "月份", "月份应写作YYYY-MM")) }
        } else {
            problems.append(BankFileProblem(line: 1, "首行应为 YKT1|H|批次号|月份|笔数|总金额(分)"))
        }
        var payments: [BankPayment] = []
        for (index, line) in lines.dropFirst().dropLast().enumerated() {
            if let payment = readPayment(line, expectedSequence: index + 1, into: &problems) {
                payments.append(payment)
            }
        }
        let sums = ["\(lines.count - 2)", "\(BankPayment.total(payments).fen)"]
        let check = CRC32.hex(of: lines.dropLast().map { $0.text + "\n" }.joined())
        if trailer.fields != ["T"] + sums + [check] {
            problems.append(BankFileProblem(line: trailer.number, "末行笔数、总金额或校验码与明细不符，文件可能不完整或被改动"))
        }
        if head.count == 6, Array(head[4...]) != sums {
            problems.append(BankFileProblem(line: 1, "首行笔数或总金额与明细不符"))
        }
        guard problems.isEmpty, let month else { throw BankFileRefused(problems.sorted { $0.line < $1.line }) }
        return try OneCardFile(batchNumber: head[2], month: month, payments: payments)
    }

    private static func readPayment(
        _ line: FieldLine, expectedSequence: Int, into problems: inout [BankFileProblem]
    ) -> BankPayment? {
        let fields = line.fields
        guard fields.count == 5 else {
            problems.append(BankFileProblem(line: line.number, "应有5个字段，现有\(fields.count)个"))
            return nil
        }
        if fields[0] != "\(expectedSequence)" {
            problems.append(BankFileProblem(line: line.number, column: "序号", "序号应为\(expectedSequence)，现为\(fields[0])"))
        }
        let item = PayItemID(text: fields[4])
        if item == nil { problems.append(BankFileProblem(line: line.number, column: "明细号", "明细号不是数字")) }
        var account: BankAccount?
        let amount = BankPayment.amount(fields[3])
        do { account = try BankAccount(fields[2]) } catch {
            problems.append(BankFileProblem(line: line.number, column: "账号", "\(error)"))
        }
        if amount == nil {
            problems.append(BankFileProblem(line: line.number, column: "金额", "金额应为元，两位小数，现为“\(fields[3])”"))
        }
        guard let item, let account, let amount else { return nil }
        return BankPayment(item: item, holderName: fields[1], account: account, amount: amount)
    }

    static func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

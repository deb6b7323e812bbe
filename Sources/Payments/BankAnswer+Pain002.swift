import Primitives

extension BankAnswer {
    /// Reads an ISO 20022 payment status report (`pain.002`) that answers a `Pain001`.
    ///
    /// `ACSC` and `ACCC` are paid, `RJCT` is failed, other statuses stay undecided. A file the bank rejected as a
    /// whole is a problem for a person: nothing was paid, and the batch is to be corrected and sent again.
    package static func parse(pain002 text: String) throws(BankFileRefused) -> BankAnswer {
        let root = try XMLReader.root(of: text)
        guard root.name == "Document", let report = root.first("CstmrPmtStsRpt"),
            let group = report.first("OrgnlGrpInfAndSts"), let batch = group.value("OrgnlMsgId")
        else {
            throw BankFileRefused([BankFileProblem(line: root.line, "不是pain.002状态报告，或缺少原报文号OrgnlMsgId")])
        }
        let transactions = report.all("OrgnlPmtInfAndSts").flatMap { $0.all("TxInfAndSts") }
        if group.value("GrpSts") == "RJCT", transactions.isEmpty {
            let why = reason(of: group).reason
            throw BankFileRefused([BankFileProblem(line: group.line, "银行整批拒绝：\(why)；更正后须重新发送")])
        }
        var problems: [BankFileProblem] = []
        var lines: [Line] = []
        var undecided: [PayItemID] = []
        for transaction in transactions {
            let line = transaction.line
            guard let item = transaction.value("OrgnlEndToEndId").flatMap({ PayItemID(text: $0) }) else {
                problems.append(BankFileProblem(line: line, column: "OrgnlEndToEndId", "缺少明细号，或明细号不是数字"))
                continue
            }
            var amount: Money?
            if let written = transaction.value("OrgnlTxRef", "Amt", "InstdAmt") {
                amount = BankPayment.amount(written)
                if amount == nil {
                    problems.append(BankFileProblem(line: line, column: "InstdAmt", "金额有误：“\(written)”"))
                }
            }
            switch transaction.value("TxSts") {
            case "ACSC", "ACCC": lines.append(Line(number: line, item: item, outcome: .paid, amount: amount))
            case "RJCT":
                let (code, words) = reason(of: transaction)
                let outcome = PaymentOutcome.failed(code: code, reason: words)
                lines.append(Line(number: line, item: item, outcome: outcome, amount: amount))
            case .some: undecided.append(item)
            case nil: problems.append(BankFileProblem(line: line, column: "TxSts", "缺少交易状态"))
            }
        }
        guard problems.isEmpty else { throw BankFileRefused(problems) }
        return BankAnswer(batchNumber: batch, lines: lines, undecided: undecided)
    }

    private static func reason(of node: XMLNode) -> (code: String, reason: String) {
        let information = node.first("StsRsnInf")
        let code = information?.value("Rsn", "Cd") ?? information?.value("Rsn", "Prtry") ?? "RJCT"
        return (code, information?.value("AddtlInf") ?? "银行未说明原因（\(code)）")
    }
}

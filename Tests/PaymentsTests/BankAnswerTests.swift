import Payments
import Primitives
import Testing

@Suite struct BankAnswerTests {
    static let batch = "DB-371602-202506"

    /// Item 71 with 600 yuan was paid, item 72 with 734 yuan was not.
    static let text = """
        YKT1|A|DB-371602-202506|2|60000|73400
        1|71|00||600.00
        2|72|12|户名不符|734.00
        """

    static let pain002 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- from the bank -->
        <n:Document xmlns:n='urn:iso:std:iso:20022:tech:xsd:pain.002.001.10'><n:CstmrPmtStsRpt>
        <n:OrgnlGrpInfAndSts><n:OrgnlMsgId>DB-371602-202506</n:OrgnlMsgId>
        <n:GrpSts>PART</n:GrpSts></n:OrgnlGrpInfAndSts>
        <n:OrgnlPmtInfAndSts>
        <n:TxInfAndSts><n:OrgnlEndToEndId>71</n:OrgnlEndToEndId><n:TxSts>ACSC</n:TxSts>
        <n:OrgnlTxRef><n:Amt><n:InstdAmt Ccy="CNY">600.00</n:InstdAmt></n:Amt></n:OrgnlTxRef></n:TxInfAndSts>
        <n:TxInfAndSts><n:OrgnlEndToEndId>72</n:OrgnlEndToEndId><n:TxSts>RJCT</n:TxSts>
        <n:StsRsnInf><n:Rsn><n:Cd>12</n:Cd></n:Rsn>
        <n:AddtlInf>&#x6237;<![CDATA[名不符]]></n:AddtlInf></n:StsRsnInf></n:TxInfAndSts>
        </n:OrgnlPmtInfAndSts></n:CstmrPmtStsRpt></n:Document>
        """

    static let outcomes: [PayItemID: PaymentOutcome] = [
        PayItemID(71): .paid, PayItemID(72): .failed(code: "12", reason: "户名不符"),
    ]

    static func reconcile(
        _ answer: BankAnswer, settled: [PayItemID: PaymentOutcome] = [:]
    ) throws -> AnswerReconciliation {
        AnswerReconciliation(of: answer, batchNumber: batch, sent: try BankFileTests.payments(), settled: settled)
    }

    @Test(arguments: [false, true])
    func `both formats say the same, and paid and failed make up what was sent`(isXML: Bool) throws {
        let answer = try isXML ? BankAnswer.parse(pain002: Self.pain002) : BankAnswer.parse(text: Self.text)
        let result = try Self.reconcile(answer)
        #expect(result.outcomes == Self.outcomes)
        #expect(result.isComplete && result.problems.isEmpty && result.missing.isEmpty)
        #expect(result.paid.count == 1 && result.paid.amount == Money(yuan: 600))
        #expect(result.failed.count == 1 && result.failed.amount == Money(yuan: 734))
        #expect(result.sent.amount == Money(yuan: 1334))
    }

    @Test func `an answer read twice changes nothing`() throws {
        let result = try Self.reconcile(BankAnswer.parse(text: Self.text), settled: Self.outcomes)
        #expect(result.outcomes.isEmpty && result.isComplete)
        #expect(result.unchanged == [PayItemID(71), PayItemID(72)])
    }

    struct Doubt: CustomTestStringConvertible, Sendable {
        let text: String
        var settled: [PayItemID: PaymentOutcome] = [:]
        let problems: [String]
        var testDescription: String { problems.joined() }
    }

    @Test(arguments: [
        Doubt(text: "YKT1|A|DB-371602-202506|1|0|0\n1|99|00|", problems: ["第2行“明细号”列：本批次没有明细99，请向银行核实"]),
        Doubt(text: "YKT1|A|DB-371602-202506|1|60001|0\n1|71|00||600.01", problems: ["第2行“金额”列：发送600.00元，回盘600.01元"]),
        Doubt(text: "YKT1|A|DB-371602-202506|2|0|0\n1|71|00|\n2|71|00|", problems: ["第3行“明细号”列：与第2行重复"]),
        Doubt(text: "YKT1|A|DB-1|1|0|0\n1|71|00|", problems: ["全文件：回盘属于批次DB-1，不是DB-371602-202506，请核对上传的文件"]),
        Doubt(
            text: "YKT1|A|DB-371602-202506|1|0|0\n1|71|12|退汇", settled: [PayItemID(71): .paid],
            problems: ["第2行“状态”列：此前回盘为成功，本次为失败或原因不同，请向银行核实"]),
    ])
    func `a doubtful answer changes nothing and names the line`(doubt: Doubt) throws {
        let result = try Self.reconcile(BankAnswer.parse(text: doubt.text), settled: doubt.settled)
        #expect(result.problems.map(\.description) == doubt.problems)
        #expect(result.outcomes.isEmpty && !result.isComplete)
    }

    @Test func `a partial answer settles its lines and leaves the rest missing`() throws {
        let first = try Self.reconcile(BankAnswer.parse(text: "YKT1|A|DB-371602-202506|1|0|0\n1|71|00|"))
        #expect(first.outcomes == [PayItemID(71): .paid])
        #expect(first.missing == [PayItemID(72)] && !first.isComplete)
        let second = try Self.reconcile(BankAnswer.parse(text: Self.text), settled: first.outcomes)
        #expect(second.isComplete && second.outcomes.count == 1)
    }

    struct Bad: CustomTestStringConvertible, Sendable {
        let text: String
        let problems: [String]
        var testDescription: String { problems.joined(separator: "; ") }
    }

    @Test(arguments: [
        Bad(text: "", problems: ["第1行：首行应为 YKT1|A|批次号|笔数|成功金额(分)|失败金额(分)"]),
        Bad(text: "YKT1|A|B|2|0|0\n1|71|00|", problems: ["第1行“笔数”列：首行为2笔，明细为1笔"]),
        Bad(
            text: "YKT1|A|B|4|0|0\n1|x|00|\n3|71|0|\n3|72|12|\n4|73",
            problems: [
                "第2行“明细号”列：明细号不是数字：“x”", "第3行“序号”列：序号应为2，现为3", "第3行“状态”列：状态应为两位代码，现为“0”",
                "第4行“原因”列：未成功的明细应写明原因", "第5行：应有4或5个字段，现有2个",
            ]),
        Bad(
            text: "YKT1|A|B|2|0|0\n1|71|00||92233720368547758.07\n2|72|00||92233720368547758.07",
            problems: ["第2行“金额”列：金额有误：“92233720368547758.07”", "第3行“金额”列：金额有误：“92233720368547758.07”"]),
        Bad(text: "YKT1|A|B|1|50000|0\n1|71|00||600.00", problems: ["第1行“成功金额”列：首行为50000分，明细合计60000分"]),
    ])
    func `a broken text answer is refused with every problem`(bad: Bad) {
        #expect {
            try BankAnswer.parse(text: bad.text)
        } throws: { error in
            (error as? BankFileRefused)?.problems.map(\.description) == bad.problems
        }
    }

    @Test(arguments: [
        "", "<Document>", "<Document/>", "<a><b></a></b>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", "<a>&x;</a>",
        "<a b=c/>",
        "<a/><b/>", "<a><![CDATA[</a>", String(repeating: "<a>", count: 40), String(pain002.prefix(600)),
        pain002.split(separator: "71<").joined(separator: "七<"),
        pain002.split(separator: "<n:TxSts>RJCT</n:TxSts>").joined(),
    ])
    func `a broken pain.002 is refused`(text: String) {
        #expect(throws: BankFileRefused.self) { try BankAnswer.parse(pain002: text) }
    }

    @Test func `a batch rejected as a whole and a payment still under way are told apart from failures`() throws {
        let rejected = """
            <Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>B</OrgnlMsgId><GrpSts>RJCT</GrpSts>
            <StsRsnInf><AddtlInf>账户余额不足</AddtlInf></StsRsnInf></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>
            """
        #expect {
            try BankAnswer.parse(pain002: rejected)
        } throws: { error in
            "\(error)" == "第1行：银行整批拒绝：账户余额不足；更正后须重新发送"
        }
        let pending = Self.pain002.split(separator: "ACSC").joined(separator: "PDNG")
        let result = try Self.reconcile(BankAnswer.parse(pain002: pending))
        #expect(result.missing == [PayItemID(71)] && !result.isComplete)
    }
}

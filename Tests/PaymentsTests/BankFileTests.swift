import Payments
import Primitives
import Testing

@Suite struct BankFileTests {
    static func payments(_ yuan: [Int64] = [600, 734]) throws -> [BankPayment] {
        let names = ["赵小龙", "阿不都·买买提 & <子>"]
        let account = try BankAccount("6222021234567890128")
        return yuan.enumerated().map { index, amount in
            BankPayment(
                item: PayItemID(Int64(index) + 71), holderName: names[index % 2], account: account,
                amount: Money(yuan: amount))
        }
    }

    static func file() throws -> OneCardFile {
        try OneCardFile(batchNumber: "DB-371602-202506", month: Samples.month("2025-06"), payments: payments())
    }

    @Test func `the one-card file has a fixed layout`() throws {
        let text = try Self.file().text
        #expect(
            text == """
                YKT1|H|DB-371602-202506|2025-06|2|133400
                1|赵小龙|6222021234567890128|600.00|71
                2|阿不都·买买提 & <子>|6222021234567890128|734.00|72
                T|2|133400|\(text.dropLast().suffix(8))

                """)
    }

    @Test(arguments: [false, true])
    func `a file is read back as it was written`(isFromWindows: Bool) throws {
        let file = try Self.file()
        let text = isFromWindows ? "\u{FEFF}" + file.text.split(separator: "\n").joined(separator: "\r\n") : file.text
        #expect(try OneCardFile.parse(text) == file)
    }

    struct Damage: CustomTestStringConvertible, Sendable {
        let from: String
        let to: String
        let problems: [String]
        var testDescription: String { "\(from) → \(to)" }
    }

    static let ending = "第4行：末行笔数、总金额或校验码与明细不符，文件可能不完整或被改动"

    @Test(arguments: [
        Damage(from: "600.00", to: "600.01", problems: ["第1行：首行笔数或总金额与明细不符", ending]),
        Damage(from: "赵小龙", to: "赵大龙", problems: [ending]),
        Damage(
            from: "600.00|71", to: "600|七", problems: ["第1行：首行笔数或总金额与明细不符", "第2行“明细号”列：明细号不是数字", ending]),
        Damage(from: "\n2|", to: "\n3|", problems: ["第3行“序号”列：序号应为2，现为3", ending]),
        Damage(from: "YKT1|H", to: "YKT2|H", problems: ["第1行：首行应为 YKT1|H|批次号|月份|笔数|总金额(分)", ending]),
        Damage(from: "|2025-06|", to: "|202506|", problems: ["第1行“月份”列：月份应写作YYYY-MM", ending]),
    ])
    func `any damage is found, every problem with its line`(damage: Damage) throws {
        let text = try Self.file().text.replacing(damage.from, with: damage.to, maxReplacements: 1)
        #expect {
            try OneCardFile.parse(text)
        } throws: { error in
            (error as? BankFileRefused)?.problems.map(\.description) == damage.problems
        }
    }

    @Test func `each flipped byte of a file is found`() throws {
        let file = try Self.file()
        let bytes = Array(file.text.utf8)
        for index in bytes.indices.dropLast() {
            var damaged = bytes
            damaged[index] ^= 1
            let text = String(decoding: damaged, as: UTF8.self)
            if let read = try? OneCardFile.parse(text) { #expect(read == file, "byte \(index)") }
        }
    }

    @Test func `payments no bank would take are refused, all at once`() throws {
        let account = try BankAccount("6222021234567890128")
        let payments = [
            BankPayment(item: PayItemID(1), holderName: "赵|龙", account: account, amount: Money(yuan: 1)),
            BankPayment(item: PayItemID(1), holderName: "王芳", account: account, amount: .zero),
        ]
        #expect {
            try OneCardFile(batchNumber: "", month: Samples.month("2025-06"), payments: payments)
        } throws: { error in
            (error as? BankFileRefused)?.problems.map { "\($0.line) \($0.column ?? "")" } == [
                "1 户名", "2 金额", "2 明细号", "0 ",
            ]
        }
        #expect(throws: BankFileRefused.self) {
            try OneCardFile(batchNumber: "A", month: Samples.month("2025-06"), payments: [])
        }
    }

    @Test func `pain.001 carries count, control sum and escaped names`() throws {
        let message = try Pain001(
            messageID: "DB-371602-202506", createdAt: Samples.now, executionDate: CivilDate(parsing: "2025-06-10"),
            debtor: .init(name: "滨城区民政局", account: "1613001234567", bankNumber: "102466000016"),
            purpose: "2025年6月低保金", payments: Self.payments())
        let text = message.text
        let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
        #expect(lines[1] == #"<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">"#)
        for line in [
            "<MsgId>DB-371602-202506</MsgId>", "<NbOfTxs>2</NbOfTxs>", "<CtrlSum>1334.00</CtrlSum>",
            "<Dt>2025-06-10</Dt>", "<Cd>CNAPS</Cd>", "<EndToEndId>72</EndToEndId>",
            #"<InstdAmt Ccy="CNY">734.00</InstdAmt>"#, "<Nm>阿不都·买买提 &amp; &lt;子&gt;</Nm>",
            "<Id>6222021234567890128</Id>", "<Ustrd>2025年6月低保金</Ustrd>",
        ] {
            #expect(lines.contains { $0 == line }, "\(line)")
        }
    }

    @Test(arguments: ["", "批次1", String(repeating: "A", count: 36)])
    func `a message number a bank would refuse is refused here`(number: String) {
        #expect(throws: BankFileRefused.self) {
            try Pain001(
                messageID: number, createdAt: Samples.now, executionDate: CivilDate(parsing: "2025-06-10"),
                debtor: .init(name: "滨城区民政局", account: "1613001234567", bankNumber: "102466000016"),
                purpose: "低保金", payments: Self.payments())
        }
    }
}

import Documents
import Foundation
import Primitives
import Testing

@Suite struct WorkbookTests {
    static let title = WorkbookTitle(
        "二〇二五年六月发放名册", madeBy: "滨城区民政局 王芳", madeAt: Instant(milliseconds: 1_750_000_000_000), scope: "滨城区")

    static func sheet(_ name: String = "名册", rows: [[SheetCell]]) -> Sheet {
        Sheet(
            name,
            columns: [
                SheetColumn("姓名"), SheetColumn("身份证号", width: 22), SheetColumn("银行账号", width: 24),
                SheetColumn("金额"), SheetColumn("起始日"), SheetColumn("人数"),
            ], rows: rows)
    }

    static func row(_ name: String) throws -> [SheetCell] {
        [
            .text(name), .text("371621199001010012"), .text("6222021234567890128"), .money(Money(fen: 123_450)),
            .date(try CivilDate(parsing: "2025-06-30")), .integer(3),
        ]
    }

    @Test func `a workbook is a zip file, and its temporary file is gone`() throws {
        let bytes = try Workbook(title: Self.title, sheets: [Self.sheet(rows: [])]).bytes()
        #expect(bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]))
    }

    @Test(.enabled(if: Tools.python != nil, Comment(rawValue: Tools.skipReason)), .timeLimit(.minutes(1)))
    func `IDs and accounts come back as they were written`() async throws {
        let python = try #require(Tools.python)
        let rows = [try Self.row("赵小龙"), try Self.row("=1+1")]
        let bytes = try Workbook(title: Self.title, sheets: [Self.sheet(rows: rows)]).bytes()
        let read = try await SpreadsheetReader(python: python).rows(of: bytes).rows
        #expect(read[0][0] == "二〇二五年六月发放名册")
        #expect(read[1][0] == "制表人：滨城区民政局 王芳　制表时间：2025-06-15 23:06　范围：滨城区")
        #expect(read[2] == ["姓名", "身份证号", "银行账号", "金额", "起始日", "人数"])
        #expect(read[3] == ["赵小龙", "371621199001010012", "6222021234567890128", "1234.5", "2025-06-30", "3"])
        #expect(read[4][0] == "=1+1", "a text is never a formula")
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        let sheets: [Sheet]
        let code: WorkbookError.Code
        var testDescription: String { code.rawValue }
    }

    @Test(arguments: [
        Refusal(sheets: [sheet("a/b", rows: [])], code: .badSheetName),
        Refusal(sheets: [sheet("", rows: [])], code: .badSheetName),
        Refusal(sheets: [sheet(String(repeating: "表", count: 32), rows: [])], code: .badSheetName),
        Refusal(sheets: [sheet(rows: []), sheet(rows: [])], code: .badSheetName),
        Refusal(sheets: [sheet(rows: [[.text("一格")]])], code: .rowOfOtherLength),
        Refusal(
            sheets: [
                sheet(rows: [[.text(String(repeating: "长", count: 32_768)), .empty, .empty, .empty, .empty, .empty]])
            ],
            code: .textTooLong),
        Refusal(
            sheets: [sheet(rows: [[.empty, .empty, .empty, .money(Money(fen: 1 << 53)), .empty, .empty]])],
            code: .moneyTooLarge),
    ])
    func `what Excel cannot hold is refused before a file is written`(refusal: Refusal) {
        #expect {
            try Workbook(title: Self.title, sheets: refusal.sheets).bytes()
        } throws: { error in
            (error as? WorkbookError)?.code == refusal.code
        }
    }

    @Test func `a folder that is not there is said`() {
        #expect {
            try Workbook(title: Self.title, sheets: [Self.sheet(rows: [])]).write(to: "/nowhere/a.xlsx")
        } throws: { error in
            (error as? WorkbookError)?.code == .file
        }
    }
}

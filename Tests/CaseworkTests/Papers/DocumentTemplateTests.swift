import Casework
import Foundation
import Primitives
import Testing

@Suite struct DocumentTemplateTests {
    static let text = """
        # 测试
        kind: D18
        from: 2021-07-01
        layout: letter
        title: {救助项目}审核确认通知书
        to: {申请人}
        source: 测试办法
        text: 你家于{申请日期}提出的申请，
          现予确认。
        text?: 附：{附件}
        field: 保障金额
        field: 全称 = {申请人}家庭
        field?: 起发月份
        table: 家庭成员 | 姓名 | 关系
        details:
        sign: 经办人 | 审核人
        note: 咨询{热线}
        """

    static func read(_ text: String) throws -> DocumentTemplate {
        try DocumentTemplate(parsing: text, fileName: "D18.txt", digest: "0123456789abcdef")
    }

    private func problems(_ text: String) -> [String] {
        do throws(TemplateProblems) {
            _ = try DocumentTemplate(parsing: text, fileName: "D18.txt", digest: "")
            return []
        } catch { return error.problems.map { "\($0.line)" } }
    }

    @Test func `facts stand in their places, a step's own lines after the last field, nothing is left over`() throws {
        let facts = PaperFacts(
            ["救助项目": "最低生活保障", "申请人": "赵小龙", "申请日期": "2026年3月2日"],
            lines: [DocumentLine("保障金额", "每月500.00元"), DocumentLine("另外一项", "值")], paragraphs: ["一段话。"],
            tables: ["家庭成员": PaperFacts.Table(["关系", "年龄", "姓名"], [["本人", "70", "赵小龙"]])])
        let made = try Self.read(Self.text).compose(facts, number: "惠1号", issuer: "惠民县民政局", on: day("2026-03-02"))
        #expect(made.title == "最低生活保障审核确认通知书" && made.addressee == "赵小龙")
        #expect(
            made.lines == [
                DocumentLine("保障金额", "每月500.00元"), DocumentLine("全称", "赵小龙家庭"), DocumentLine("另外一项", "值"),
            ])
        #expect(made.paragraphs == ["你家于2026年3月2日提出的申请，现予确认。", "一段话。"])
        let table = try #require(made.blocks.first { $0.kind == .table })
        #expect(table.rows == [["赵小龙", "本人"]], "columns are taken by their heading")
        #expect(made.missing.isEmpty)
        #expect(made.template == "D18/CN/2021-07-01#0123456789ab")
    }

    @Test func `what nobody gave is named, and an optional part is left out`() throws {
        let made = try Self.read(Self.text).compose(PaperFacts(), number: "", issuer: "", on: day("2026-03-02"))
        #expect(made.missing == ["申请日期", "保障金额", "申请人", "家庭成员"])
        #expect(made.lines.allSatisfy { $0.label != "起发月份" } && made.paragraphs.count == 1)
        #expect(made.lines.first == DocumentLine("保障金额", ""), "a space to fill, not a word made up")
    }

    @Test func `a paper without a place for the step's own words prints none of them`() throws {
        let facts = PaperFacts(lines: [DocumentLine("另外一项", "值")], paragraphs: ["一段话。"])
        let closed = try Self.read(Self.text.replacing("details:\n", with: ""))
        let made = closed.compose(facts, number: "", issuer: "", on: day("2026-03-02"))
        #expect(!made.lines.contains { $0.label == "另外一项" } && !made.paragraphs.contains("一段话。"))
    }

    @Test func `a blank form shows every fact by its name and lacks nothing`() throws {
        let made = try Self.read(Self.text).specimen(issuer: "", on: day("2026-03-02"))
        #expect(made.missing.isEmpty && made.lines.contains(DocumentLine("保障金额", "〔保障金额〕")))
    }

    @Test func `every problem of a file is told with its line`() {
        let bad = "kind: X1\nlayout: letter\nlayout: form\nno colon here\nfield: {a\nsurprise: 1\ntable: 甲 | | 乙"
        #expect(problems(bad) == ["3", "4", "5", "6", "7", "1", "0", "0", "0"])
        #expect(problems("kind: D18\nfrom: 2021-07-01\nlayout: form\ntitle: 甲\nsource: 乙") == ["0"], "no body")
    }

    @Test func `a narrower region goes before a wider one, a later day before an earlier, and none before its day`()
        throws
    {
        let city = try Self.read(Self.text + "\nregion: 3716")
        let later = try Self.read(Self.text.replacing("2021-07-01", with: "2026-01-01"))
        let book = TemplateBook([try Self.read(Self.text), city, later])
        let (binzhou, nanning) = (try RegionCode("371621"), try RegionCode("450103"))
        #expect(book.template(.confirmationNotice, for: binzhou, on: day("2026-03-02"))?.region != nil)
        #expect(book.template(.confirmationNotice, for: nanning, on: day("2026-03-02"))?.from == day("2026-01-01"))
        #expect(book.template(.confirmationNotice, for: nanning, on: day("2025-03-02"))?.from == day("2021-07-01"))
        #expect(book.template(.confirmationNotice, for: nanning, on: day("2020-03-02")) == nil)
        #expect(book.template(.refusalNotice, for: nanning, on: day("2026-03-02")) == nil)
        #expect(book.faults.contains("D19 has no national template") && !book.faults.contains { $0.hasPrefix("D18") })
        #expect(TemplateBook([later, later]).faults.contains("D18/CN/2026-01-01 stands twice"))
    }

    @Test(arguments: DocumentKind.allCases)
    func `each kind has its template in the repository, in a layout that fits who signs it`(kind: DocumentKind) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appendingPathComponent("reference/documents/\(kind.rawValue).txt")
        let template = try DocumentTemplate(
            parsing: String(contentsOf: file, encoding: .utf8), fileName: kind.rawValue, digest: "")
        #expect(template.kind == kind && template.region == nil)
        let hasSign = template.parts.contains { if case .signatures = $0 { true } else { false } }
        #expect(
            hasSign == [.form, .minutes].contains(template.layout), "a letter ends with its seal, a form with names")
        #expect(template.specimen(issuer: "", on: day("2026-03-02")).missing.isEmpty)
    }

    @Test(arguments: DocumentKind.allCases)
    func `each kind can be looked at filled in: its sample has every fact and table that it can print`(
        kind: DocumentKind
    ) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("reference/documents")
        func text(_ name: String) throws -> String {
            try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        }
        let template = try DocumentTemplate(
            parsing: text("\(kind.rawValue).txt"), fileName: kind.rawValue, digest: "")
        let samples = try PaperSamples(parsing: text("sample/CN.txt"), fileName: "CN.txt")
        let content = template.sample(samples, issuer: "样例镇人民政府", on: day("2026-03-02"))
        #expect(content.missing.isEmpty && content.number.contains("样"))
        let facts = samples.facts(for: kind)
        #expect(template.names.filter { facts.values[$0] == nil }.isEmpty)
        for part in template.parts {
            guard case .table(let caption, let headings, _) = part else { continue }
            let table = try #require(facts.tables[caption], "\(caption)")
            #expect(headings.filter { !table.headings.contains($0) }.isEmpty && !table.rows.isEmpty, "\(caption)")
        }
    }

    @Test(arguments: [("values: x", 1), ("kind: Z9", 1), ("row: a", 1), ("table: t | a | b\nrow: c", 2)])
    func `a fault in the samples is named by its line`(text: String, line: Int) {
        #expect {
            _ = try PaperSamples(parsing: text, fileName: "CN.txt")
        } throws: { error in
            (error as? TemplateProblems)?.problems.map(\.line) == [line]
        }
    }
}

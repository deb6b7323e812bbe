import Casework
import Foundation
import Primitives
import Testing

@Suite struct PublicityNoticeTests {
    private func notice(
        exemption: NoticeExemption? = nil, program: Program = .dibao, posted: String = "2025-09-28"
    ) throws -> PublicityNotice? {
        PublicityNotice(
            exemption: exemption, applicant: try #require(PublicText("赵小龙")), headCount: 3, amount: Money(fen: 123_450),
            program: program, village: try #require(PublicText("柳树村")), township: try #require(PublicText("清河镇")),
            hotline: try #require(Hotline("0543-12345")), postedOn: day(posted), limits: Fixture.limits,
            count: Fixture.count)
    }

    @Test func `the paper names the applicant in full with head-count, sum, dates and hotline`() throws {
        let notice = try #require(try notice())
        #expect(notice.title == "最低生活保障审核公示")
        #expect(
            notice.paperLines.map { "\($0.label)：\($0.value)" } == [
                "申请人：赵小龙", "所在村（社区）：柳树村", "救助项目：最低生活保障", "拟保障人数：3人", "拟保障金额：每月1,234.50元",
                "公示期：2025年9月28日至2025年10月9日", "监督电话：0543-12345",
            ])
        #expect(notice.sealLine == "清河镇（公章） 2025年9月28日")
    }

    @Test func `the web masks the name and shows nothing before the first or after the last day`() throws {
        let notice = try #require(try notice())
        #expect(notice.webLines(on: day("2025-10-09"))?.first?.value == "赵*龙")
        #expect(notice.webLines(on: day("2025-09-27")) == nil)
        #expect(notice.webLines(on: day("2025-10-10")) == nil)
    }

    @Test func `a status without money shows no sum`() throws {
        let notice = try #require(try notice(program: .marginalHousehold))
        #expect(!notice.paperLines.contains { $0.label == "拟保障金额" })
    }

    @Test(arguments: NoticeExemption.allCases)
    func `nothing is posted for a protected household`(exemption: NoticeExemption) throws {
        #expect(try notice(exemption: exemption) == nil)
    }

    @Test func `the exemption follows from who is in the household`() {
        func exemption(_ program: Program, minor: Bool = false, orphan: Bool = false, unattended: Bool = false)
            -> NoticeExemption?
        {
            .of(program: program, applicantIsMinor: minor, hasOrphan: orphan, hasUnattendedChild: unattended)
        }
        #expect(exemption(.dibao) == nil)
        #expect(exemption(.dibao, orphan: true) == .orphan)
        #expect(exemption(.dibao, unattended: true) == .unattendedChild)
        #expect(exemption(.dibao, minor: true) == .minorApplicant)
        #expect(exemption(.destituteSupport, minor: true) == .destituteMinor)
    }

    @Test(arguments: [
        "", "  ", "371621198001010011", "赵小龙 138", "６２１０", "赵小龙\n肝癌", "①号", "Ⅳ期",
        String(repeating: "长", count: 41),
    ])
    func `a text with a number, a line or too much in it does not hang`(text: String) {
        #expect(PublicText(text) == nil)
    }

    @Test(arguments: ["买买提·艾力", "王三", "陆伍", "王〇一", "八里庄", "柳树村（社区）"])
    func `a name or a place hangs`(text: String) { #expect(PublicText(text)?.text == text) }

    @Test(arguments: ["13800005678", "371621198001010011", "6210000000000000", "12 345", "0543—12345", "1234", ""])
    func `a person's number is no hotline`(text: String) { #expect(Hotline(text) == nil) }

    @Test(arguments: ["12345", "0543-5321000", "053412345678"])
    func `a landline or service number is`(text: String) { #expect(Hotline(text)?.text == text) }

    @Test func `a stored notice is checked again when read`() throws {
        let notice = try #require(try notice())
        let stored = try JSONEncoder().encode(notice)
        #expect(try JSONDecoder().decode(PublicityNotice.self, from: stored) == notice)
        let text = try #require(String(bytes: stored, encoding: .utf8))
        let forged = text.replacing("赵小龙", with: "赵小龙371621198001010011")
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(PublicityNotice.self, from: Data(forged.utf8))
        }
    }
}

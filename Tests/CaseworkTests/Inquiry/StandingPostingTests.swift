import Casework
import Primitives
import Testing

@Suite struct StandingPostingTests {
    static let rules = [
        PostingRule(
            region: nil, from: day("2014-05-01"),
            fields: [.applicant, .headCount, .amount, .hotline, .date, .seal], citation: "国家默认"),
        PostingRule(
            region: try? RegionCode("50"), from: day("2017-01-01"),
            fields: [.applicant, .members, .headCount, .income, .amount, .hotline, .date, .seal], citation: "重庆2017"),
        PostingRule(
            region: nil, from: day("2026-01-01"), fields: [.applicant, .headCount, .program, .amount, .hotline, .seal],
            citation: "国家2026（演示）"),
    ]

    private func household(_ name: String, exempt: NoticeExemption? = nil) throws -> PostedHousehold {
        PostedHousehold(
            applicant: try #require(PublicText(name)), adults: [try #require(PublicText("周桂兰"))], headCount: 3,
            amount: Money(yuan: 900), income: Money(yuan: 6_000), program: .dibao, exemption: exempt)
    }

    private func posting(_ place: String, _ on: String, exempt: NoticeExemption? = nil) throws -> StandingPosting? {
        StandingPosting(
            [try household("赵小龙"), try household("李二妹", exempt: exempt)],
            village: try #require(PublicText("柳树村")), township: try #require(PublicText("清河镇")),
            hotline: try #require(Hotline("12345")), region: region(place), on: day(on), rules: Self.rules)
    }

    @Test func `the national default shows applicant, head-count and sum`() throws {
        let board = try #require(try posting("371621101", "2025-06-01"))
        #expect(board.headings == ["申请人", "保障人数", "保障金额"])
        #expect(board.rows == [["赵小龙", "3人", "900.00元"], ["李二妹", "3人", "900.00元"]])
        #expect(board.footer == "柳树村　监督电话：12345　公示日期：2025年6月1日　清河镇（公章）")
    }

    @Test func `Chongqing adds members and income, and a narrower rule goes before a later one`() throws {
        let board = try #require(try posting("500101101", "2026-06-01"))
        #expect(board.headings == ["申请人", "家庭成员", "保障人数", "家庭收入", "保障金额"])
        #expect(board.rows[0] == ["赵小龙", "周桂兰", "3人", "6,000.00元", "900.00元"])
    }

    @Test func `the fields are those of the day, and before the first rule there is no board`() throws {
        #expect(try posting("371621101", "2026-01-01")?.headings.contains("救助项目") == true)
        #expect(try posting("371621101", "2014-04-30") == nil)
    }

    @Test(arguments: NoticeExemption.allCases)
    func `orphans, unattended children and protected minors never hang`(exemption: NoticeExemption) throws {
        #expect(try posting("371621101", "2025-06-01", exempt: exemption)?.rows.map(\.first) == ["赵小龙"])
    }

    @Test func `the list shown is proved equal to the list approved, or the difference is named`() throws {
        let approved = try #require(try posting("371621101", "2025-06-01"))
        let shown = try #require(try posting("371621101", "2025-06-01", exempt: .orphan))
        #expect(approved.canonicalText != shown.canonicalText)
        #expect(approved.difference(shown: shown).missing == [["李二妹", "3人", "900.00元"]])
        #expect(approved.difference(shown: approved).extra.isEmpty)
    }

    @Test func `the funds posting names sums and heads, never a person`() throws {
        let funds = FundsPosting(
            month: try CalendarMonth(year: 2026, month: 3),
            lines: [
                .init(program: .temporaryRelief, households: 2, persons: 5, amount: Money(yuan: 3_000)),
                .init(program: .dibao, households: 40, persons: 71, amount: Money(fen: 3_123_450)),
                .init(program: .marginalHousehold, households: 0, persons: 0, amount: .zero),
            ])
        #expect(
            funds.rows.map { $0.joined(separator: " ") } == [
                "最低生活保障 40户 71人 31,234.50元", "临时救助 2户 5人 3,000.00元", "合计 42户 76人 34,234.50元",
            ])
    }
}

import Policies
import Primitives
import Testing

@Suite struct WhySheetTests {
    let policy: ResolvedPolicy
    let remedy: WhySheet.Remedy

    init() throws {
        policy = try Repository.dibao("450103", "2020-06-15")
        let limits = try Repository.packs().procedureLimits(for: nil, on: CivilDate(parsing: "2026-03-12"))
        remedy = WhySheet.Remedy(
            office: "新竹街道办事处", phone: "0771-0000000", reconsiderationBody: "青秀区人民政府", limits: limits)
    }

    @Test func `the sheet shows line, items, sum, thresholds and remedies`() throws {
        var facts = try Family.facts()
        facts.income.append(
            IncomeItem(
                key: "grant", member: "c", kind: .scholarship,
                amount: .known(Money(yuan: 500), .declared(on: facts.decisionDay)), period: .yearly))
        let text = WhySheet(
            try Determination.decide(facts, policy), facts: facts, policy: policy, remedy: remedy
        ).plainText
        for sentence in [
            "您家可以享受低保。", "每月370.00元。", "城市低保标准：790.00元/月。", "赵小龙，工资性收入：全年24,000.00元。",
            "来源：个人所得税（2020年6月15日）。", "全家全年标准：28,440.00元。", "现在每月计入收入：2,000.00元。",
            "达到2,370.00元，没有低保。", "达到3,555.00元，也不算低保边缘。", "期限：收到后60天内。",
        ] {
            #expect(text.contains(sentence + "\n"), "\(sentence) is missing in\n\(text)")
        }
        #expect(text.contains("不计入：") && !text.contains("农村低保标准"))
    }

    @Test func `the outcome flips exactly at the printed thresholds`() throws {
        let thresholds = Thresholds(try Determination.decide(try Family.facts(), policy))
        for (limit, below, at) in [
            (thresholds.dibaoMonthly, "eligible", "marginal"), (thresholds.marginalMonthly, "marginal", "notEligible"),
        ] {
            let limit = try #require(limit)
            let under = try Family.facts(monthlyWage: limit - Money(fen: 1))
            #expect(try Determination.decide(under, policy).outcome.word == below)
            #expect(try Determination.decide(try Family.facts(monthlyWage: limit), policy).outcome.word == at)
        }
    }

    @Test func `property headroom is what still passes`() throws {
        var facts = try Family.facts()
        let result = try Determination.decide(facts, policy)
        let room = try #require(result.tests.first { $0.key == "financialTest" }).headroom
        for (extra, word) in [(Int64(0), "eligible"), (1, "marginal")] {
            facts.property = [
                .held(
                    key: "d", member: "a", kind: .deposit, value: Money(fen: room + extra),
                    source: .declared(on: facts.decisionDay))
            ]
            #expect(try Determination.decide(facts, policy).outcome.word == word)
        }
    }

    @Test func `a refusal gives its reasons and an open case its questions`() throws {
        var facts = try Family.facts(monthlyWage: Money(yuan: 9000))
        let refused = WhySheet(try Determination.decide(facts, policy), facts: facts, policy: policy, remedy: remedy)
        #expect(refused.conclusion.contains("家庭收入：查得108,000.00元，没有低于28,440.00元。"))
        facts = try Family.facts()
        facts.property.append(.silence(key: "p", member: "a", kind: .deposit, reason: "银行数据未回复"))
        let open = WhySheet(try Determination.decide(facts, policy), facts: facts, policy: policy, remedy: remedy)
        #expect(open.plainText.contains("赵小龙的存款值多少？银行数据未回复。") || open.plainText.contains("赵小龙名下有无存款？银行数据未回复。"))
    }
}

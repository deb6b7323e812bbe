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

    private func sheet(_ facts: HouseholdFacts) throws -> WhySheet {
        WhySheet(try Determination.decide(facts, policy), facts: facts, policy: policy, remedy: remedy)
    }

    @Test func `the sheet shows line, items, sum, changes and remedies`() throws {
        var facts = try Family.facts()
        facts.income.append(
            IncomeItem(
                key: "grant", member: "c", kind: .scholarship,
                amount: .known(Money(yuan: 500), .declared(on: facts.decisionDay)), period: .yearly))
        let text = try sheet(facts).plainText
        for sentence in [
            "您家可以享受低保。", "每月370.00元。", "赵小龙，工资性收入：全年24,000.00元。计入。来源：个人所得税（2020年6月15日）。",
            "全家全年标准：28,440.00元。", "全家每月计入收入现在是2,000.00元。再多370.00元，到2,370.00元，就不再符合低保条件，只符合低保边缘家庭条件。",
            "全家每月计入收入多到3,555.00元，就不再符合低保边缘家庭条件。",
        ] {
            #expect(text.contains(sentence + "\n"), "\(sentence) is missing in\n\(text)")
        }
        #expect(text.contains("城市低保标准：790.00元/月") && text.contains("60天内申请行政复议"))
        #expect(text.contains("不计入：") && !text.contains("农村低保标准"))
        let parts = ["【结果】", "【一项一项看】", "【收入】", "【什么会改变结果】", "【不同意怎么办】"].map { text.firstRange(of: $0)?.lowerBound }
        #expect(!parts.contains(nil) && parts.compactMap { $0 } == parts.compactMap { $0 }.sorted())
    }

    @Test func `what is counted by number says so, and what is unknown is not said to be counted`() throws {
        var facts = try Family.facts()
        let day = facts.decisionDay
        facts.property = [
            PropertyItem(
                key: "h", member: "a", kind: .home, held: .known(true, .declared(on: day)),
                value: .unknown(reason: "没有评估"))
        ]
        let text = try sheet(facts).plainText
        #expect(text.contains("住房1套，限额1套。"), "\(text)")
        #expect(text.contains("赵小龙，住房：价值未知，按1套计入。"), "\(text)")
        #expect(text.contains("再多1套，到2套") && !text.contains("未知。计入"), "\(text)")
        facts.property = [.silence(key: "p", member: "a", kind: .deposit, reason: "银行数据未回复")]
        let silent = try sheet(facts).plainText
        #expect(silent.contains("赵小龙，存款：还没查清。来源：银行数据未回复。"), "\(silent)")
    }

    @Test func `a refusal gives its reasons and an open case its questions`() throws {
        var facts = try Family.facts(monthlyWage: Money(yuan: 9000))
        let refused = try sheet(facts)
        #expect(refused.conclusion.contains("家庭收入：查得108,000.00元，没有低于28,440.00元。"))
        facts = try Family.facts()
        facts.property.append(.silence(key: "p", member: "a", kind: .deposit, reason: "银行数据未回复"))
        let open = try sheet(facts)
        #expect(open.changes.all.isEmpty, "nothing is said while the result is open")
        #expect(open.plainText.contains("赵小龙的存款值多少？银行数据未回复。") || open.plainText.contains("赵小龙名下有无存款？银行数据未回复。"))
    }
}

import Policies
import Primitives
import Rules
import Testing

/// One household over all programs: the classes in their order, what follows from them, and what stays open.
@Suite struct SorterTests {
    @Test(arguments: Sorted.classes)
    func `the highest class that fits wins and says why the others do not`(sorted: Sorted) throws {
        let sorting = try sorted.household.sorted()
        #expect(sorting.standing == sorted.standing, "\(sorting.lines)")
        for (program, outcome) in sorted.outcomes {
            #expect(sorting[program]?.outcome == outcome, "\(program): \(sorting.lines)")
        }
        for entry in sorting.entries {
            let isExplained = !entry.reasons.isEmpty || !entry.questions.isEmpty
            #expect(isExplained, "\(entry.program) says nothing of why")
            #expect(entry.reasons.allSatisfy { $0.sentence.hasSuffix("。") }, "\(entry.program): \(entry.reasons)")
        }
    }

    @Test func `a household of Nanning is put once and sorted over all programs (G01)`() throws {
        let sorting = try Household().sorted()
        #expect(sorting.suggestion == "dibao")
        #expect(sorting["dibao"]?.amount == Money(yuan: 370) && sorting["dibao"]?.period == .month)
        #expect(sorting.monthlyTotal == Money(yuan: 370))
        #expect(sorting["destitute"]?.reasons.first?.test == "destituteAbilityTest")
        #expect(sorting["marginal"]?.reasons.map(\.sentence) == ["已经符合最低生活保障，类别更高，不再按低保边缘家庭认定。"])
        #expect(sorting["rigidExpenditure"]?.reasons.first?.sentence.contains("已经认定为低保对象") == true)
        #expect(sorting.entries.map(\.program) == SortingPlan.places.map(\.program))
    }

    @Test func `a marginal member with a severe disability may file alone`() throws {
        var household = Household(wage: Money(yuan: 3_000))
        household.change = { facts in
            facts.members[1].disability = .known(.certified(.physical, grade: 1), Household.source)
            facts.members[1].ableToWork = .known(false, Household.source)
        }
        let sorting = try household.sorted()
        #expect(sorting.standing == .decided("marginal"))
        let alone = sorting.entries.filter { $0.member != nil }
        #expect(alone.map(\.member) == ["b"] && alone.map(\.program) == ["dibao"])
        #expect(alone.first?.outcome == .eligible && alone.first?.amount == Money(yuan: 790))
        // What the member gets alone is not the household's.
        #expect(sorting.monthlyTotal == sorting.entries.filter { $0.member == nil }.compactMap(\.monthly).sum)
    }

    @Test func `nobody is destitute before the relatives who owe support are known`() throws {
        var household = Household.alone
        let open = try household.sorted()
        #expect(open.standing == .open(["destitute", "dibao"]))
        #expect(open["destitute"]?.outcome == .undetermined && open["dibao"]?.yieldsTo == ["destitute"])
        #expect(open["destitute"]?.asks.contains { $0.field == Sorter.obligors && $0.row == "a" } == true)
        household.circumstances.obligorsKnown = ["a"]
        let decided = try household.sorted()
        #expect(decided.standing == .decided("destitute") && decided["dibao"]?.outcome == .excluded(by: "destitute"))
        household.further.append(FurtherRow(entity: "obligor", key: "son", below: "a", label: "儿子", facts: [:]))
        #expect(try household.sorted()["destitute"]?.outcome == .undetermined)
    }

    @Test func `a result of one program is a fact of the next`() throws {
        // A girl whose parents are both dead is an orphan, so her aid for an illness is that of the first class.
        var household = Household.orphan
        household.further.append(
            FurtherRow(
                entity: "household", facts: ["medicalSelfPaid": .known(.number(1_000_000), Household.source)]))
        household.further.append(
            FurtherRow(entity: "member", key: "c", facts: ["patient": .known(.number(1), Household.source)]))
        let sorting = try household.sorted()
        #expect(sorting["orphan"]?.outcome == .eligible)
        #expect(sorting["orphan"]?.people.first { $0.member == "c" }?.receives == true)
        #expect(sorting["unattendedChild"]?.outcome == .excluded(by: "orphan"))
        #expect(sorting["medicalAssistance"]?.amount == Money(yuan: 9_000))
    }

    @Test func `what nobody asked is open and never a no`() throws {
        let sorting = try Household.alone.sorted()
        let living = try #require(sorting["disabilityLivingAllowance"])
        #expect(living.outcome == .undetermined)
        #expect(living.questions.contains { $0.question.contains("最后认定为哪一类") }, "\(living.questions)")
        let nursing = try #require(sorting["disabilityNursingAllowance"])
        #expect(nursing.questions.contains { $0.question == "赵小龙是否需要长期照护" }, "\(nursing.questions)")
        #expect(nursing.asks.contains { $0.field == "needsLongCare" && $0.entity == "member" && $0.row == "a" })
        let child = try Household.orphan.with(parents: nil).sorted()
        #expect(child["orphan"]?.outcome == .undetermined)
        #expect(child["orphan"]?.questions.map(\.question) == ["赵一的父亲是什么情况", "赵一的母亲是什么情况"])
    }

    @Test func `relief is offered at once while verification is awaited and stacks with any class`() throws {
        var household = Household()
        household.change = { facts in
            facts.income[0].amount = .unknown(reason: "核对结果还没有返回")
        }
        household.circumstances.isAwaiting = true
        let awaiting = try household.sorted()
        #expect(awaiting["temporaryRelief"]?.startsAtOnce == true)
        #expect(awaiting["dibao"]?.outcome == .undetermined)
        household.further = [Household.emergency]
        let urgent = try household.sorted()
        #expect(urgent["temporaryRelief"]?.outcome == .eligible && urgent["temporaryRelief"]?.startsAtOnce == true)
        household.change = { _ in }
        household.circumstances.isAwaiting = false
        let decided = try household.sorted()
        #expect(decided.standing == .decided("dibao") && decided["temporaryRelief"]?.outcome == .eligible)
        // Class B, other hardship: two months of 790 for three.
        #expect(decided["temporaryRelief"]?.amount == Money(yuan: 4_740))
        #expect(decided["temporaryRelief"]?.startsAtOnce == false)
    }

    @Test func `a program without a value in the region is unavailable and refuses nobody`() throws {
        let price = try #require(Household().sorted()["priceSubsidy"])
        #expect(price.outcome == .unavailable)
        let sentences = price.reasons.map(\.sentence)
        #expect(sentences.contains("本地区还没有公布“居民消费价格指数当月同比涨幅”，现在算不了。"), "\(sentences)")
        #expect(sentences.contains("“居民消费价格指数启动线”要到2021年11月1日才有数值，现在算不了。"), "\(sentences)")
        #expect(!sentences.contains { $0.contains("cpi") }, "no name of the pack: \(sentences)")
    }

    @Test func `sorting the same twice gives the same, and fast`() throws {
        let sorter = try Sorter(Repository.packs(), for: RegionCode("450103"), on: CivilDate(parsing: "2020-06-15"))
        let sheet = try Household().facts().sheet(sorter.facts)
        let first = sorter.sort(sheet)
        #expect(sorter.sort(sheet) == first)
        for entry in first.entries where entry.outcome != .unavailable {
            let decision = try #require(sorter.decision(behind: entry, of: sheet), "\(entry.program)")
            #expect(!decision.explanation.children.isEmpty, "\(entry.program) has no explanation")
        }
    }
}

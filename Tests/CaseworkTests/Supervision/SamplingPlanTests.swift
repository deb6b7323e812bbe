import Casework
import Primitives
import Testing

@Suite struct SamplingPlanTests {
    static let plan = SamplingPlan(
        from: day("2026-01-01"), through: day("2026-02-28"), share: Ratio(percent: 10), seed: 88_442, least: 2)
    static let townships = [region("371621101"), region("371621102"), region("371621103")]

    /// Township 1 has 100 decisions, township 2 has 5, township 3 one; every 25th is certain.
    static let decisions: [DelegatedDecision] = (1...106).map { (number: Int64) -> DelegatedDecision in
        let place = number <= 100 ? 0 : number <= 105 ? 1 : 2
        return DelegatedDecision(
            caseID: CaseID(number), township: townships[place], decidedOn: day("2026-01-15"), isGrant: true,
            isCertain: number % 25 == 0)
    }

    @Test func `every certain case and a tenth of the rest, at least two, are drawn in each township`() throws {
        let drawn = Self.plan.draw(Self.decisions)
        #expect(Self.townships.map { drawn[$0]?.count } == [4 + 10, 2, 1])
        #expect(drawn[Self.townships[0]]?.filter(\.isCertain).count == 4)
    }

    @Test func `the same public number draws the same cases, whatever order they come in`() {
        var random = SeededGenerator(seed: 1)
        let first = Self.plan.draw(Self.decisions)
        for _ in 0..<20 { #expect(Self.plan.draw(Self.decisions.shuffled(using: &random)) == first) }
        let other = SamplingPlan(
            from: Self.plan.from, through: Self.plan.through, share: Self.plan.share, seed: 88_443, least: 2)
        #expect(other.draw(Self.decisions) != first)
    }

    @Test func `decisions outside the period are left out`() {
        let late = DelegatedDecision(
            caseID: CaseID(900), township: Self.townships[0], decidedOn: day("2026-03-01"), isGrant: true,
            isCertain: true)
        #expect(Self.plan.draw([late]).isEmpty)
    }

    @Test func `every case has the same chance, within what two thousand draws allow`() {
        var counts: [CaseID: Int] = [:]
        let one = Self.decisions.filter { $0.township == Self.townships[0] && !$0.isCertain }
        for seed in 0..<2_000 {
            let plan = SamplingPlan(
                from: Self.plan.from, through: Self.plan.through, share: Ratio(percent: 10), seed: UInt64(seed),
                least: 1)
            for decision in plan.draw(one)[Self.townships[0]] ?? [] { counts[decision.caseID, default: 0] += 1 }
        }
        #expect(counts.count == one.count)
        #expect(counts.values.allSatisfy { (140...280).contains($0) }, "\(counts.values.sorted())")
    }

    @Test func `wrong decisions are counted by township, and a fault of papers is not one`() throws {
        var record = SamplingRecord(
            drawn: [CaseID(1): StaffID(3), CaseID(2): StaffID(3), CaseID(101): StaffID(5)],
            townships: [CaseID(1): Self.townships[0], CaseID(2): Self.townships[0], CaseID(101): Self.townships[1]])
        for (id, finding) in [(1, SamplingFinding.wronglyGranted), (2, .paperFault), (101, .correct)] {
            record = try #require(
                record.adding(finding, of: CaseID(Int64(id)), words: "入户核查", by: StaffID(9)).value)
        }
        let rates = record.errorRates
        #expect(rates[Self.townships[0]]?.wrong == 1 && rates[Self.townships[0]]?.seen == 2)
        #expect(rates[Self.townships[1]]?.wrong == 0 && rates[Self.townships[2]] == nil)
        func plan(share: Int64 = 10, through: String = "2026-02-28", seed: UInt64? = 1) -> [StatedRefusal] {
            SamplingPlan(
                from: day("2026-01-01"), through: day(through), share: Ratio(percent: share), seed: seed, least: 1
            ).refusals(orderShare: Ratio(percent: 10), on: Fixture.today)
        }
        let fresh = SamplingRecord(drawn: [CaseID(1): StaffID(3)], townships: [:])
        expectEachReason([
            Broken(SamplingReason.shareTooSmall, plan(share: 9)),
            Broken(.periodWrong, plan(through: "2026-03-20")),
            Broken(.seedMissing, plan(seed: nil)),
            Broken(.notDrawn, fresh.adding(.correct, of: CaseID(2), words: "", by: StaffID(9)).refusals),
            Broken(.foundTwice, record.adding(.correct, of: CaseID(1), words: "", by: StaffID(9)).refusals),
            Broken(.deciderChecks, fresh.adding(.correct, of: CaseID(1), words: "", by: StaffID(3)).refusals),
            Broken(.wordsMissing, fresh.adding(.wrongAmount, of: CaseID(1), words: "", by: StaffID(9)).refusals),
        ])
    }
}

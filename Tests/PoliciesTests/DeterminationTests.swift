import Policies
import Primitives
import Testing

@Suite struct DeterminationTests {
    @Test(arguments: [
        ("2020-05-31", 1), ("2032-09-30", 1), ("2032-10-01", 0),
    ])
    func `a minor stays a minor until the birthday month is over`(day: String, count: Int) throws {
        let facts = try Family.facts(day: day)
        let policy = try Repository.dibao("450103", "2020-06-15")
        let raised = policy.replacing(
            try parameter("upliftMinorShare"), with: .integer(100), citation: "test")
        let result = try Determination.decide(facts, raised)
        #expect(result.explanation.first("upliftAnnual")?.children.count == count)
    }

    @Test func `the result does not depend on the order of members and items`() throws {
        let policy = try Repository.dibao("371602", "2026-03-12")
        var facts = try Family.facts(region: "371602", day: "2026-03-12")
        facts.income.append(
            IncomeItem(
                key: "rent", member: "b", kind: .property,
                amount: .known(Money(fen: 10_001), .visit(on: facts.decisionDay)), period: .monthly(months: 7)))
        let outcome = try Determination.decide(facts, policy).outcome
        facts.members.reverse()
        facts.income.reverse()
        let other = try Determination.decide(facts, policy).outcome
        guard case .eligible(let first) = outcome, case .eligible(let second) = other else {
            Issue.record("expected two awards, got \(outcome) and \(other)")
            return
        }
        #expect(first.monthly == second.monthly)
    }

    @Test func `a fen more income never raises the amount`() throws {
        let policy = try Repository.dibao("371602", "2026-03-12")
        var random = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            let wage = Money(fen: Int64.random(in: 0...400_000, using: &random))
            let (less, more) = (try monthly(wage, policy), try monthly(wage + Money(fen: 1), policy))
            #expect(more <= less, "at \(wage.text)")
        }
    }

    private func monthly(_ wage: Money, _ policy: ResolvedPolicy) throws -> Money {
        let facts = try Family.facts(monthlyWage: wage, region: "371602", day: "2026-03-12")
        guard case .eligible(let award) = try Determination.decide(facts, policy).outcome else { return .zero }
        return award.monthly
    }

    private func parameter(_ name: String) throws -> Parameter {
        try #require(try Repository.packs().pack("dibao", for: nil).parameters[name])
    }
}

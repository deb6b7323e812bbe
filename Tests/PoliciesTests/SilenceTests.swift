import Policies
import Primitives
import Testing

/// A department that does not answer never decides against a family.
@Suite struct SilenceTests {
    let policy: ResolvedPolicy

    init() throws { policy = try Repository.dibao("371602", "2026-03-12") }

    func facts(_ wage: Money = Money(yuan: 1000)) throws -> HouseholdFacts {
        try Family.facts(monthlyWage: wage, region: "371602", day: "2026-03-12")
    }

    func questions(_ facts: HouseholdFacts) throws -> [String] {
        guard case .undetermined(let open) = try Determination.decide(facts, policy).outcome else { return [] }
        return open.map(\.question)
    }

    @Test func `an unknown income keeps the result open and asks for it`() throws {
        var facts = try facts()
        facts.income.append(
            IncomeItem(key: "x", member: "b", kind: .property, amount: .unknown(reason: "未回复"), period: .yearly))
        #expect(try questions(facts) == ["王芳的财产净收入是多少"])
    }

    @Test func `an unknown income cannot save a family that is above both lines`() throws {
        var facts = try facts(Money(yuan: 9000))
        facts.income.append(
            IncomeItem(key: "x", member: "b", kind: .property, amount: .unknown(reason: "未回复"), period: .yearly))
        #expect(try Determination.decide(facts, policy).outcome.word == "notEligible")
    }

    @Test func `a silent vehicle register is never "no vehicle"`() throws {
        var facts = try facts()
        facts.property.append(.silence(key: "v", member: "a", kind: .car, reason: "车管数据未回复"))
        #expect(try questions(facts).contains("赵小龙名下有无汽车"))
    }

    @Test func `an unknown disability that would raise the amount keeps it open`() throws {
        var facts = try facts()
        facts.members[0].disability = .unknown(reason: "残联数据未回复")
        #expect(try questions(facts) == ["赵小龙的残疾情况"])
    }

    @Test func `an unknown that no rule of the region reads changes nothing`() throws {
        var facts = try facts()
        facts.members[0].employment = .unknown(reason: "未填")
        facts.members[1].ableToWork = .unknown(reason: "未填")
        #expect(try Determination.decide(facts, policy).outcome.word == "eligible")
    }

    @Test func `an unknown area matters only between the two standards`() throws {
        var facts = try facts()
        facts.members[2].area = .unknown(reason: "户口未核")
        #expect(try questions(facts).contains("赵一按城市还是农村标准"))
    }

    @Test func `contradicting facts are named all at once`() throws {
        var facts = try facts()
        facts.members.append(facts.members[0])
        facts.income[0].amount = .known(Money(fen: -1), .declared(on: facts.decisionDay))
        facts.income[0].member = "z"
        #expect(
            throws: DeterminationError.facts([
                .memberTwice("a"), .unknownMember(item: "wage", member: "z"), .amountOutOfRange(item: "wage"),
            ])
        ) { try Determination.decide(facts, policy) }
    }

    @Test func `a policy without a standard decides nothing`() throws {
        let early = try Repository.packs().policy(
            "dibao", for: RegionCode("371602"), on: CivilDate(parsing: "2020-01-01"))
        #expect(throws: DeterminationError.self) { try Determination.decide(try facts(), early) }
    }
}

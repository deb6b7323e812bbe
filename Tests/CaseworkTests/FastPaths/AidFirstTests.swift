import Casework
import Primitives
import Testing

@Suite struct AidFirstTests {
    static let terms = AidFirstTerms(
        emergencyHours: Cited(24, "24小时内先行救助"), backfillDays: Cited(5, "5个工作日内补办"),
        ceiling: Cited(Money(yuan: 2_000), "乡镇先行救助上限"), reserveFloor: Cited(Money(yuan: 1_000), "备用金底数"),
        oncePerCause: Cited(true, "同一事由一年一次"), papers: Cited([.identity, .visitForm, .receipt], "后补清单"))
    static let reserve: TownshipReserve = {
        let first = TownshipReserve.Entry(
            kind: .filledUp, amount: Money(yuan: 5_000), on: day("2026-01-05"), reference: "惠财社〔2026〕3号")
        return TownshipReserve().adding(first) ?? TownshipReserve()
    }()
    static let fire = AidFirstRequest(
        emergency: .disaster, amount: Money(yuan: 1_500), recipient: "李树根", recipientSigns: true, witnesses: [],
        causeHelpedThisYear: false, countyAgreed: false)

    static func assess(_ change: (inout AidFirstRequest) -> Void = { _ in }) -> Ruling<AidFirstPlan> {
        with(fire, change).assess(
            reserve: reserve, reportedAt: Instant(milliseconds: 0), on: Fixture.today, terms: terms,
            count: Fixture.count)
    }

    static let plan: AidFirstPlan = {
        guard let plan = assess().value else { preconditionFailure("The fire is an emergency.") }
        return plan
    }()

    @Test func `the money goes within the hours and the papers follow within the days`() {
        #expect(Self.plan.payBy == Instant(milliseconds: 86_400_000))
        #expect(Self.plan.papersDue.on == day("2026-03-27"))
        #expect(Self.plan.owed(having: [.identity]) == [.visitForm, .receipt])
        #expect(Self.plan.isLate(having: [.identity], on: day("2026-03-28")))
        #expect(!Self.plan.isLate(having: [.identity], on: day("2026-03-27")))
        #expect(!Self.plan.isLate(having: [.identity, .visitForm, .receipt], on: day("2026-05-28")))
    }

    @Test func `each ground against it is named`() {
        func broken(_ change: (inout AidFirstRequest) -> Void) -> [StatedRefusal] { Self.assess(change).refusals }
        let poor = TownshipReserve().adding(
            .init(kind: .filledUp, amount: Money(yuan: 2_000), on: day("2026-01-05"), reference: "补足"))
        let short = Self.fire.assess(
            reserve: poor ?? TownshipReserve(), reportedAt: Instant(milliseconds: 0), on: Fixture.today,
            terms: Self.terms, count: Fixture.count)
        expectEachReason([
            Broken(AidFirstReason.notUrgent, broken { $0.emergency = nil }),
            Broken(.amountUnsuitable, broken { $0.amount = .zero }),
            Broken(.overCeiling, broken { $0.amount = Money(fen: 200_001) }),
            Broken(.reserveShort, short.refusals),
            Broken(.sameCauseThisYear, broken { $0.causeHelpedThisYear = true }),
            Broken(.recipientMissing, broken { $0.recipient = " " }),
            Broken(.witnessMissing, broken { $0.recipientSigns = false }),
        ])
    }

    @Test func `a second time for one cause needs the county's consent`() {
        #expect(Self.assess { ($0.causeHelpedThisYear, $0.countyAgreed) = (true, true) }.value != nil)
    }

    @Test func `the reserve is the sum of its entries and never falls below zero`() throws {
        var random = SeededGenerator(seed: 5)
        var (reserve, oracle) = (TownshipReserve(), Int64(0))
        for _ in 0..<2_000 {
            let kind = try #require(TownshipReserve.EntryKind.allCases.randomElement(using: &random))
            let fen = Int64.random(in: 1...10_000, using: &random)
            let signed = kind == .paidOut ? -fen : fen
            let after = reserve.adding(
                .init(kind: kind, amount: Money(fen: fen), on: Fixture.today, reference: "流水"))
            #expect((after != nil) == (oracle + signed >= 0))
            if let after { (reserve, oracle) = (after, oracle + signed) }
            #expect(reserve.balance.fen == oracle && oracle >= 0)
        }
    }
}

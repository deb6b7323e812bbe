import Casework
import Primitives
import Testing

@Suite struct ProvisionalApprovalTests {
    static let terms = ProvisionalTerms(
        costFrom: Cited(Money(yuan: 30_000), "滨海县容缺审批方案：3万元"), causes: Cited(["medical", "disaster"], "滨海县容缺审批方案"),
        barredStandings: Cited([.seriousRecord], "滨海县容缺审批方案"), decisionDays: Cited(0, "当日审批"),
        owedDays: [
            .verification: Cited(25, "后补核对"), .visit: Cited(5, "后补入户"), .notice: Cited(15, "后补公示"),
            .confirmation: Cited(30, "后补确认"),
        ], appraisal: AppraisalTests.terms)
    /// The stroke patient: 42,000 yuan in a week, the village appraised this morning.
    static let stroke = ProvisionalRequest(
        cause: "medical", cost: Money(yuan: 42_000), reportOutstanding: true, credit: .good,
        creditAskedOn: day("2026-03-20"), pledgedOn: day("2026-03-20"),
        appraisal: with(AppraisalTests.sound) { $0.on = day("2026-03-20") })

    static func assess(
        exempt: Bool = false, _ change: (inout ProvisionalRequest) -> Void = { _ in }
    ) -> Ruling<ProvisionalPlan> {
        with(stroke, change).assess(
            on: Fixture.today, isNoticeExempt: exempt, terms: terms, count: Fixture.count)
    }

    static var plan: ProvisionalPlan? { assess().value }

    @Test func `the stroke patient is approved the same day and owes four steps with their days`() throws {
        let plan = try #require(Self.plan)
        #expect(plan.approvedOn == Fixture.today)
        #expect(
            plan.owed.map { "\($0.step.chinese) \($0.due.on.text)" } == [
                "核对报告 2026-04-27", "入户调查 2026-03-27", "公示 2026-04-13", "正式确认 2026-05-07",
            ])
    }

    @Test func `a household that may not be posted owes no notice`() {
        #expect(Self.assess(exempt: true).value?.owed.map(\.step) == [.verification, .visit, .confirmation])
    }

    @Test func `what is late is known by name`() throws {
        let plan = try #require(Self.plan)
        #expect(plan.late(done: [], on: day("2026-03-27")).isEmpty)
        #expect(plan.late(done: [], on: day("2026-04-20")).map(\.step) == [.visit, .notice])
        #expect(plan.late(done: [.visit], on: day("2026-04-20")).map(\.step) == [.notice])
    }

    @Test func `each missing ground is named`() {
        func broken(_ change: (inout ProvisionalRequest) -> Void) -> [StatedRefusal] { Self.assess(change).refusals }
        expectEachReason([
            Broken(ProvisionalReason.causeUnsuitable, broken { $0.cause = "education" }),
            Broken(.costBelowTrigger, broken { $0.cost = Money(fen: 2_999_999) }),
            Broken(.reportAlreadyBack, broken { $0.reportOutstanding = false }),
            Broken(.creditNotAsked, broken { $0.credit = nil }),
            Broken(.creditBarred, broken { $0.credit = .seriousRecord }),
            Broken(.pledgeBeforeCredit, broken { $0.pledgedOn = day("2026-03-19") }),
            Broken(.pledgeMissing, broken { $0.pledgedOn = nil }),
            Broken(.appraisalMissing, broken { $0.appraisal = nil }),
            Broken(.appraisalUnsound, broken { $0.appraisal?.scanCount = 0 }),
            Broken(
                .appraisalNegative,
                broken {
                    $0.appraisal?.votesFor = 3
                    $0.appraisal?.votesAgainst = 2
                }),
            Broken(.decisionLate, broken { $0.appraisal?.on = day("2026-03-19") }),
        ])
    }

    @Test func `exactly the trigger amount is enough`() {
        #expect(Self.assess { $0.cost = Money(yuan: 30_000) }.value != nil)
    }
}

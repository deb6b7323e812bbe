import Casework
import Primitives
import Testing

@Suite struct RemedyTests {
    static let terms = RemedyTerms(
        reconsiderationDays: Cited(60, "行政复议法第二十条"), suitMonths: Cited(6, "行政诉讼法第四十六条"),
        suitAfterDays: Cited(15, "行政诉讼法第四十五条"), untoldMonths: Cited(12, "行政诉讼法司法解释第六十四条"))

    static func dates(told: Bool = true, orders: [DelegationOrder] = [], served: String = "2026-03-02") -> RemedyDates {
        let competence = Competence.of(
            .dibao, township: Fixture.township, acceptedOn: day("2026-02-02"), on: Fixture.today, amount: nil,
            orders: orders)
        return RemedyDates(
            servedOn: day(served), wasTold: told, competence: competence, countyName: "惠民县", townshipName: "清河镇",
            terms: terms, count: Fixture.count)
    }

    @Test func `sixty days and six months, each rolled to a working day`() {
        // 1 May 2026 is a holiday; the days off end on the 5th.
        #expect(Self.dates().reconsiderBy.on == day("2026-05-06"))
        #expect(Self.dates().suitBy.on == day("2026-09-02"))
        #expect(
            Self.dates().chinese
                == "不服本决定的，可以在2026年5月6日前向惠民县人民政府申请行政复议，也可以在2026年9月2日前以惠民县民政局为被告向人民法院提起行政诉讼。")
    }

    @Test func `the county government reconsiders whoever decided; whose seal it bore answers in court`() {
        let entrusted = Self.dates(orders: [DelegationOrderTests.order])
        #expect(entrusted.reconsiderationBody == "惠民县人民政府" && entrusted.respondent == "惠民县民政局")
        let assigned = Self.dates(orders: [with(DelegationOrderTests.order) { $0.kind = .assigned }])
        #expect(assigned.respondent == "清河镇人民政府（街道办事处）")
    }

    @Test func `a family that was not told has a year`() {
        #expect(Self.dates(told: false).reconsiderBy.on == day("2027-03-02"))
        #expect(Self.dates(told: false).reconsiderBy.provisional)
    }

    @Test func `after a reconsideration there are fifteen days for the court`() {
        let due = Self.terms.suitAfter(reconsideredOn: day("2026-04-20"), count: Fixture.count)
        #expect(due.on == day("2026-05-06") && due.citation == "行政诉讼法第四十五条")
    }

    @Test func `a month without the day ends on its last day`() {
        #expect(Self.dates(served: "2025-08-31").suitBy.on == day("2026-02-28"))
    }

    private func step(
        _ proceeding: RemedyProceeding, _ event: RemedyEvent, staff: Int64 = 8, on today: CivilDate = Fixture.today,
        evidence: Int = 1
    ) -> Ruling<RemedyProceeding> {
        proceeding.applying(
            event, by: .staff(.countyReviewer, StaffID(staff)), on: today, evidenceCount: evidence, lateReason: "",
            answerDays: Cited(10, "行政复议法第四十八条"), count: Fixture.count)
    }

    @Test func `every state, event and role`() {
        expectTable(
            RemedyProceeding.lines, from: .filed,
            golden: """
                admit | filed | countyReviewer
                decline | filed | countyReviewer
                answer | admitted | countyReviewer
                uphold | answered | countyReviewer
                change | answered | countyReviewer
                annul | answered | countyReviewer
                withdraw | filed admitted answered | countyReviewer
                """)
    }

    @Test func `a proceeding is admitted, answered and decided; a late one is passed on with a note`() throws {
        let filed = RemedyProceeding(forum: .reconsideration, filedOn: Fixture.today, decidedBy: StaffID(3))
        let admitted = try #require(step(filed, .admit).value)
        #expect(admitted.answerBy?.on == day("2026-03-30") && !admitted.state.isOver)
        let answered = try #require(step(admitted, .answer).value)
        #expect(step(answered, .annul).value?.state.isOver == true)
        #expect(filed.lateNote(Self.dates()).isEmpty)
        let late = RemedyProceeding(forum: .reconsideration, filedOn: day("2026-05-07"), decidedBy: StaffID(3))
        expectEachReason([
            Broken(RemedyReason.filedTooLate, late.lateNote(Self.dates())),
            Broken(.answerLate, step(admitted, .answer, on: day("2026-03-31")).refusals),
            Broken(.deciderAnswersAlone, step(admitted, .answer, staff: 3).refusals),
            Broken(.evidenceMissing, step(admitted, .answer, evidence: 0).refusals),
            Broken(.outcomeMissing, step(answered, .uphold, evidence: 0).refusals),
        ])
    }
}

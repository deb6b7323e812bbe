import Casework
import Primitives
import Testing

@Suite struct GradualExitTests {
    static let terms = GradualExitTerms(
        months: Cited([.employment: 6, .pension: 6, .disabledPlaced: 36], "广安、赣州做法（演示）"),
        endMultiple: Cited(Ratio(permille: 1_500), "达到1.5倍提前结束（演示）"), restMonths: Cited(12, "本地规定"))
    /// G47: decided 2026-03-16, 900 a head against a standard of 790.
    static let employed = GradualExitRequest(
        state: .active, cause: .employment, perHead: Money(yuan: 900), standard: Money(yuan: 790),
        amount: Money(yuan: 600), earlierEnd: nil)

    private func assess(_ change: (inout GradualExitRequest) -> Void = { _ in }) -> Ruling<GradualExitPlan> {
        with(Self.employed, change).assess(on: day("2026-03-16"), terms: Self.terms)
    }

    @Test func `the old amount is paid from April to September and support ends on the first of October`() throws {
        let plan = try #require(assess().value)
        #expect(plan.first.text == "2026-04" && plan.last.text == "2026-09")
        #expect(plan.amount == Money(yuan: 600) && plan.endsOn == day("2026-10-01"))
    }

    @Test func `each ground against it is named`() {
        expectEachReason([
            Broken(GradualExitReason.notInForce, assess { $0.state = .gradualExit }.refusals),
            Broken(.causeUnsuitable, assess { $0.cause = .other }.refusals),
            Broken(.stillBelowStandard, assess { $0.perHead = Money(fen: 78_999) }.refusals),
            Broken(.incomeTooHigh, assess { $0.perHead = Money(yuan: 1_185) }.refusals),
            Broken(
                .tooSoonAgain,
                assess { $0.earlierEnd = Fixture.today.calendarMonth.adding(months: -12) }.refusals),
        ])
        #expect(assess { $0.perHead = Money(fen: 118_499) }.value != nil)
        #expect(assess { $0.perHead = Money(yuan: 790) }.value != nil)
        #expect(assess { $0.earlierEnd = Fixture.today.calendarMonth.adding(months: -13) }.value != nil)
    }
}

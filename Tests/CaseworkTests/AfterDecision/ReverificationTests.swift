import Casework
import Primitives
import Testing

@Suite struct ReverificationTests {
    /// Chongqing's table (重庆市城乡居民最低生活保障条例 article 26).
    static let terms = ReviewTerms(
        intervalMonths: Cited(
            [
                .init(.a, .urban): 12, .init(.a, .rural): 12, .init(.b, .urban): 6, .init(.b, .rural): 6,
                .init(.c, .urban): 1, .init(.c, .rural): 3,
            ], "重庆市低保条例第二十六条"),
        limitDays: Cited(10, "本地规定"), reviewsWithoutVisit: Cited([.a: 1, .b: 1, .c: 2], "本地规定"))
    static let statement = UnchangedStatement(
        signedOn: day("2026-03-19"), isCompared: true, differences: [], reviewsWithoutVisit: 0, hasVisit: false,
        computed: Money(yuan: 790), inForce: Money(yuan: 790))

    @Test(arguments: [
        ("A urban", 12), ("A rural", 12), ("B urban", 6), ("B rural", 6), ("C urban", 1), ("C rural", 3),
    ])
    func `the interval follows the class and where the family lives`(cell: String, months: Int) throws {
        let parts = cell.split(separator: " ").map(String.init)
        let reviewClass = try #require(ReviewClass(rawValue: parts[0]))
        let settlement = try #require(Settlement(rawValue: parts[1]))
        let last = try CalendarMonth(year: 2026, month: 3)
        #expect(Self.terms.nextDue(after: last, reviewClass, settlement) == last.adding(months: months))
    }

    @Test func `a cell that the table lacks is an error, never a guess`() throws {
        let empty = ReviewTerms(
            intervalMonths: Cited([:], "空表"), limitDays: Cited(10, "本地规定"), reviewsWithoutVisit: Cited([:], "空表"))
        #expect(empty.nextDue(after: Fixture.today.calendarMonth, .a, .urban) == nil)
    }

    @Test func `the class follows from illness, work and steadiness, over the whole small space`() {
        for severe in [true, false] {
            for idle in [true, false] {
                for stable in [true, false] {
                    let facts = ReviewFacts(hasSevereCase: severe, hasIdleWorker: idle, isIncomeStable: stable)
                    #expect(facts.reviewClass == (idle ? .c : severe && stable ? .a : .b))
                }
            }
        }
    }

    @Test func `lateness of a review is said and never stops a payment`() throws {
        let due = try CalendarMonth(year: 2026, month: 1)
        #expect(ReviewStanding.of(due: due, in: due.adding(months: -1)) == .notYet(due: due))
        #expect(ReviewStanding.of(due: due, in: due) == .due(due))
        let late = ReviewStanding.of(due: due, in: due.adding(months: 30))
        #expect(late == .late(months: 30) && late.chinese == "复核已超期30个月，照常发放")
        #expect(Self.terms.finishBy(startedOn: Fixture.today, count: Fixture.count).on == day("2026-04-03"))
        let notice = with(AdverseNoticeTests.termination) { $0.restsOnLateReview = true }
        #expect(
            notice.refusals(on: Fixture.today, terms: AdverseNoticeTests.terms).map(\.code)
                == ["adverse.latenessIsNoGround"])
        let transition = Fixture.decide(.startReverification, Fixture.snapshot(.active), by: nil).transition
        #expect(transition?.next.isInForce == true)
        #expect(transition?.actions.contains(.suspendAward) == false)
    }

    @Test func `each ground against “nothing changed” is named`() {
        func broken(_ change: (inout UnchangedStatement) -> Void) -> [StatedRefusal] {
            with(Self.statement, change).refusals(.a, on: Fixture.today, terms: Self.terms)
        }
        #expect(broken { _ in }.isEmpty)
        expectEachReason([
            Broken(UnchangedReason.statementMissing, broken { $0.signedOn = nil }),
            Broken(.comparisonMissing, broken { $0.isCompared = false }),
            Broken(.differencesFound, broken { $0.differences = ["新购车辆"] }),
            Broken(.visitOwed, broken { $0.reviewsWithoutVisit = 1 }),
            Broken(.dayImpossible, broken { $0.signedOn = day("2026-03-21") }),
            Broken(.amountChanges, broken { $0.computed = Money(yuan: 780) }),
        ])
        #expect(broken { ($0.reviewsWithoutVisit, $0.hasVisit) = (1, true) }.isEmpty)
    }
}

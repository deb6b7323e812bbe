import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// The sum follows the facts: up, down with the family heard, and gradually out.
@Suite struct AdjustAwardTests {
    private static func adjust(_ world: CaseWorld, _ codes: [ReasonCode] = []) async throws -> AdjustAward {
        AdjustAward(
            caseID: world.caseID, seenVersion: try await world.version(), reasonCodes: codes, words: "女儿工资变了。")
    }

    @Test func `less income pays more from the month the rule gives, and the review is closed by it`() async throws {
        let world = try await CaseWorld.underReview(files: CaseWorld.filesWithoutWork)
        let before = try await world.award().monthlyAmount
        try await world.earns(300)
        let adjusted = try await world.ok(Self.adjust(world), as: world.county)
        #expect(adjusted.before == before && adjusted.after > before)
        let month = try await world.test.bureau.today().calendarMonth
        #expect(adjusted.fromMonth == month.adding(months: 1))
        let award = try await world.award()
        #expect(award.monthlyAmount == adjusted.after && award.amountDue(in: adjusted.fromMonth) == adjusted.after)
        let after = try await world.after()
        #expect(after.reviews.map(\.state) == [.acted, .scheduled] && after.notices.isEmpty)
        #expect(try await world.documents()["D23"]?.lines.contains { $0.value == "增发" } == true)
        await world.end()
    }

    @Test func `more income pays less only after the family was told and heard`() async throws {
        let world = try await CaseWorld.underReview()
        let before = try await world.award().monthlyAmount
        try await world.earns(900)
        #expect(
            try await world.codes(Self.adjust(world), as: world.county)
                == ["adverse.reasonsMissing", "adverse.familyNotHeard"])
        try await world.tellAndHear(.reduction, [.incomeRose])
        let adjusted = try await world.ok(Self.adjust(world, [.incomeRose]), as: world.county)
        #expect(adjusted.after < before && adjusted.after > .zero)
        let notice = try #require(try await world.after().notices.last)
        #expect(notice.state == .taken && notice.content.amountBefore == before)
        #expect(notice.content.amountAfter == adjusted.after)
        await world.end()
    }

    @Test func `the same sum, a stale determination, another's case and an act told otherwise are refused`()
        async throws
    {
        let world = try await CaseWorld.underReview()
        #expect(try await world.codes(Self.adjust(world), as: world.county) == ["nothingChanged"])
        #expect(try await world.codes(Self.adjust(world), as: world.stranger) == ["notFound"])
        var blank = try await Self.adjust(world)
        blank.words = ""
        #expect(try await world.codes(blank, as: world.county) == ["nothingChanged", "textMissing"])
        _ = try await world.ok(
            TellFamily(
                caseID: world.caseID, seenVersion: try await world.version(), act: .suspension,
                reasonCodes: [.contactLost], words: "联系不上"), as: world.clerk)
        #expect(try await world.codes(Self.adjust(world), as: world.county) == ["nothingChanged", "noticeStands"])
        await world.end()
        let stale = try await CaseWorld.inForce()
        _ = try await stale.ok(
            StartReverification(caseID: stale.caseID, seenVersion: try await stale.version()), as: stale.clerk)
        #expect(
            try await stale.codes(Self.adjust(stale), as: stale.county) == ["determinationStale", "nothingChanged"])
        await stale.end()
    }

    @Test func `income a little above the standard keeps the sum for months, then support ends`() async throws {
        let world = try await CaseWorld.underReview(files: CaseWorld.filesWithoutWork)
        let amount = try await world.award().monthlyAmount
        func exit(_ cause: ExitCause) async throws -> BeginGradualExit {
            BeginGradualExit(
                caseID: world.caseID, seenVersion: try await world.version(), cause: cause, words: "女儿在县城上班。")
        }
        try await world.earnsAboveStandard()
        #expect(try await world.codes(exit(.employment), as: world.county) == ["adverse.familyNotHeard"])
        try await world.tellAndHear(.termination, [.incomeRose])
        #expect(try await world.codes(exit(.other), as: world.county) == ["gradualExit.causeUnsuitable"])
        let plan = try await world.ok(exit(.employment), as: world.county)
        let month = try await world.test.bureau.today().calendarMonth
        #expect(plan.first == month.adding(months: 1) && plan.last == month.adding(months: 6))
        #expect(plan.amount == amount)
        #expect(try await world.state() == .gradualExit)
        let award = try await world.award()
        #expect(award.amountDue(in: plan.last) == amount)
        #expect(award.standing(in: plan.last.adding(months: 1)) == .stopped(.gradualExitEnded))
        world.test.clock.advance(days: 220)
        let end = TerminateCase(
            caseID: world.caseID, seenVersion: try await world.version(), reasonCodes: [.incomeRose], words: "渐退期满。")
        #expect(try await world.ok(end, as: world.county).state == .terminated)
        #expect(try await world.award().amountDue(in: plan.last) == amount)
        await world.end()
    }

    @Test func `below the standard, or far above it, there is no gradual exit`() async throws {
        let world = try await CaseWorld.underReview()
        func codes() async throws -> [String] {
            try await world.codes(
                BeginGradualExit(
                    caseID: world.caseID, seenVersion: try await world.version(), cause: .employment, words: "上班"),
                as: world.county)
        }
        #expect(try await codes().contains("gradualExit.stillBelowStandard"))
        try await world.earns(20_000)
        #expect(try await codes().contains("gradualExit.incomeTooHigh"))
        await world.end()
    }
}

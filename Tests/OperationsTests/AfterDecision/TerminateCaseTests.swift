import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// The end of support, the pause and what follows it.
@Suite struct TerminateCaseTests {
    private static func terminate(
        _ world: CaseWorld, _ codes: [ReasonCode] = [.workRefused]
    ) async throws -> TerminateCase {
        TerminateCase(
            caseID: world.caseID, seenVersion: try await world.version(), reasonCodes: codes, words: "三次没有去面试。")
    }

    @Test func `after the family was told and heard it is ended in writing, and paid through this month`() async throws
    {
        let world = try await CaseWorld.inForce()
        #expect(
            try await world.codes(Self.terminate(world), as: world.county) == ["adverse.familyNotHeard"])
        world.test.clock.advance(days: 40)
        try await world.tellAndHear(.termination, [.workRefused])
        let command = try await Self.terminate(world)
        let first = try await world.test.bureau.perform(command, as: .staff(world.county), key: "end")
        #expect(first.value?.state == .terminated)
        #expect(try await world.test.bureau.perform(command, as: .staff(world.county), key: "end") == first)
        let month = try await world.test.bureau.today().calendarMonth
        let award = try await world.award()
        #expect(award.amountDue(in: month) == award.monthlyAmount)
        #expect(award.standing(in: month.adding(months: 1)) == .stopped(.nonCooperation))
        let papers = try await world.documents()
        let decision = try #require(papers["D24"])
        #expect(decision.lines.contains { $0.value.contains("第四十五条") })
        #expect(decision.paragraphs.contains { $0.contains("行政复议") } && papers["D27"] != nil)
        let after = try await world.after()
        #expect(after.notices.map(\.state) == [.taken] && after.currentReview == nil)
        await world.end()
    }

    @Test func `the township may not, nor on another version, nor while another act is told`() async throws {
        let world = try await CaseWorld.inForce()
        #expect(try await world.codes(Self.terminate(world), as: world.stranger) == ["notFound"])
        let wish = try await Self.terminate(world, [.voluntaryExit])
        #expect(try await world.codes(wish, as: world.reviewer) == ["notCompetentBody"])
        var stale = wish
        stale.seenVersion -= 1
        #expect(try await world.codes(stale, as: world.county) == ["caseChanged"])
        _ = try await world.ok(
            TellFamily(
                caseID: world.caseID, seenVersion: try await world.version(), act: .suspension,
                reasonCodes: [.contactLost], words: "联系不上"), as: world.clerk)
        #expect(try await world.codes(wish, as: world.county) == ["noticeStands"])
        await world.end()
    }

    @Test func `whoever leaves at the own wish was heard by asking`() async throws {
        let world = try await CaseWorld.inForce()
        let done = try await world.ok(Self.terminate(world, [.voluntaryExit]), as: world.county)
        #expect(done.state == .terminated)
        #expect(try await world.after().notices.map(\.act) == [.termination])
        await world.end()
    }

    @Test func `a pause has reasons and an end, and resuming goes on`() async throws {
        let world = try await CaseWorld.inForce()
        world.test.clock.advance(days: 40)
        let month = try await world.test.bureau.today().calendarMonth
        func pause(_ through: CalendarMonth?, _ codes: [ReasonCode] = [.contactLost]) async throws -> SuspendCase {
            SuspendCase(
                caseID: world.caseID, seenVersion: try await world.version(), reasonCodes: codes,
                words: "4月3日、8日两次上门无人。", through: through)
        }
        #expect(try await world.codes(pause(nil), as: world.county) == ["monthMissing"])
        #expect(try await world.codes(pause(month.adding(months: -1)), as: world.county) == ["monthMissing"])
        #expect(
            try await world.codes(pause(month.adding(months: 4)), as: world.county) == ["adverse.suspensionTooLong"])
        #expect(
            try await world.codes(pause(month, []), as: world.county)
                == ["reasonCodeMissing", "adverse.reasonsMissing"])
        let done = try await world.ok(pause(month.adding(months: 2)), as: world.county)
        #expect(done.state == .suspended)
        let after = try await world.after()
        #expect(after.notices.map(\.until) == [month.adding(months: 2)] && after.currentReview == nil)
        #expect(try await world.award().amountDue(in: month.adding(months: 1)) == .zero)
        let resume = ResumeCase(caseID: world.caseID, seenVersion: try await world.version(), reason: " ")
        #expect(try await world.codes(resume, as: world.county) == ["textMissing"])
        var written = resume
        written.reason = "已经联系上"
        #expect(try await world.ok(written, as: world.county).state == .active)
        // The review that the pause closed is planned again.
        #expect(try await world.after().currentReview?.state == .scheduled)
        #expect(try await world.award().amountDue(in: month.adding(months: 1)) > .zero)
        await world.end()
    }
}

import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// Telling the family before an act against it, hearing it, and dropping the act.
@Suite struct TellFamilyTests {
    private static func tell(
        _ world: CaseWorld, _ act: AdverseAct = .termination, _ codes: [ReasonCode] = [.workRefused],
        words: String = "三次没有去面试。", attempts: String = ""
    ) async throws -> TellFamily {
        TellFamily(
            caseID: world.caseID, seenVersion: try await world.version(), act: act, reasonCodes: codes, words: words,
            attempts: attempts)
    }

    private static func answer(
        _ world: CaseWorld, objects: Bool = true, words: String = "孩子病了，走不开。"
    ) async throws -> AnswerNotice {
        AnswerNotice(
            caseID: world.caseID, seenNotice: try await world.after().openNotice?.version ?? 0, objects: objects,
            words: words)
    }

    @Test func `the family is told with number, reasons and a last day, answers, and the act may be dropped`()
        async throws
    {
        let world = try await CaseWorld.inForce()
        let today = try await world.test.bureau.today()
        let due = try await world.ok(Self.tell(world), as: world.reviewer)
        #expect(due > today)
        let notice = try #require(try await world.after().openNotice)
        #expect(notice.number == "惠民孙武救先告〔2026〕1号" && notice.answerDue == due)
        let paper = try #require(try await world.documents()["E21"])
        #expect(paper.lines.first { $0.label == "拟作决定" }?.value == notice.act.chinese && paper.missing.isEmpty)
        let standing = try await world.standing(.priorNotice)
        #expect(
            standing.lacks.isEmpty && standing.row.number == notice.number, "it counts from the moment it is served")
        let outbox = try await world.test.bureau.view(as: .staff(world.county)) { try OutboxView.load(in: $0) }
        #expect(outbox.lines.contains { $0.template == "toldBeforeAct" })
        _ = try await world.ok(Self.answer(world), as: world.clerk)
        let heard = try #require(try await world.after().openNotice)
        #expect(heard.state == .heard && heard.answer?.objects == true && heard.heardBy == world.clerk.staffID)
        _ = try await world.ok(
            DropNotice(caseID: world.caseID, seenNotice: heard.version, reason: "情况属实，有正当理由。"), as: world.reviewer)
        #expect(try await world.after().notices.map(\.state) == [.dropped])
        #expect(try await world.state() == .active)
        await world.end()
    }

    @Test func `each ground against telling is named, and nothing is written`() async throws {
        let world = try await CaseWorld.inForce()
        #expect(try await world.codes(Self.tell(world), as: world.stranger) == ["notFound"])
        #expect(try await world.codes(Self.tell(world), as: world.gridWorker) == ["notAllowed"])
        var stale = try await Self.tell(world)
        stale.seenVersion -= 1
        #expect(try await world.codes(stale, as: world.clerk) == ["changedMeanwhile"])
        #expect(
            try await world.codes(Self.tell(world, .refusal, [.falseDeclaration]), as: world.clerk) == ["actUnsuitable"]
        )
        let long = String(repeating: "长", count: 2_001)
        #expect(try await world.codes(Self.tell(world, words: long), as: world.clerk) == ["textTooLong"])
        #expect(
            try await world.codes(Self.tell(world, .termination, [], words: " "), as: world.clerk)
                == ["adverse.reasonsMissing", "adverse.wordsMissing"])
        #expect(
            try await world.codes(Self.tell(world, .termination, [.contactLost]), as: world.clerk)
                == ["adverse.reasonUnsuitable"])
        #expect(
            try await world.codes(Self.tell(world, .termination, [.incomeRose]), as: world.clerk)
                == ["reasonContradictsDetermination"])
        #expect(
            try await world.codes(Self.tell(world, .reduction, [.incomeRose]), as: world.clerk)
                == ["amountNotReduced"])
        #expect(try await world.count("adverse_notice") == 0)
        _ = try await world.ok(Self.tell(world), as: world.clerk)
        #expect(try await world.codes(Self.tell(world), as: world.reviewer) == ["noticeStands"])
        await world.end()
    }

    @Test func `that a review is late is no ground; that the family refused it is, when it is shown`() async throws {
        let world = try await CaseWorld.inForce()
        world.test.clock.advance(days: 400)
        #expect(try await world.test.bureau.startDueReviews(limit: 5) == 1)
        world.test.clock.advance(days: 100)
        let bare = try await Self.tell(world, .termination, [.reviewRefused])
        #expect(try await world.codes(bare, as: world.reviewer) == ["adverse.latenessIsNoGround"])
        let shown = try await Self.tell(
            world, .termination, [.reviewRefused], attempts: "9月3日、9日两次上门，家人在门口说不查。")
        _ = try await world.ok(shown, as: world.reviewer)
        await world.end()
    }

    @Test func `a case before its decision, or without a present sum, is refused`() async throws {
        let early = try await CaseWorld.make()
        #expect(try await early.codes(Self.tell(early), as: early.clerk) == ["notInForce"])
        await early.end()
        let world = try await CaseWorld.inForce()
        _ = try await world.ok(
            StartReverification(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        #expect(
            try await world.codes(Self.tell(world, .reduction, [.incomeRose]), as: world.clerk) == ["amountMissing"])
        #expect(
            try await world.codes(Self.tell(world, .termination, [.incomeRose]), as: world.clerk)
                == ["determinationStale"])
        await world.end()
    }

    @Test func `an answer wants words or time, and the notice that was seen`() async throws {
        let world = try await CaseWorld.inForce()
        #expect(try await world.codes(Self.answer(world), as: world.clerk) == ["noNotice"])
        let due = try await world.ok(Self.tell(world), as: world.reviewer)
        #expect(try await world.codes(Self.answer(world, words: ""), as: world.clerk) == ["textMissing"])
        let silent = try await Self.answer(world, objects: false, words: "")
        #expect(try await world.codes(silent, as: world.clerk) == ["answerTimeRuns"])
        #expect(try await world.codes(Self.answer(world), as: world.stranger) == ["notFound"])
        var stale = try await Self.answer(world)
        stale.seenNotice += 1
        #expect(try await world.codes(stale, as: world.clerk) == ["changedMeanwhile"])
        let long = try await Self.answer(world, words: String(repeating: "长", count: 2_001))
        #expect(try await world.codes(long, as: world.clerk) == ["textTooLong"])
        let today = try await world.test.bureau.today()
        world.test.clock.advance(days: today.days(until: due) + 1)
        _ = try await world.ok(silent, as: world.clerk)
        await world.end()
    }

    @Test func `dropping wants a reason and a reviewer`() async throws {
        let world = try await CaseWorld.inForce()
        let drop = DropNotice(caseID: world.caseID, seenNotice: 1, reason: "家庭说明属实")
        #expect(try await world.codes(drop, as: world.reviewer) == ["noNotice"])
        _ = try await world.ok(Self.tell(world), as: world.reviewer)
        #expect(try await world.codes(drop, as: world.clerk) == ["notAllowed"])
        var bad = drop
        (bad.seenNotice, bad.reason) = (7, "")
        #expect(try await world.codes(bad, as: world.reviewer) == ["textMissing", "changedMeanwhile"])
        await world.end()
    }
}

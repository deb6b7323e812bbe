import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// Every verb after the decision: another region's people, a store that breaks at any change, the same key twice.
@Suite struct AfterDecisionWallTests {
    @Test(arguments: verbs) func `a verb keeps its wall`(_ verb: WalledVerb) async throws {
        try await VerbWall.check(verb)
    }

    @Test func `no verb is without its wall`() throws {
        #expect(try VerbWall.names(inFolders: ["AfterDecision"]) == Set(Self.verbs.map(\.name)))
    }

    private static let verbs = acts + reviews + proceedings

    private static let acts: [WalledVerb] = [
        WalledVerb(TellFamily.self, in: { try await .inForce() }) { ($0.reviewer, try await tell($0)) },
        WalledVerb(AnswerNotice.self, in: told) { world in
            let notice = try await world.after().openNotice
            let answer = AnswerNotice(
                caseID: world.caseID, seenNotice: notice?.version ?? 0, objects: true, words: "孩子病了，走不开。")
            return (world.clerk, answer)
        },
        WalledVerb(DropNotice.self, in: told) { world in
            let notice = try await world.after().openNotice
            return (
                world.reviewer,
                DropNotice(caseID: world.caseID, seenNotice: notice?.version ?? 0, reason: "有正当理由。")
            )
        },
        WalledVerb(AdjustAward.self, "less", in: less) { world in
            let version = try await world.version()
            return (
                world.county,
                AdjustAward(caseID: world.caseID, seenVersion: version, reasonCodes: [.incomeRose], words: "工资涨了。")
            )
        },
        WalledVerb(AdjustAward.self, "more", in: more) { world in
            let version = try await world.version()
            return (world.county, AdjustAward(caseID: world.caseID, seenVersion: version, words: "工资少了。"))
        },
        WalledVerb(SuspendCase.self, in: { try await .inForce() }) { ($0.county, try await pause($0)) },
        WalledVerb(ResumeCase.self, in: paused) { world in
            let version = try await world.version()
            return (world.county, ResumeCase(caseID: world.caseID, seenVersion: version, reason: "已经联系上"))
        },
        WalledVerb(TerminateCase.self, in: { try await .inForce() }) { world in
            let version = try await world.version()
            let end = TerminateCase(
                caseID: world.caseID, seenVersion: version, reasonCodes: [.voluntaryExit], words: "本人申请退出")
            return (world.county, end)
        },
        WalledVerb(BeginGradualExit.self, in: exiting) { world in
            let version = try await world.version()
            let exit = BeginGradualExit(
                caseID: world.caseID, seenVersion: version, cause: .employment, words: "女儿在县城上班。")
            return (world.county, exit)
        },
    ]

    private static let reviews: [WalledVerb] = [
        WalledVerb(StartReverification.self, in: { try await .inForce() }) { world in
            (world.clerk, StartReverification(caseID: world.caseID, seenVersion: try await world.version()))
        },
        WalledVerb(StateReview.self, in: { try await .underReview() }) { ($0.clerk, try await state($0)) },
        WalledVerb(ReviseMeans.self, in: { try await .underReview() }) { world in
            let revise = ReviseMeans(
                caseID: world.caseID, seenVersion: try await world.version(),
                parts: [
                    .incomes([DeclaredItem(memberNumber: 2, kind: .wage, amount: .monthly(Money(yuan: 700)))])
                ], reason: "本人报告，附工资条")
            return (world.clerk, revise)
        },
        WalledVerb(CloseReviewUnchanged.self, in: stated) { world in
            (world.reviewer, CloseReviewUnchanged(caseID: world.caseID, seenVersion: try await world.version()))
        },
    ]

    private static let proceedings: [WalledVerb] = [
        WalledVerb(OpenRecovery.self, in: { try await CaseWorld.paid().world }) { ($0.county, try await recover($0)) },
        WalledVerb(StepRecovery.self, in: owing) { world in
            guard let row = try await world.after().recoveries.last else { throw WorldError("no recovery") }
            let step = StepRecovery(recoveryID: row.id, seenVersion: row.version, event: .hear, reason: "已听取意见")
            return (world.clerk, step)
        },
        WalledVerb(FileRemedy.self, in: { try await CaseWorld.ended().world }) { ($0.county, try await file($0)) },
        WalledVerb(StepRemedy.self, in: contested) { world in
            guard let row = try await world.after().remedies.last else { throw WorldError("no remedy") }
            return (
                world.county, StepRemedy(remedyID: row.id, seenVersion: row.version, event: .admit, note: "")
            )
        },
    ]
}

extension AfterDecisionWallTests {
    private static func tell(_ world: CaseWorld) async throws -> TellFamily {
        TellFamily(
            caseID: world.caseID, seenVersion: try await world.version(), act: .termination,
            reasonCodes: [.workRefused], words: "三次没有去面试。")
    }

    private static func pause(_ world: CaseWorld) async throws -> SuspendCase {
        SuspendCase(
            caseID: world.caseID, seenVersion: try await world.version(), reasonCodes: [.contactLost],
            words: "两次上门无人。", through: try await world.test.bureau.today().calendarMonth.adding(months: 2))
    }

    private static func state(_ world: CaseWorld) async throws -> StateReview {
        let review = try await world.after().currentReview
        return StateReview(caseID: world.caseID, seenReview: review?.version ?? 0, changes: "", signer: "赵小龙")
    }

    private static func recover(_ world: CaseWorld) async throws -> OpenRecovery {
        OpenRecovery(
            caseID: world.caseID, cause: .lateReport, amount: try await world.award().monthlyAmount,
            grounds: "2月已经上班，没有报告。")
    }

    private static func file(_ world: CaseWorld) async throws -> FileRemedy {
        guard let decision = try await world.after().decisions.last else { throw WorldError("no decision") }
        return FileRemedy(
            caseID: world.caseID, forum: .reconsideration, eventSequence: decision.sequence, servedOn: decision.day,
            filedOn: try await world.test.bureau.today(), wasTold: true, claim: "没有申请退出。")
    }

    @Sendable private static func told() async throws -> CaseWorld {
        let world = try await CaseWorld.inForce()
        _ = try await world.ok(tell(world), as: world.reviewer)
        return world
    }

    @Sendable private static func less() async throws -> CaseWorld {
        let world = try await CaseWorld.underReview()
        try await world.earns(900)
        try await world.tellAndHear(.reduction, [.incomeRose])
        return world
    }

    @Sendable private static func more() async throws -> CaseWorld {
        let world = try await CaseWorld.underReview(files: CaseWorld.filesWithoutWork)
        try await world.earns(300)
        return world
    }

    @Sendable private static func paused() async throws -> CaseWorld {
        let world = try await CaseWorld.inForce()
        _ = try await world.ok(pause(world), as: world.county)
        return world
    }

    @Sendable private static func exiting() async throws -> CaseWorld {
        let world = try await CaseWorld.underReview(files: CaseWorld.filesWithoutWork)
        try await world.earnsAboveStandard()
        try await world.tellAndHear(.termination, [.incomeRose])
        return world
    }

    @Sendable private static func stated() async throws -> CaseWorld {
        let world = try await CaseWorld.underReview()
        _ = try await world.ok(state(world), as: world.clerk)
        return world
    }

    @Sendable private static func owing() async throws -> CaseWorld {
        let world = try await CaseWorld.paid().world
        _ = try await world.ok(recover(world), as: world.county)
        return world
    }

    @Sendable private static func contested() async throws -> CaseWorld {
        let world = try await CaseWorld.ended().world
        _ = try await world.ok(file(world), as: world.county)
        return world
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Every verb of supervision and of the clocks: another region's people, a store that breaks, the same key twice.
@Suite struct SupervisionWallTests {
    @Test(arguments: verbs) func `a verb keeps its wall`(_ verb: WalledVerb) async throws {
        try await VerbWall.check(verb)
    }

    @Test func `no verb is without its wall`() throws {
        #expect(try VerbWall.names(inFolders: ["Supervision", "Clocks"]) == Set(Self.verbs.map(\.name)))
    }

    private static let verbs = cases + ledger + samples + corrections + clocks

    private static let cases: [WalledVerb] = [
        WalledVerb(RecordAppraisal.self, in: { try await .investigating() }) { ($0.clerk, try await $0.appraisal()) },
        WalledVerb(IssueDelegation.self, in: { try await .make() }) { world in
            let day = try await world.test.bureau.today()
            return (world.county, try IssueDelegation.sample(["371621001"], on: day))
        },
        WalledVerb(RevokeDelegation.self, in: { try await .delegated() }) { world in
            let orders = try await world.test.bureau.view(as: .staff(world.county)) {
                try $0.store.delegations(of: try RegionCode("371621"))
            }
            return (
                world.county, RevokeDelegation(delegationID: orders[0].id, seenVersion: 1, reason: "抽查错误率高")
            )
        },
        WalledVerb(RecordMeeting.self, in: waiting) { world in
            (world.clerk, try await world.meeting(with: try await world.secondReviewer()))
        },
    ]

    private static let ledger: [WalledVerb] = [
        WalledVerb(DeclareRelatives.self, isOwn: true, in: { try await .make() }) { ($0.county, relatives()) },
        WalledVerb(DeclareRelatives.self, "of an official", in: { try await .make() }) { world in
            (world.clerk, relatives(of: try await official(world)))
        },
        WalledVerb(AddOfficial.self, in: { try await .make() }) { ($0.clerk, try addition()) },
        WalledVerb(EndOfficial.self, in: { try await .make() }) { world in
            (world.clerk, EndOfficial(officialID: try await official(world), reason: "换届"))
        },
        WalledVerb(StrikeRelative.self, in: { try await .make() }) { world in
            _ = try await world.ok(relatives(), as: world.county)
            let rows = try await world.test.bureau.view(as: .staff(world.county)) {
                try $0.store.relatives(in: $0.scope)
            }
            return (
                world.secondCounty,
                StrikeRelative(entryID: rows[0].id, seenVersion: 1, evidence: "户籍证明：并非亲属")
            )
        },
    ]

    private static let samples: [WalledVerb] = [
        WalledVerb(FreezeSampling.self, in: { try await CaseWorld.decidedByTownship() }) { world in
            (world.county, try await freeze(world))
        },
        WalledVerb(DrawSampling.self, in: { try await CaseWorld.decidedByTownship() }) { world in
            let id = try await world.ok(freeze(world), as: world.county)
            return (world.county, draw(id))
        },
        WalledVerb(RecordFinding.self, "right", in: { try await CaseWorld.decidedByTownship() }) { world in
            (world.county, try await finding(.correct, world))
        },
        WalledVerb(RecordFinding.self, "wrong", in: { try await CaseWorld.decidedByTownship() }) { world in
            (world.county, try await finding(.wrongAmount, world))
        },
    ]

    private static let corrections: [WalledVerb] = [
        WalledVerb(CloseCorrection.self, in: { try await CaseWorld.decidedByTownship() }) { world in
            let row = try await world.foundWrong()
            return (
                world.secondCounty,
                CloseCorrection(correctionID: row.id, seenVersion: 1, outcome: .upheld, words: "复核后原金额正确")
            )
        }
    ]

    private static let clocks: [WalledVerb] = [
        WalledVerb(StopClock.self, in: { try await .make() }) { world in
            let version = try await world.version()
            return (
                world.reviewer,
                StopClock(caseID: world.caseID, seenVersion: version, cause: .certification, note: "伤残鉴定")
            )
        },
        WalledVerb(RestartClock.self, in: { try await .make() }) { world in
            let stop = StopClock(
                caseID: world.caseID, seenVersion: try await world.version(), cause: .certification, note: "伤残鉴定")
            _ = try await world.ok(stop, as: world.reviewer)
            let version = try await world.version()
            return (world.clerk, RestartClock(caseID: world.caseID, seenVersion: version, note: "鉴定结论已到"))
        },
        WalledVerb(ExtendLimit.self, in: { try await .make() }) { world in
            let version = try await world.version()
            return (
                world.reviewer, ExtendLimit(caseID: world.caseID, seenVersion: version, reason: "成员分散在三省")
            )
        },
        WalledVerb(AnswerReminder.self, in: { try await .make() }) { world in
            world.test.clock.advance(days: 10)
            _ = try await world.test.bureau.remindOfDeadlines()
            let late = try await world.test.bureau.view(as: .staff(world.reviewer)) {
                try $0.store.reminders([.townshipHead], in: $0.scope, limit: 5)
            }
            let day = try await world.test.bureau.today().adding(days: 3)
            return (world.reviewer, AnswerReminder(reminderID: late[0].id, reason: "已催办", promisedOn: day))
        },
    ]
}

extension SupervisionWallTests {
    private static func relatives(of official: OfficialID? = nil) -> DeclareRelatives {
        let father = DeclaredRelative(name: CaseWorld.names[0], idNumber: CaseWorld.ids[0], kinship: .parent)
        return DeclareRelatives(officialID: official, ownID: "", relatives: [father])
    }

    private static func addition() throws -> AddOfficial {
        AddOfficial(officialName: "王支书", duty: "村党支部书记", region: try RegionCode(CaseWorld.village))
    }

    private static func official(_ world: CaseWorld) async throws -> OfficialID {
        try await world.ok(addition(), as: world.clerk)
    }

    @Sendable private static func waiting() async throws -> CaseWorld {
        let world = try await CaseWorld.delegated()
        try await world.close(try await world.post())
        return world
    }

    private static func freeze(_ world: CaseWorld) async throws -> FreezeSampling {
        let day = try await world.test.bureau.today()
        return FreezeSampling(from: day.adding(days: -31), through: day.adding(days: -1), sharePermille: 100)
    }

    private static func draw(_ id: SamplingID) -> DrawSampling {
        DrawSampling(samplingID: id, seenVersion: 1, seed: "20260401073", source: "福彩3D第2026073期")
    }

    private static func finding(_ finding: SamplingFinding, _ world: CaseWorld) async throws -> RecordFinding {
        let id = try await world.ok(freeze(world), as: world.county)
        _ = try await world.ok(draw(id), as: world.county)
        return RecordFinding(
            samplingID: id, caseID: world.caseID, finding: finding, words: finding == .correct ? "" : "少算一人")
    }
}

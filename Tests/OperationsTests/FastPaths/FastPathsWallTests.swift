import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Every verb of the fast paths: another region's people, a store that breaks at any change, the same key twice.
@Suite struct FastPathsWallTests {
    @Test(arguments: verbs) func `a verb keeps its wall`(_ verb: WalledVerb) async throws {
        try await VerbWall.check(verb)
    }

    @Test func `no verb is without its wall`() throws {
        #expect(try VerbWall.names(inFolders: ["FastPaths"]) == Set(Self.verbs.map(\.name)))
    }

    private static let verbs = provisional + aid + medical

    private static let provisional: [WalledVerb] = [
        WalledVerb(AskProvisional.self, in: { try await StrokeWorld.make().base }) { base in
            (base.clerk, try await StrokeWorld(base: base).ask())
        },
        WalledVerb(RecordCredit.self, in: { try await asked() }) { base in
            (base.clerk, StrokeWorld(base: base).credit())
        },
        WalledVerb(RecordPledge.self, in: { try await asked() }) { base in
            _ = try await base.ok(StrokeWorld(base: base).credit(), as: base.clerk)
            return (base.clerk, try await StrokeWorld(base: base).pledge())
        },
        WalledVerb(ApproveProvisionally.self, in: { try await asked() }) { base in
            let world = StrokeWorld(base: base)
            _ = try await base.ok(world.credit(), as: base.clerk)
            _ = try await base.ok(try await world.pledge(), as: base.clerk)
            _ = try await base.ok(try await world.appraisal(), as: base.clerk)
            return (base.county, try await world.approve())
        },
        WalledVerb(RecordHearing.self, in: { try await StrokeWorld.doubtful().base }) { base in
            (base.clerk, try await StrokeWorld(base: base).hearing())
        },
        WalledVerb(SettleBackCheck.self, "falsely", in: { try await heard() }) { base in
            (base.secondCounty, try await StrokeWorld(base: base).settle())
        },
        WalledVerb(SettleBackCheck.self, "honestly", in: { try await heard() }) { base in
            let version = try await base.version()
            let settle = SettleBackCheck(
                caseID: base.caseID, seenVersion: version, outcome: .failsHonestly,
                reasonCodes: [.incomeNotBelowStandard], text: "核对后收入不低于标准")
            return (base.secondCounty, settle)
        },
        WalledVerb(TakeCreditStep.self, in: { try await heard() }) { base in
            let settled = try await base.ok(try await StrokeWorld(base: base).settle(), as: base.secondCounty)
            guard let entry = settled.creditEntryID else { throw WorldError("no entry") }
            return (base.clerk, TakeCreditStep(entryID: entry, event: .defend, note: "车是借的"))
        },
    ]

    private static let aid: [WalledVerb] = [
        WalledVerb(RecordReserveMoney.self, in: { try await .make() }) { ($0.county, try reserve()) },
        WalledVerb(PayFirst.self, in: { try await relief() }) { ($0.reviewer, try await pay($0)) },
        WalledVerb(RecordAidPapers.self, in: { try await paidFirst() }) { world in
            (world.clerk, RecordAidPapers(caseID: world.caseID, papers: [.identity, .receipt]))
        },
        WalledVerb(CompleteBackfill.self, in: { try await paidFirst() }) { world in
            _ = try await world.ok(try await world.visit(), as: world.clerk)
            _ = try await world.ok(
                RecordAidPapers(caseID: world.caseID, papers: Set(AidFirstPaper.allCases)), as: world.clerk)
            return (world.county, CompleteBackfill(caseID: world.caseID, seenVersion: try await world.version()))
        },
        WalledVerb(RevokeAidFirst.self, in: { try await paidFirst() }) { world in
            let version = try await world.version()
            let revoke = RevokeAidFirst(
                caseID: world.caseID, seenVersion: version, reasonCodes: [.falseDeclaration], text: "没有住院")
            return (world.county, revoke)
        },
        WalledVerb(RecordConference.self, in: { try await .make() }) { world in
            (
                world.county,
                RecordConference(caseID: world.caseID, conference: try await CaseConference.sample(world))
            )
        },
        WalledVerb(FinishUndertaking.self, in: { try await .make() }) { world in
            let held = RecordConference(caseID: world.caseID, conference: try await CaseConference.sample(world))
            _ = try await world.ok(held, as: world.county)
            let open = try await world.test.bureau.view(as: .staff(world.clerk)) {
                try $0.store.openUndertakings(limit: 10, in: $0.scope)
            }
            return (world.clerk, FinishUndertaking(undertakingID: open[0].row.id, note: "已备案"))
        },
    ]

    private static let medical: [WalledVerb] = [
        WalledVerb(AcknowledgeByHand.self, in: { try await asked() }) { base in
            let world = StrokeWorld(base: base)
            _ = try await base.ok(world.credit(), as: base.clerk)
            _ = try await base.ok(try await world.pledge(), as: base.clerk)
            _ = try await base.ok(try await world.appraisal(), as: base.clerk)
            _ = try await base.ok(try await world.approve(), as: base.county)
            guard let notice = try await world.notices().first else { throw WorldError("no notice") }
            return (base.county, AcknowledgeByHand(noticeID: notice.id, receipt: "县医保局张科，YB-1"))
        },
        WalledVerb(ProposeMedicalRecognition.self, in: { try await CaseWorld.patient() }) { world in
            (world.clerk, try await world.proposal())
        },
        WalledVerb(DecideMedicalRecognition.self, in: { try await CaseWorld.patient() }) { world in
            _ = try await world.ok(try await world.proposal(), as: world.clerk)
            return (world.county, DecideMedicalRecognition(caseID: world.caseID, isRecognised: true, text: ""))
        },
    ]
}

extension FastPathsWallTests {
    private static func asked() async throws -> CaseWorld {
        let world = try await StrokeWorld.make()
        _ = try await world.base.ok(try await world.ask(), as: world.base.clerk)
        return world.base
    }

    private static func heard() async throws -> CaseWorld {
        let world = try await StrokeWorld.doubtful()
        _ = try await world.base.ok(try await world.hearing(), as: world.base.clerk)
        return world.base
    }

    private static func reserve() throws -> RecordReserveMoney {
        RecordReserveMoney(
            township: try RegionCode("371621001"), kind: .filledUp, amount: Money(yuan: 3_000), reference: "惠财社〔2026〕1号"
        )
    }

    private static func relief() async throws -> CaseWorld {
        let world = try await CaseWorld.make(form: { $0.program = .temporaryRelief })
        _ = try await world.ok(reserve(), as: world.county)
        return world
    }

    private static func pay(_ world: CaseWorld) async throws -> PayFirst {
        PayFirst(
            caseID: world.caseID, seenVersion: try await world.version(),
            reportedAt: world.test.clock.now.adding(seconds: -3_600), emergency: .suddenIllness,
            amount: Money(yuan: 1_000), recipient: "赵小龙", recipientSigns: true, witnesses: [])
    }

    private static func paidFirst() async throws -> CaseWorld {
        let world = try await relief()
        _ = try await world.ok(try await pay(world), as: world.reviewer)
        return world
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Every verb of the family's file and of the window: another region's people, a store that breaks, the same key twice.
@Suite struct FamilyFileWallTests {
    @Test(arguments: verbs) func `a verb keeps its wall`(_ verb: WalledVerb) async throws {
        try await VerbWall.check(verb)
    }

    @Test func `no verb is without its wall`() throws {
        #expect(try VerbWall.names(inFolders: ["FamilyFile", "Window"]) == Set(Self.verbs.map(\.name)))
    }

    private static let verbs = changes + people + papers + moves + window

    private static let changes: [WalledVerb] = [
        WalledVerb(RecordJoining.self, in: { try await .inForce() }) { ($0.clerk, try await $0.birth()) },
        WalledVerb(RecordLeaving.self, in: { try await .inForce() }) { world in
            (world.clerk, try await world.leaving("高莉真", .divorce))
        },
        WalledVerb(SplitFamily.self, in: { try await .inForce() }) { ($0.clerk, try await split($0)) },
        WalledVerb(MergeFamilies.self, in: { try await .inForce() }) { world in
            guard let other = try await world.ok(split(world), as: world.clerk).other else {
                throw WorldError("no other family")
            }
            let merge = MergeFamilies(
                family: try await world.familyID(), seenVersion: try await world.file().version, other: other,
                day: try CivilDate(parsing: "2026-03-03"), reason: "又一起生活", evidence: "村委会证明")
            return (world.clerk, merge)
        },
        WalledVerb(SettleFamilyDuty.self, in: { try await .inForce() }) { world in
            _ = try await world.ok(world.birth(), as: world.clerk)
            guard let duty = try await world.file().duties.first(where: { $0.duty == .updatePosting }) else {
                throw WorldError("no duty")
            }
            return (
                world.clerk,
                SettleFamilyDuty(family: try await world.familyID(), duty: duty.id, note: "已更换公示")
            )
        },
    ]

    private static let people: [WalledVerb] = [
        WalledVerb(RestateRelations.self, in: { try await .inForce() }) { world in
            let file = try await world.file()
            let applicant = try await world.person("高莉真")
            let relations = Dictionary(
                uniqueKeysWithValues: file.present.map {
                    ($0.person.id, $0.person.id == applicant ? MemberRelation.applicant : .other)
                })
            let restate = RestateRelations(
                family: try await world.familyID(), seenVersion: file.version, relations: relations)
            return (world.clerk, restate)
        },
        WalledVerb(RecordObligor.self, in: { try await .inForce() }) { world in
            let obligor = RecordObligor(
                family: try await world.familyID(), person: try await world.person("赵小龙"), kinship: .child,
                content: ObligorContent(name: "赵大山", idNumber: nil, place: "济南市", basis: "本人也是低保对象"),
                ability: .unable, maintenance: Money(yuan: 100), replaces: nil)
            return (world.clerk, obligor)
        },
        WalledVerb(RecordPlace.self, in: { try await .inForce() }) { world in
            let place = RecordPlace(
                family: try await world.familyID(), person: try await world.person("赵小龙"), kind: .habitual,
                region: try RegionCode(CaseWorld.village), detail: "三组", day: try CivilDate(parsing: "2026-03-02"))
            return (world.clerk, place)
        },
    ]

    private static let papers: [WalledVerb] = [
        WalledVerb(IssueCertificate.self, in: { try await .inForce() }) { world in
            (world.clerk, IssueCertificate(caseID: world.caseID))
        },
        WalledVerb(ChangeCertificate.self, in: { try await .inForce() }) { world in
            _ = try await world.ok(IssueCertificate(caseID: world.caseID), as: world.clerk)
            guard let held = try await world.services().certificates.first else { throw WorldError("none") }
            let change = ChangeCertificate(
                certificate: held.row.id, seenVersion: held.row.version, event: .replace, validThrough: nil,
                reason: "污损")
            return (world.clerk, change)
        },
        WalledVerb(IssueStatusLetter.self, in: { try await .inForce() }) { world in
            (world.county, IssueStatusLetter(caseID: world.caseID, office: "南京市秦淮区", purpose: "申请临时救助"))
        },
        WalledVerb(TakeStatusLetter.self, in: { try await .make() }) { ($0.clerk, try letter($0)) },
        WalledVerb(AnswerStatusLetter.self, in: { try await .make() }) { world in
            let id = try await world.ok(letter(world), as: world.clerk)
            return (world.clerk, AnswerStatusLetter(letter: id, state: .genuine, answer: "属实"))
        },
    ]

    private static let moves: [WalledVerb] = [
        WalledVerb(TellRegisterPlace.self, in: { try await helped() }) { world in
            (world.clerk, TellRegisterPlace(caseID: world.caseID, office: "颍上县民政局"))
        },
        WalledVerb(SendTransfer.self, in: { try await .inForce() }) { ($0.clerk, try await transfer($0)) },
        WalledVerb(AnswerTransfer.self, "taken", in: { try await .inForce() }) { world in
            let (id, receiver) = try await sent(world)
            return (receiver, AnswerTransfer(transfer: id, isTaken: true, reason: ""))
        },
        WalledVerb(AnswerTransfer.self, "sent back", in: { try await .inForce() }) { world in
            let (id, receiver) = try await sent(world)
            return (receiver, AnswerTransfer(transfer: id, isTaken: false, reason: "缺户口页"))
        },
        WalledVerb(CancelTransfer.self, in: { try await .inForce() }) { world in
            let (id, receiver) = try await sent(world)
            _ = try await world.ok(AnswerTransfer(transfer: id, isTaken: false, reason: "缺户口页"), as: receiver)
            return (world.clerk, CancelTransfer(caseID: world.caseID, reason: "不迁了"))
        },
    ]

    private static let window: [WalledVerb] = [
        WalledVerb(ApplyTogether.self, in: { try await .make() }) { world in
            let together = ApplyTogether(
                caseID: world.caseID, items: ["medicalAssistance", "education"], need: "孙女住院", isAgreed: true)
            return (world.clerk, together)
        },
        WalledVerb(family: GrantMandate.self, in: { try await .make() }) { world in
            let account = try await world.owned()
            let grant = GrantMandate(
                caseID: world.caseID, agent: nil, agentName: "赵大山", agentPhone: "13900000001",
                events: [.answerSupplement], through: try CivilDate(parsing: "2026-06-01"))
            return (account, grant)
        },
        WalledVerb(HandOverItem.self, in: { try await .make() }) { ($0.clerk, handOver($0)) },
        WalledVerb(AnswerHandover.self, in: { try await .make() }) { world in
            let id = try await world.ok(handOver(world), as: world.clerk)
            return (world.clerk, AnswerHandover(handover: id, state: .taken, answer: "已受理"))
        },
        WalledVerb(TakePromise.self, in: { try await .make() }) { ($0.clerk, promise($0)) },
        WalledVerb(CheckPromise.self, in: { try await .make() }) { world in
            let id = try await world.ok(promise(world), as: world.clerk)
            return (world.clerk, CheckPromise(promise: id, isTrue: true, finding: "婚姻登记数据"))
        },
        WalledVerb(RecordMandate.self, in: { try await .make() }) { ($0.clerk, try mandate($0)) },
        WalledVerb(RevokeMandate.self, in: { try await .make() }) { world in
            (world.clerk, RevokeMandate(mandate: try await world.ok(mandate(world), as: world.clerk)))
        },
    ]
}

extension FamilyFileWallTests {
    /// A family registered in another province that was helped from the reserve.
    private static func helped() async throws -> CaseWorld {
        let world = try await CaseWorld.make { form in
            form.program = .temporaryRelief
            form.registerRegion = try? RegionCode("34")
        }
        let money = RecordReserveMoney(
            township: try RegionCode("371621001"), kind: .filledUp, amount: Money(yuan: 3_000), reference: "惠财社1号")
        _ = try await world.ok(money, as: world.county)
        let pay = PayFirst(
            caseID: world.caseID, seenVersion: try await world.version(),
            reportedAt: world.test.clock.now.adding(seconds: -3_600), emergency: .suddenIllness,
            amount: Money(yuan: 1_000), recipient: "赵小龙", recipientSigns: true, witnesses: [])
        _ = try await world.ok(pay, as: world.reviewer)
        return world
    }

    private static func split(_ world: CaseWorld) async throws -> SplitFamily {
        let people = [try await world.person("高莉真"), try await world.person("赵咏香")]
        return SplitFamily(
            family: try await world.familyID(), seenVersion: try await world.file().version, people: people,
            applicant: people[0], staying: nil, day: try CivilDate(parsing: "2026-03-02"), reason: "女儿成家",
            evidence: "户口簿")
    }

    private static func letter(_ world: CaseWorld) throws -> TakeStatusLetter {
        TakeStatusLetter(
            caseID: world.caseID,
            content: StatusLetterContent(
                number: "宁民证〔2026〕7号", people: "赵小龙", office: "南京市秦淮区民政局", purpose: "2025年起享受低保",
                way: "电话"),
            validThrough: try CivilDate(parsing: "2026-05-01"))
    }

    private static func transfer(_ world: CaseWorld) async throws -> SendTransfer {
        SendTransfer(
            caseID: world.caseID, seenVersion: try await world.version(), target: try RegionCode("371621101201"),
            firstMonth: try CalendarMonth(parsing: "2026-05"), reason: "随女儿居住")
    }

    private static func sent(_ world: CaseWorld) async throws -> (TownshipTransferID, StaffActor) {
        let receiver = try await world.test.staff(.townshipReviewer, at: "371621101", name: "郝接收")
        return (try await world.ok(transfer(world), as: world.clerk), receiver)
    }

    private static func handOver(_ world: CaseWorld) -> HandOverItem {
        HandOverItem(caseID: world.caseID, item: "medicalAssistance", need: "孙女住院", isAgreed: true)
    }

    private static func promise(_ world: CaseWorld) -> TakePromise {
        TakePromise(caseID: world.caseID, item: "婚姻状况证明", statement: "本人离异", signer: "赵小龙", isInformed: true)
    }

    private static func mandate(_ world: CaseWorld) throws -> RecordMandate {
        let content = MandateContent(
            mandate: AgencyMandate(
                kind: .act, events: [.submit], from: try CivilDate(parsing: "2026-03-01"),
                through: try CivilDate(parsing: "2026-09-01"), isSigned: true, agent: nil),
            agentName: "李协理", agentPhone: "13900000001", relation: "协理员", paper: "申请人当面签字")
        return RecordMandate(owner: .file(world.caseID), content: content)
    }
}

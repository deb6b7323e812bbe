import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// Aid first: from the township's reserve, with its papers afterwards, and back when it was got by falsity.
@Suite struct PayFirstTests {
    /// An application for relief, accepted, with 3,000 in the reserve.
    private func world(filled yuan: Int64 = 3_000) async throws -> CaseWorld {
        let world = try await CaseWorld.make(form: { $0.program = .temporaryRelief })
        if yuan > 0 { _ = try await world.ok(fill(yuan), as: world.county) }
        return world
    }

    private func fill(_ yuan: Int64, kind: TownshipReserve.EntryKind = .filledUp) throws -> RecordReserveMoney {
        RecordReserveMoney(
            township: try RegionCode("371621001"), kind: kind, amount: Money(yuan: yuan), reference: "惠财社〔2026〕1号")
    }

    private func pay(_ world: CaseWorld, _ yuan: Int64 = 1_000) async throws -> PayFirst {
        PayFirst(
            caseID: world.caseID, seenVersion: try await world.version(),
            reportedAt: world.test.clock.now.adding(seconds: -3_600), emergency: .suddenIllness,
            amount: Money(yuan: yuan), recipient: "赵小龙", recipientSigns: true, witnesses: [])
    }

    private func balance(_ world: CaseWorld) async throws -> Money {
        try await world.test.bureau.view(as: .staff(world.county)) {
            try $0.store.reserveBalance(of: RegionCode("371621001"), in: $0.scope)
        }
    }

    @Test func `papers come in on the ordinary course too, and the last one closes the aid`() async throws {
        let world = try await world()
        _ = try await world.ok(try await pay(world), as: world.reviewer)
        try await world.investigate()
        #expect(try await world.state() == .investigating)
        var papers = RecordAidPapers(caseID: world.caseID, papers: [.identity, .visitForm])
        #expect(try await world.ok(papers, as: world.clerk) == [.eventProof, .receipt, .application])
        papers.papers = Set(AidFirstPaper.allCases)
        #expect(try await world.ok(papers, as: world.clerk).isEmpty)
        #expect(try await world.codes(papers, as: world.clerk) == ["aidFirstNotOpen"])
        #expect(try await world.state() == .investigating)
        await world.end()
    }

    @Test func `help is paid from the reserve, its papers come in, and the aid is closed`() async throws {
        let world = try await world()
        let plan = try await world.ok(try await pay(world), as: world.reviewer)
        #expect(plan.amount == Money(yuan: 1_000) && plan.papers == Set(AidFirstPaper.allCases))
        #expect(try await world.state() == .paidFirst)
        #expect(try await balance(world) == Money(yuan: 2_000))
        #expect(try await world.documents()["E02"]?.lines.contains { $0.label == "手续补齐期限" } == true)
        let close = CompleteBackfill(caseID: world.caseID, seenVersion: try await world.version())
        #expect(try await world.codes(close, as: world.county) == ["backfillIncomplete"])
        var papers = RecordAidPapers(caseID: world.caseID, papers: Set(AidFirstPaper.allCases))
        #expect(try await world.codes(papers, as: world.clerk) == ["visitRecordMissing"])
        #expect(try await world.codes(papers, as: world.stranger) == ["notFound"])
        #expect(try await world.codes(papers, as: world.county).contains("notAllowed"))
        papers.papers = [.identity, .receipt]
        #expect(try await world.ok(papers, as: world.clerk) == [.eventProof, .visitForm, .application])
        _ = try await world.ok(try await world.visit(), as: world.clerk)
        papers.papers = Set(AidFirstPaper.allCases)
        #expect(try await world.ok(papers, as: world.clerk).isEmpty)
        _ = try await world.ok(
            CompleteBackfill(caseID: world.caseID, seenVersion: try await world.version()), as: world.county)
        #expect(try await world.state() == .granted)
        #expect(try await world.codes(papers, as: world.clerk) == ["aidFirstNotOpen"])
        await world.end()
    }

    @Test func `every ground of aid first is asked for, and a refusal takes nothing from the reserve`() async throws {
        let world = try await world(filled: 500)
        func codes(_ change: (inout PayFirst) -> Void) async throws -> [String] {
            var command = try await pay(world, 400)
            change(&command)
            return try await world.codes(command, as: world.reviewer)
        }
        #expect(try await codes { $0.emergency = nil } == ["aidFirst.notUrgent"])
        #expect(try await codes { $0.amount = .zero } == ["aidFirst.amountUnsuitable"])
        #expect(try await codes { $0.amount = Money(yuan: 501) } == ["aidFirst.reserveShort"])
        #expect(
            try await codes { $0.amount = Money(yuan: 5_001) } == ["aidFirst.overCeiling", "aidFirst.reserveShort"])
        #expect(try await codes { $0.recipient = " " } == ["aidFirst.recipientMissing"])
        #expect(try await codes { $0.recipientSigns = false } == ["aidFirst.witnessMissing"])
        #expect(try await codes { $0.reportedAt = $0.reportedAt.adding(seconds: 90_000) } == ["reportedInFuture"])
        #expect(try await codes { $0.seenVersion -= 1 } == ["caseChanged"])
        #expect(try await world.codes(try await pay(world, 400), as: world.clerk).contains("notAllowed"))
        #expect(try await world.codes(try await pay(world, 400), as: world.stranger) == ["notFound"])
        #expect(try await balance(world) == Money(yuan: 500))
        #expect(try await world.count("aid_first") == 0)
        #expect(try await world.count("reserve_entry") == 1)
        let actor = Actor.staff(world.reviewer)
        let command = try await pay(world, 400)
        let first = try await world.test.bureau.perform(command, as: actor, key: "pay")
        #expect(try await world.test.bureau.perform(command, as: actor, key: "pay") == first)
        #expect(try await balance(world) == Money(yuan: 100))
        #expect(try await world.codes(try await pay(world, 50), as: world.reviewer).contains("eventNotInState"))
        await world.end()
    }

    @Test func `other programs are changed first, and the same cause twice a year asks the county`() async throws {
        let dibao = try await CaseWorld.make()
        #expect(try await dibao.codes(try await pay(dibao), as: dibao.reviewer).contains("aidFirstProgramUnsuitable"))
        await dibao.end()
        let world = try await world()
        let (id, now) = (world.caseID, world.test.clock.now)
        let (second, first) = try await world.test.bureau.store.write { store in
            let row = try #require(try store.caseRow(id, in: .region(world.county.region, on: now.chinaDate)))
            var other = row
            other = CaseRow(
                id: store.ids.next(), number: "371621-2026-000009", program: row.program, state: .granted,
                familyID: row.familyID, applicantName: row.applicantName, applicantLastFour: row.applicantLastFour,
                headCount: row.headCount, region: row.region, accountID: nil, channel: "window",
                competentBody: .county, form: row.form, submittedDay: row.submittedDay, trackingToken: "u")
            try store.insertCase(other, members: [], at: now)
            let request = AidFirstRequest(
                emergency: .suddenIllness, amount: Money(yuan: 1), recipient: "赵小龙", recipientSigns: true,
                witnesses: [], causeHelpedThisYear: false, countyAgreed: false)
            guard
                case .stands(let plan) = request.assess(
                    reserve: Self.reserve, reportedAt: now, on: now.chinaDate, terms: Self.terms,
                    count: DeadlineCount(calendar: world.test.bureau.calendar))
            else { throw WorldError("no plan") }
            try store.insertAidFirst(
                AidFirstRow(
                    id: store.ids.next(), caseID: other.id, township: try RegionCode("371621001"), number: "XX-1",
                    reportedAt: now, paidAt: now, paidOn: now.chinaDate, paidBy: world.reviewer.staffID,
                    request: request, plan: plan))
            return (row.id, other.id)
        }
        #expect(second != first)
        #expect(try await world.codes(try await pay(world), as: world.reviewer) == ["aidFirst.sameCauseThisYear"])
        var agreed = try await pay(world)
        agreed.countyConsent = "惠民函〔2026〕4号"
        _ = try await world.ok(agreed, as: world.reviewer)
        await world.end()
    }

    @Test func `false grounds: revoked and asked back`() async throws {
        let world = try await world()
        _ = try await world.ok(try await pay(world), as: world.reviewer)
        let revoke = RevokeAidFirst(
            caseID: world.caseID, seenVersion: try await world.version(), reasonCodes: [.falseDeclaration],
            text: "没有住院")
        var blank = revoke
        blank.text = ""
        #expect(try await world.codes(blank, as: world.county) == ["textMissing"])
        _ = try await world.ok(revoke, as: world.county)
        #expect(try await world.state() == .revoked)
        #expect(try await world.count("recovery") == 1)
        _ = try await world.ok(try fill(1_000, kind: .cameBack), as: world.county)
        #expect(try await balance(world) == Money(yuan: 3_000))
        await world.end()
    }

    @Test func `the reserve is filled by the county, with a sum and a paper`() async throws {
        let world = try await world(filled: 0)
        #expect(try await world.codes(try fill(100, kind: .paidOut), as: world.county) == ["reserveKindWrong"])
        #expect(try await world.codes(try fill(0), as: world.county) == ["amountUnsuitable"])
        #expect(try await world.codes(try fill(90_000_000_000_000_000), as: world.county) == ["amountUnsuitable"])
        var blank = try fill(100)
        blank.reference = ""
        #expect(try await world.codes(blank, as: world.county) == ["textMissing"])
        #expect(try await world.codes(try fill(100), as: world.clerk) == ["notAllowed"])
        blank = try fill(100)
        blank.township = try RegionCode("371622101")
        #expect(try await world.codes(blank, as: world.county) == ["notFound"])
        #expect(try await world.ok(try fill(100), as: world.county) == Money(yuan: 100))
        await world.end()
    }

    private static let reserve: TownshipReserve = {
        let empty = TownshipReserve()
        let day = CivilDate(dayNumber: 20_000)
        return empty.adding(
            TownshipReserve.Entry(kind: .filledUp, amount: Money(yuan: 10), on: day, reference: "x")) ?? empty
    }()

    private static let terms = AidFirstTerms(
        emergencyHours: Cited(48, "x"), backfillDays: Cited(5, "x"), ceiling: Cited(Money(yuan: 100), "x"),
        reserveFloor: Cited(.zero, "x"), oncePerCause: Cited(true, "x"), papers: Cited([.identity], "x"))
}

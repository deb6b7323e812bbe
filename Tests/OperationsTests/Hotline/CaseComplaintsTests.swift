import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// A call that touches a case: it brings the county to the door before the decision and keeps the file open.
@Suite struct CaseComplaintsTests {
    private func incoming(_ world: CaseWorld, number: String = "SD20260302000001") async throws -> IncomingTicket {
        var incoming = try HotlineWorld.report(number)
        incoming.receivedOn = try await world.test.bureau.today()
        incoming.caseNumber = try await world.row().number
        return incoming
    }

    private func confirm(_ world: CaseWorld) async throws -> ConfirmCase {
        ConfirmCase(caseID: world.caseID, seenVersion: try await world.version())
    }

    @Test func `a report during review forces the county's visit, and the reply waits for it`() async throws {
        let world = try await CaseWorld.make()
        try await world.close(try await world.post())
        #expect(try await world.state() == .confirming)
        let id = try await world.ok(TakeTicket(try await incoming(world)), as: world.county)
        let decide = try await confirm(world)
        #expect(try await world.codes(decide, as: world.county).contains("countyVisitNeeded"))
        _ = try await world.ok(SignInTicket(ticketID: id, seenVersion: 1), as: world.clerk)
        let reply = ReplyTicket(ticketID: id, seenVersion: 2, words: "已核查，家中没有车。")
        #expect(try await world.codes(reply, as: world.reviewer) == ["hotline.countyVisitOwed"])
        _ = try await world.ok(
            OrderCountyVisit(caseID: world.caseID, seenVersion: try await world.version(), reason: .complaint),
            as: world.county)
        _ = try await world.ok(
            try await world.visit(.county, second: .named("马核查")), as: world.county)
        #expect(try await world.codes(reply, as: world.reviewer).isEmpty)
        #expect(try await world.codes(try await confirm(world), as: world.secondCounty).isEmpty)
        await world.end()
    }

    @Test func `a visit before the call does not answer it, and an open ticket keeps the file open`() async throws {
        let world = try await CaseWorld.make()
        try await world.close(try await world.post())
        _ = try await world.ok(
            OrderCountyVisit(caseID: world.caseID, seenVersion: try await world.version(), reason: .sampling),
            as: world.county)
        _ = try await world.ok(
            try await world.visit(.county, second: .staff(world.secondCounty.staffID)), as: world.county)
        world.test.clock.advance(days: 1)
        let id = try await world.ok(TakeTicket(try await incoming(world)), as: world.county)
        let caseID = world.caseID
        func facts() async throws -> (owed: Bool, open: Bool) {
            try await world.test.bureau.view(as: .staff(world.county)) { context in
                let snapshot = try CaseFile(caseID, in: context).snapshot(on: context.today)
                return (
                    snapshot.countyVisitReasons.contains(.complaint) && snapshot.countyVisit == nil,
                    snapshot.openProceedings.contains(.hotline)
                )
            }
        }
        #expect(try await facts() == (true, true))
        _ = try await world.ok(SendBackTicket(ticketID: id, seenVersion: 1, words: "重复来电"), as: world.reviewer)
        #expect(try await facts() == (true, false), "a ticket sent back is not open, but what was said was said")
        await world.end()
    }

    @Test func `a case is tied once by the township, and changed by the county with a reason`() async throws {
        let world = try await CaseWorld.make()
        var bare = try await incoming(world)
        let number = bare.caseNumber
        bare.caseNumber = ""
        let id = try await world.ok(TakeTicket(bare), as: world.county)
        func tie(_ number: String, seen: Int64, _ reason: String = "") -> TieTicket {
            TieTicket(ticketID: id, seenVersion: seen, caseNumber: number, reason: reason)
        }
        #expect(try await world.codes(tie("371621-2026-999999", seen: 1), as: world.clerk) == ["hotline.caseUnknown"])
        #expect(try await world.codes(tie("", seen: 1), as: world.clerk) == ["hotline.caseSame"])
        #expect(try await world.codes(tie(number, seen: 1), as: world.stranger) == ["notFound"])
        #expect(try await world.codes(tie(number, seen: 1), as: world.officer) == ["notAllowed"])
        #expect(try await world.codes(tie(number, seen: 0), as: world.clerk) == ["changedMeanwhile"])
        let good = tie(number, seen: 1)
        let done = try await world.test.bureau.perform(good, as: .staff(world.clerk), key: "tie")
        #expect(done.value == 2)
        #expect(try await world.test.bureau.perform(good, as: .staff(world.clerk), key: "tie") == done)
        #expect(try await world.count("case_complaint") == 1)
        #expect(try await world.codes(tie("", seen: 2), as: world.clerk) == ["notAllowed", "textMissing"])
        #expect(try await world.codes(tie("", seen: 2), as: world.county) == ["textMissing"])
        _ = try await world.ok(tie("", seen: 2, "不是这一户"), as: world.county)
        let caseID = world.caseID
        let left = try await world.test.bureau.view(as: .staff(world.county)) {
            try $0.store.complaints(of: caseID, in: $0.scope)
        }
        #expect(left.isEmpty)
        #expect(try await world.count("case_complaint") == 1, "what was noted stays on record")
        _ = try await world.ok(SendBackTicket(ticketID: id, seenVersion: 3, words: "不归我们"), as: world.reviewer)
        #expect(try await world.codes(tie(number, seen: 4), as: world.county) == ["hotline.ended"])
        await world.end()
    }

    @Test func `a case of another township is not tied to this one's ticket`() async throws {
        let world = try await CaseWorld.make()
        var other = try await incoming(world)
        other.office = try RegionCode("371621101")
        #expect(try await world.codes(TakeTicket(other), as: world.county) == ["hotline.caseElsewhere"])
        await world.end()
    }

    @Test(arguments: [HotlineSubject.question, .helpAsked])
    func `a call against nobody forces no visit`(subject: HotlineSubject) async throws {
        let world = try await CaseWorld.make()
        var call = try await incoming(world)
        call.subject = subject
        _ = try await world.ok(TakeTicket(call), as: world.county)
        let caseID = world.caseID
        let forced = try await world.test.bureau.view(as: .staff(world.county)) {
            try CaseFile(caseID, in: $0).snapshot(on: $0.today).countyVisitReasons.contains(.complaint)
        }
        #expect(!forced)
        await world.end()
    }

    @Test func `the case shows its tickets to the office that deals with them and to no other`() async throws {
        let world = try await CaseWorld.make()
        var call = try await incoming(world)
        call.office = world.county.region
        _ = try await world.ok(TakeTicket(call), as: world.county)
        let caseID = world.caseID
        for (staff, count) in [(world.county, 1), (world.clerk, 0), (world.officer, 0)] {
            let scene = try await world.test.bureau.view(as: .staff(staff)) { try CaseScene.load(caseID, in: $0) }
            #expect(scene?.hotline.count == count)
        }
        await world.end()
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// The steps of a lead: refused with every reason, and a lead from the hotline that does not say who called.
@Suite struct StepLeadTests {
    @Test func `nobody declines what they were not told, and why is written down`() async throws {
        let world = try await LeadWorld.make()
        let id = try await world.record()
        let early = try await world.codes(world.step(id, .decline), as: world.aide)
        #expect(early.contains("case.eventNotInState"))
        _ = try await world.ok(world.step(id, .tell), as: world.aide)
        #expect(try await world.codes(world.step(id, .decline), as: world.aide) == ["lead.reasonMissing"])
        #expect(try await world.ok(world.step(id, .decline, "子女会照料"), as: world.aide) == .declined)
        #expect(try await world.codes(world.step(id, .tell), as: world.aide) == ["case.eventNotInState"])
        #expect(try await world.ok(world.step(id, .raiseAgain, "又断了生活来源"), as: world.clerk) == .raised)
        await world.test.close()
    }

    @Test func `not to be reached rests on tries of different days`() async throws {
        let world = try await LeadWorld.make()
        let id = try await world.record()
        func attempt(_ words: String = "敲门没有人") async throws -> TryLead {
            TryLead(leadID: id, seenVersion: try await world.version(id), words: words)
        }
        #expect(try await world.codes(attempt(" "), as: world.gridWorker) == ["textMissing"])
        #expect(try await world.ok(attempt(), as: world.gridWorker) == 1)
        #expect(try await world.codes(attempt(), as: world.gridWorker) == ["leadTriedToday"])
        #expect(try await world.codes(world.step(id, .giveUp), as: world.gridWorker) == ["lead.triesTooFew"])
        for day in 2...3 {
            world.test.clock.advance(days: 1)
            #expect(try await world.ok(attempt(), as: world.gridWorker) == day)
        }
        #expect(try await world.ok(world.step(id, .giveUp), as: world.gridWorker) == .unreachable)
        world.test.clock.advance(days: 1)
        #expect(try await world.codes(attempt(), as: world.gridWorker) == ["leadEnded"])
        #expect(try await world.codes(world.take(id), as: world.aide) == ["leadEnded"])
        await world.test.close()
    }

    @Test func `other posts, an older version, long words and the draft's own step are refused`() async throws {
        let world = try await LeadWorld.make()
        let id = try await world.record()
        let tell = try await world.step(id, .tell)
        #expect(try await world.codes(tell, as: world.county) == ["notAllowed"])
        #expect(try await world.codes(tell, as: world.stranger) == ["notFound"])
        var stale = tell
        stale.seenVersion = 7
        #expect(try await world.codes(stale, as: world.aide) == ["changedMeanwhile"])
        var long = tell
        long.words = String(repeating: "长", count: 501)
        #expect(try await world.codes(long, as: world.aide) == ["textTooLong"])
        #expect(try await world.codes(world.step(id, .startDraft), as: world.aide) == ["leadDraftByStep"])
        #expect(try await world.codes(world.draft(id, phone: "12"), as: world.aide) == ["phoneMissing"])
        #expect(try await world.codes(world.draft(id), as: world.gridWorker) == ["case.roleNotAllowed"])
        await world.test.close()
    }

    @Test func `a ticket that asks for help becomes one lead, and who called stays behind`() async throws {
        let world = try await LeadWorld.make()
        let ticket = try await world.ticket(gist: "王桂花反映老人独居，电话13805431234。")
        let make = LeadFromTicket(ticketID: ticket)
        #expect(try await world.codes(make, as: world.aide) == ["notAllowed"])
        #expect(try await world.codes(make, as: world.stranger) == ["notFound"])
        let id = try await world.ok(make, as: world.clerk)
        #expect(try await world.codes(make, as: world.reviewer) == ["leadTicketTaken"])
        let view = try #require(try await world.view(id, as: world.clerk))
        #expect(view.line.row.lead.source == .hotline && view.ticket?.id == ticket)
        #expect(!view.line.row.content.hint.contains("王桂花") && !view.line.row.content.hint.contains("13805431234"))
        #expect(try await world.view(id, as: world.aide) == nil, "the village is not known yet")
        #expect(
            try await world.codes(world.step(id, .tell), as: world.clerk) == ["leadVillageNeeded", "leadNameNeeded"])
        #expect(try await world.codes(world.draft(id), as: world.clerk) == ["leadVillageNeeded"])
        _ = try await world.ok(world.take(id), as: world.clerk)
        let there = try #require(try await world.view(id, as: world.aide))
        #expect(there.ticket == nil, "villages read no tickets")
        #expect(try await world.ok(world.step(id, .tell), as: world.aide) == .told)
        let shown = try await world.test.bureau.view(as: .staff(world.clerk)) {
            try HotlineTicketView.load(ticket, in: $0)
        }
        #expect(shown?.lead?.id == id && shown?.mayLead == false)
        await world.test.close()
    }

    @Test func `a report against somebody, the county's own ticket and a closed one become no lead`() async throws {
        let world = try await LeadWorld.make()
        let report = try await world.ticket(gist: "反映有低保户有车", subject: .report)
        #expect(
            try await world.codes(LeadFromTicket(ticketID: report), as: world.clerk) == ["leadTicketUnsuitable"])
        let help = try await world.ticket("SD20260302000003")
        _ = try await world.ok(SendBackTicket(ticketID: help, seenVersion: 1, words: "不归我们"), as: world.reviewer)
        #expect(try await world.codes(LeadFromTicket(ticketID: help), as: world.clerk) == ["leadTicketUnsuitable"])
        await world.test.close()
    }

    @Test func `taking it asks for a place of the own area and for nobody who has a lead already`() async throws {
        let world = try await LeadWorld.make()
        _ = try await world.record()
        let second = try await world.ok(
            LeadWorld.report { $0.content.idNumber = "" }, as: world.aide)
        #expect(try await world.codes(world.take(second), as: world.aide) == ["leadHeld"])
        #expect(try await world.codes(world.take(second, at: "371621101201"), as: world.aide).contains("placeUnknown"))
        let closed = try await world.step(second, .closeUnfounded, "同一家")
        _ = try await world.ok(closed, as: world.aide)
        #expect(try await world.ok(world.step(second, .raiseAgain), as: world.aide) == .raised)
        await world.test.close()
    }
}

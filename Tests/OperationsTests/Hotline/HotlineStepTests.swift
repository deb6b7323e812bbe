import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// The steps of a ticket: each kept with its words, refused with every reason, and never another township's.
@Suite struct HotlineStepTests {
    @Test func `signed in, extended, answered in a form, called back and closed`() async throws {
        let world = try await HotlineWorld.make()
        let id = try await world.signedIn(try HotlineWorld.report())
        let extended = try await world.ok(
            ExtendTicket(ticketID: id, seenVersion: 2, words: "等车管所回函"), as: world.reviewer)
        #expect(extended == 3)
        world.test.clock.advance(days: 1)
        let reply = ReplyTicket(ticketID: id, seenVersion: 3, words: "已核查，家中没有车。")
        let actor = Actor.staff(world.reviewer)
        let first = try await world.test.bureau.perform(reply, as: actor, key: "r")
        #expect(first.value == 4)
        #expect(try await world.test.bureau.perform(reply, as: actor, key: "r") == first)
        _ = try await world.ok(
            CallBackTicket(ticketID: id, seenVersion: 4, words: "认可", isSatisfied: true), as: world.county)
        _ = try await world.ok(CloseTicket(ticketID: id, seenVersion: 5, words: ""), as: world.reviewer)
        let view = try #require(
            try await world.test.bureau.view(as: .staff(world.clerk)) { try HotlineTicketView.load(id, in: $0) })
        #expect(view.line.row.ticket.state == .closed && view.line.lateness == nil && view.events.isEmpty)
        #expect(view.history.map(\.step.event) == [.signIn, .extend, .reply, .callBack, .close])
        #expect(view.history.map(\.staffName) == ["钱经办", "孙审核", "孙审核", "周县级", "孙审核"])
        #expect(view.history[3].step.isSatisfied == true && !view.mayTie)
        let document = try #require(view.history[2].step.documentID)
        let content = try await world.test.bureau.store.read { store -> [UInt8] in
            try store.open(
                store.sql.one("SELECT id, content FROM issued_document WHERE id = \(document)"), "issued_document",
                "content")
        }
        let text = String(decoding: content, as: UTF8.self)
        #expect(text.contains("SD20260302000001") && text.contains("孙武街道办事处") && text.contains("家中没有车"))
        #expect(HotlineWorld.secrets.allSatisfy { !text.contains($0) })
        await world.test.close()
    }

    @Test func `the county answers its own ticket under its own name`() async throws {
        let world = try await HotlineWorld.make()
        var incoming = try HotlineWorld.help()
        incoming.office = world.county.region
        let id = try await world.take(incoming)
        _ = try await world.ok(SignInTicket(ticketID: id, seenVersion: 1), as: world.county)
        _ = try await world.ok(ReplyTicket(ticketID: id, seenVersion: 2, words: "请到乡镇窗口申请。"), as: world.county)
        let content = try await world.test.bureau.store.read { store -> [UInt8] in
            try store.open(store.sql.one("SELECT id, content FROM issued_document"), "issued_document", "content")
        }
        #expect(String(decoding: content, as: UTF8.self).contains("惠民县民政局"))
        await world.test.close()
    }

    @Test func `sent back by the township, handed on by the county, and to nobody twice`() async throws {
        let world = try await HotlineWorld.make()
        let id = try await world.take(try HotlineWorld.report())
        let back = SendBackTicket(ticketID: id, seenVersion: 1, words: "不是本镇的村")
        #expect(try await world.codes(back, as: world.clerk) == ["case.roleNotAllowed"])
        _ = try await world.ok(back, as: world.reviewer)
        let same = RedirectTicket(
            ticketID: id, seenVersion: 2, to: try RegionCode(HotlineWorld.town), words: "属地办理")
        #expect(try await world.codes(same, as: world.county) == ["hotline.sameOffice"])
        var there = same
        there.to = try RegionCode("371621101")
        #expect(try await world.codes(there, as: world.reviewer) == ["case.roleNotAllowed"])
        var nowhere = there
        nowhere.to = try RegionCode("371622101")
        #expect(try await world.codes(nowhere, as: world.county) == ["hotline.officeUnsuitable"])
        there.words = " "
        #expect(try await world.codes(there, as: world.county) == ["hotline.reasonMissing"])
        there.words = "属地办理"
        _ = try await world.ok(there, as: world.county)
        #expect(try await world.row(id, as: world.reviewer) == nil)
        #expect(try await world.row(id, as: world.stranger)?.ticket.state == .received)
        await world.test.close()
    }

    @Test func `each rule of a step refuses with its reason and writes nothing`() async throws {
        let world = try await HotlineWorld.make()
        let id = try await world.signedIn(try HotlineWorld.report())
        let reply = ReplyTicket(ticketID: id, seenVersion: 2, words: "已核查。")
        #expect(try await world.codes(reply, as: world.stranger) == ["notFound"])
        #expect(try await world.codes(reply, as: world.leader) == ["notAllowed"])
        #expect(try await world.codes(reply, as: world.clerk) == ["case.roleNotAllowed"])
        var blank = reply
        blank.words = ""
        #expect(try await world.codes(blank, as: world.reviewer) == ["hotline.replyMissing"])
        var long = reply
        long.words = String(repeating: "长", count: 2_001)
        #expect(try await world.codes(long, as: world.reviewer) == ["textTooLong"])
        var stale = reply
        stale.seenVersion = 1
        #expect(try await world.codes(stale, as: world.reviewer) == ["changedMeanwhile"])
        let again = SignInTicket(ticketID: id, seenVersion: 2)
        #expect(try await world.codes(again, as: world.clerk) == ["case.eventNotInState"])
        let extend = ExtendTicket(ticketID: id, seenVersion: 2, words: "")
        #expect(try await world.codes(extend, as: world.reviewer) == ["hotline.reasonMissing"])
        #expect(try await world.count("hotline_step") == 1)
        #expect(try await world.count("issued_document") == 0)
        _ = try await world.ok(ExtendTicket(ticketID: id, seenVersion: 2, words: "协查"), as: world.reviewer)
        let twice = ExtendTicket(ticketID: id, seenVersion: 3, words: "协查")
        #expect(try await world.codes(twice, as: world.reviewer) == ["hotline.extendedBefore"])
        world.test.clock.advance(days: 10)
        let late = SendBackTicket(ticketID: id, seenVersion: 3, words: "不归我们")
        #expect(try await world.codes(late, as: world.reviewer) == ["hotline.sendBackTooLate"])
        await world.test.close()
    }

    @Test func `an extension asked for too late is refused, and the reply counts as late`() async throws {
        let world = try await HotlineWorld.make()
        let id = try await world.signedIn(try HotlineWorld.report())
        world.test.clock.advance(days: 20)
        let extend = ExtendTicket(ticketID: id, seenVersion: 2, words: "协查")
        #expect(try await world.codes(extend, as: world.reviewer) == ["hotline.extensionTooLate"])
        _ = try await world.ok(ReplyTicket(ticketID: id, seenVersion: 2, words: "已核查。"), as: world.reviewer)
        let figures = try await world.test.bureau.view(as: .staff(world.leader)) { context in
            try HotlineStatistics.load(from: context.today.adding(days: -30), through: context.today, in: context)
        }
        #expect(figures?.total.replied == 1 && figures?.total.repliedLate == 1)
        #expect(figures?.total.onTimePermille == 0)
        await world.test.close()
    }

    @Test func `a named caller who is not satisfied is answered again or told why it ends`() async throws {
        let world = try await HotlineWorld.make()
        let id = try await world.signedIn(try HotlineWorld.help())
        _ = try await world.ok(ReplyTicket(ticketID: id, seenVersion: 2, words: "请来窗口。"), as: world.reviewer)
        _ = try await world.ok(
            CallBackTicket(ticketID: id, seenVersion: 3, words: "没人接待", isSatisfied: false), as: world.clerk)
        let close = CloseTicket(ticketID: id, seenVersion: 4, words: "")
        #expect(try await world.codes(close, as: world.reviewer) == ["hotline.notSatisfied"])
        _ = try await world.ok(ReopenTicket(ticketID: id, seenVersion: 4, words: "上门办理"), as: world.reviewer)
        _ = try await world.ok(ReplyTicket(ticketID: id, seenVersion: 5, words: "已上门。"), as: world.reviewer)
        _ = try await world.ok(
            CallBackTicket(ticketID: id, seenVersion: 6, words: "", isSatisfied: true), as: world.clerk)
        let reopen = ReopenTicket(ticketID: id, seenVersion: 7, words: "再办")
        #expect(try await world.codes(reopen, as: world.reviewer) == ["hotline.satisfied"])
        _ = try await world.ok(CloseTicket(ticketID: id, seenVersion: 7, words: ""), as: world.reviewer)
        #expect(try await world.state(id) == .closed)
        await world.test.close()
    }

    @Test func `what the county writes on a report does not tell the township who called`() async throws {
        let world = try await HotlineWorld.make()
        let id = try await world.signedIn(try HotlineWorld.report())
        let leak = ReplyTicket(ticketID: id, seenVersion: 2, words: "已答复王桂花。")
        #expect(try await world.codes(leak, as: world.county) == ["hotline.namesInformant"])
        // A township that guesses is not told whether the guess was right.
        #expect(try await world.codes(leak, as: world.reviewer).isEmpty)
        await world.test.close()
    }

    @Test func `a later ticket is linked to the earlier one`() async throws {
        let world = try await HotlineWorld.make()
        let first = try await world.take(try HotlineWorld.report())
        world.test.clock.advance(days: 1)
        var incoming = try HotlineWorld.report("SD20260303000004", on: "2026-03-03")
        let second = try await world.take(incoming)
        func link(_ id: HotlineTicketID, _ number: String, seen: Int64 = 1) -> LinkRepeat {
            LinkRepeat(ticketID: id, seenVersion: seen, earlier: number)
        }
        #expect(try await world.codes(link(second, "SD9"), as: world.clerk) == ["hotline.repeatUnknown"])
        #expect(try await world.codes(link(second, incoming.number), as: world.clerk) == ["hotline.repeatsItself"])
        #expect(try await world.codes(link(first, incoming.number), as: world.clerk) == ["hotline.repeatsLater"])
        #expect(try await world.codes(link(second, "SD9"), as: world.stranger) == ["notFound"])
        #expect(try await world.codes(link(second, "SD9"), as: world.leader) == ["notAllowed"])
        let good = link(second, "SD20260302000001")
        #expect(
            try await world.codes(link(second, "SD20260302000001", seen: 0), as: world.clerk) == ["changedMeanwhile"])
        let done = try await world.test.bureau.perform(good, as: .staff(world.clerk), key: "l")
        #expect(done.value == 2)
        #expect(try await world.test.bureau.perform(good, as: .staff(world.clerk), key: "l") == done)
        let (early, late) = try await world.test.bureau.view(as: .staff(world.county)) { context in
            (try HotlineTicketView.load(first, in: context), try HotlineTicketView.load(second, in: context))
        }
        #expect(early?.later.map(\.id) == [second] && late?.earlier?.id == first)
        #expect(late?.samePhone.map(\.id) == [first], "the county sees that both calls came from one number")
        let clerks = try await world.test.bureau.view(as: .staff(world.clerk)) {
            try HotlineTicketView.load(second, in: $0)?.samePhone.count
        }
        #expect(clerks == 0)
        (incoming.number, incoming.repeats) = ("SD20260303000005", "SD20260303000004")
        let third = try await world.take(incoming)
        #expect(try await world.row(third, as: world.clerk)?.repeatsID == second)
        _ = try await world.ok(SendBackTicket(ticketID: third, seenVersion: 1, words: "重复"), as: world.reviewer)
        let ended = link(third, "SD20260302000001", seen: 2)
        #expect(try await world.codes(ended, as: world.clerk) == ["hotline.ended"])
        await world.test.close()
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// The county takes tickets in; what is wrong with one is named at once, and nothing of it stays.
@Suite struct TakeTicketTests {
    @Test func `a ticket is taken in once and lies with the township that deals with it`() async throws {
        let world = try await HotlineWorld.make()
        let command = TakeTicket(try HotlineWorld.report())
        let actor = Actor.staff(world.county)
        let first = try await world.test.bureau.perform(command, as: actor, key: "t")
        let id = try #require(first.value)
        #expect(try await world.test.bureau.perform(command, as: actor, key: "t") == first)
        #expect(try await world.count("hotline_ticket") == 1)
        var other = command
        other.incoming.gist = "另一句话"
        #expect(try await world.test.bureau.perform(other, as: actor, key: "t").reasons.map(\.code) == ["keyReused"])
        let row = try #require(try await world.row(id, as: world.clerk))
        #expect(row.ticket.state == .received && row.ticket.due.on.text == "2026-03-03")
        #expect(row.ticket.isNamed && row.gist.contains("王惠理村") && !row.isListed)
        #expect(try await world.row(id, as: world.stranger) == nil, "another township gets nothing")
        await world.test.close()
    }

    @Test func `a call for help passes on the caller's words where no other text is given`() async throws {
        let world = try await HotlineWorld.make()
        let id = try await world.take(try HotlineWorld.help())
        #expect(try await world.row(id, as: world.clerk)?.gist == "老人独居，想问怎么申请救助。")
        await world.test.close()
    }

    @Test func `every fault of a ticket is named and nothing is kept`() async throws {
        let world = try await HotlineWorld.make()
        let good = try HotlineWorld.report()
        func codes(_ change: (inout IncomingTicket) throws -> Void) async throws -> Set<String> {
            var incoming = good
            try change(&incoming)
            return Set(try await world.codes(TakeTicket(incoming), as: world.county))
        }
        #expect(try await codes { $0.number = "" } == ["hotline.numberMissing"])
        #expect(try await codes { $0.number = "工单1" } == ["hotline.numberMissing"])
        #expect(try await codes { $0.receivedOn = $0.receivedOn.adding(days: 1) } == ["hotline.receivedLater"])
        #expect(try await codes { $0.callerName = String(repeating: "王", count: 41) } == ["textTooLong"])
        #expect(try await codes { $0.callerPhone = String(repeating: "1", count: 31) } == ["textTooLong"])
        #expect(try await codes { $0.content = " " } == ["textMissing"])
        #expect(try await codes { $0.content = String(repeating: "字", count: 2_001) } == ["textTooLong"])
        #expect(try await codes { $0.gist = String(repeating: "字", count: 2_001) } == ["textTooLong"])
        #expect(try await codes { $0.gist = "" } == ["hotline.gistMissing"])
        #expect(try await codes { $0.gist = "王 桂花说他家有车" } == ["hotline.namesInformant"])
        #expect(try await codes { $0.gist = "来电138-0543-1234，反映有车" } == ["hotline.namesInformant"])
        #expect(try await codes { $0.office = try RegionCode("371622101") } == ["hotline.officeUnsuitable"])
        #expect(try await codes { $0.office = try RegionCode("371621001201") } == ["hotline.officeUnsuitable"])
        #expect(try await codes { $0.office = try RegionCode("371621999") } == ["hotline.officeUnsuitable"])
        #expect(try await codes { $0.about = [StaffID(1)] } == ["hotline.staffUnknown"])
        #expect(try await codes { $0.about = [world.county.staffID] } == ["hotline.aboutSelf"])
        #expect(try await codes { $0.about = [world.clerk.staffID] } == ["hotline.aboutHandler"])
        #expect(try await codes { $0.caseNumber = "371621-2026-000009" } == ["hotline.caseUnknown"])
        #expect(try await codes { $0.repeats = "SD0" } == ["hotline.repeatUnknown"])
        #expect(
            try await codes { ($0.number, $0.gist) = ("", "") } == ["hotline.numberMissing", "hotline.gistMissing"])
        for staff in [world.clerk, world.reviewer, world.auditor, world.leader] {
            #expect(try await world.codes(TakeTicket(good), as: staff) == ["notAllowed"])
        }
        #expect(try await world.count("hotline_ticket") == 0)
        _ = try await world.take(good)
        #expect(try await codes { _ in } == ["hotline.numberHeld"])
        #expect(try await codes { ($0.number, $0.repeats) = ("SD3", "SD3") } == ["hotline.repeatUnknown"])
        await world.test.close()
    }

    @Test func `whoever a call is about does not see it, and their township is not given it`() async throws {
        let world = try await HotlineWorld.make()
        var incoming = try HotlineWorld.report()
        (incoming.about, incoming.office) = ([world.auditor.staffID], world.county.region)
        let id = try await world.take(incoming)
        #expect(try await world.row(id, as: world.auditor) == nil)
        #expect(try await world.row(id, as: world.leader) != nil)
        #expect(try await world.row(id, as: world.clerk) == nil, "the county's own tickets are not the township's")
        #expect(try await world.codes(ShowInformant(ticketID: id, reason: "看看"), as: world.auditor) == ["notFound"])
        incoming.number = "SD20260302000009"
        incoming.about = [world.clerk.staffID]
        let second = try await world.take(incoming)
        let redirect = RedirectTicket(
            ticketID: second, seenVersion: 1, to: try RegionCode(HotlineWorld.town), words: "属地办理")
        #expect(try await world.codes(redirect, as: world.county) == ["hotline.aboutHandler"])
        await world.test.close()
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Queue, register, late list and statistics: bounded statements, one reach, one meaning of late.
@Suite struct HotlineQueueTests {
    private func seed(_ world: HotlineWorld) async throws {
        for position in 0..<40 {
            var incoming = try HotlineWorld.report("SD202603020000\(position + 10)")
            incoming.subject = HotlineSubject.allCases[position % 4]
            if position % 5 == 0 { incoming.office = try RegionCode("371621101") }
            if position % 7 == 0 { incoming.office = world.county.region }
            _ = try await world.take(incoming)
        }
    }

    @Test func `lists stand by their last day, are narrowed, and take a handful of statements`() async throws {
        let world = try await HotlineWorld.make()
        try await seed(world)
        let counter = StatementCounter()
        let counted = world.test.bureau.counting(counter)
        func queue(
            _ staff: StaffActor, register: Bool = false, page: Int = 1,
            _ narrow: @escaping @Sendable (inout HotlineFilter) -> Void = { _ in }
        ) async throws -> HotlineQueue? {
            try await counted.view(as: .staff(staff)) {
                try HotlineQueue.load(isRegister: register, page: page, in: $0, narrow: narrow)
            }
        }
        let all = try #require(try await queue(world.county))
        #expect(counter.take() <= 11)
        #expect(all.total == 40 && all.lines.count == 30 && all.offices.count >= 2)
        #expect(try await queue(world.county, page: 9)?.lines.count == 10, "a page past the end is the last one")
        let own = try #require(try await queue(world.clerk))
        #expect(own.lines.allSatisfy { $0.row.region.text == HotlineWorld.town } && own.total < 40)
        #expect(own.offices.isEmpty)
        let reports = try await queue(world.county) { $0.subject = .report }
        #expect(reports?.total == 10)
        #expect(try await queue(world.county) { $0.number = "SD2026030200001" }?.total == 10)
        #expect(try await queue(world.county) { $0.state = .closed }?.total == 0)
        #expect(try await queue(world.county) { $0.isOpen = false }?.total == 0)
        #expect(try await queue(world.county) { $0.band = .overdue }?.total == 0)
        #expect(try await queue(world.county) { $0.band = .soon }?.total == 40)
        let foreign = try await queue(world.clerk) { $0.region = try? RegionCode("371621101") }
        #expect(foreign?.total == 0, "narrowing does not widen")
        let before = try await queue(world.county, register: true) { $0.through = $0.today.adding(days: -1) }
        #expect(before?.total == 0)
        world.test.clock.advance(days: 3)
        #expect(try await queue(world.county) { $0.from = $0.today }?.total == 0)
        #expect(try await queue(world.county)?.bands[.overdue] == 40)
        let line = try #require(try await queue(world.county)?.lines.first)
        #expect(line.daysLeft == -2 && line.lateness?.task == .signInTicket && line.reminder != nil)
        let village = try await world.test.staff(.aide, at: "371621001201")
        #expect(try await queue(village) == nil)
        await world.test.close()
    }

    @Test func `what is late says for whom it waits, and only within reach`() async throws {
        let world = try await HotlineWorld.make()
        try await seed(world)
        world.test.clock.advance(days: 2)
        let (county, town, village) = (
            world.county, world.clerk, try await world.test.staff(.aide, at: "371621001201")
        )
        func late(_ staff: StaffActor) async throws -> [HotlineLine] {
            try await world.test.bureau.view(as: .staff(staff)) { try HotlineQueue.late(limit: 50, in: $0) }
        }
        let all = try await late(county)
        #expect(all.count == 40 && Set(all.compactMap { $0.lateness?.party }) == [.county, .township])
        #expect(try await late(town).allSatisfy { $0.lateness?.party == .township })
        #expect(try await late(village).isEmpty)
        await world.test.close()
    }

    @Test func `statistics sum by subject and office, and show a township its own alone`() async throws {
        let world = try await HotlineWorld.make()
        try await seed(world)
        let id = try await world.signedIn(try HotlineWorld.report("SD20260302000099"))
        _ = try await world.ok(ReplyTicket(ticketID: id, seenVersion: 2, words: "已核查。"), as: world.reviewer)
        _ = try await world.ok(
            CallBackTicket(ticketID: id, seenVersion: 3, words: "", isSatisfied: true), as: world.clerk)
        func figures(_ staff: StaffActor, days: Int = 30) async throws -> HotlineStatistics? {
            try await world.test.bureau.view(as: .staff(staff)) { context in
                try HotlineStatistics.load(
                    from: context.today.adding(days: -days), through: context.today, in: context)
            }
        }
        let all = try #require(try await figures(world.leader))
        #expect(all.total.received == 41 && all.total.replied == 1 && all.total.satisfiedPermille == 1_000)
        #expect(all.total.onTimePermille == 1_000 && all.total.open == 41)
        #expect(all.subjects.map(\.sum.received).reduce(0, +) == 41)
        #expect(all.offices.count == 3 && all.offices.map(\.total.received).reduce(0, +) == 41)
        let own = try #require(try await figures(world.clerk))
        #expect(own.offices.map(\.region.text) == [HotlineWorld.town])
        #expect(try await figures(try await world.test.staff(.payer, at: "371621")) == nil)
        await world.test.close()
    }
}

import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

@Suite struct CaseReplayTests {
    @Test func `every version of a case replays with its day and its sum, or the one that is asked for`() async throws {
        let world = try await CaseWorld.make()
        try await world.investigate()
        let first = try await world.determine()
        let office = try await PolicyOffice.open(world.test)
        let id = try await office.approved("850", from: "2026-03-10")
        #expect(try await office.publish(id).value != nil)
        world.test.clock.advance(days: 10)
        let next = try await world.determine()
        #expect(first.amount != next.amount)
        let number = try await world.row().number
        let all = try await world.test.bureau.replays(ofCase: number, as: .system)
        let (versions, amounts) = (all.map(\.version), all.map(\.amount))
        #expect(versions == Array(1...Int64(all.count)) && all.count >= 2)
        #expect(all.allSatisfy { $0.matches }, "\(all.map(\.fault))")
        #expect(amounts.contains(first.amount) && amounts.last == next.amount)
        let days = all.map(\.day.text)
        #expect(days.first == "2026-03-02" && days.last == "2026-03-12", "\(days)")
        let one = try await world.test.bureau.replays(ofCase: number, version: 1, as: .system)
        let only = one.map(\.version)
        #expect(only == [1] && one.first?.amount == amounts.first)
        #expect(try await world.test.bureau.replays(ofCase: number, version: 99, as: .system).isEmpty)
        #expect(try await world.test.bureau.replays(ofCase: "SQ-0", as: .system).isEmpty)
        #expect(try await world.test.bureau.replays(ofCase: number, as: .staff(world.stranger)).isEmpty)
        await world.end()
    }
}

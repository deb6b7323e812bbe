import Casework
import Foundation
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

@Suite struct RunPlanTests {
    @Test func `an increment computes the families whose rows changed and equals a run of everybody`() async throws {
        let world = try await RunWorld.make()
        _ = try await world.run(.full)
        try world.deliver(
            "vehicle",
            [
                "1,鲁M1,\(world.heads[1].text),K,丰田,2024-01-01,100000.00,A",
                "2,鲁M2,\(world.heads[4].text),K,丰田,2025-01-01,100000.00,A",
            ], asOf: "2026-03-03")
        world.test.clock.advance(days: 1)
        let increment = try await world.run(.incremental)
        let plan = try #require(increment.plan)
        #expect(plan.wholeBecause == nil && plan.changedDatasets == ["vehicle"])
        #expect(plan.byRows == 1 && plan.byFacts == 0 && plan.carried + plan.byCalendar == 7)
        #expect(increment.line.progress.families == 8 && increment.line.progress.carried == plan.carried)
        let whole = try await world.run(.full)
        #expect(try await world.lines(increment.line.run.id) == world.lines(whole.line.run.id))
        #expect(try await world.lines(whole.line.run.id).contains { $0.contains("鲁M2") })
        await world.close()
    }

    @Test func `an increment asked for again with nothing changed is the one before`() async throws {
        let world = try await RunWorld.make()
        _ = try await world.run(.full)
        let first = try await world.run(.incremental)
        let again = try #require(try await world.start(.incremental).value)
        #expect(again.id == first.line.run.id && again.isRepeated)
        world.test.clock.advance(days: 1)
        let next = try #require(try await world.start(.incremental).value)
        #expect(next.id != first.line.run.id && !next.isRepeated)
        await world.close()
    }

    @Test func `rows of somebody whom an answer had read beside the family make it computed again`() async throws {
        let spouse = "370102198001010014"
        let heads = try (0..<8).map { try RunWorld.id($0) }
        let world = try await RunWorld.make(files: [
            "marriage": ["1,Z1,M,\(heads[2].text),\(spouse),2020-01-01"], "employ_insurance": [],
        ])
        let first = try await world.run(.full)
        #expect(try await world.lines(first.line.run.id).contains { $0.contains(" R14 ") } == false)
        let months = ["2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03"]
        try world.deliver(
            "employ_insurance", months.enumerated().map { "\($0 + 1),\(spouse),E1,\($1),9000.00" }, asOf: "2026-03-03")
        world.test.clock.advance(days: 1)
        let increment = try await world.run(.incremental)
        #expect(increment.plan?.byRows == 1 && increment.plan?.changedDatasets == ["employ_insurance"])
        let found = try await world.lines(increment.line.run.id)
        #expect(found.contains { $0.hasPrefix(world.families[2].text) && $0.contains(" R14 ") })
        let whole = try await world.run(.full)
        #expect(try await world.lines(whole.line.run.id) == found)
        await world.close()
    }

    @Test func `a family whose register changed is computed again`() async throws {
        let world = try await RunWorld.make()
        _ = try await world.run(.full)
        let family = world.families[1]
        _ = try await world.bureau.store.write {
            try $0.sql.execute("UPDATE family SET declared_vehicles = 1, version = version + 1 WHERE id = \(family)")
        }
        let increment = try await world.run(.incremental)
        #expect(increment.plan?.byFacts == 1)
        #expect(try await world.lines(increment.line.run.id).filter { $0.contains("R02") }.isEmpty)
        await world.close()
    }

    @Test func `a department that answers for the first time makes it a run of everybody, and that is said`()
        async throws
    {
        let world = try await RunWorld.make()
        _ = try await world.run(.full)
        try world.deliver("death", [], asOf: "2026-03-02")
        let increment = try await world.run(.incremental)
        #expect(increment.plan?.wholeBecause?.contains("未答复") == true)
        #expect(increment.line.progress.carried == 0)
        await world.close()
    }

    @Test func `with the turn of a month answers fall due`() async throws {
        let world = try await RunWorld.make()
        _ = try await world.run(.full)
        world.test.clock.advance(days: 31)
        let increment = try await world.run(.incremental)
        #expect(increment.plan?.byCalendar == 8)
        await world.close()
    }
}

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

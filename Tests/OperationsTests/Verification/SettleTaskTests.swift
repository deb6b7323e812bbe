import Casework
import Foundation
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

@Suite struct SettleTaskTests {
    private func found(_ world: RunWorld) async throws -> TaskLine {
        _ = try await world.run(.recheck)
        return try #require(
            try await world.tasks(as: world.clerk).first {
                $0.match.rule == "R02" && $0.match.familyID == world.families[1]
            })
    }

    @Test func `the township settles a task, once, with what it saw`() async throws {
        let world = try await RunWorld.make()
        let task = try await found(world)
        let command = SettleTask(id: task.id, outcome: .confirmed, note: "入户看到车辆")
        #expect(try await world.bureau.perform(command, as: .staff(world.clerk), key: "1").value == task.id)
        #expect(try await world.bureau.perform(command, as: .staff(world.clerk), key: "1").value == task.id)
        let again = try await world.bureau.perform(command, as: .staff(world.clerk), key: "2")
        #expect(again.reasons.map(\.code) == ["taskSettled"])
        let line = try await world.bureau.view(as: .staff(world.officer)) {
            try $0.store.tasks(isOpen: false, only: task.id, limit: 1, offset: 0, in: $0.scope).rows.first
        }
        #expect(line?.outcome == .confirmed && line?.note == "入户看到车辆" && line?.settledBy == "钱经办")
        await world.close()
    }

    @Test func `without an outcome and a note nothing is settled, and every reason is given`() async throws {
        let world = try await RunWorld.make()
        let task = try await found(world)
        let outcome = try await world.bureau.perform(
            SettleTask(id: task.id, outcome: nil, note: ""), as: .staff(world.clerk), key: "1")
        #expect(outcome.reasons.map(\.code) == ["outcomeMissing", "noteMissing"])
        await world.close()
    }

    @Test func `another township's clerk finds no such task, and a payer may not`() async throws {
        let world = try await RunWorld.make()
        let task = try await found(world)
        let command = SettleTask(id: task.id, outcome: .refuted, note: "不属实")
        let strange = try await world.bureau.perform(command, as: .staff(world.strangeClerk), key: "1")
        #expect(strange.reasons == [.notFound])
        let payer = try await world.test.staff(.payer, at: "371621")
        #expect(try await world.bureau.perform(command, as: .staff(payer), key: "2").reasons == [.notAllowed])
        await world.close()
    }

    @Test func `the same finding in a later run opens no second task`() async throws {
        let world = try await RunWorld.make()
        _ = try await found(world)
        let count = try await world.tasks(as: world.officer).count
        _ = try await world.run(.full)
        #expect(try await world.tasks(as: world.officer).count == count)
        await world.close()
    }
}

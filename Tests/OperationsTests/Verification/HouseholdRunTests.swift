import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// One family compared on demand, by its number.
@Suite struct HouseholdRunTests {
    private func ask(
        _ world: RunWorld, _ number: String, purpose: String = "群众反映，核对一次", as staff: StaffActor? = nil,
        key: String = "k"
    ) async throws -> Operations.Outcome<StartedRun> {
        try await world.bureau.startRun(
            familyNumbered: number, purpose: purpose, as: .staff(staff ?? world.officer), key: key)
    }

    @Test func `a family is compared by its household number, and nobody else is`() async throws {
        let world = try await RunWorld.make()
        let started = try #require(try await ask(world, "H1").value)
        #expect(try await ask(world, "H1").value == started)
        try await world.work()
        let view = try await world.view(started.id)
        #expect(view.line.run.kind == .household && view.line.progress.families == 1)
        let lines = try await world.lines(started.id)
        #expect(!lines.isEmpty && lines.allSatisfy { $0.hasPrefix(world.families[1].text) })
        await world.close()
    }

    @Test func `without a purpose, a post, or a family of the own area there is no run`() async throws {
        let world = try await RunWorld.make()
        let far = try await world.test.staff(.verificationOfficer, at: "371622", name: "外县核对")
        #expect(try await ask(world, "H1", purpose: " ").reasons.map(\.code) == ["purposeMissing"])
        #expect(try await ask(world, "H1", as: world.clerk).reasons.map(\.code) == ["notAllowed"])
        #expect(try await ask(world, "H1", as: far).reasons.map(\.code) == ["familyUnknown"])
        #expect(try await ask(world, "H99").reasons.map(\.code) == ["familyUnknown"])
        _ = try await world.bureau.store.write { try $0.sql.execute("UPDATE family SET program = 'monitored'") }
        #expect(try await ask(world, "H1", key: "k2").reasons.map(\.code) == ["familyNotWatched"])
        await world.close()
    }
}

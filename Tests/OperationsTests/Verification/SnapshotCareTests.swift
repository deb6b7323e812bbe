import Casework
import Columns
import Foundation
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

@Suite struct SnapshotCareTests {
    @Test func `days past the retention of their dataset go, the day in force stays`() async throws {
        let world = try await RunWorld.make()
        try world.deliver("vehicle", [], asOf: "2026-03-03")
        world.test.clock.advance(days: 4_000)
        let job = try #require(try await world.test.perform(AskCare(task: .retain), as: .staff(world.officer)).value)
        try await world.work()
        let done = try await world.bureau.store.read { try $0.simulationJob(job, kind: "snapshotCare") }
        #expect(done?.state == "done" && done?.result?.contains("vehicle 2026-03-02") == true)
        #expect(
            try world.snapshots.days().filter { $0.info.dataset == "vehicle" }.map(\.info.asOf.text) == ["2026-03-03"])
        await world.close()
    }

    @Test func `merging layers is a job whose result can be read, and asking twice is one job`() async throws {
        let world = try await RunWorld.make()
        let officer = Actor.staff(world.officer)
        let first = try await world.bureau.perform(AskCare(task: .compact), as: officer, key: "1").value
        #expect(try await world.bureau.perform(AskCare(task: .compact), as: officer, key: "2").value == first)
        try await world.work()
        let job = try #require(first)
        let done = try await world.bureau.store.read { try $0.simulationJob(job, kind: "snapshotCare") }
        #expect(done?.result?.contains("\"looked\":2") == true)
        await world.close()
    }

    @Test func `only the centre may, on a node with data`() async throws {
        let world = try await RunWorld.make()
        let clerk = try await world.bureau.perform(AskCare(task: .retain), as: .staff(world.clerk), key: "1")
        #expect(clerk.reasons == [.notAllowed])
        let bare = try await TestBureau.make()
        let officer = try await bare.staff(.verificationOfficer, at: "371621")
        let outcome = try await bare.perform(AskCare(task: .retain), as: .staff(officer))
        #expect(outcome.reasons.map(\.code) == ["noSnapshotStore"])
        await bare.close()
        await world.close()
    }
}

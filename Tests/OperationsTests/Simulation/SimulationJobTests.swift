import Casework
import Operations
import OperationsTestKit
import Policies
import Primitives
import Storage
import Testing

/// A simulation as background work over a store: one family of three with 640 yuan a month of counted income.
///
/// By hand: three standards less 640, and a tenth of two members' standards more: 3 × 800 − 640 + 2 × 80 is 1,920,
/// with 850 it is 2,080, with 700 it is 1,600.
@Suite struct SimulationJobTests {
    private static func world() async throws -> (world: CaseWorld, office: PolicyOffice) {
        let world = try await CaseWorld.make()
        try await world.investigate()
        _ = try await world.determine()
        return (world, try await PolicyOffice.open(world.test))
    }

    private static func ask(
        _ yuan: String, region: String = PolicyOffice.county, day: String = "2026-03-12"
    ) throws -> AskSimulation {
        AskSimulation(
            day: try CivilDate(parsing: day), version: nil,
            overrides: [try ParameterOverride(parsing: "standards/\(region)/standardRural=\(yuan)")])
    }

    private func view(_ id: JobID, _ world: CaseWorld, as staff: StaffActor) async throws -> SimulationView? {
        try await world.test.bureau.view(as: .staff(staff)) { try SimulationView.load(id, in: $0) }
    }

    @Test func `A raised standard is asked for, run once by a worker, and read by its region`() async throws {
        let (world, office) = try await Self.world()
        let id = try await office.ok(try Self.ask("850"), as: office.drafter)
        let waiting = try #require(try await view(id, world, as: office.drafter))
        #expect(waiting.state == "waiting" && waiting.result == nil)
        let bureau = world.test.bureau
        #expect(try await bureau.runJobs(holder: "one", kinds: [.simulation], limit: 5) == 1)
        #expect(try await bureau.runJobs(holder: "two", kinds: [.simulation], limit: 5) == 0)
        let done = try #require(try await view(id, world, as: office.drafter))
        #expect(done.state == "done" && done.done == 1 && done.total == 1 && done.isExact)
        let result = try #require(done.result)
        #expect((result.total.beforeFen, result.total.afterFen) == (192_000, 208_000))
        #expect(result.total.raised == 1 && result.total.households == 1 && result.total.undecided == 0)
        #expect(result.counties == [PolicyOffice.county] && done.countyNames[PolicyOffice.county] == "惠民县")
        // The auditor of the city sees the sums and no list; another county's people see nothing.
        let auditor = try await world.test.staff(.auditor, at: "3716", name: "钱审计")
        #expect(try await view(id, world, as: auditor)?.isExact == false)
        #expect(try await view(id, world, as: office.stranger) == nil)
        #expect(try await view(id, world, as: office.clerk) == nil)
        await world.end()
    }

    @Test func `A worker that lost its lease keeps nothing, and the next one gives the same result`() async throws {
        let (world, office) = try await Self.world()
        let id = try await office.ok(try Self.ask("850"), as: office.drafter)
        let (bureau, now) = (world.test.bureau, world.test.bureau.systemClock())
        let taken = try await bureau.store.write {
            try $0.leaseJob(
                kinds: [JobKind.simulation.rawValue], holder: "lost", at: now, leaseSeconds: -1)
        }
        let lost = try #require(taken)
        #expect(try await bureau.runJobs(holder: "next", kinds: [.simulation], limit: 5) == 1)
        let first = try #require(try await view(id, world, as: office.drafter)?.result)
        let kept = try await bureau.store.write { try $0.finishJob(lost, result: "{}", at: now) }
        #expect(!kept)
        #expect(try await view(id, world, as: office.drafter)?.result == first)
        await world.end()
    }

    @Test func `Every reason why not`() async throws {
        let (world, office) = try await Self.world()
        #expect(try await office.codes(try Self.ask("850"), as: office.clerk) == ["notAllowed"])
        let nothing = AskSimulation(day: try CivilDate(parsing: "2026-03-12"), version: nil, overrides: [])
        #expect(try await office.codes(nothing, as: office.drafter) == ["simulation.empty"])
        #expect(
            try await office.codes(try Self.ask("850", region: "371622"), as: office.drafter) == ["simulation.outside"])
        #expect(try await office.codes(try Self.ask("a lot"), as: office.drafter) == ["simulation.refused"])
        let foreign = AskSimulation(
            day: try CivilDate(parsing: "2026-03-12"), version: PackVersionID(1), overrides: [])
        #expect(try await office.codes(foreign, as: office.drafter) == ["notFound"])
        await world.end()
    }

    @Test func `A version in work is laid over what is in force`() async throws {
        let (world, office) = try await Self.world()
        let begun = try await office.ok(try office.draft(from: "2026-04-01"), as: office.drafter)
        let edited = try await office.ok(try office.value(begun, "700", from: "2026-04-01"), as: office.drafter)
        let ask = AskSimulation(day: try CivilDate(parsing: "2026-04-01"), version: edited.id, overrides: [])
        let id = try await office.ok(ask, as: office.drafter)
        _ = try await world.test.bureau.runJobs(holder: "one", kinds: [.simulation], limit: 5)
        let result = try #require(try await view(id, world, as: office.drafter)?.result)
        #expect((result.total.beforeFen, result.total.afterFen) == (192_000, 160_000))
        #expect(result.total.lowered == 1)
        await world.end()
    }

    @Test func `The whole store is counted without a region`() async throws {
        let (world, _) = try await Self.world()
        let packs = world.test.bureau.policies
        let side = SimulationSide("现行", packs: packs)
        let simulation = try PolicySimulation(before: side, after: side, guide: .load(root: packs.root))
        let result = try #require(try await world.test.bureau.simulate(simulation, in: nil))
        #expect(result.total.unchanged == 1 && result.total.differenceFen == 0 && result.isEmpty)
        let elsewhere = try await world.test.bureau.simulate(simulation, in: try RegionCode("371622"))
        #expect(elsewhere?.total.households == 0)
        await world.end()
    }
}

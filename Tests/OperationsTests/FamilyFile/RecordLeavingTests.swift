import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// Somebody has died or belongs no longer.
@Suite struct RecordLeavingTests {
    @Test func `the applicant's death names the next one, stops nothing by itself and asks for what follows`()
        async throws
    {
        let world = try await CaseWorld.inForce()
        let before = try await world.award().changes.count
        let command = try await world.leaving("赵小龙", nil, successor: "高莉真", evidence: "死亡医学证明")
        _ = try await world.ok(command, as: world.clerk)
        let file = try await world.file()
        #expect(file.present.count == 2 && file.past.map(\.person.name) == ["赵小龙"])
        #expect(file.past[0].person.deathDay?.text == "2026-03-02" && file.past[0].through?.text == "2026-03-02")
        #expect(file.present.first { $0.relation == .applicant }?.person.name == "高莉真")
        let duties = Set(file.duties.map(\.duty))
        #expect(duties.isSuperset(of: [.stopShare, .recompute, .askRelations, .updatePosting, .changeAccount]))
        let row = try await world.row()
        #expect(row.state == .reverifying && row.applicantName == "高莉真" && row.headCount == 2)
        #expect(try await world.award().changes.count == before)
        await world.end()
    }

    @Test(arguments: LeavingCause.allCases)
    func `each way of leaving ends the stay and keeps the history`(_ cause: LeavingCause) async throws {
        let world = try await CaseWorld.inForce()
        _ = try await world.ok(world.leaving("高莉真", cause), as: world.clerk)
        let file = try await world.file()
        #expect(file.present.count == 2 && file.changes[0].cause == cause.rawValue)
        #expect(file.past[0].person.deathDay == nil)
        #expect(try await world.row().form.incomes.isEmpty)
        await world.end()
    }

    @Test func `no successor, a child as successor, somebody gone already and a future day are refused`() async throws {
        let world = try await CaseWorld.inForce()
        #expect(
            try await world.codes(world.leaving("赵小龙", nil, reason: ""), as: world.clerk)
                == ["missingReason", "family.successorMissing"])
        #expect(
            try await world.codes(world.leaving("赵小龙", nil, successor: "赵咏香"), as: world.clerk)
                == ["family.successorUnsuitable"])
        #expect(
            try await world.codes(world.leaving("高莉真", .divorce, on: "2030-01-01"), as: world.clerk)
                == ["family.dayImpossible"])
        #expect(try await world.codes(world.leaving("高莉真", .divorce), as: world.stranger) == ["notFound"])
        _ = try await world.ok(world.leaving("高莉真", .divorce), as: world.clerk)
        #expect(
            try await world.codes(world.leaving("高莉真", .prison, on: "2026-03-03"), as: world.clerk)
                == ["family.notMember"])
        #expect(try await world.test.count("family_change") == 1)
        await world.end()
    }

    @Test func `the last one does not leave a file: the case is ended instead`() async throws {
        let world = try await CaseWorld.inForce()
        _ = try await world.ok(world.leaving("高莉真", .livesIndependently), as: world.clerk)
        _ = try await world.ok(world.leaving("赵咏香", .movedAway), as: world.clerk)
        #expect(
            try await world.codes(world.leaving("赵小龙", nil, on: "2026-03-03"), as: world.clerk)
                == ["family.nobodyRemains"])
        await world.end()
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Families split and joined, their relations said anew, and what is left to do settled.
@Suite struct SplitFamilyTests {
    private static func split(
        _ world: CaseWorld, _ names: [String], applicant: String = "高莉真", staying: String? = nil,
        on day: String = "2026-03-02", reason: String = "女儿成家"
    ) async throws -> SplitFamily {
        var people: [PersonID] = []
        for name in names { people.append(try await world.person(name)) }
        return SplitFamily(
            family: try await world.familyID(), seenVersion: try await world.file().version, people: people,
            applicant: try await world.person(applicant),
            staying: try await staying == nil ? nil : world.person(staying ?? ""),
            day: try CivilDate(parsing: day), reason: reason, evidence: "户口簿")
    }

    @Test func `those who go get a file of their own that the same township sees`() async throws {
        let world = try await CaseWorld.inForce()
        let done = try await world.ok(Self.split(world, ["高莉真", "赵咏香"]), as: world.clerk)
        let other = try #require(done.other)
        let apart = try await world.file(other)
        #expect(apart.present.map(\.person.name) == ["高莉真", "赵咏香"] && apart.present[0].from.text == "2026-03-03")
        #expect(apart.present[0].relation == .applicant && apart.changes.count == 1)
        #expect(apart.duties.map(\.duty) == [.askRelations])
        #expect(try await world.file().present.map(\.person.name) == ["赵小龙"])
        #expect(try await world.row().headCount == 1)
        let relations = RestateRelations(
            family: other, seenVersion: apart.version,
            relations: [apart.present[0].person.id: .applicant, apart.present[1].person.id: .child])
        _ = try await world.ok(relations, as: world.clerk)
        #expect(try await world.file(other).present.map(\.relation) == [.applicant, .child])
        #expect(try await world.file(other).duties.allSatisfy { $0.doneOn != nil })
        let same = RestateRelations(
            family: other, seenVersion: apart.version + 1,
            relations: [apart.present[0].person.id: .applicant, apart.present[1].person.id: .applicant])
        #expect(try await world.codes(same, as: world.clerk) == ["relationsWrong"])
        #expect(try await world.codes(relations, as: world.clerk) == ["changedMeanwhile"])
        await world.end()
    }

    @Test func `children alone, everybody, nobody and a change without a reason are refused`() async throws {
        let world = try await CaseWorld.inForce()
        #expect(
            try await world.codes(Self.split(world, ["赵咏香"], applicant: "赵咏香", reason: ""), as: world.clerk)
                == ["missingReason", "family.minorsAlone"])
        #expect(
            try await world.codes(Self.split(world, ["赵小龙", "高莉真", "赵咏香"]), as: world.clerk)
                == ["family.splitWhole"])
        #expect(try await world.codes(Self.split(world, []), as: world.clerk) == ["family.splitWhole"])
        #expect(
            try await world.codes(Self.split(world, ["高莉真"], applicant: "赵小龙"), as: world.clerk)
                == ["family.successorUnsuitable"])
        #expect(try await world.codes(Self.split(world, ["高莉真"]), as: world.gridWorker) == ["notAllowed"])
        #expect(try await world.test.count("family") == 1)
        await world.end()
    }

    @Test func `a family that was split is joined again, and its file stays readable without members`() async throws {
        let world = try await CaseWorld.inForce()
        let other = try #require(try await world.ok(Self.split(world, ["高莉真", "赵咏香"]), as: world.clerk).other)
        let own = try await world.familyID()
        func merge(_ other: FamilyID, on day: String = "2026-03-03", reason: String = "又一起生活") async throws
            -> MergeFamilies
        {
            MergeFamilies(
                family: own, seenVersion: try await world.file().version, other: other,
                day: try CivilDate(parsing: day), reason: reason, evidence: "村委会证明")
        }
        #expect(try await world.codes(merge(own), as: world.clerk) == ["sameFamily"])
        #expect(try await world.codes(merge(FamilyID(7)), as: world.clerk) == ["notFound"])
        #expect(
            try await world.codes(merge(other, on: "2030-01-01", reason: ""), as: world.clerk)
                == ["missingReason", "family.dayImpossible"])
        _ = try await world.ok(merge(other), as: world.clerk)
        #expect(try await world.file().present.count == 3)
        let emptied = try await world.file(other)
        #expect(emptied.present.isEmpty && emptied.past.count == 2 && emptied.changes.count == 2)
        #expect(try await world.row().headCount == 3)
        await world.end()
    }

    @Test func `a family that is helped is not swallowed by another`() async throws {
        let world = try await CaseWorld.inForce()
        let other = try #require(try await world.ok(Self.split(world, ["高莉真", "赵咏香"]), as: world.clerk).other)
        let command = MergeFamilies(
            family: other, seenVersion: try await world.file(other).version, other: try await world.familyID(),
            day: try CivilDate(parsing: "2026-03-03"), reason: "一起生活", evidence: "村委会证明")
        #expect(try await world.codes(command, as: world.clerk) == ["otherInForce"])
        await world.end()
    }

    @Test func `a recomputation is settled by a decision, not by a tick`() async throws {
        let world = try await CaseWorld.inForce()
        _ = try await world.ok(world.birth(), as: world.clerk)
        let duties = try await world.file().duties
        let family = try await world.familyID()
        func settle(_ duty: FamilyFollowUp, _ note: String) throws -> SettleFamilyDuty {
            SettleFamilyDuty(
                family: family, duty: try #require(duties.first { $0.duty == duty }).id, note: note)
        }
        #expect(try await world.codes(settle(.recompute, " "), as: world.clerk) == ["howMissing", "recomputeOpen"])
        _ = try await world.ok(settle(.updatePosting, "榜已更新"), as: world.clerk)
        #expect(try await world.codes(settle(.updatePosting, "再来"), as: world.clerk) == ["dutyDone"])
        #expect(try await world.codes(settle(.recompute, "已算"), as: world.stranger) == ["notFound"])
        #expect(try await world.codes(settle(.recompute, "已算"), as: world.county) == ["notAllowed"])
        #expect(try await world.file().duties.first?.duty == .recompute)
        await world.end()
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Who owes support, and where people are registered and live.
@Suite struct RecordObligorTests {
    private static func obligor(
        _ world: CaseWorld, name: String = "赵大山", id: String? = nil, ability: ObligorAbility = .unable,
        basis: String = "本人也是低保对象", replaces: ObligorID? = nil, person: PersonID? = nil
    ) async throws -> RecordObligor {
        let owed = try await world.person("赵小龙")
        return RecordObligor(
            family: try await world.familyID(), person: person ?? owed, kinship: .child,
            content: ObligorContent(name: name, idNumber: id, place: "济南市", basis: basis), ability: ability,
            maintenance: Money(yuan: 100), replaces: replaces)
    }

    @Test func `an obligor stands on file with what the ability rests on, and a later row takes its place`()
        async throws
    {
        let world = try await CaseWorld.inForce()
        let first = try await world.ok(Self.obligor(world, ability: .unknown, basis: ""), as: world.clerk)
        _ = try await world.ok(Self.obligor(world, replaces: first), as: world.clerk)
        let rows = try await world.file().obligors
        #expect(rows.map { $0.endedOn == nil } == [false, true] && rows[1].ability == .unable)
        #expect(rows[1].content.place == "济南市" && rows[1].maintenance == Money(yuan: 100))
        await world.end()
    }

    @Test func `no name, no basis, a wrong number, a member and another's family are refused`() async throws {
        let world = try await CaseWorld.inForce()
        #expect(
            try await world.codes(Self.obligor(world, name: " ", basis: " "), as: world.clerk)
                == ["personNameMissing", "basisMissing"])
        #expect(try await world.codes(Self.obligor(world, id: "1"), as: world.clerk) == ["idMalformed"])
        #expect(
            try await world.codes(Self.obligor(world, id: CaseWorld.ids[1]), as: world.clerk) == ["kinshipUnsuitable"])
        #expect(
            try await world.codes(Self.obligor(world, person: PersonID(5)), as: world.clerk) == ["familyMemberUnknown"])
        #expect(try await world.codes(Self.obligor(world), as: world.stranger) == ["notFound"])
        #expect(try await world.codes(Self.obligor(world), as: world.county) == ["notAllowed"])
        #expect(try await world.test.count("support_obligor") == 0)
        await world.end()
    }

    @Test func `register and residence are dated, and a register elsewhere is shown as apart`() async throws {
        let world = try await CaseWorld.inForce()
        let (family, person) = (try await world.familyID(), try await world.person("赵小龙"))
        func place(_ kind: AddressKind, _ region: String, on day: String = "2026-03-02", person: PersonID? = nil) throws
            -> RecordPlace
        {
            RecordPlace(
                family: family, person: person ?? PersonID(0), kind: kind, region: try RegionCode(region),
                detail: "三组", day: try CivilDate(parsing: day))
        }
        _ = try await world.ok(place(.hukou, "371621101201", person: person), as: world.clerk)
        _ = try await world.ok(place(.habitual, CaseWorld.village, person: person), as: world.clerk)
        let shown = try #require(try await world.file().places[person])
        #expect(shown.isApart && shown.register?.contains("石庙镇") == true)
        let seen = try await world.test.bureau.view(as: .staff(world.stranger)) {
            try FamilyFileView.load(family, in: $0) != nil
        }
        #expect(seen, "the township of the register may see the family from now on")
        #expect(
            try await world.codes(place(.hukou, "37", on: "2031-01-01"), as: world.clerk)
                == ["dayImpossible", "familyMemberUnknown", "addressUnknown"])
        await world.end()
    }
}

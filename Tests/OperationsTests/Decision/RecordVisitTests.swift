import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// What only a visit can know: who was seen, where, on which photos, and what neighbours said.
@Suite struct RecordVisitTests {
    @Test func `a visit without photo, place, anybody seen or a neighbour's word is refused with each reason`()
        async throws
    {
        let world = try await CaseWorld.investigating()
        let good = try await world.visit()
        func codes(_ change: (inout VisitFindings) -> Void) async throws -> Set<String> {
            var visit = good
            change(&visit.findings)
            return Set(try await world.codes(visit, as: world.clerk))
        }
        #expect(try await codes { $0.photoIDs = [] } == ["visit.photosMissing"])
        #expect(try await codes { $0.placeNote = " " } == ["visit.placeMissing"])
        #expect(try await codes { $0.placeNote = String(repeating: "村", count: 201) } == ["textTooLong"])
        #expect(try await codes { $0.members = [] } == ["visit.nobodySeen"])
        #expect(try await codes { $0.neighbours = [] } == ["visit.neighboursTooFew"])
        func neighbour(_ name: String, _ words: String, isRelated: Bool = false) -> [NeighbourInterview] {
            [NeighbourInterview(neighbour: name, isRelated: isRelated, words: words)]
        }
        #expect(
            try await codes { $0.neighbours = neighbour("张某", "困难", isRelated: true) } == ["visit.neighbourRelated"])
        #expect(try await codes { $0.neighbours = neighbour(" ", "困难") } == ["textMissing"])
        #expect(try await codes { $0.neighbours = neighbour("张某", "") } == ["textMissing"])
        #expect(try await world.count("household_visit") == 0)
        _ = try await world.ok(good, as: world.clerk)
        let interview = try await world.documents()["E11"]
        #expect(interview?.paragraphs.contains { $0.contains("确实困难") } == true)
        await world.end()
    }

    @Test func `a phone far from the house needs a word why, and the first place is the house`() async throws {
        let world = try await CaseWorld.investigating()
        let house = try #require(VisitPosition(latitude: 37_480_000, longitude: 117_510_000))
        let away = try #require(VisitPosition(latitude: 37_490_000, longitude: 117_510_000))
        #expect(house.metres(to: away) == 1_112)
        #expect(VisitPosition(latitude: 91_000_000, longitude: 0) == nil)
        var first = try await world.visit()
        (first.findings.position, first.findings.placeNote) = (house, "")
        _ = try await world.ok(first, as: world.clerk)
        var second = try await world.visit()
        (second.findings.position, second.findings.placeNote) = (away, "")
        #expect(try await world.codes(second, as: world.clerk) == ["visit.tooFar"])
        second.findings.placeNote = "家人在邻村打工处，上门见到本人"
        _ = try await world.ok(second, as: world.clerk)
        await world.end()
    }

    @Test func `who gave the first opinion does not visit`() async throws {
        let world = try await CaseWorld.make()
        _ = try await world.post()
        let id = world.caseID
        _ = try await world.ok(Step(caseID: id, event: .noticeObjected), as: world.clerk)
        _ = try await world.ok(Step(caseID: id, event: .objectionUpheld), as: world.reviewer)
        let visit = try await world.visit(.recheck, second: .staff(world.reviewer.staffID))
        #expect(try await world.codes(visit, as: world.clerk) == ["visit.visitorDecides"])
        await world.end()
    }

    @Test func `temporary relief asks no neighbours`() async throws {
        let world = try await CaseWorld.make { $0.program = .temporaryRelief }
        _ = try await world.ok(
            StartInvestigation(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        var visit = try await world.visit()
        visit.findings.neighbours = []
        _ = try await world.ok(visit, as: world.clerk)
        await world.end()
    }
}

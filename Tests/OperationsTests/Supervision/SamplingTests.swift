import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// The county's samples: the list stands before the public number, the draw can be repeated, errors count by township.
@Suite struct SamplingTests {
    private func decided() async throws -> (CaseWorld, decider: StaffActor, from: CivilDate, through: CivilDate) {
        let (world, decider) = try await CaseWorld.decidedBySecondReviewer()
        let day = try await world.test.bureau.today().adding(days: -1)
        return (world, decider, day.adding(days: -30), day)
    }

    @Test func `a list is frozen, drawn by a public number, looked at, and its errors are counted`() async throws {
        let (world, decider, from, through) = try await decided()
        let freeze = FreezeSampling(from: from, through: through, sharePermille: 100)
        let actor = Actor.staff(world.county)
        let first = try await world.test.bureau.perform(freeze, as: actor, key: "f")
        let id = try #require(first.value)
        #expect(try await world.test.bureau.perform(freeze, as: actor, key: "f") == first)
        func view() async throws -> SamplingView {
            try #require(try await world.test.bureau.view(as: actor) { try SamplingView.load(id, in: $0) })
        }
        let frozen = try await view()
        #expect(frozen.items.count == 1 && frozen.isListIntact && frozen.isReproduced == nil)
        #expect(
            try await world.test.bureau.view(as: .staff(world.stranger)) { try SamplingView.load(id, in: $0) } == nil)
        let draw = DrawSampling(samplingID: id, seenVersion: 1, seed: "20260401073", source: "福彩3D第2026073期")
        #expect(try await world.ok(draw, as: world.county) == 1)
        let drawn = try await view()
        #expect(drawn.isReproduced == true && drawn.items.allSatisfy(\.isDrawn))
        let finding = RecordFinding(samplingID: id, caseID: world.caseID, finding: .wrongAmount, words: "少算一人")
        var silent = finding
        silent.words = " "
        #expect(try await world.codes(silent, as: world.secondCounty) == ["sampling.wordsMissing"])
        #expect(try await world.ok(finding, as: world.secondCounty) == 0)
        #expect(try await world.codes(finding, as: world.county) == ["sampling.foundTwice"])
        let township = try #require(try await view().townships.first)
        #expect(township.seen == 1 && township.wrong == 1 && township.errorPermille == 1_000)
        #expect(try await world.documents()["E17"] != nil)
        #expect(decider.role == .townshipReviewer)
        await world.end()
    }

    @Test func `a list changed behind the program's back is said to be damaged`() async throws {
        let (world, _, from, through) = try await decided()
        let id = try await world.ok(
            FreezeSampling(from: from, through: through, sharePermille: 100), as: world.county)
        try await world.test.bureau.store.write { store in
            _ = try store.sql.execute("UPDATE sampling_item SET granted = 0")
        }
        let view = try await world.test.bureau.view(as: .staff(world.county)) { try SamplingView.load(id, in: $0) }
        #expect(view?.isListIntact == false)
        await world.end()
    }

    @Test func `every fault of a sample is named and nothing is kept`() async throws {
        let (world, decider, from, through) = try await decided()
        let good = FreezeSampling(from: from, through: through, sharePermille: 100)
        func codes(_ change: (inout FreezeSampling) -> Void) async throws -> [String] {
            var command = good
            change(&command)
            return try await world.codes(command, as: world.county)
        }
        #expect(try await codes { $0.sharePermille = 50 } == ["sampling.shareTooSmall"])
        #expect(try await codes { $0.through = from.adding(days: -1) } == ["sampling.periodWrong"])
        #expect(try await codes { $0.through = through.adding(days: 1) } == ["sampling.periodWrong"])
        #expect(try await codes { ($0.from, $0.through) = (from, from) } == ["nothingToSample"])
        #expect(try await world.codes(good, as: world.reviewer) == ["notAllowed"])
        #expect(try await world.count("sampling_plan") == 0)
        let id = try await world.ok(good, as: world.county)
        let draw = DrawSampling(samplingID: id, seenVersion: 1, seed: "7", source: "公证处当场摇号")
        func drawing(_ change: (inout DrawSampling) -> Void) async throws -> [String] {
            var command = draw
            change(&command)
            return try await world.codes(command, as: world.county)
        }
        #expect(try await drawing { $0.seed = "七" } == ["sampling.seedMissing"])
        #expect(try await drawing { $0.seed = "" } == ["sampling.seedMissing"])
        #expect(try await drawing { $0.source = " " } == ["textMissing"])
        #expect(try await drawing { $0.seenVersion = 4 } == ["changedMeanwhile"])
        #expect(try await drawing { $0.samplingID = SamplingID(3) } == ["notFound"])
        #expect(try await world.codes(draw, as: world.clerk) == ["notAllowed"])
        let early = RecordFinding(samplingID: id, caseID: world.caseID, finding: .correct, words: "")
        #expect(try await world.codes(early, as: world.county) == ["sampling.notDrawn"])
        _ = try await world.ok(draw, as: world.county)
        #expect(try await world.codes(draw, as: world.county) == ["drawnAlready"])
        #expect(try await world.codes(early, as: decider) == ["notAllowed"])
        var lost = early
        lost.samplingID = SamplingID(3)
        #expect(try await world.codes(lost, as: world.county) == ["notFound"])
        #expect(try await world.count("sampling_finding") == 0)
        await world.end()
    }
}

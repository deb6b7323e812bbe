import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Reconsideration and suit: recorded with its days, answered by another person with the sealed record, decided.
@Suite struct FileRemedyTests {
    private static func file(
        _ world: CaseWorld, _ decision: ContestableDecision, forum: RemedyProceeding.Forum = .reconsideration
    ) async throws -> FileRemedy {
        FileRemedy(
            caseID: world.caseID, forum: forum, eventSequence: decision.sequence, servedOn: decision.day,
            filedOn: try await world.test.bureau.today(), wasTold: true, claim: "没有申请退出。")
    }

    private static func step(
        _ world: CaseWorld, _ event: RemedyEvent, note: String = "", upload: UploadID? = nil
    ) async throws -> StepRemedy {
        guard let row = try await world.after().remedies.last else { throw WorldError("no remedy") }
        return StepRemedy(
            remedyID: row.id, seenVersion: row.version, event: event, note: note, uploadID: upload)
    }

    @Test func `a reconsideration is admitted, answered by another person with the record, and decided`() async throws {
        let (world, decision) = try await CaseWorld.ended()
        #expect(decision.kind == .terminate && decision.decidedBy == world.county.staffID)
        world.test.clock.advance(days: 10)
        let filed = try await world.ok(Self.file(world, decision), as: world.county)
        #expect(filed.lateNote.isEmpty)
        #expect(try await world.ok(Self.step(world, .admit), as: world.county) == .admitted)
        let row = try #require(try await world.after().remedies.last)
        let today = try await world.test.bureau.today()
        #expect(row.proceeding.answerBy.map { $0.on >= today.adding(days: 10) } == true)
        #expect(
            try await world.codes(Self.step(world, .answer), as: world.county) == ["remedy.deciderAnswersAlone"])
        #expect(try await world.ok(Self.step(world, .answer), as: world.secondCounty) == .answered)
        #expect(try await world.codes(Self.step(world, .uphold), as: world.county) == ["remedy.outcomeMissing"])
        let paper = try await world.photo("decision")
        #expect(try await world.ok(Self.step(world, .uphold, upload: paper), as: world.county) == .upheld)
        let view = try #require(
            try await world.test.bureau.view(as: .staff(world.county)) {
                try RemedyView.load(filed.remedyID, in: $0)
            })
        #expect(view.steps.map(\.event) == [.admit, .answer, .uphold] && view.events.isEmpty)
        #expect(view.dates.reconsiderationBody == "惠民县人民政府" && view.row.closedDay == today)
        await world.end()
    }

    @Test func `one that came late is recorded and passed on with a note`() async throws {
        let (world, decision) = try await CaseWorld.ended()
        world.test.clock.advance(days: 90)
        let filed = try await world.ok(Self.file(world, decision), as: world.county)
        #expect(filed.lateNote.map(\.code) == ["remedy.filedTooLate"])
        _ = try await world.ok(Self.step(world, .admit), as: world.county)
        world.test.clock.advance(days: 60)
        #expect(try await world.codes(Self.step(world, .answer), as: world.secondCounty) == ["remedy.answerLate"])
        #expect(
            try await world.ok(Self.step(world, .answer, note: "材料在外地"), as: world.secondCounty) == .answered)
        await world.end()
    }

    @Test func `each ground against recording is named`() async throws {
        let (world, decision) = try await CaseWorld.ended()
        world.test.clock.advance(days: 5)
        let good = try await Self.file(world, decision)
        #expect(try await world.codes(good, as: world.stranger) == ["notFound"])
        #expect(try await world.codes(good, as: world.clerk) == ["notAllowed"])
        func codes(_ change: (inout FileRemedy) -> Void) async throws -> [String] {
            var bad = good
            change(&bad)
            return try await world.codes(bad, as: world.county)
        }
        #expect(try await codes { $0.claim = " " } == ["textMissing"])
        #expect(try await codes { $0.eventSequence = 1 } == ["decisionUnknown"])
        #expect(try await codes { $0.servedOn = decision.day.adding(days: -1) } == ["dayBefore"])
        #expect(try await codes { $0.filedOn = decision.day.adding(days: -1) } == ["dayBefore"])
        let first = try await world.test.bureau.perform(good, as: .staff(world.county), key: "file")
        #expect(first.value != nil)
        #expect(try await world.test.bureau.perform(good, as: .staff(world.county), key: "file") == first)
        #expect(try await world.codes(good, as: world.county) == ["remedyStands"])
        #expect(try await world.count("remedy_proceeding") == 1)
        await world.end()
    }

    @Test func `a step wants the present version, its own upload, and a proceeding of the own region`() async throws {
        let (world, decision) = try await CaseWorld.ended()
        _ = try await world.ok(Self.file(world, decision), as: world.county)
        let admit = try await Self.step(world, .admit)
        #expect(try await world.codes(admit, as: world.stranger) == ["notFound"])
        var bad = admit
        (bad.seenVersion, bad.uploadID) = (9, UploadID(7))
        bad.note = String(repeating: "长", count: 2_001)
        #expect(
            try await world.codes(bad, as: world.county) == ["changedMeanwhile", "textTooLong", "uploadUnknown"])
        await world.end()
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// A trial as a background job: asked for, run, stopped, and void once the texts changed.
@Suite struct AskPackTrialTests {
    private static func begun() async throws -> (office: PolicyOffice, draft: PackReceipt) {
        let office = try await PolicyOffice.open(try await TestBureau.make(on: try CivilDate(parsing: "2026-03-02")))
        let begun = try await office.ok(try office.draft(from: "2026-04-01"), as: office.drafter)
        return (office, try await office.ok(try office.value(begun, "850", from: "2026-04-01"), as: office.drafter))
    }

    private static func view(_ id: PackVersionID, _ office: PolicyOffice) async throws -> PackVersionView {
        try #require(
            try await office.test.bureau.view(as: .staff(office.drafter)) { try PackVersionView.load(id, in: $0) })
    }

    private static func run(_ office: PolicyOffice) async throws -> Int {
        try await office.test.bureau.runJobs(holder: "one", kinds: [.packTrial], limit: 5)
    }

    @Test func `a trial runs beside the request, and its result belongs to exactly these texts`() async throws {
        let (office, draft) = try await Self.begun()
        let ask = AskPackTrial(id: draft.id, seen: draft.version)
        let job = try await office.ok(ask, as: office.drafter)
        #expect(try await office.ok(ask, as: office.colleague) == job, "one trial of the same texts at a time")
        let waiting = try await Self.view(draft.id, office)
        #expect(waiting.job?.state == "waiting" && waiting.trial == nil)
        #expect(try await Self.run(office) == 1)
        let done = try await Self.view(draft.id, office)
        #expect(done.job?.state == "done" && done.job?.refusals.isEmpty == true)
        #expect(done.isTrialCurrent && done.result?.passes == true && (done.result?.caseCount ?? 0) > 100)
        #expect((done.job?.done ?? 0) > 0 && (done.job?.total ?? 0) >= (done.job?.done ?? 0))
        // The steps that follow leave the texts alone, and so the trial.
        #expect(try await office.submit(draft.id) == [])
        try await office.ok(
            ApprovePack(id: draft.id, seen: try await office.row(draft.id).version), as: office.approver)
        #expect(try await Self.view(draft.id, office).isTrialCurrent)
        let publish = PublishPack(id: draft.id, seen: try await office.row(draft.id).version)
        #expect(try await office.ok(publish, as: office.approver).publication == 1)
        await office.test.close()
    }

    @Test func `nothing is published without a trial of the very texts`() async throws {
        let (office, draft) = try await Self.begun()
        #expect(try await office.submit(draft.id) == [])
        try await office.ok(
            ApprovePack(id: draft.id, seen: try await office.row(draft.id).version), as: office.approver)
        let publish = PublishPack(id: draft.id, seen: try await office.row(draft.id).version)
        #expect(try await office.codes(publish, as: office.approver) == ["policy.notTried"])
        let ask = AskPackTrial(id: draft.id, seen: publish.seen)
        try await office.ok(ask, as: office.approver)
        #expect(try await Self.run(office) == 1)
        // A day later the trial no longer speaks of what would be published.
        office.test.clock.advance(days: 1)
        #expect(try await office.codes(publish, as: office.approver) == ["policy.notTried"])
        await office.test.close()
    }

    @Test func `a trial that is stopped leaves nothing, and one whose texts changed is void`() async throws {
        let (office, draft) = try await Self.begun()
        try await office.ok(AskPackTrial(id: draft.id, seen: draft.version), as: office.drafter)
        try await office.ok(CancelPackTrial(id: draft.id), as: office.colleague)
        #expect(try await Self.run(office) == 0)
        #expect(try await Self.view(draft.id, office).job?.state == "cancelled")
        #expect(
            try await office.codes(CancelPackTrial(id: draft.id), as: office.drafter) == ["policy.trialOver"])
        try await office.ok(AskPackTrial(id: draft.id, seen: draft.version), as: office.drafter)
        let edited = try await office.ok(
            try office.value(draft, "860", from: "2026-04-01"), as: office.drafter)
        #expect(try await Self.run(office) == 1)
        let void = try await Self.view(draft.id, office)
        #expect(void.trial == nil && void.job?.isOfTheseTexts == false)
        #expect(void.job?.refusals.map(\.code) == ["policy.trialMoved"])
        // A trial of other texts takes the place of one that still waits.
        try await office.ok(AskPackTrial(id: draft.id, seen: edited.version), as: office.drafter)
        let later = try await office.ok(
            try office.value(edited, "870", from: "2026-04-01"), as: office.drafter)
        try await office.ok(AskPackTrial(id: draft.id, seen: later.version), as: office.drafter)
        #expect(try await Self.run(office) == 1)
        #expect(try await Self.view(draft.id, office).isTrialCurrent)
        await office.test.close()
    }

    @Test func `posts and regions that may not draft neither ask nor stop`() async throws {
        let (office, draft) = try await Self.begun()
        let ask = AskPackTrial(id: draft.id, seen: draft.version)
        #expect(try await office.codes(ask, as: office.clerk) == ["notAllowed"])
        #expect(try await office.codes(ask, as: office.stranger) == ["policy.outsideRegion"])
        let stale = AskPackTrial(id: draft.id, seen: draft.version - 1)
        #expect(try await office.codes(stale, as: office.drafter) == ["policy.draftChanged"])
        try await office.ok(ask, as: office.drafter)
        #expect(try await office.codes(CancelPackTrial(id: draft.id), as: office.clerk) == ["notAllowed"])
        #expect(try await office.codes(CancelPackTrial(id: draft.id), as: office.stranger) == ["policy.outsideRegion"])
        await office.test.close()
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// The back-check runs itself: it passes by itself, and what speaks against a family waits for a person.
@Suite struct SettleBackCheckTests {
    /// Looks and compares as the background does.
    private func look(_ world: StrokeWorld) async throws -> Int {
        let asked = try await world.base.test.bureau.lookAtBackChecks()
        _ = try await world.base.test.bureau.runJobs(holder: "test", kinds: [.comparison], limit: 5)
        return asked
    }

    @Test func `nothing is asked again while nobody has newer data, and late answers settle it`() async throws {
        let world = try await StrokeWorld.make()
        try await world.authorise()
        _ = try await world.approved()
        #expect(try await look(world) == 0)
        world.base.test.clock.advance(days: 1)
        #expect(try await look(world) == 0)
        #expect(try await world.row().nextLookOn == world.base.test.bureau.today().adding(days: 1))
        world.base.test.clock.advance(days: 1)
        try await world.everybodyAnswers()
        #expect(try await look(world) == 1)
        #expect(try await world.base.state() == .provisionalActive)
        let row = try await world.row()
        #expect(row.check == .passes && row.settledBy == nil && row.nextLookOn == nil)
        #expect(try await look(world) == 0)
        await world.base.end()
    }

    @Test func `a record against the family raises a doubt, and the family is heard before anything follows`()
        async throws
    {
        let world = try await doubtful()
        let base = world.base
        let stop = SettleBackCheck(
            caseID: world.caseID, seenVersion: try await base.version(), outcome: .failsFalsely, text: "虚报")
        #expect(
            Set(try await base.codes(stop, as: base.secondCounty))
                == ["backCheck.reasonsMissing", "backCheck.falsityUnfounded", "backCheck.familyNotHeard"])
        var early = RecordHearing(
            caseID: world.caseID, heardOn: try await base.test.bureau.today().adding(days: 1), statement: "车是哥哥的")
        #expect(try await base.codes(early, as: base.clerk) == ["hearingDayImpossible"])
        early.heardOn = early.heardOn.adding(days: -4)
        #expect(try await base.codes(early, as: base.clerk) == ["hearingDayImpossible"])
        early.statement = " "
        early.heardOn = try await base.test.bureau.today()
        #expect(try await base.codes(early, as: base.clerk) == ["textMissing"])
        early.statement = "忘了写"
        #expect(try await base.codes(early, as: base.stranger) == ["notFound"])
        #expect(try await base.codes(early, as: base.officer) == ["notAllowed"])
        #expect(try await base.ok(early, as: base.clerk) == .doubtful)
        await base.end()
    }

    @Test func `false: revoked, asked back, and the entry of the promise begun by its notice`() async throws {
        let world = try await doubtful()
        let base = world.base
        _ = try await base.ok(hearing(world), as: base.clerk)
        let settle = SettleBackCheck(
            caseID: world.caseID, seenVersion: try await base.version(), outcome: .failsFalsely,
            reasonCodes: [.falseDeclaration], contradictions: ["申报没有收入，查实每月工资一万元"], text: "隐瞒工资")
        #expect(try await base.codes(settle, as: base.clerk).contains("notAllowed"))
        let settled = try await base.ok(settle, as: base.secondCounty)
        #expect(settled.state == .revoked && settled.creditEntryID != nil)
        #expect(try await world.row().check == .failsFalsely)
        #expect(try await world.notices().last?.kind == .ended)
        let documents = try await base.documents()
        #expect(documents["D24"] != nil && documents["D25"] != nil && documents["E08"] != nil)
        #expect(try await base.codes(settle, as: base.secondCounty).contains("backCheckSettled"))
        await base.end()
    }

    @Test func `honest: stopped from next month, nothing asked back, nothing noted`() async throws {
        let world = try await doubtful()
        let base = world.base
        let settle = SettleBackCheck(
            caseID: world.caseID, seenVersion: try await base.version(), outcome: .failsHonestly,
            reasonCodes: [.incomeNotBelowStandard], text: "核对后收入不低于标准")
        let settled = try await base.ok(settle, as: base.secondCounty)
        #expect(settled.state == .terminated && settled.recover == .zero && settled.creditEntryID == nil)
        #expect(try await base.count("credit_entry") == 0)
        #expect(try await base.count("recovery") == 0)
        await base.end()
    }

    @Test func `nothing is settled without a doubt, and never twice`() async throws {
        let world = try await StrokeWorld.make()
        let base = world.base
        let none = SettleBackCheck(
            caseID: world.caseID, seenVersion: try await base.version(), outcome: .failsHonestly,
            reasonCodes: [.incomeNotBelowStandard], text: "收入")
        #expect(try await base.codes(none, as: base.county).contains("provisionalNotAsked"))
        _ = try await world.approved()
        #expect(try await base.codes(none, as: base.county).contains("backCheckNotDoubtful"))
        #expect(try await base.codes(hearing(world), as: base.clerk) == ["backCheckNotDoubtful"])
        await base.end()
    }

    private func hearing(_ world: StrokeWorld) async throws -> RecordHearing {
        RecordHearing(
            caseID: world.caseID, heardOn: try await world.base.test.bureau.today(), statement: "忘了写工资")
    }

    /// Approved, and then the insurance of a high wage comes in.
    private func doubtful() async throws -> StrokeWorld {
        let world = try await StrokeWorld.make()
        _ = try await world.approved()
        world.base.test.clock.advance(days: 2)
        let wages = ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03"].enumerated().map {
            "\($0 + 1),\(CaseWorld.ids[1]),E1,\($1),60000.00"
        }
        try await world.everybodyAnswers(["employ_insurance": wages])
        #expect(try await look(world) == 1)
        #expect(try await world.row().check == .doubtful)
        return world
    }
}

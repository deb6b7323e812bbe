import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// The back-check runs itself: it passes by itself, and what speaks against a family waits for a person.
@Suite struct SettleBackCheckTests {
    @Test func `nothing is asked again while nobody has newer data, and late answers settle it`() async throws {
        let world = try await StrokeWorld.make()
        try await world.authorise()
        _ = try await world.approved()
        #expect(try await world.look() == 0)
        world.base.test.clock.advance(days: 1)
        #expect(try await world.look() == 0)
        #expect(try await world.row().nextLookOn == world.base.test.bureau.today().adding(days: 1))
        world.base.test.clock.advance(days: 1)
        try await world.everybodyAnswers()
        #expect(try await world.look() == 1)
        #expect(try await world.base.state() == .provisionalActive)
        let row = try await world.row()
        #expect(row.check == .passes && row.settledBy == nil && row.nextLookOn == nil)
        #expect(try await world.look() == 0)
        await world.base.end()
    }

    @Test func `a record against the family raises a doubt, and the family is heard before anything follows`()
        async throws
    {
        let world = try await StrokeWorld.doubtful()
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
        let world = try await StrokeWorld.doubtful()
        let base = world.base
        _ = try await base.ok(world.hearing(), as: base.clerk)
        let settle = try await world.settle()
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
        let world = try await StrokeWorld.doubtful()
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
        #expect(try await base.codes(world.hearing(), as: base.clerk) == ["backCheckNotDoubtful"])
        await base.end()
    }
}

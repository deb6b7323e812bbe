import Casework
import Operations
import OperationsTestKit
import Payments
import Policies
import Primitives
import Storage
import Testing

/// A change for the past: what months already paid would have been, computed by hand beside it.
@Suite struct RetroactiveEffectTests {
    /// A family of three, one old and one minor, with a wage of 800 yuan of which a fifth is left; paid for a month.
    ///
    /// By hand: three standards of 800 less 640 of income is 1,760; two uplifts of a tenth of 800 make it 1,920.
    private static func paid() async throws -> (world: CaseWorld, office: PolicyOffice, determination: DeterminationID)
    {
        let world = try await CaseWorld.make()
        try await world.investigate()
        let summary = try await world.determine()
        _ = try await world.ok(try await world.opinion(), as: world.reviewer)
        try await world.close(
            try await world.ok(
                PostNotice(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk))
        _ = try await world.ok(
            ConfirmCase(caseID: world.caseID, seenVersion: try await world.version()), as: world.county)
        let test = world.test
        let town = PayTown(
            test: test, payer: .staff(try await test.staff(.payer, at: "371621")),
            checker: .staff(try await test.staff(.payChecker, at: "371621")),
            finance: .staff(try await test.staff(.financeOfficer, at: "371621")), county: try RegionCode("371621"),
            march: try await test.bureau.today().calendarMonth.adding(months: 1))
        test.clock.advance(days: 31)
        let made = try #require(try await town.makeRoster().value)
        #expect(try await town.instruct(made.batch).value != nil)
        return (world, try await PolicyOffice.open(test), summary.determinationID)
    }

    @Test func `months already paid are listed with what was underpaid, and last month's decision replays`()
        async throws
    {
        let (world, office, determination) = try await Self.paid()
        let id = try await office.approved("850", from: "2026-04-01")
        #expect(try await office.publish(id).reasons.map(\.code).contains("policy.alreadyPaid"))
        let before = try #require(try await world.test.bureau.replay(determination, as: .system))
        #expect(try await office.publish(id, past: true).value != nil)
        let view = try #require(
            try await world.test.bureau.view(as: .staff(office.approver)) { try PackVersionView.load(id, in: $0) })
        // April by hand: 3 × 850 − 640 + 2 × 85 = 2,080; 1,920 was paid.
        #expect(view.lines.map(\.month.text) == ["2026-04"])
        #expect(view.lines[0].paid == Money(yuan: 1920) && view.lines[0].due == Money(yuan: 2080))
        #expect(view.lines[0].number == "DB371621-2026-000001")
        let total = RetroactiveSums(view.lines).total
        #expect(total.owed == Money(yuan: 160) && total.overpaid == .zero && total.open == 0)
        // The decision keeps its own policy: the same bytes, though the file of its day says otherwise now.
        let after = try #require(try await world.test.bureau.replay(determination, as: .system))
        #expect(after.matches && after.storedHash == before.storedHash && after.replayedHash == before.replayedHash)
        // Nothing was ordered: the award pays what it paid.
        #expect(try await world.row().amount == Money(yuan: 1920))
        // Another county's people see none of the families.
        let seen = try await world.test.bureau.view(as: .staff(office.stranger)) {
            try PackVersionView.load(id, in: $0)?.lines.count ?? 0
        }
        #expect(seen == 0)
        await world.end()
    }

    @Test func `a standard set too high lists what was overpaid`() async throws {
        let (world, office, _) = try await Self.paid()
        let id = try await office.approved("700", from: "2026-04-01")
        #expect(try await office.publish(id, past: true).value != nil)
        let view = try #require(
            try await world.test.bureau.view(as: .staff(office.approver)) { try PackVersionView.load(id, in: $0) })
        // By hand: 3 × 700 − 640 + 2 × 70 = 1,600; 1,920 was paid.
        #expect(view.lines.map(\.due) == [Money(yuan: 1600)])
        #expect(RetroactiveSums(view.lines).total.overpaid == Money(yuan: 320))
        #expect(view.result?.simulation?.total.lowered == 1)
        await world.end()
    }

    @Test func `a version from a month not paid yet touches no payment`() async throws {
        let (world, office, _) = try await Self.paid()
        let id = try await office.approved("850", from: "2026-05-01")
        #expect(try await office.publish(id).value != nil)
        let view = try #require(
            try await world.test.bureau.view(as: .staff(office.approver)) { try PackVersionView.load(id, in: $0) })
        #expect(view.lines.isEmpty && view.row.isForThePast == false)
        #expect(view.result?.familyCount == 1 && view.result?.simulation?.total.raised == 1)
        await world.end()
    }

    @Test func `a family without a decision here is listed as open, never guessed`() async throws {
        let town = try await PayTown.open()
        _ = try await town.award(1, amount: 500)
        let made = try #require(try await town.makeRoster().value)
        #expect(try await town.instruct(made.batch).value != nil)
        let office = try await PolicyOffice.open(town.test)
        let id = try await office.approved("850", from: "2026-03-01")
        #expect(try await office.publish(id, past: true).value != nil)
        let view = try #require(
            try await town.test.bureau.view(as: .staff(office.approver)) { try PackVersionView.load(id, in: $0) })
        #expect(view.lines.map(\.number) == ["DB-1"])
        #expect(view.lines[0].due == nil && RetroactiveSums(view.lines).total.open == 1)
        await town.close()
    }
}

import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// A provisional approval that was paid and then found false: revoked, and all that was paid comes back.
@Suite struct RevokedRecoveryTests {
    private static func step(
        _ base: CaseWorld, _ event: RecoveryEvent, amount: Money = .zero
    ) async throws -> StepRecovery {
        guard let row = try await base.after().recoveries.last else { throw WorldError("no recovery") }
        return StepRecovery(
            recoveryID: row.id, seenVersion: row.version, event: event, amount: amount, reason: "已核实")
    }

    @Test func `what was paid before the revocation is asked back, heard, ordered, paid in and settled`() async throws {
        let world = try await StrokeWorld.make()
        let base = world.base
        let granted = try await world.approved()
        let payer = try await base.payOnce()
        let id = base.caseID
        let paid = try await base.test.bureau.view(as: .staff(base.county)) { try $0.store.paidOut(ofCase: id) }
        #expect(paid == granted.amount && paid > .zero)
        try await world.raiseDoubt()
        _ = try await base.ok(world.hearing(), as: base.clerk)
        let settled = try await base.ok(try await world.settle(), as: base.secondCounty)
        #expect(settled.state == .revoked && settled.recover == paid)
        let award = try await base.award()
        let month = try await base.test.bureau.today().calendarMonth
        #expect(award.amountDue(in: month.adding(months: 1)) == .zero, "nothing is paid any more")
        let opened = try #require(try await base.after().recoveries.last)
        #expect(opened.recovery.cause == .fraud && opened.recovery.amount == paid)
        #expect(opened.recovery.state == .proposed && opened.recovery.debt == paid)
        // The revocation opened it; asked back once more there is nothing left to ask.
        let twice = OpenRecovery(caseID: id, cause: .fraud, amount: paid, grounds: "又查实")
        #expect(try await base.codes(twice, as: base.county) == ["nothingPaid"])
        #expect(try await base.ok(Self.step(base, .hear), as: base.clerk) == .heard)
        #expect(
            try await base.codes(Self.step(base, .order), as: base.secondCounty) == ["recovery.proposerDecides"])
        #expect(
            try await base.codes(Self.step(base, .waive), as: base.county) == ["recovery.fraudNotWaived"])
        #expect(try await base.ok(Self.step(base, .order), as: base.county) == .ordered)
        #expect(
            try await base.codes(Step(caseID: id, event: .archive), as: base.clerk).contains("proceedingsOpen"))
        _ = try await base.ok(Self.step(base, .recordPayment, amount: paid), as: payer)
        #expect(try await base.ok(Self.step(base, .settle), as: base.county) == .settled)
        #expect(try await base.after().recoveries.map(\.recovery.debt) == [.zero])
        #expect(try await base.documents()["D25"]?.lines.contains { $0.value == "\(paid.grouped)元" } == true)
        await base.end()
    }

    @Test func `a revocation before any payment asks nothing back`() async throws {
        let world = try await StrokeWorld.doubtful()
        _ = try await world.base.ok(world.hearing(), as: world.base.clerk)
        let settled = try await world.base.ok(try await world.settle(), as: world.base.secondCounty)
        #expect(settled.state == .revoked && settled.recover == .zero)
        #expect(try await world.base.count("recovery") == 0)
        await world.base.end()
    }
}

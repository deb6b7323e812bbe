import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// Money asked back: proposed, heard, decided by another person, paid back in parts, closed.
@Suite struct OpenRecoveryTests {
    private static func open(_ world: CaseWorld, _ amount: Money, grounds: String = "2月已经上班，没有报告。") -> OpenRecovery {
        OpenRecovery(caseID: world.caseID, cause: .lateReport, amount: amount, grounds: grounds)
    }

    private static func row(_ world: CaseWorld) async throws -> RecoveryRow {
        guard let row = try await world.after().recoveries.last else { throw WorldError("no recovery") }
        return row
    }

    private static func step(
        _ world: CaseWorld, _ event: RecoveryEvent, amount: Money = .zero, reason: String = "已核实"
    ) async throws -> StepRecovery {
        let row = try await row(world)
        return StepRecovery(
            recoveryID: row.id, seenVersion: row.version, event: event, amount: amount, reason: reason)
    }

    @Test func `a recovery goes from the proposal to the last payment, with a line for each step`() async throws {
        let (world, payer, sum) = try await CaseWorld.paid()
        let id = try await world.ok(Self.open(world, sum), as: world.county)
        #expect(try await world.ok(Self.step(world, .hear), as: world.clerk) == .heard)
        #expect(
            try await world.codes(Self.step(world, .order), as: world.county) == ["recovery.proposerDecides"])
        #expect(try await world.ok(Self.step(world, .order), as: world.secondCounty) == .ordered)
        let order = try #require(try await world.documents()["D25"])
        #expect(order.lines.contains { $0.value == "\(sum.grouped)元" })
        #expect(order.paragraphs.contains { $0.contains("行政复议") })
        let most = try #require(
            try await world.test.bureau.view(as: .staff(world.county)) { try RecoveryView.load(id, in: $0) }
        ).instalmentMax.value
        #expect(
            try await world.codes(
                Self.step(world, .agreeInstalments, amount: most + Money(fen: 1)), as: world.secondCounty)
                == ["recovery.belowLivelihood"])
        #expect(
            try await world.ok(Self.step(world, .agreeInstalments, amount: most), as: world.secondCounty)
                == .inInstalments)
        #expect(try await world.codes(Self.step(world, .settle), as: world.secondCounty) == ["recovery.debtRemains"])
        #expect(
            try await world.codes(Self.step(world, .recordPayment, amount: sum + Money(fen: 1)), as: payer)
                == ["recovery.overDebt"])
        _ = try await world.ok(Self.step(world, .recordPayment, amount: sum), as: payer)
        #expect(try await world.ok(Self.step(world, .settle), as: world.secondCounty) == .settled)
        let view = try #require(
            try await world.test.bureau.view(as: .staff(world.clerk)) { try RecoveryView.load(id, in: $0) })
        #expect(view.entries.map(\.event) == [.hear, .order, .agreeInstalments, .recordPayment, .settle])
        #expect(view.row.recovery.debt == .zero && view.row.closedDay != nil && view.steps.isEmpty)
        await world.end()
    }

    @Test func `never more than was paid, in words, by a reviewer, of the own region`() async throws {
        let (world, _, sum) = try await CaseWorld.paid()
        #expect(try await world.codes(Self.open(world, sum), as: world.stranger) == ["notFound"])
        #expect(try await world.codes(Self.open(world, sum), as: world.clerk) == ["notAllowed"])
        #expect(try await world.codes(Self.open(world, .zero), as: world.county) == ["amountUnsuitable"])
        #expect(try await world.codes(Self.open(world, sum, grounds: ""), as: world.county) == ["textMissing"])
        #expect(try await world.codes(Self.open(world, sum + Money(fen: 1)), as: world.county) == ["nothingPaid"])
        #expect(try await world.count("recovery") == 0)
        _ = try await world.ok(Self.open(world, sum), as: world.county)
        #expect(try await world.codes(Self.open(world, Money(fen: 1)), as: world.county) == ["nothingPaid"])
        // A slip of the keyboard is refused; it must not overflow when it is added to what was asked before.
        let slip = Self.open(world, Money(fen: .max))
        #expect(try await world.codes(slip, as: world.county) == ["amountUnsuitable", "nothingPaid"])
        await world.end()
    }

    @Test func `a step wants the present version, words, and a recovery of the own region`() async throws {
        let (world, _, sum) = try await CaseWorld.paid()
        _ = try await world.ok(Self.open(world, sum), as: world.county)
        let hear = try await Self.step(world, .hear)
        #expect(try await world.codes(hear, as: world.stranger) == ["notFound"])
        var bad = hear
        (bad.seenVersion, bad.reason) = (9, " ")
        #expect(try await world.codes(bad, as: world.clerk) == ["changedMeanwhile", "textMissing"])
        let first = try await world.test.bureau.perform(hear, as: .staff(world.clerk), key: "hear")
        #expect(try await world.test.bureau.perform(hear, as: .staff(world.clerk), key: "hear") == first)
        #expect(try await world.count("recovery_entry") == 1)
        #expect(try await world.codes(Self.step(world, .waive), as: world.reviewer) == ["case.roleNotAllowed"])
        await world.end()
    }

    @Test func `a file with money asked back is not archived`() async throws {
        let (world, _, sum) = try await CaseWorld.paid()
        _ = try await world.ok(Self.open(world, sum), as: world.county)
        _ = try await world.ok(
            TerminateCase(
                caseID: world.caseID, seenVersion: try await world.version(), reasonCodes: [.voluntaryExit],
                words: "本人申请退出"), as: world.county)
        #expect(
            try await world.codes(Step(caseID: world.caseID, event: .archive), as: world.clerk) == ["proceedingsOpen"])
        await world.end()
    }
}

import Casework
import Primitives
import Testing

@Suite struct RecoveryTests {
    static let fraud = Recovery(cause: .fraud, amount: Money(yuan: 6_000), proposedBy: StaffID(3))
    static let death = Recovery(cause: .death, amount: Money(yuan: 300), proposedBy: StaffID(3))

    private func step(
        _ recovery: Recovery, _ event: RecoveryEvent, role: Role = .countyReviewer, staff: Int64 = 4,
        amount: Money = .zero, reason: String = "查实"
    ) -> Ruling<Recovery> {
        recovery.applying(
            event, by: .staff(role, StaffID(staff)),
            note: .init(
                reason: reason, amount: amount, instalmentMax: Cited(Money(yuan: 200), "留足基本生活（本地规定）")))
    }

    @Test func `every state, event and role`() {
        expectTable(
            Recovery.lines, from: .proposed,
            golden: """
                hear | proposed | townshipClerk townshipReviewer countyReviewer
                order | heard | countyReviewer
                waive | heard | countyReviewer
                agreeInstalments | ordered | countyReviewer
                recordPayment | ordered inInstalments | payer payChecker system
                settle | ordered inInstalments | countyReviewer system
                refer | ordered inInstalments | countyReviewer
                """)
    }

    @Test func `what was obtained by fraud comes back in instalments and is settled`() throws {
        var recovery = try #require(step(Self.fraud, .hear).value)
        recovery = try #require(step(recovery, .order).value)
        recovery = try #require(step(recovery, .agreeInstalments, amount: Money(yuan: 200)).value)
        for _ in 0..<30 {
            recovery = try #require(step(recovery, .recordPayment, role: .payer, amount: Money(yuan: 200)).value)
        }
        #expect(recovery.debt == .zero && recovery.instalment == Money(yuan: 200))
        #expect(step(recovery, .settle).value?.state == .settled)
    }

    @Test func `each ground against a step is named`() throws {
        let heard = try #require(step(Self.fraud, .hear).value)
        let ordered = try #require(step(heard, .order).value)
        let honestHeard = try #require(step(Self.death, .hear).value)
        let honest = try #require(step(honestHeard, .order).value)
        expectEachReason([
            Broken(RecoveryReason.proposerDecides, step(heard, .order, staff: 3).refusals),
            Broken(.reasonMissing, step(heard, .order, reason: " ").refusals),
            Broken(.amountUnsuitable, step(ordered, .recordPayment, role: .payer).refusals),
            Broken(.overDebt, step(ordered, .recordPayment, role: .payer, amount: Money(fen: 600_001)).refusals),
            Broken(.debtRemains, step(ordered, .settle).refusals),
            Broken(.fraudNotWaived, step(heard, .waive).refusals),
            Broken(.honestNotReferred, step(honest, .refer).refusals),
            Broken(.belowLivelihood, step(ordered, .agreeInstalments, amount: Money(yuan: 201)).refusals),
        ])
    }
}

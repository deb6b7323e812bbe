import Casework
import Primitives
import Testing

@Suite struct BackCheckTests {
    static let honest = BackCheck(
        outcome: .failsHonestly, reportBack: true, signedBy: StaffID(3), reasonCodes: [.propertyOverLimit],
        contradictions: [], heardOn: nil)
    static let falsely = BackCheck(
        outcome: .failsFalsely, reportBack: true, signedBy: StaffID(3), reasonCodes: [.falseDeclaration],
        contradictions: ["申报无存款，查实存款86,000元"], heardOn: day("2026-03-18"))
    static let paid = Money(yuan: 2_100)

    private func consequence(_ check: BackCheck) -> BackCheckConsequence? {
        check.assess(paid: Self.paid, on: Fixture.today).value
    }

    @Test func `passing changes nothing and needs nobody's signature`() {
        let passed = with(Self.honest) { ($0.outcome, $0.signedBy, $0.reasonCodes) = (.passes, nil, []) }
        let after = consequence(passed)
        #expect(after?.event == nil && after?.lastMonth == nil)
        #expect(after?.recover == .zero && after?.opensCreditEntry == false)
    }

    @Test func `an honest family stops with this month and repays nothing`() throws {
        let after = try #require(consequence(Self.honest))
        #expect(after.event == .terminate(reasonCodes: [.propertyOverLimit]))
        #expect(after.lastMonth == Fixture.today.calendarMonth && after.recover == .zero && !after.opensCreditEntry)
    }

    @Test func `a false promise is revoked, everything comes back and the credit entry begins`() throws {
        let after = try #require(consequence(Self.falsely))
        #expect(after.event == .revoke(reasonCodes: [.falseDeclaration]))
        #expect(after.recover == Self.paid && after.opensCreditEntry)
    }

    @Test func `the machine takes what follows`() throws {
        for check in [Self.honest, Self.falsely] {
            let event = try #require(consequence(check)?.event)
            let decision = Fixture.decide(event, Fixture.snapshot(.provisionalActive), by: .countyReviewer)
            let transition = try #require(decision.transition)
            #expect(transition.next == (check.outcome == .failsFalsely ? .revoked : .terminated))
            #expect(transition.actions.contains(.openRecovery) == (check.outcome == .failsFalsely))
            #expect(transition.actions.contains(.endAward(lastMonth: Fixture.today.calendarMonth)))
        }
    }

    @Test func `each missing ground is named`() {
        func broken(_ check: BackCheck, _ change: (inout BackCheck) -> Void) -> [StatedRefusal] {
            with(check, change).assess(paid: Self.paid, on: Fixture.today).refusals
        }
        expectEachReason([
            Broken(BackCheckReason.reportMissing, broken(Self.honest) { $0.reportBack = false }),
            Broken(.notSigned, broken(Self.honest) { $0.signedBy = nil }),
            Broken(.reasonsMissing, broken(Self.honest) { $0.reasonCodes = [] }),
            Broken(.falsityUnfounded, broken(Self.falsely) { $0.contradictions = [" "] }),
            Broken(.familyNotHeard, broken(Self.falsely) { $0.heardOn = nil }),
        ])
    }
}

import Casework
import Primitives
import Testing

@Suite struct AgencyMandateTests {
    static let mandate = AgencyMandate(
        kind: .act, events: [.submit, .answerSupplement], from: day("2026-03-01"), through: day("2026-06-30"),
        isSigned: true, agent: StaffID(6))

    private func broken(
        _ event: CaseEventKind = .submit, handler: Int64 = 7, _ change: (inout AgencyMandate) -> Void = { _ in }
    ) -> [StatedRefusal] {
        with(Self.mandate, change).refusals(
            of: event, handler: StaffID(handler), monthsMax: Cited(6, "代办办法"), on: Fixture.today)
    }

    @Test func `each ground against the agent is named`() {
        #expect(broken().isEmpty)
        expectEachReason([
            Broken(AgencyReason.notInForce, broken { $0.through = day("2026-03-19") }),
            Broken(.outOfScope, broken(.withdraw)),
            Broken(.unsigned, broken { $0.isSigned = false }),
            Broken(.daysWrong, broken { $0.through = day("2026-02-28") }),
            Broken(.tooLong, broken { $0.through = day("2026-09-02") }),
            Broken(.staffActsAlone, broken(handler: 6)),
        ])
    }

    @Test(arguments: [AgencyKind.guide, .assist])
    func `whoever only guides or assists files nothing`(kind: AgencyKind) {
        #expect(broken { $0.kind = kind }.map(\.code) == ["agency.outOfScope"])
    }
}

import Casework
import Primitives
import Testing

@Suite struct DelegationOrderTests {
    static let order = DelegationOrder(
        kind: .entrusted, county: region("371621"), townships: [region("371621101")], programs: [.dibao],
        basis: "惠民发〔2026〕4号", from: day("2026-01-01"), through: day("2026-12-31"), revokedOn: nil,
        publishedOn: day("2025-12-20"), samplingShare: Ratio(percent: 10), reliefCeiling: nil)

    private func broken(
        beside others: [DelegationOrder] = [], _ change: (inout DelegationOrder) -> Void
    ) -> [StatedRefusal] {
        with(Self.order, change).refusals(beside: others)
    }

    @Test func `each fault is named`() {
        #expect(broken { _ in }.isEmpty)
        expectEachReason([
            Broken(DelegationReason.townshipsMissing, broken { $0.townships = [] }),
            Broken(.townshipOutside, broken { $0.townships = [region("371602101")] }),
            Broken(.programsMissing, broken { $0.programs = [] }),
            Broken(.daysWrong, broken { $0.through = day("2025-12-31") }),
            Broken(.samplingMissing, broken { $0.samplingShare = .zero }),
            Broken(.basisMissing, broken { $0.basis = " " }),
            Broken(.notPublished, broken { $0.publishedOn = day("2026-01-02") }),
            Broken(
                .overlaps,
                broken(beside: [with(Self.order) { ($0.from, $0.through) = (day("2025-07-01"), day("2026-03-31")) }]) {
                    _ in
                }),
        ])
    }

    @Test func `orders that follow each other do not overlap`() {
        let before = with(Self.order) { ($0.from, $0.through) = (day("2025-01-01"), day("2025-12-31")) }
        #expect(broken(beside: [before]) { _ in }.isEmpty)
        let revoked = with(Self.order) { ($0.from, $0.revokedOn) = (day("2025-01-01"), day("2026-01-01")) }
        #expect(broken(beside: [revoked]) { _ in }.isEmpty)
    }

    private func competence(
        _ order: DelegationOrder, _ program: Program = .dibao, accepted: String = "2026-02-02",
        today: CivilDate = Fixture.today, amount: Money? = nil
    ) -> Competence {
        .of(
            program, township: Fixture.township, acceptedOn: day(accepted), on: today, amount: amount,
            orders: [order])
    }

    @Test func `a delegated township decides, in the county's name when it is entrusted`() {
        let entrusted = competence(Self.order)
        #expect(entrusted.body == .township && entrusted.inCountyName)
        let assigned = competence(with(Self.order) { $0.kind = .assigned })
        #expect(assigned.body == .township && !assigned.inCountyName)
    }

    @Test func `the county decides what was never handed down, and what was taken back`() {
        #expect(competence(Self.order, .destituteSupport).body == .county)
        #expect(competence(Self.order, accepted: "2025-12-31").body == .county)
        let revoked = with(Self.order) { $0.revokedOn = day("2026-03-20") }
        #expect(competence(revoked).body == .county)
        #expect(competence(revoked, today: day("2026-03-19")).body == .township)
    }

    @Test func `a case keeps its body when the order merely ends`() {
        let ended = with(Self.order) { $0.through = day("2026-02-28") }
        #expect(competence(ended).body == .township)
    }

    @Test func `relief above the township's ceiling is the county's`() {
        let order = with(Self.order) {
            $0.programs = [.temporaryRelief]
            $0.reliefCeiling = Money(yuan: 800)
        }
        #expect(competence(order, .temporaryRelief, amount: Money(yuan: 800)).body == .township)
        #expect(competence(order, .temporaryRelief, amount: Money(fen: 80_001)).body == .county)
    }
}

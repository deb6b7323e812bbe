import Casework
import Primitives
import Testing

@Suite struct HouseholdVisitTests {
    static let terms = VisitTerms(
        visitorsMin: Cited(2, "两人入户"), photosMin: Cited(3, "不少于三张照片"), neighboursMin: Cited(2, "走访两户邻居"),
        distanceMax: Cited(300, "定位偏差300米内"))
    static let neighbours = ["邻居甲", "邻居乙"].map {
        NeighbourInterview(neighbour: $0, isRelated: false, words: "老人独居，平时靠捡废品。")
    }
    static let sound = HouseholdVisit(
        kind: .investigation, on: day("2026-03-10"), visitors: Fixture.visitors, countyVisitors: [],
        signedVisitors: Set(Fixture.visitors), householdSigned: true, photoCount: 4, distance: 25, placeNote: "",
        membersSeen: 1, findings: "土坯房两间，左侧肢体活动不便。", neighbours: neighbours)

    private func assess(
        related: Set<StaffID> = [], deciders: Set<StaffID> = [], _ change: (inout HouseholdVisit) -> Void = { _ in }
    ) -> Ruling<VisitFact> {
        with(Self.sound, change).assess(
            related: related, deciders: deciders, acceptedOn: day("2026-03-02"), on: Fixture.today, terms: Self.terms)
    }

    @Test func `a sound visit becomes the fact the machine reads`() {
        let fact = VisitFact(
            visitors: Fixture.visitors, on: day("2026-03-10"), householdSigned: true, visitorsSigned: true)
        #expect(assess().value == fact)
    }

    @Test func `a place far off stands with its reason, and a re-verification asks no neighbours`() {
        #expect(assess { ($0.distance, $0.placeNote) = (900, "老人在女儿家") }.value != nil)
        #expect(assess { ($0.distance, $0.placeNote) = (nil, "山里没有信号，村口向北第三户") }.value != nil)
        #expect(assess { ($0.kind, $0.neighbours) = (.reverification, []) }.value != nil)
    }

    @Test func `each fault is named`() {
        expectEachReason([
            Broken(VisitReason.visitorsTooFew, assess { $0.visitors = [StaffID(91), StaffID(91)] }.refusals),
            Broken(.visitorRelated, assess(related: [StaffID(92)]).refusals),
            Broken(.visitorDecides, assess(deciders: [StaffID(91)]).refusals),
            Broken(.householdUnsigned, assess { $0.householdSigned = false }.refusals),
            Broken(.visitorUnsigned, assess { $0.signedVisitors = [StaffID(91)] }.refusals),
            Broken(.photosMissing, assess { $0.photoCount = 2 }.refusals),
            Broken(.tooFar, assess { $0.distance = 301 }.refusals),
            Broken(.placeMissing, assess { $0.distance = nil }.refusals),
            Broken(.nobodySeen, assess { $0.membersSeen = 0 }.refusals),
            Broken(.findingsMissing, assess { $0.findings = "\n" }.refusals),
            Broken(.neighboursTooFew, assess { $0.neighbours = [Self.neighbours[0]] }.refusals),
            Broken(
                .neighbourRelated,
                assess { $0.neighbours[1] = .init(neighbour: "堂弟", isRelated: true, words: "困难") }.refusals),
            Broken(.dayImpossible, assess { $0.on = day("2026-03-01") }.refusals),
            Broken(.notByCounty, assess { $0.kind = .county }.refusals),
        ])
    }
}

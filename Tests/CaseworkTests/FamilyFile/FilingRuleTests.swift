import Casework
import Primitives
import Testing

@Suite struct FilingRuleTests {
    static let home = "371621101"
    static let city = "371602101"
    static let far = "450103001"

    private func places(
        _ members: [(register: String, residence: String)], province: Bool = true, permits: Bool = true,
        withPermit: Set<Int> = []
    ) -> [String] {
        FilingRule.places(
            members.enumerated().map { index, member in
                MemberPlaces(
                    number: index + 1, register: region(member.register), residence: region(member.residence),
                    hasResidencePermit: withPermit.contains(index + 1))
            },
            terms: FilingTerms(
                withinProvinceAtResidence: Cited(province, "省内规定"), permitHoldersAtResidence: Cited(permits, "逐步放开"))
        ).map { "\($0.township.text) \($0.memberNumber) \($0.ground.rawValue)" }
    }

    @Test func `a family at home files at home`() {
        #expect(places([(Self.home, Self.home), (Self.home, Self.home)]) == ["\(Self.home) 1 registerIsResidence"])
    }

    @Test func `members of two provinces file where one of them lives and is registered`() {
        #expect(places([(Self.far, Self.home), (Self.home, Self.home)]) == ["\(Self.home) 2 registerIsResidence"])
    }

    @Test func `members of two provinces who live nowhere at home may file at either register`() {
        let both = places([(Self.far, Self.city), ("500101101", Self.city)])
        #expect(both == ["\(Self.far) 1 register", "500101101 2 register"])
    }

    @Test func `within the province the residence accepts where the province says so`() {
        #expect(
            places([(Self.home, Self.city)]) == ["\(Self.city) 1 residenceInProvince", "\(Self.home) 1 register"])
        #expect(places([(Self.home, Self.city)], province: false) == ["\(Self.home) 1 register"])
    }

    @Test func `the migrant grandfather with a residence permit files where he lives`() {
        let grandfather = [(Self.far, Self.city)]
        #expect(
            places(grandfather, withPermit: [1]) == ["\(Self.city) 1 residencePermit", "\(Self.far) 1 register"])
        #expect(places(grandfather) == ["\(Self.far) 1 register"])
        #expect(places(grandfather, permits: false, withPermit: [1]) == ["\(Self.far) 1 register"])
    }

    @Test func `nobody is left without a window, whatever the places`() {
        let regions = [Self.home, Self.city, Self.far]
        for first in regions {
            for second in regions {
                for third in regions {
                    for fourth in regions {
                        #expect(!places([(first, second), (third, fourth)], province: false, permits: false).isEmpty)
                    }
                }
            }
        }
    }
}

import Policies
import Primitives
import Testing

/// A value applies from its day, and a day before the first is an error.
@Suite struct PolicyLookupTests {
    @Test func `a day before the first value is an error that names parameter and day`() throws {
        let day = try CivilDate(parsing: "2019-12-31")
        let policy = try Repository.packs().policy("dibao", for: RegionCode("450103"), on: day)
        #expect(
            throws: PolicyLookupError.noValue(
                parameter: "standardUrban", day: day, firstDay: try CivilDate(parsing: "2020-04-01"))
        ) { try policy.value(ParameterKey<Money>.standardUrban) }
    }

    @Test func `a region without a standard has no dibao, and says so`() throws {
        #expect(throws: PolicyLookupError.self) { try Repository.dibao("110101", "2026-01-01") }
    }

    @Test(arguments: [
        ("371602", "2026-03-12", 102_800), ("371602003", "2026-03-12", 102_800), ("371602", "2023-06-01", 99_800),
        ("371625", "2024-01-01", 102_000), ("500101", "2017-06-01", 50_000),
    ])
    func `the standard is that of the county and the day`(region: String, day: String, fen: Int) throws {
        let policy = try Repository.dibao(region, day)
        #expect(try policy.value(ParameterKey<Money>.standardUrban) == Money(fen: Int64(fen)))
    }

    @Test func `a child overrides by name and inherits the rest`() throws {
        let policy = try Repository.dibao("371602", "2026-03-12")
        #expect(try policy.entry("standardUrban").origin == "371602")
        #expect(try policy.entry("upliftMinorShare").origin == "3716")
        #expect(try policy.entry("marginalMultiple").origin == "CN")
    }

    @Test func `every value that is not published is marked`() throws {
        for pack in try Repository.packs().all {
            for value in pack.parameters.values.flatMap(\.values)
            where value.citation.contains("演示") || value.citation.contains("not a published") {
                #expect(value.demo || !value.demoCells.isEmpty, "\(pack.program) \(pack.folders): \(value.citation)")
            }
        }
    }

    @Test func `the first pay month follows the region's rule`() throws {
        let day = try CivilDate(parsing: "2026-12-15")
        #expect(try Repository.dibao("371602", "2026-12-15").firstPayMonth(confirmedOn: day).text == "2027-01")
        #expect(try Repository.dibao("500101", "2026-12-15").firstPayMonth(confirmedOn: day).text == "2026-12")
    }

    @Test func `the procedure has its clocks, each with a citation`() throws {
        let day = try CivilDate(parsing: "2026-03-12")
        let limits = try Repository.packs().procedureLimits(for: RegionCode("371602"), on: day)
        #expect(limits.investigationStartWorkingDays == 3)
        #expect((limits.totalWorkingDays, limits.extendedTotalWorkingDays) == (30, 45))
        #expect((limits.publicityDays, limits.confirmationWorkingDays, limits.refusalNoticeWorkingDays) == (7, 10, 3))
        #expect(limits.publicityCountsInLimit == false)
        #expect(limits.citations["publicityDays"]?.isEmpty == false)
        #expect(limits.demoNames.contains("totalWorkingDays"))
        #expect(try Repository.packs().verificationWindows(for: nil, on: day).incomeMonths == 12)
    }
}

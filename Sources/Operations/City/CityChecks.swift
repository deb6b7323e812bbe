import Columns
import Policies
import Primitives
import Storage
import Verification

/// What a city's register must agree with outside its folder: the reference's regions, the policies' standards.
struct CityChecks {
    let city: City
    private(set) var problems: [RowProblem] = []
    /// The city, its province and its counties, parents first; empty when no county is known.
    private(set) var regions: [RegionRow] = []

    init(_ city: City) { self.city = city }

    /// The row of the city itself.
    var cityRegion: RegionRow? { regions.first { $0.level == .city } }
    /// The counties of the reference.
    var counties: [RegionRow] { regions.filter { $0.level == .county } }

    /// Finds the city's regions and names every row whose county is not among them.
    mutating func findRegions(root: String) {
        for standard in city.standards where regions.isEmpty {
            guard let code = standard.county.ancestor(at: .city) else { continue }
            regions = (try? ReferenceFiles.regions(root: root, city: code)) ?? []
        }
        let known = Set(counties.map(\.code))
        // Every row of both files was good, so a row's number is its place after the header.
        for (index, standard) in city.standards.enumerated() where !known.contains(standard.county) {
            note("standard.csv", index, "county_code", standard.county.text, .unknownValue, Self.unknownCounty)
        }
        for (index, household) in city.households.enumerated() where !known.contains(household.county) {
            note("household.csv", index, "county_code", household.county.text, .unknownValue, Self.unknownCounty)
        }
    }

    /// Names every row of `standard.csv` that differs from the policy in force on the day.
    mutating func compareStandards(with policies: PolicySet, on day: CivilDate) {
        for (index, standard) in city.standards.enumerated() {
            let key: ParameterKey<Money> = standard.area == .urban ? .standardUrban : .standardRural
            let policy = try? policies.dibaoPolicy(for: standard.county, on: day).value(key)
            guard policy != standard.monthly else { continue }
            let advice =
                policy.map {
                    "与政策库中 \(day.text) 执行的标准 \($0.text) 元不一致；请核实后改正文件，或先更新 policies/ 中的标准。"
                } ?? "政策库中没有这个县区 \(day.text) 的标准；请先在 policies/ 中补充标准及其依据。"
            note("standard.csv", index, "monthly_standard", standard.monthly.text, .unknownValue, advice)
        }
    }

    private static let unknownCounty = "reference/regions 中没有这个县区；请核对区划代码，或补充区划文件。"

    private mutating func note(
        _ file: String, _ index: Int, _ column: String, _ value: String, _ reason: ProblemReason, _ advice: String
    ) {
        problems.append(
            RowProblem(file: file, row: index + 2, column: column, value: value, reason: reason, advice: advice))
    }
}

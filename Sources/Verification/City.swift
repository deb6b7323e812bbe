package import Primitives

/// A person of a household as the city's own list has them.
package struct CityMember: Hashable, Sendable {
    /// Number within the household.
    package let number: Int
    /// Identity number, checked.
    package let id: CitizenID
    /// Name as listed.
    package let name: String
    /// Relation to the head, `head` for the head.
    package let relation: String
    /// Declared income, a month.
    package let monthlyIncome: Money
    /// Declared pension, a month.
    package let monthlyPension: Money
}

/// Whether a household is urban or rural by its registration.
package enum CityArea: String, Hashable, Sendable, Codable {
    case urban = "U"
    case rural = "R"
}

/// Why a household is in the list.
package enum CityProgram: String, Hashable, Sendable, Codable, CaseIterable {
    case dibao, tekun, edge, monitored
}

/// A household that is helped or watched.
package struct CityHousehold: Hashable, Sendable {
    /// The city's own number of the household.
    package let id: String
    /// The county, six digits.
    package let county: RegionCode
    /// Urban or rural.
    package let area: CityArea
    /// Why it is in the list.
    package let program: CityProgram
    /// Name of the town.
    package let town: String
    /// Since when.
    package let startDate: CivilDate
    /// Vehicles it declared.
    package let declaredVehicles: Int
    /// Its members, ordered by number.
    package let members: [CityMember]
}

/// The monthly standard of a county and area.
package struct CityStandard: Hashable, Sendable {
    /// The county, six digits.
    package let county: RegionCode
    /// Urban or rural.
    package let area: CityArea
    /// Yuan a month and person, in fen.
    package let monthly: Money
}

/// One department file of the city.
package struct CityDatasetFile: Hashable, Sendable {
    /// The dataset it holds.
    package let definition: DatasetDefinition
    /// Where it stands.
    package let path: String
}

/// A city folder that was read without a single problem.
package struct City: Sendable {
    /// Households in the order of the file.
    package let households: [CityHousehold]
    /// Standards in the order of the file.
    package let standards: [CityStandard]
    /// Department files in the order of the catalogue, their headers checked.
    package let datasets: [CityDatasetFile]

    /// The standard of a household's county and area.
    package func standard(of household: CityHousehold) -> Money? {
        standards.first { $0.county == household.county && $0.area == household.area }?.monthly
    }
}

/// What came of reading a city folder.
package enum CityReading: Sendable {
    /// Everything fits.
    case city(City)
    /// Nothing is returned; the problems, and how many more there were than are listed.
    case refused(CityProblems)
}

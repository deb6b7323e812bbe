package import Primitives

/// An invented village or community.
package struct DemoVillage: Hashable, Sendable {
    /// Twelve digits; invented below the county.
    package let code: RegionCode
    /// The name, unique in the city.
    package let name: String
}

/// An invented township (镇) or subdistrict (街道).
package struct DemoTownship: Hashable, Sendable {
    /// Nine digits; invented below the county.
    package let code: RegionCode
    /// The name, unique in the city; `household.town` holds it.
    package let name: String
    /// Whether it is a subdistrict, where most families count as urban.
    package let isUrban: Bool
    /// The villages or communities.
    package let villages: [DemoVillage]
}

/// A county of Binzhou under its real code and name, with invented townships below.
package struct DemoCounty: Hashable, Sendable {
    /// Six digits of GB/T 2260.
    package let code: RegionCode
    /// The real name.
    package let name: String
    /// The monthly dibao standard of urban families.
    package let urbanStandard: Money
    /// The monthly dibao standard of rural families.
    package let ruralStandard: Money
    /// The townships.
    package let townships: [DemoTownship]

    /// The monthly dibao standard of an urban or rural family.
    package func standard(isUrban: Bool) -> Money { isUrban ? urbanStandard : ruralStandard }
}

/// The places of an invented city: seven real counties, invented below; the same for every seed.
package struct DemoMap: Hashable, Sendable {
    /// The city's code, that of Binzhou.
    package static let cityCode = "3716"
    /// The city's name.
    package static let cityName = "滨州市"
    /// The counties, by code.
    package let counties: [DemoCounty]

    /// Code, name, per mille of the people, urban and rural standard in yuan as `standard.csv` of the reference city.
    private static let facts: [(code: String, name: String, share: Int, urbanYuan: Int64, ruralYuan: Int64)] = [
        ("371602", "滨城区", 200, 1028, 823), ("371603", "沾化区", 100, 1010, 810), ("371621", "惠民县", 150, 995, 800),
        ("371622", "阳信县", 110, 995, 800), ("371623", "无棣县", 110, 1005, 805), ("371625", "博兴县", 130, 1020, 820),
        ("371681", "邹平市", 200, 1028, 823),
    ]

    /// Per mille of the people in each county, in the order of `counties`.
    static let shares = facts.map(\.share)

    /// The places of a city of so many people: 4 townships a county at 20,000, 13 at 400,000.
    package init(people: Int) {
        let growth = max(0, people - 20_000)
        let townCount = 4 + growth * 9 / 380_000
        let villageCount = 5 + growth * 15 / 380_000
        var names = PlaceNames()
        counties = Self.facts.map { fact in
            let subdistricts = (0..<max(1, townCount / 4)).map { _ in names.nextTown() + "街道" }
            let towns = (subdistricts.count..<townCount).map { _ in names.nextTown() + "镇" }
            let named =
                Self.coded(subdistricts, below: fact.code, from: 1) + Self.coded(towns, below: fact.code, from: 101)
            let townships = named.map { code, name in
                let isUrban = name.hasSuffix("街道")
                let villages = (0..<villageCount).map { _ in isUrban ? names.nextCommunity() : names.nextVillage() }
                return DemoTownship(
                    code: code, name: name, isUrban: isUrban,
                    villages: Self.coded(villages, below: code.text, from: 201).map { DemoVillage(code: $0, name: $1) })
            }
            return DemoCounty(
                code: Self.region(fact.code), name: fact.name, urbanStandard: Money(yuan: fact.urbanYuan),
                ruralStandard: Money(yuan: fact.ruralYuan), townships: townships)
        }
    }

    /// All townships with their counties.
    package var townships: [(county: DemoCounty, township: DemoTownship)] {
        counties.flatMap { county in county.townships.map { (county, $0) } }
    }

    /// Codes in the order of the names' bytes, as the import of a city gives them to places that it finds by name.
    private static func coded(_ names: [String], below parent: String, from first: Int) -> [(RegionCode, String)] {
        let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return sorted.enumerated().map { index, name in
            let digits = String(first + index)
            return (region(parent + String(repeating: "0", count: 3 - digits.count) + digits), name)
        }
    }

    private static func region(_ digits: String) -> RegionCode {
        do {
            return try RegionCode(digits)
        } catch {
            preconditionFailure("A code made of a real county and three or six digits is a region code.")
        }
    }
}

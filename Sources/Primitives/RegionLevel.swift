/// The level of an administrative division, from the province down to the village or residents' community.
package enum RegionLevel: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case province, city, county, township, village

    /// Digits of a code of this level (GB/T 2260 and GB/T 10114): 2, 4, 6, 9 or 12.
    package var digits: Int {
        switch self {
        case .province: 2
        case .city: 4
        case .county: 6
        case .township: 9
        case .village: 12
        }
    }

    /// The word on screens.
    package var chinese: String {
        switch self {
        case .province: "省级"
        case .city: "市级"
        case .county: "县级"
        case .township: "乡镇（街道）"
        case .village: "村（社区）"
        }
    }

    /// Orders from the province down to the village.
    package static func < (left: RegionLevel, right: RegionLevel) -> Bool { left.digits < right.digits }
}

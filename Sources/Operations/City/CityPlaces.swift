import Casework
import Columns
import Primitives
import Storage
import Verification

/// The townships and villages that a city's own files name, below its counties.
///
/// The folder has no list of places, so they are read from the register's `town` and from the addresses of the
/// population register: place names only. Codes below the county are made here, in the order of the names' bytes, and
/// stay what they are when a later folder names more places.
struct CityPlaces: Sendable {
    /// Names of the villages by county and township.
    private(set) var villages: [RegionCode: [String: Set<String>]] = [:]
    /// Addresses that name no township of a known county, or no village in it.
    private(set) var unplacedAddresses = 0
    private let city: RegionRow
    private let counties: [RegionRow]

    init(city: RegionRow, counties: [RegionRow]) {
        (self.city, self.counties) = (city, counties)
    }

    /// Adds the townships that the register names.
    mutating func add(_ households: [CityHousehold]) {
        for household in households { villages[household.county, default: [:]][household.town, default: []] = [] }
    }

    /// Adds the places in the addresses of a population file.
    mutating func add(addressesOf file: CityDatasetFile) throws(SnapshotError) {
        guard let position = file.definition.schema.position(of: "address") else { return }
        var seen: [Substring: Int] = [:]
        _ = try TableReader(schema: file.definition.schema).read(path: file.path) { row throws(SnapshotError) in
            let address = row.text(position) ?? ""
            // A house number begins the part that is nobody's business here.
            let digit = address.utf8.firstIndex { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            seen[address[..<(digit ?? address.endIndex)], default: 0] += 1
        } onProblems: { _, _ throws(SnapshotError) in
        }
        for (place, count) in seen where !add(place) { unplacedAddresses += count }
    }

    /// Adds the village of "滨州市邹平市永安镇东王村"; false when the text names none.
    private mutating func add(_ address: Substring) -> Bool {
        var rest = address
        if rest.hasPrefix(city.name) { rest.removeFirst(city.name.count) }
        guard let county = counties.first(where: { rest.hasPrefix($0.name) }) else { return false }
        rest.removeFirst(county.name.count)
        let towns = villages[county.code, default: [:]].keys
        let known = towns.filter { rest.hasPrefix($0) }.max { $0.utf8.count < $1.utf8.count }
        guard let town = known ?? Self.town(leading: rest) else { return false }
        let village = String(rest.dropFirst(town.count))
        guard !village.isEmpty else { return false }
        villages[county.code, default: [:]][town, default: []].insert(village)
        return true
    }

    /// The shortest leading text that ends like a township's name and has something before that.
    private static func town(leading text: Substring) -> String? {
        ["街道", "镇", "乡"].compactMap { ending in
            text.dropFirst().firstRange(of: ending).map { String(text[..<$0.upperBound]) }
        }.min { $0.utf8.count < $1.utf8.count }
    }

    /// All regions with codes, parents first: those that the store knows by name keep theirs.
    func regions(known children: (RegionCode) throws -> [String: RegionCode]) throws -> [RegionRow] {
        var rows: [RegionRow] = []
        for county in counties {
            guard let towns = villages[county.code] else { continue }
            let knownTowns = try children(county.code)
            let (streets, others) = (towns.keys.filter(Self.isStreet), towns.keys.filter { !Self.isStreet($0) })
            let coded =
                try Self.codes(of: streets, below: county, from: 1, through: 99, known: knownTowns)
                + Self.codes(of: others, below: county, from: 101, through: 999, known: knownTowns)
            rows += coded
            for town in coded {
                let (names, known) = (towns[town.name] ?? [], try children(town.code))
                rows += try Self.codes(
                    of: names.filter(Self.isCommunity), below: town, from: 1, through: 199, known: known)
                rows += try Self.codes(
                    of: names.filter { !Self.isCommunity($0) }, below: town, from: 201, through: 999, known: known)
            }
        }
        return rows
    }

    /// Residents' committees are numbered 001 to 199, villages above (统计用区划代码编制规则).
    private static func isCommunity(_ name: String) -> Bool {
        ["社区", "居委会"].contains { name.hasSuffix($0) }
    }

    private static func isStreet(_ name: String) -> Bool { name.hasSuffix("街道") }

    private static func codes(
        of names: [String], below parent: RegionRow, from first: Int, through last: Int, known: [String: RegionCode]
    ) throws -> [RegionRow] {
        let taken = Set(known.values)
        var next = first
        var rows: [RegionRow] = []
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            var code = known[name]
            while code == nil {
                guard next <= last else { throw TooManyPlaces(parent: parent.name, most: last - first + 1) }
                let digits = String(next)
                let made = try RegionCode(
                    parent.code.text + String(repeating: "0", count: 3 - digits.count) + digits)
                if !taken.contains(made) { code = made }
                next += 1
            }
            if let code { rows.append(RegionRow(code: code, name: name, level: code.level)) }
        }
        return rows
    }
}

/// More places below one than its codes can number.
struct TooManyPlaces: Error {
    let parent: String
    let most: Int

    var reason: Reason {
        Reason(
            "tooManyPlaces", "\(parent) 之下的地名超过 \(most) 个，无法编码。请检查 population.csv 的 address 列是否写法一致。",
            "More than \(most) places below \(parent). Check that population.csv writes its addresses in one way.")
    }
}

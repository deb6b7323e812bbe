package import Primitives
import SQLText

/// A region of the installation.
package struct RegionRow: Hashable, Sendable {
    /// The code, by its level 2 to 12 digits.
    package let code: RegionCode
    /// The name.
    package let name: String
    /// The level.
    package let level: RegionLevel

    /// Takes the parts.
    package init(code: RegionCode, name: String, level: RegionLevel) {
        self.code = code
        self.name = name
        self.level = level
    }
}

extension StoreTransaction {
    /// Adds regions, parents first; a region that is there keeps its code and takes the name.
    package func putRegions(_ regions: [RegionRow], from day: CivilDate) throws {
        for region in regions {
            try sql.execute(
                """
                INSERT INTO region (code, name, level, parent_code, valid_from)
                VALUES (\(region.code), \(region.name), \(region.level.rawValue), \(region.code.parent), \(day))
                ON CONFLICT (code) DO UPDATE SET name = excluded.name
                """)
        }
    }

    /// The names of places by code, for lists; one statement.
    package func regionNames(_ codes: Set<String>) throws -> [String: String] {
        guard !codes.isEmpty else { return [:] }
        let rows = try sql.query("SELECT code, name FROM region WHERE code IN (\(Statement.list(codes.sorted())))")
        return Dictionary(try rows.map { (try $0.text("code"), try $0.text("name")) }, uniquingKeysWith: { $1 })
    }

    /// A region's name; the code itself where the table has none, so that a page never hides the place.
    package func regionName(_ code: RegionCode) throws -> String {
        try sql.first("SELECT name FROM region WHERE code = \(code)")?.text("name") ?? code.text
    }

    /// A region by code.
    package func region(_ code: RegionCode) throws -> RegionRow? {
        try sql.first("SELECT code, name, level FROM region WHERE code = \(code)").map(Self.regionRow)
    }

    /// The names from the county down to the region, for example 惠民县 孙武街道 王惠理村.
    package func regionPath(_ code: RegionCode, from top: RegionLevel = .county) throws -> [String] {
        var names: [String] = []
        var current: RegionCode? = code
        while let region = current {
            names.insert(try regionName(region), at: 0)
            if region.level == top { break }
            current = region.parent
        }
        return names
    }

    /// The regions right below one, by code.
    package func childRegions(of code: RegionCode) throws -> [RegionRow] {
        try sql.query(
            "SELECT code, name, level FROM region WHERE parent_code = \(code) ORDER BY code"
        ).map(Self.regionRow)
    }

    /// All regions of a level inside one, by code.
    package func regions(_ level: RegionLevel, in code: RegionCode) throws -> [RegionRow] {
        try sql.query(
            """
            SELECT code, name, level FROM region WHERE level = \(level.rawValue) AND code >= \(code)
            AND code < \(code.text + ":") ORDER BY code
            """
        ).map(Self.regionRow)
    }

    private static func regionRow(_ row: Row) throws -> RegionRow {
        let code = try row.region("code")
        return RegionRow(code: code, name: try row.text("name"), level: code.level)
    }
}

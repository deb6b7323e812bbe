package import Primitives
import SQLText
import Sealing

/// What a list of families is narrowed to.
package struct FamilyFilter: Hashable, Sendable, Codable {
    /// A name or its beginning, its letters, an ID or its last four, a register number, a place; empty for all.
    package var text: String
    /// One layer; nil for all.
    package var program: FamilyProgram?
    /// A region inside the scope; nil for all of it.
    package var region: RegionCode?
    /// Only families in a program that pays every month.
    package var isInBenefit: Bool

    /// Takes the parts.
    package init(
        text: String = "", program: FamilyProgram? = nil, region: RegionCode? = nil, isInBenefit: Bool = false
    ) {
        self.text = text
        self.program = program
        self.region = region
        self.isInBenefit = isInBenefit
    }
}

/// A family as a list shows it: the head masked.
package struct FamilyListRow: Hashable, Sendable {
    /// The family's id.
    package let id: FamilyID
    /// The number of the register it came from.
    package let registerNumber: String?
    /// The first member's name, masked.
    package let headMasked: String
    /// The last four of the first member's ID.
    package let headLastFour: String
    /// How many members it has now.
    package let memberCount: Int
    /// Why it is in the library.
    package let program: FamilyProgram
    /// Town or country.
    package let area: FamilyArea
    /// Where it lives.
    package let region: RegionCode
    /// The place's name.
    package let regionName: String
    /// Since when it is in the library.
    package let startedDay: CivilDate
}

extension StoreTransaction {
    /// One page of the families in the scope, by place, and how many there are in all: two statements.
    package func families(
        _ filter: FamilyFilter, page: Int, pageSize: Int, in scope: Scope
    ) throws -> (rows: [FamilyListRow], total: Int) {
        let source: Statement = "\(scope.table(.family)) AS f WHERE \(condition(filter))"
        let total = try sql.count("SELECT count(*) FROM \(source)")
        let rows = try sql.query(
            """
            SELECT l.*, p.name AS head_name, p.id_last_four AS head_last_four, r.name AS region_name,
            (SELECT count(*) FROM family_member AS c WHERE c.family_id = l.id AND c.valid_to IS NULL) AS members
            FROM (SELECT f.* FROM \(source) ORDER BY f.region_code, f.id LIMIT \(pageSize)
            OFFSET \((max(page, 1) - 1) * pageSize)) AS l
            LEFT JOIN family_member AS m ON m.id = (SELECT h.id FROM family_member AS h WHERE h.family_id = l.id
            AND h.valid_to IS NULL ORDER BY h.member_number, h.id LIMIT 1)
            LEFT JOIN person AS p ON p.id = m.person_id LEFT JOIN region AS r ON r.code = l.region_code
            ORDER BY l.region_code, l.id
            """)
        return (try rows.map(Self.familyListRow), total)
    }

    /// A member is found through the family, whose scope stands in the outer statement.
    private func condition(_ filter: FamilyFilter) -> Statement {
        var parts: [Statement] = ["1 = 1"]
        if let program = filter.program { parts.append("f.program = \(program.rawValue)") }
        if filter.isInBenefit { parts.append("f.program IN \(Self.inBenefit)") }
        if let region = filter.region {
            parts.append("f.region_code >= \(region) AND f.region_code < \(region.text + ":")")
        }
        if let text = SearchText(filter.text) {
            let places: Statement = text.villages.map { " OR f.region_code IN (\($0))" } ?? ""
            parts.append(
                """
                (f.register_number = \(filter.text.trimmingSpaces.uppercased()) OR f.id IN (SELECT m.family_id
                FROM family_member AS m WHERE m.valid_to IS NULL
                AND m.person_id IN (\(text.people(in: self))))\(places))
                """)
        }
        return Statement.joined(parts, separator: " AND ")
    }

    private static func familyListRow(_ row: Row) throws -> FamilyListRow {
        let region = try row.region("region_code")
        return FamilyListRow(
            id: try row.id("id"), registerNumber: try row.optionalText("register_number"),
            headMasked: Masking.name(try row.optionalText("head_name") ?? ""),
            headLastFour: try row.optionalText("head_last_four") ?? "", memberCount: try row.int("members"),
            program: try row.code("program"), area: try row.code("area"), region: region,
            regionName: try row.optionalText("region_name") ?? region.text, startedDay: try row.date("started_day"))
    }
}

extension String {
    /// The text without blanks at its ends.
    var trimmingSpaces: String {
        var part = Substring(self)
        while part.first?.isWhitespace == true { part.removeFirst() }
        while part.last?.isWhitespace == true { part.removeLast() }
        return String(part)
    }
}

package import Insight
package import Primitives
import SQLText

/// What a list of people in benefit is narrowed to.
package struct PersonFilter: Hashable, Sendable {
    /// One age band on the day of the list.
    package var age: AgeBand?
    /// A region inside the scope.
    package var region: RegionCode?
    /// One program; nil for every program that pays.
    package var program: FamilyProgram?

    /// Takes the parts.
    package init(age: AgeBand? = nil, region: RegionCode? = nil, program: FamilyProgram? = nil) {
        self.age = age
        self.region = region
        self.program = program
    }
}

/// A person in benefit as a list shows them, masked.
package struct PersonListRow: Hashable, Sendable {
    /// The family whose page tells more; the first where the person is on file twice.
    package let familyID: FamilyID
    /// The name, masked.
    package let nameMasked: String
    /// The last four of the ID.
    package let lastFour: String
    /// The sex.
    package let sex: Sex
    /// The day of birth.
    package let birthDay: CivilDate
    /// The family's program.
    package let program: FamilyProgram
    /// The name of the place it lives in.
    package let regionName: String
}

extension StoreTransaction {
    /// One page of the people whom the big screen counts, each once, and how many there are: two statements.
    package func personsInBenefit(
        _ filter: PersonFilter, on today: CivilDate, limit: Int, offset: Int, in scope: Scope
    ) throws -> (rows: [PersonListRow], total: Int) {
        let source: Statement = "\(Self.personsInBenefit(scope)) \(try Self.condition(filter, on: today))"
        let total = try sql.count("SELECT count(DISTINCT p.id) \(source)")
        let rows = try sql.query(
            """
            SELECT l.*, g.program, r.name AS region_name, g.region_code FROM (
            SELECT p.id, p.name, p.id_last_four, p.sex, p.birth_day, MIN(f.id) AS family_id \(source)
            GROUP BY p.id, p.name, p.id_last_four, p.sex, p.birth_day
            ORDER BY family_id, p.id LIMIT \(limit) OFFSET \(offset)) AS l
            JOIN \(scope.table(.family)) AS g ON g.id = l.family_id LEFT JOIN region AS r ON r.code = g.region_code
            ORDER BY l.family_id, l.id
            """
        ).map { row in
            PersonListRow(
                familyID: try row.id("family_id"), nameMasked: Masking.name(try row.text("name")),
                lastFour: try row.text("id_last_four"), sex: try row.code("sex"), birthDay: try row.date("birth_day"),
                program: try row.code("program"),
                regionName: try row.optionalText("region_name") ?? row.text("region_code"))
        }
        return (rows, total)
    }

    private static func condition(_ filter: PersonFilter, on today: CivilDate) throws -> Statement {
        var parts: [Statement] = []
        if let program = filter.program { parts.append("AND f.program = \(program.rawValue)") }
        if let region = filter.region {
            parts.append("AND f.region_code >= \(region) AND f.region_code < \(region.text + ":")")
        }
        if let age = filter.age, let index = AgeBand.allCases.firstIndex(of: age) {
            let bounds = try ageBounds(today)
            if index < bounds.count { parts.append("AND p.birth_day > \(bounds[index])") }
            if index > 0 { parts.append("AND p.birth_day <= \(bounds[index - 1])") }
        }
        return Statement.joined(parts, separator: " ")
    }
}

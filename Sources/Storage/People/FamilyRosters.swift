package import Casework
package import Primitives
import SQLText

/// A person's time in a family, with what the file shows of the person.
package struct FamilyStay: Hashable, Sendable {
    /// The row's id, which a change ends.
    package let id: Int64
    /// The person.
    package let person: PersonRow
    /// The number within the family.
    package let number: Int
    /// How the person stands to the applicant.
    package let relation: MemberRelation
    /// The first day.
    package let from: CivilDate
    /// The last day; nil while the person belongs.
    package let through: CivilDate?
    /// Declared income, a month.
    package let income: Money
}

extension StoreTransaction {
    /// Everyone who ever belonged to a family, in order of entry.
    package func stays(in family: FamilyID, in scope: Scope) throws -> [FamilyStay] {
        try sql.query(
            """
            SELECT m.id AS stay_id, m.member_number, m.relation, m.declared_income_fen, m.valid_from, m.valid_to,
            p.id AS id, p.name, p.sex, p.birth_day, p.id_last_four, p.death_day
            FROM \(scope.table(.familyMember)) AS m JOIN person AS p ON p.id = m.person_id
            WHERE m.family_id = \(family) ORDER BY m.valid_from, m.member_number, m.id
            """
        ).map { row in
            FamilyStay(
                id: try row.integer("stay_id"), person: try Self.personRow(row), number: try row.int("member_number"),
                relation: Self.relation(try row.text("relation")), from: try row.date("valid_from"),
                through: try row.optionalDate("valid_to").map { $0.adding(days: -1) },
                income: try row.money("declared_income_fen"))
        }
    }

    /// The relation of a register or a form; a head of a register is the applicant of the file.
    private static func relation(_ text: String) -> MemberRelation {
        text == "head" ? .applicant : MemberRelation(rawValue: text) ?? .other
    }

    /// Ends a stay: the day is the last one of the person in the family.
    package func endStay(_ id: Int64, through day: CivilDate, in scope: Scope) throws {
        try changeOne(
            """
            UPDATE family_member SET valid_to = \(day.adding(days: 1))
            WHERE id = \(id) AND valid_to IS NULL AND \(scope.covers(.familyMember))
            """, "The member")
    }

    /// Says anew how a present member stands to the applicant.
    package func setRelation(_ relation: MemberRelation, of stay: Int64, in scope: Scope) throws {
        try changeOne(
            """
            UPDATE family_member SET relation = \(relation.rawValue)
            WHERE id = \(stay) AND valid_to IS NULL AND \(scope.covers(.familyMember))
            """, "The member")
    }

    /// Begins a stay of a person who belongs to no family now.
    package func beginStay(
        _ person: PersonID, in family: FamilyID, number: Int, relation: MemberRelation, from day: CivilDate
    ) throws {
        let values: [SQLValue] = [
            ids.next(FamilySubject.self).sqlValue, family.sqlValue, person.sqlValue, .integer(Int64(number)),
            .text(relation.rawValue), Money.zero.sqlValue, Money.zero.sqlValue, day.sqlValue,
        ]
        try sql.execute(RowInsert(FamilyTables.member, values).statement)
    }

    /// Opens a file for people who left another family; whoever saw that one may see this one.
    package func openFamily(like family: FamilyRow, on day: CivilDate, at instant: Instant) throws -> FamilyID {
        let id: FamilyID = ids.next()
        let entry = FamilyEntry(
            registerNumber: nil, program: .applied, area: family.area, region: family.region, startedDay: day,
            members: [])
        try sql.execute(RowInsert(FamilyTables.family, familyValues(id, entry, at: instant)).statement)
        let grants = try sql.query(
            """
            SELECT region_code, why FROM family_grant WHERE family_id = \(family.id) AND valid_to IS NULL
            ORDER BY id
            """)
        for row in grants { try grant(row.region("region_code"), on: id, why: row.code("why"), from: day) }
        return id
    }

    /// The cases of a family, latest first.
    package func familyCases(_ family: FamilyID, in scope: Scope) throws -> [CaseRow] {
        try sql.query("SELECT * FROM \(scope.table(.aidCase)) AS c WHERE c.family_id = \(family) ORDER BY c.id DESC")
            .map(caseRow)
    }

    /// Whether somebody is held in a family now.
    package func belongsSomewhere(_ person: PersonID) throws -> Bool {
        try sql.first("SELECT 1 AS held FROM family_member WHERE person_id = \(person) AND valid_to IS NULL") != nil
    }
}

extension StoreTransaction {
    /// The version of a family's file, which a form carries; nil when there is none in the scope.
    package func familyVersion(_ id: FamilyID, in scope: Scope) throws -> Int64? {
        try sql.first("SELECT f.version FROM \(scope.table(.family)) AS f WHERE f.id = \(id)")?.integer("version")
    }

    /// Raises the version of a family's file, so that nobody changes it on an older one.
    package func raiseFamilyVersion(_ id: FamilyID, from version: Int64, in scope: Scope) throws {
        try changeOne(
            """
            UPDATE family SET version = version + 1
            WHERE id = \(id) AND version = \(version) AND \(scope.covers(.family))
            """, "The family's file")
    }
}

/// What is known of the household of somebody who would be filed alone.
package struct HouseholdStanding: Hashable, Sendable {
    /// Whether it is recognised as marginal.
    package let isMarginal: Bool
    /// Whether it is helped as a whole.
    package let isHelped: Bool
}

extension StoreTransaction {
    /// Whether the household of a person is recognised as marginal, or helped as a whole.
    ///
    /// The program learns two answers and nothing of the family is shown.
    package func householdStanding(of person: PersonID) throws -> HouseholdStanding {
        let scope = Scope.system(
            "whether the household of somebody filed alone is marginal or helped: two answers only")
        let layers = try sql.query(
            """
            SELECT f.program FROM \(scope.table(.family)) AS f JOIN \(scope.table(.familyMember)) AS m
            ON m.family_id = f.id WHERE m.person_id = \(person) AND m.valid_to IS NULL
            """
        ).map { try $0.code("program", as: FamilyProgram.self) }
        let cases = try sql.query(
            """
            SELECT c.program, (SELECT count(*) FROM \(scope.table(.caseMember)) AS p
            WHERE p.case_id = c.id AND p.person_id = \(person)) AS own FROM \(scope.table(.aidCase)) AS c
            JOIN \(scope.table(.familyMember)) AS m ON m.family_id = c.family_id
            WHERE m.person_id = \(person) AND m.valid_to IS NULL
            AND c.state IN ('active', 'reverifying', 'suspended', 'gradualExit', 'provisionalActive')
            """
        ).map { (program: try $0.code("program", as: Program.self), isOwn: try $0.int("own") > 0) }
        // A layer without a case comes from a register; with cases, only those that cover the person count.
        return HouseholdStanding(
            isMarginal: layers.contains(.edge) || cases.contains { $0.program == .marginalHousehold },
            isHelped: cases.contains { $0.isOwn && ($0.program == .dibao || $0.program == .destituteSupport) }
                || layers.contains { $0 == .dibao || $0 == .tekun } && cases.isEmpty)
    }
}

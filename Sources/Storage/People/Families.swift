package import Primitives
import SQLText

/// Why a family is in the object library.
package enum FamilyProgram: String, CaseIterable, Codable, Hashable, Sendable {
    case dibao, tekun, edge, monitored
    /// An application brought it in; nothing is granted yet.
    case applied

    /// The layer in words.
    package var chinese: String {
        switch self {
        case .dibao: "低保"
        case .tekun: "特困"
        case .edge: "低保边缘"
        case .monitored: "监测"
        case .applied: "申请中"
        }
    }
}

/// Town or country, which choose the standard.
package enum FamilyArea: String, CaseIterable, Codable, Hashable, Sendable {
    case urban, rural

    /// The area in words.
    package var chinese: String { self == .urban ? "城市" : "农村" }
}

/// Why a region sees a family.
package enum GrantReason: String, Codable, Hashable, Sendable {
    case lives, registered, helped
}

/// A member on the way into a family; the money is what was declared, a month.
package struct FamilyMemberEntry: Sendable {
    /// The number within the family, from 1.
    package var number: Int
    /// Full name.
    package var name: String
    /// The checked ID.
    package var citizenID: CitizenID
    /// Relation to the head, as the source names it.
    package var relation: String
    /// Declared income, a month.
    package var income: Money
    /// Declared pension, a month.
    package var pension: Money

    /// Takes the parts.
    package init(
        number: Int, name: String, citizenID: CitizenID, relation: String, income: Money = .zero,
        pension: Money = .zero
    ) {
        self.number = number
        self.name = name
        self.citizenID = citizenID
        self.relation = relation
        self.income = income
        self.pension = pension
    }
}

/// A family on the way into the object library.
package struct FamilyEntry: Sendable {
    /// The number of the register it comes from; nil when it comes from an application.
    package var registerNumber: String?
    /// Why it is in the library.
    package var program: FamilyProgram
    /// Town or country.
    package var area: FamilyArea
    /// Where it lives: the village, or the nearest level known.
    package var region: RegionCode
    /// Since when it is in the library.
    package var startedDay: CivilDate
    /// Vehicles it declared.
    package var declaredVehicles: Int
    /// Its members, at least one.
    package var members: [FamilyMemberEntry]
    /// Who sees it beside the region where it lives.
    package var otherGrants: [(region: RegionCode, why: GrantReason)]

    /// Takes the parts.
    package init(
        registerNumber: String?, program: FamilyProgram, area: FamilyArea, region: RegionCode, startedDay: CivilDate,
        declaredVehicles: Int = 0, members: [FamilyMemberEntry],
        otherGrants: [(region: RegionCode, why: GrantReason)] = []
    ) {
        self.registerNumber = registerNumber
        self.program = program
        self.area = area
        self.region = region
        self.startedDay = startedDay
        self.declaredVehicles = declaredVehicles
        self.members = members
        self.otherGrants = otherGrants
    }
}

/// A family as it stands.
package struct FamilyRow: Hashable, Sendable {
    /// The family's id.
    package let id: FamilyID
    /// The number of the register it came from.
    package let registerNumber: String?
    /// Why it is in the library.
    package let program: FamilyProgram
    /// Town or country.
    package let area: FamilyArea
    /// Where it lives.
    package let region: RegionCode
    /// Since when it is in the library.
    package let startedDay: CivilDate
    /// Vehicles it declared.
    package let declaredVehicles: Int
}

/// A present member of a family.
package struct FamilyMemberRow: Hashable, Sendable {
    /// The person.
    package let person: PersonRow
    /// The number within the family.
    package let number: Int
    /// Relation to the head, as the source names it.
    package let relation: String
    /// Declared income, a month.
    package let income: Money
    /// Declared pension, a month.
    package let pension: Money
}

extension StoreTransaction {
    /// Adds a family: people known by their ID are linked, others added; the place where it lives may see it.
    package func insertFamily(_ entry: FamilyEntry, on day: CivilDate, at instant: Instant) throws -> FamilyID {
        let id: FamilyID = ids.next()
        try sql.execute(RowInsert(FamilyTables.family, familyValues(id, entry, at: instant)).statement)
        for member in entry.members {
            let person = try ensurePerson(
                name: member.name, citizenID: member.citizenID, on: day, at: instant)
            try addMember(member, person: person, to: id, on: day)
        }
        try grant(entry.region, on: id, why: .lives, from: day)
        for other in entry.otherGrants { try grant(other.region, on: id, why: other.why, from: day) }
        return id
    }

    /// Adds a person to a family; somebody who is a member of a family now is left where they are.
    package func addMember(
        _ member: FamilyMemberEntry, person: PersonID, to family: FamilyID, on day: CivilDate
    ) throws {
        let held = try sql.first("SELECT 1 AS held FROM family_member WHERE person_id = \(person) AND valid_to IS NULL")
        guard held == nil else { return }
        try sql.execute(
            RowInsert(FamilyTables.member, memberValues(member, person: person, family: family, on: day)).statement)
    }

    /// The family a person belongs to now.
    package func familyID(of person: PersonID) throws -> FamilyID? {
        let scope = Scope.system("an application is filed with the family its applicant already belongs to")
        return try sql.first(
            """
            SELECT m.family_id FROM \(scope.table(.familyMember)) AS m
            WHERE m.person_id = \(person) AND m.valid_to IS NULL
            """
        )?.id("family_id")
    }

    /// Lets a region see a family from a day on; an open grant of the same kind is enough.
    package func grant(_ region: RegionCode, on family: FamilyID, why: GrantReason, from day: CivilDate) throws {
        let open = try sql.first(
            """
            SELECT 1 AS held FROM family_grant WHERE family_id = \(family) AND region_code = \(region)
            AND why = \(why.rawValue) AND valid_to IS NULL AND valid_from <= \(day)
            """)
        guard open == nil else { return }
        let id = ids.next(FamilySubject.self)
        try sql.execute(
            """
            INSERT INTO family_grant (id, family_id, region_code, why, valid_from)
            VALUES (\(id), \(family), \(region), \(why.rawValue), \(day))
            """)
    }

    /// Ends a grant from a day on.
    package func endGrant(_ region: RegionCode, on family: FamilyID, why: GrantReason, from day: CivilDate) throws {
        try sql.execute(
            """
            UPDATE family_grant SET valid_to = \(day) WHERE family_id = \(family) AND region_code = \(region)
            AND why = \(why.rawValue) AND valid_to IS NULL
            """)
    }

    /// A family within the scope.
    package func family(_ id: FamilyID, in scope: Scope) throws -> FamilyRow? {
        try sql.first("SELECT * FROM \(scope.table(.family)) AS f WHERE f.id = \(id)").map(Self.familyRow)
    }

    /// The present members of a family, in order.
    package func members(of family: FamilyID, in scope: Scope) throws -> [FamilyMemberRow] {
        try sql.query(
            """
            SELECT m.member_number, m.relation, m.declared_income_fen, m.declared_pension_fen, p.id AS id, p.name,
            p.sex, p.birth_day, p.id_last_four, p.death_day
            FROM \(scope.table(.familyMember)) AS m JOIN person AS p ON p.id = m.person_id
            WHERE m.family_id = \(family) AND m.valid_to IS NULL ORDER BY m.member_number, m.id
            """
        ).map { row in
            FamilyMemberRow(
                person: try Self.personRow(row), number: try row.int("member_number"),
                relation: try row.text("relation"), income: try row.money("declared_income_fen"),
                pension: try row.money("declared_pension_fen"))
        }
    }

    static func familyRow(_ row: Row) throws -> FamilyRow {
        FamilyRow(
            id: try row.id("id"), registerNumber: try row.optionalText("register_number"),
            program: try row.code("program"), area: try row.code("area"), region: try row.region("region_code"),
            startedDay: try row.date("started_day"), declaredVehicles: try row.int("declared_vehicles"))
    }
}

extension StoreTransaction {
    /// The whole ID of a present member of a family within the scope; the caller audits.
    package func memberCitizenID(
        _ person: PersonID, family: FamilyID, in scope: Scope
    ) throws -> CitizenID? {
        let row = try sql.first(
            """
            SELECT d.id, d.number FROM \(scope.table(.familyMember)) AS m
            JOIN identity_document AS d ON d.person_id = m.person_id AND d.kind = 'citizenID' AND d.valid_to IS NULL
            WHERE m.family_id = \(family) AND m.person_id = \(person) AND m.valid_to IS NULL
            """)
        return try row.map { try CitizenID(try openText($0, "identity_document", "number")) }
    }
}

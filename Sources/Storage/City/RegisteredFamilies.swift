package import Primitives
import SQLText

/// A family that came from a city's register, as an import compares it with a later register.
package struct RegisteredFamily: Sendable {
    /// The family.
    package let row: FamilyRow
    /// The memberships now, by the blind index of the member's ID.
    package fileprivate(set) var members: [[UInt8]: RegisteredMember] = [:]
}

/// A present membership of a registered family.
package struct RegisteredMember: Sendable {
    /// The membership's row.
    package let membership: Int64
    /// The person.
    package let person: PersonID
    /// The person's present name.
    package let name: String
    /// The number within the family.
    package let number: Int
    /// Relation to the head, as the register names it.
    package let relation: String
    /// Declared income, a month.
    package let income: Money
    /// Declared pension, a month.
    package let pension: Money

    /// Whether the register still says the same of the member.
    package func says(_ entry: FamilyMemberEntry) -> Bool {
        number == entry.number && relation == entry.relation && income == entry.income && pension == entry.pension
            && name.utf8.elementsEqual(entry.name.utf8)
    }
}

// What a register of a later day changes. Earlier facts stay as rows with their last day.
extension StoreTransaction {
    private var registerScope: Scope { .system("the city's own register replaces what an earlier one said") }

    /// Every family that came from a register, by its number there, with its present members; two queries.
    package func registeredFamilies() throws -> [String: RegisteredFamily] {
        let scope = registerScope
        var families: [String: RegisteredFamily] = [:]
        var numbers: [FamilyID: String] = [:]
        try sql.forEach("SELECT * FROM \(scope.table(.family)) AS f WHERE f.register_number IS NOT NULL") { row in
            let family = try Self.familyRow(row)
            guard let number = family.registerNumber else { return }
            families[number] = RegisteredFamily(row: family)
            numbers[family.id] = number
        }
        try sql.forEach(
            """
            SELECT m.id, m.family_id, m.person_id, m.member_number, m.relation, m.declared_income_fen,
            m.declared_pension_fen, p.name, d.number_index
            FROM \(scope.table(.familyMember)) AS m JOIN \(scope.table(.person)) AS p ON p.id = m.person_id
            JOIN \(scope.table(.identityDocument)) AS d ON d.person_id = p.id AND d.kind = 'citizenID'
            AND d.valid_to IS NULL WHERE m.valid_to IS NULL
            """
        ) { row in
            guard let number = numbers[try row.id("family_id")] else { return }
            families[number]?.members[try row.blob("number_index")] = RegisteredMember(
                membership: try row.integer("id"), person: try row.id("person_id"), name: try row.text("name"),
                number: try row.int("member_number"), relation: try row.text("relation"),
                income: try row.money("declared_income_fen"), pension: try row.money("declared_pension_fen"))
        }
        return families
    }

    /// Writes what a later register says about a family; its members are changed one by one.
    package func updateRegisteredFamily(_ id: FamilyID, to entry: FamilyEntry) throws {
        try changeOne(
            """
            UPDATE family SET version = version + 1, program = \(entry.program.rawValue), area = \(entry.area.rawValue),
            region_code = \(entry.region), started_day = \(entry.startedDay),
            declared_vehicles = \(entry.declaredVehicles)
            WHERE id = \(id) AND \(registerScope.covers(.family))
            """, "The family")
    }

    /// Writes what a later register says about somebody who stays a member.
    package func updateMembership(_ id: Int64, to entry: FamilyMemberEntry) throws {
        try changeOne(
            """
            UPDATE family_member SET member_number = \(entry.number), relation = \(entry.relation),
            declared_income_fen = \(entry.income), declared_pension_fen = \(entry.pension)
            WHERE id = \(id) AND \(registerScope.covers(.familyMember))
            """, "The membership")
    }

    /// Ends a membership from a day on.
    package func endMembership(_ id: Int64, on day: CivilDate) throws {
        try changeOne(
            """
            UPDATE family_member SET valid_to = \(day)
            WHERE id = \(id) AND valid_to IS NULL AND \(registerScope.covers(.familyMember))
            """, "The membership")
    }
}

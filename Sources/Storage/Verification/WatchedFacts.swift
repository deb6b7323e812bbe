package import Primitives
import SQLText

/// A family as the register knows it, with its members' whole IDs, for a lawful comparison.
package struct ComparedFamily: Sendable {
    /// The family.
    package let row: FamilyRow
    /// The present members with their IDs, in order.
    package let members: [(member: FamilyMemberRow, id: CitizenID)]
}

extension StoreTransaction {
    private static let lawfulRun = Scope.system("a lawful run compares the families it froze within its asker's scope")

    /// Families that a run froze, as the register knows them; two statements.
    package func comparedFamilies(_ families: [FamilyID]) throws -> [FamilyID: ComparedFamily] {
        guard !families.isEmpty else { return [:] }
        let scope = Self.lawfulRun
        let rows = try sql.query(
            "SELECT * FROM \(scope.table(.family)) AS f WHERE f.id IN (\(Statement.list(families)))"
        ).map(Self.familyRow)
        var members: [FamilyID: [(member: FamilyMemberRow, id: CitizenID)]] = [:]
        try sql.forEach(
            """
            SELECT m.family_id, m.member_number, m.relation, m.declared_income_fen, m.declared_pension_fen, p.id AS id,
            p.name, p.sex, p.birth_day, p.id_last_four, p.death_day, d.id AS document_id, d.number
            FROM \(scope.table(.familyMember)) AS m JOIN \(scope.table(.person)) AS p ON p.id = m.person_id
            JOIN \(scope.table(.identityDocument)) AS d ON d.person_id = p.id AND d.kind = 'citizenID'
            AND d.valid_to IS NULL
            WHERE m.family_id IN (\(Statement.list(families))) AND m.valid_to IS NULL
            ORDER BY m.family_id, m.member_number, m.id
            """
        ) { row in
            let number = try openText(row, "identity_document", "number", id: "document_id")
            let member = FamilyMemberRow(
                person: try Self.personRow(row), number: try row.int("member_number"),
                relation: try row.text("relation"), income: try row.money("declared_income_fen"),
                pension: try row.money("declared_pension_fen"))
            members[try row.id("family_id"), default: []].append((member, try CitizenID(number)))
        }
        return Dictionary(
            rows.map { ($0.id, ComparedFamily(row: $0, members: members[$0.id] ?? [])) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The blind indexes of people with an authorisation that holds on a day, given in a case of one of some families.
    package func authorizedPeople(of families: [FamilyID], on day: CivilDate) throws -> Set<[UInt8]> {
        guard !families.isEmpty else { return [] }
        let scope = Self.lawfulRun
        return Set(
            try sql.query(
                """
                SELECT a.id_index FROM \(scope.table(.caseAuthorization)) AS a
                JOIN \(scope.table(.aidCase)) AS c ON c.id = a.case_id
                WHERE c.family_id IN (\(Statement.list(families))) AND a.withdrawn_at IS NULL
                AND a.valid_from <= \(day) AND a.expires_day >= \(day)
                """
            ).map { try $0.blob("id_index") })
    }

    /// How many authorisations there are and were withdrawn, so that a later run with others is another run.
    package func authorizationMark(on day: CivilDate) throws -> String {
        let row = try sql.one(
            """
            SELECT count(*) AS n, COALESCE(MAX(id), 0) AS last,
            SUM(CASE WHEN withdrawn_at IS NULL AND expires_day >= \(day) THEN 1 ELSE 0 END) AS valid
            FROM \(Self.lawfulRun.table(.caseAuthorization)) AS a
            """)
        return "\(try row.integer("n")).\(try row.integer("last")).\(try row.optionalInteger("valid") ?? 0)"
    }
}

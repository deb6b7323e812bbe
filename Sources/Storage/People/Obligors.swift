package import Casework
package import Primitives
import SQLText

/// Marks keys of a person with a duty of support.
package enum ObligorSubject {}
/// The key of a person with a duty of support.
package typealias ObligorID = Identifier<ObligorSubject>

/// Whether somebody who owes support can give it.
package enum ObligorAbility: String, CaseIterable, Codable, Hashable, Sendable {
    case able, unable, unknown

    /// The ability in words.
    package var chinese: String {
        switch self {
        case .able: "有履行能力"
        case .unable: "无履行能力"
        case .unknown: "尚未查明"
        }
    }
}

/// What is kept sealed of an obligor.
package struct ObligorContent: Codable, Hashable, Sendable {
    /// Full name.
    package var name: String
    /// The checked ID; nil while it is not known.
    package var idNumber: String?
    /// Where the obligor lives, in words.
    package var place: String
    /// What the ability rests on: paper, dataset or visit.
    package var basis: String

    /// Takes the parts.
    package init(name: String, idNumber: String?, place: String, basis: String) {
        self.name = name
        self.idNumber = idNumber
        self.place = place
        self.basis = basis
    }
}

/// A statutory support obligor 法定赡养、抚养、扶养义务人 who does not live with the family.
package struct ObligorRow: Hashable, Sendable {
    /// The row's id.
    package var id: ObligorID
    /// The member who is owed support.
    package var person: PersonID
    /// What the obligor is to the member.
    package var kinship: Kinship
    /// Whether support can be given.
    package var ability: ObligorAbility
    /// What is given a month; nil while not known.
    package var maintenance: Money?
    /// The sealed part.
    package var content: ObligorContent
    /// Who recorded it.
    package var staff: StaffID
    /// The first day.
    package var from: CivilDate
    /// The day it ended; nil while it stands.
    package var endedOn: CivilDate?

    /// Takes the parts.
    package init(
        id: ObligorID, person: PersonID, kinship: Kinship, ability: ObligorAbility, maintenance: Money?,
        content: ObligorContent, staff: StaffID, from: CivilDate, endedOn: CivilDate? = nil
    ) {
        self.id = id
        self.person = person
        self.kinship = kinship
        self.ability = ability
        self.maintenance = maintenance
        self.content = content
        self.staff = staff
        self.from = from
        self.endedOn = endedOn
    }
}

extension StoreTransaction {
    /// Adds an obligor of a member of a family.
    package func insertObligor(_ row: ObligorRow, of family: FamilyID) throws {
        let sealed = try seal(Self.json(row.content), "support_obligor", "content", row.id.rawValue)
        try sql.execute(
            """
            INSERT INTO support_obligor (id, family_id, person_id, kinship, ability, maintenance_fen, content,
            staff_id, valid_from)
            VALUES (\(row.id), \(family), \(row.person), \(row.kinship.rawValue), \(row.ability.rawValue),
            \(row.maintenance), \(sealed), \(row.staff), \(row.from))
            """)
    }

    /// Ends an obligor's row, since it was wrong or another one takes its place.
    package func endObligor(_ id: ObligorID, on day: CivilDate, in scope: Scope) throws {
        try changeOne(
            """
            UPDATE support_obligor SET valid_to = \(day)
            WHERE id = \(id) AND valid_to IS NULL AND \(scope.covers(.supportObligor))
            """, "The obligor")
    }

    /// The obligors of families within the scope whose ID is known: whom they owe support, and what they are to them.
    package func namedObligors(
        in scope: Scope
    ) throws -> [(idNumber: String, person: PersonID, kinship: Kinship)] {
        var found: [(String, PersonID, Kinship)] = []
        let held: Statement =
            "SELECT o.* FROM \(scope.table(.supportObligor)) AS o WHERE o.valid_to IS NULL ORDER BY o.id"
        try sql.forEach(held) { row in
            let content: ObligorContent = try Self.fromJSON(open(row, "support_obligor", "content"))
            guard let number = content.idNumber, let id = try? CitizenID(number) else { return }
            found.append((id.text, try row.id("person_id"), try row.code("kinship")))
        }
        return found
    }

    /// The obligors of a family, also those of earlier days.
    package func obligors(of family: FamilyID, in scope: Scope) throws -> [ObligorRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.supportObligor)) AS o WHERE o.family_id = \(family) ORDER BY o.id"
        ).map { row in
            ObligorRow(
                id: try row.id("id"), person: try row.id("person_id"), kinship: try row.code("kinship"),
                ability: try row.code("ability"), maintenance: try row.optionalMoney("maintenance_fen"),
                content: try Self.fromJSON(open(row, "support_obligor", "content")), staff: try row.id("staff_id"),
                from: try row.date("valid_from"), endedOn: try row.optionalDate("valid_to"))
        }
    }
}

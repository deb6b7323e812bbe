package import Primitives
import SQLText
import Sealing
import Verification

/// A person of the object library as lists and files use one.
package struct PersonRow: Hashable, Sendable {
    /// The person's id.
    package let id: PersonID
    /// The present name.
    package let name: String
    /// Sex, from the ID.
    package let sex: Sex
    /// Birth date, from the ID.
    package let birthDate: CivilDate
    /// The last four characters of the ID.
    package let lastFour: String
    /// The day of death, once known.
    package let deathDay: CivilDate?
}

extension StoreTransaction {
    /// Adds a person with the name and the ID as dated rows; an ID that is held already is a unique violation.
    package func insertPerson(
        name: String, citizenID: CitizenID, on day: CivilDate, at instant: Instant
    ) throws -> PersonID {
        let id: PersonID = ids.next()
        for insert in try personInserts(id, name: name, citizenID: citizenID, on: day, at: instant) {
            try sql.execute(insert.statement)
        }
        return id
    }

    /// The person who holds an ID now; nil when there is none.
    ///
    /// Tells the program, never a page, who is known.
    package func personID(of citizenID: CitizenID) throws -> PersonID? {
        let scope = Scope.system("an application is linked to the people it names; nothing held about them is shown")
        return try sql.first(
            """
            SELECT d.person_id FROM \(scope.table(.identityDocument)) AS d WHERE d.kind = 'citizenID'
            AND d.number_index = \(keys.blindIndex(citizenID.text, purpose: "citizenID")) AND d.valid_to IS NULL
            """
        )?.id("person_id")
    }

    /// The person who holds an ID, added when there is none; what is held about a known person stays as it is.
    package func ensurePerson(
        name: String, citizenID: CitizenID, on day: CivilDate, at instant: Instant
    ) throws -> PersonID {
        try personID(of: citizenID) ?? insertPerson(name: name, citizenID: citizenID, on: day, at: instant)
    }

    /// A person within the scope.
    package func person(_ id: PersonID, in scope: Scope) throws -> PersonRow? {
        try sql.first("SELECT * FROM \(scope.table(.person)) AS p WHERE p.id = \(id)").map(Self.personRow)
    }

    /// The whole ID of a person within the scope; the caller asks for a reason and writes the audit entry.
    package func citizenID(of person: PersonID, in scope: Scope) throws -> CitizenID? {
        let row = try sql.first(
            """
            SELECT d.id, d.number FROM \(scope.table(.identityDocument)) AS d
            WHERE d.person_id = \(person) AND d.kind = 'citizenID' AND d.valid_to IS NULL
            """)
        return try row.map { try CitizenID(try openText($0, "identity_document", "number")) }
    }

    /// Records a death; the day stays when it is already known.
    package func recordDeath(of person: PersonID, on day: CivilDate, in scope: Scope) throws {
        try sql.execute(
            """
            UPDATE person SET death_day = \(day), version = version + 1
            WHERE id = \(person) AND death_day IS NULL AND \(scope.covers(.person))
            """)
    }

    static func personRow(_ row: Row) throws -> PersonRow {
        PersonRow(
            id: try row.id("id"), name: try row.text("name"), sex: try row.code("sex"),
            birthDate: try row.date("birth_day"), lastFour: try row.text("id_last_four"),
            deathDay: try row.optionalDate("death_day"))
    }

    /// The rows a person begins with: the person, the name, the ID, and then the name's readings.
    func personInserts(
        _ id: PersonID, name: String, citizenID: CitizenID, on day: CivilDate, at instant: Instant
    ) throws -> [RowInsert] {
        let document = ids.next(PersonSubject.self).rawValue
        let number = try seal(citizenID.text, "identity_document", "number", document)
        return [
            RowInsert(
                PersonTables.person,
                [
                    id.sqlValue, .integer(1), .text(name), .text(NameKey.matchKey(name)),
                    .text(citizenID.sex.rawValue), citizenID.birthDate.sqlValue, .text(citizenID.lastFour),
                    instant.sqlValue,
                ]),
            RowInsert(
                PersonTables.name,
                [ids.next(PersonSubject.self).sqlValue, id.sqlValue, .text(name), day.sqlValue]),
            RowInsert(
                PersonTables.document,
                [
                    .integer(document), id.sqlValue, .text("citizenID"), .blob(number),
                    .blob(keys.blindIndex(citizenID.text, purpose: "citizenID")), .text(citizenID.lastFour),
                    day.sqlValue,
                ]),
        ] + NameSound.readings(of: name).map { RowInsert(PersonTables.reading, [id.sqlValue, .text($0)]) }
    }
}

/// Where a person's rows go.
enum PersonTables {
    static let person = BulkTable(
        "person", ["id", "version", "name", "name_key", "sex", "birth_day", "id_last_four", "created_at"])
    static let name = BulkTable("person_name", ["id", "person_id", "name", "valid_from"])
    static let document = BulkTable(
        "identity_document", ["id", "person_id", "kind", "number", "number_index", "last_four", "valid_from"])
    static let reading = BulkTable("name_reading", ["person_id", "reading"])
}

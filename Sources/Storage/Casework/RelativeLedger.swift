package import Casework
package import Primitives
import SQLText

/// An official whose relatives are on the ledger 近亲属备案: a member of staff, or somebody of a village's committee.
package struct OfficialRow: Hashable, Sendable {
    /// The official's id.
    package let id: OfficialID
    /// The account, where the official signs in.
    package let staffID: StaffID?
    /// The person, where the official's ID is held.
    package let personID: PersonID?
    /// The name, which is public with the duty.
    package let name: String
    /// The post in words.
    package let duty: String
    /// Where the post is.
    package let region: RegionCode

    /// An official.
    package init(
        id: OfficialID, staffID: StaffID?, personID: PersonID?, name: String, duty: String, region: RegionCode
    ) {
        self.id = id
        self.staffID = staffID
        self.personID = personID
        self.name = name
        self.duty = duty
        self.region = region
    }
}

/// An entry of the ledger as kept, with the relative's name masked.
package struct RelativeRow: Hashable, Sendable {
    /// The entry's id.
    package let id: RelativeEntryID
    /// Rises when it is struck.
    package let version: Int64
    /// What it says.
    package let entry: RelativeEntry
    /// The official.
    package let official: OfficialRow
    /// The relative's name, masked.
    package let nameMasked: String
    /// The last four of the relative's ID.
    package let lastFour: String
    /// The case it was declared with; nil for yearly declarations and matches.
    package let caseID: CaseID?
}

extension StoreTransaction {
    /// Puts an official on the list.
    package func insertOfficial(_ row: OfficialRow, on day: CivilDate) throws {
        try sql.execute(
            """
            INSERT INTO official (id, staff_id, person_id, name, duty, region_code, from_day)
            VALUES (\(row.id), \(row.staffID), \(row.personID), \(row.name), \(row.duty), \(row.region), \(day))
            """)
    }

    /// Notes who an official is, once their ID is known.
    package func setPerson(_ person: PersonID, of official: OfficialID) throws {
        try sql.execute("UPDATE official SET person_id = \(person) WHERE id = \(official)")
    }

    /// Ends an official's time in office within the scope; their entries count no longer.
    package func endOfficial(_ id: OfficialID, on day: CivilDate, in scope: Scope) throws {
        try changeOne(
            "UPDATE official SET to_day = \(day) WHERE id = \(id) AND to_day IS NULL AND \(scope.covers(.official))",
            "The official")
    }

    /// The official that a member of staff is; nil while nobody put them on the list.
    package func official(ofStaff staff: StaffID) throws -> OfficialRow? {
        try sql.first("SELECT * FROM official WHERE staff_id = \(staff) AND to_day IS NULL").map(Self.official)
    }

    /// An official in office within the scope.
    package func official(_ id: OfficialID, in scope: Scope) throws -> OfficialRow? {
        try sql.first(
            "SELECT * FROM \(scope.table(.official)) AS f WHERE f.id = \(id) AND f.to_day IS NULL"
        ).map(Self.official)
    }

    /// The officials in office within the scope, by place.
    package func officials(in scope: Scope) throws -> [OfficialRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.official)) AS f WHERE f.to_day IS NULL ORDER BY f.region_code, f.id"
        ).map(Self.official)
    }

    /// Everybody who is or was in a family on file together with a person, with how both stand to its applicant.
    ///
    /// The asker keeps the ledger and learns of each only that the relation is on it.
    package func membersOnFile(
        with person: PersonID, in scope: Scope
    ) throws -> [(person: PersonID, relation: MemberRelation, own: MemberRelation)] {
        try sql.query(
            """
            SELECT m.person_id, m.relation, o.relation AS own_relation FROM \(scope.table(.familyMember)) AS o
            JOIN \(scope.table(.familyMember)) AS m ON m.family_id = o.family_id AND m.person_id <> o.person_id
            AND (o.valid_to IS NULL OR o.valid_to > m.valid_from) AND (m.valid_to IS NULL OR m.valid_to > o.valid_from)
            WHERE o.person_id = \(person) ORDER BY m.id
            """
        ).compactMap { row in
            guard let relation = MemberRelation(rawValue: try row.text("relation")),
                let own = MemberRelation(rawValue: try row.text("own_relation"))
            else { return nil }
            return (try row.id("person_id"), relation, own)
        }
    }

    /// Writes an entry.
    package func insertRelative(
        _ entry: RelativeEntry, caseID: CaseID?, by staff: StaffID?
    ) throws -> RelativeEntryID {
        let id: RelativeEntryID = ids.next()
        try sql.execute(
            """
            INSERT INTO relative_entry (id, version, official_id, person_id, case_id, kinship, source, entered_day,
            entered_by_id) VALUES (\(id), 1, \(entry.official), \(entry.person), \(caseID), \(entry.kinship.rawValue),
            \(entry.source.rawValue), \(entry.on), \(staff))
            """)
        return id
    }

    /// Strikes an entry; it stays on the ledger and counts no longer.
    package func strikeRelative(
        _ row: RelativeRow, on day: CivilDate, by staff: StaffID, reason: String
    ) throws {
        let sealed = try seal(reason, "relative_entry", "struck_reason", row.id.rawValue)
        try changeOne(
            """
            UPDATE relative_entry SET version = version + 1, struck_day = \(day), struck_by_id = \(staff),
            struck_reason = \(sealed) WHERE id = \(row.id) AND version = \(row.version) AND struck_day IS NULL
            """, "The entry")
    }

    /// The entries of officials within the scope, struck ones included, the latest first.
    package func relatives(in scope: Scope, limit: Int = 2_000) throws -> [RelativeRow] {
        try relatives("1 = 1", in: scope, limit: limit)
    }

    /// One entry of an official within the scope.
    package func relative(_ id: RelativeEntryID, in scope: Scope) throws -> RelativeRow? {
        try relatives("e.id = \(id)", in: scope, limit: 1).first
    }

    /// The entries about one official, who may lie in any scope.
    package func relatives(of official: OfficialID) throws -> [RelativeRow] {
        try relatives(
            "e.official_id = \(official)",
            in: .system("whoever declares relatives reads the own entries of the ledger"), limit: 2_000)
    }

    private func relatives(_ condition: Statement, in scope: Scope, limit: Int) throws -> [RelativeRow] {
        let people = Scope.system("the ledger of relatives names people of any place, masked")
        return try sql.query(
            """
            SELECT e.*, f.staff_id, f.person_id AS official_person_id, f.name AS official_name, f.duty, f.region_code,
            p.name AS person_name, p.id_last_four FROM relative_entry AS e
            JOIN \(scope.table(.official)) AS f ON f.id = e.official_id
            JOIN \(people.table(.person)) AS p ON p.id = e.person_id
            WHERE \(condition) ORDER BY e.id DESC LIMIT \(limit)
            """
        ).map(Self.relative)
    }

    /// The standing entries that name somebody of a case within the scope, wherever the official works.
    package func relatives(ofCase caseID: CaseID, in scope: Scope) throws -> [RelativeRow] {
        try sql.query(
            """
            SELECT e.*, f.staff_id, f.person_id AS official_person_id, f.name AS official_name, f.duty, f.region_code,
            m.name AS person_name, m.id_last_four FROM \(scope.table(.caseMember)) AS m
            JOIN relative_entry AS e ON e.person_id = m.person_id AND e.struck_day IS NULL
            JOIN official AS f ON f.id = e.official_id AND f.to_day IS NULL
            WHERE m.case_id = \(caseID) ORDER BY e.id
            """
        ).map(Self.relative)
    }

    /// Staff related to a household, by a declaration on its case or by the ledger, and whether any official is.
    ///
    /// An official without an account, such as a village's, blocks nobody and still brings the county to the door.
    package func relatedOfficials(of caseID: CaseID, in scope: Scope) throws -> (staff: Set<StaffID>, isAny: Bool) {
        let rows = try sql.query(
            """
            SELECT r.staff_id FROM \(scope.table(.caseRelation)) AS r WHERE r.case_id = \(caseID)
            UNION SELECT f.staff_id FROM \(scope.table(.caseMember)) AS m
            JOIN relative_entry AS e ON e.person_id = m.person_id AND e.struck_day IS NULL
            JOIN official AS f ON f.id = e.official_id AND f.to_day IS NULL WHERE m.case_id = \(caseID)
            """)
        return (Set(try rows.compactMap { try $0.optionalID("staff_id") }), !rows.isEmpty)
    }

    /// Records that an official declared for a year; the first day stays.
    package func putDeclaration(
        of official: OfficialID, year: Int, on day: CivilDate, hasNone: Bool, by staff: StaffID
    ) throws {
        try sql.execute(
            """
            INSERT INTO relative_declaration (id, official_id, year, declared_day, has_none, declared_by_id)
            VALUES (\(ids.next(RelativeEntrySubject.self)), \(official), \(year), \(day), \(hasNone), \(staff))
            ON CONFLICT (official_id, year) DO UPDATE SET has_none = excluded.has_none
            """)
    }

    /// The days on which officials declared for a year.
    package func declarations(of year: Int) throws -> [OfficialID: CivilDate] {
        Dictionary(
            try sql.query("SELECT official_id, declared_day FROM relative_declaration WHERE year = \(year)")
                .map { (try $0.id("official_id"), try $0.date("declared_day")) }, uniquingKeysWith: { $1 })
    }

    private static func official(_ row: Row) throws -> OfficialRow {
        OfficialRow(
            id: try row.id("id"), staffID: try row.optionalID("staff_id"), personID: try row.optionalID("person_id"),
            name: try row.text("name"), duty: try row.text("duty"), region: try row.region("region_code"))
    }

    private static func relative(_ row: Row) throws -> RelativeRow {
        let official = OfficialRow(
            id: try row.id("official_id"), staffID: try row.optionalID("staff_id"),
            personID: try row.optionalID("official_person_id"), name: try row.text("official_name"),
            duty: try row.text("duty"), region: try row.region("region_code"))
        return RelativeRow(
            id: try row.id("id"), version: try row.integer("version"),
            entry: RelativeEntry(
                person: try row.id("person_id"), official: official.id, officialPerson: official.personID,
                staffID: official.staffID, kinship: try row.code("kinship"), source: try row.code("source"),
                on: try row.date("entered_day"), struckOn: try row.optionalDate("struck_day")),
            official: official, nameMasked: Masking.name(try row.text("person_name")),
            lastFour: try row.text("id_last_four"), caseID: try row.optionalID("case_id"))
    }
}

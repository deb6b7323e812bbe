package import Primitives
import SQLText

/// Where a family's rows go.
enum FamilyTables {
    static let family = BulkTable(
        "family",
        [
            "id", "version", "register_number", "program", "area", "region_code", "started_day", "declared_vehicles",
            "created_at",
        ])
    static let member = BulkTable(
        "family_member",
        [
            "id", "family_id", "person_id", "member_number", "relation", "declared_income_fen",
            "declared_pension_fen", "valid_from",
        ])
    static let grant = BulkTable("family_grant", ["id", "family_id", "region_code", "why", "valid_from"])
}

extension StoreTransaction {
    /// Adds families that the store has never seen, without a look-up a row: the path of a city's import.
    ///
    /// Each person must occur once and be unknown, otherwise the unique indexes refuse and nothing of the transaction
    /// stays. Returns the ids in the order given.
    package func insertUnknownFamilies(
        _ entries: [FamilyEntry], on day: CivilDate, at instant: Instant
    ) throws -> [FamilyID] {
        var made: [FamilyID] = []
        made.reserveCapacity(entries.count)
        var start = 0
        while start < entries.count {
            let chunk = entries[start..<min(start + 500, entries.count)]
            made += try insertChunk(chunk, on: day, at: instant)
            start += chunk.count
        }
        return made
    }

    /// Parents go before children, since both engines check references at once.
    private func insertChunk(
        _ entries: ArraySlice<FamilyEntry>, on day: CivilDate, at instant: Instant
    ) throws -> [FamilyID] {
        var made: [FamilyID] = []
        var families: [[SQLValue]] = []
        var people: [[RowInsert]] = []
        var members: [[SQLValue]] = []
        var grants: [[SQLValue]] = []
        for entry in entries {
            let id: FamilyID = ids.next()
            made.append(id)
            families.append(familyValues(id, entry, at: instant))
            for member in entry.members {
                let person: PersonID = ids.next()
                people.append(
                    try personInserts(person, name: member.name, citizenID: member.citizenID, on: day, at: instant))
                members.append(memberValues(member, person: person, family: id, on: day))
            }
            for grant in [(region: entry.region, why: GrantReason.lives)] + entry.otherGrants {
                let grantID = ids.next(FamilySubject.self)
                grants.append(
                    [grantID.sqlValue, id.sqlValue, grant.region.sqlValue, .text(grant.why.rawValue), day.sqlValue])
            }
        }
        try sql.insert(families, into: FamilyTables.family)
        let once = [PersonTables.person, PersonTables.name, PersonTables.document]
        for (position, table) in once.enumerated() {
            try sql.insert(people.map { $0[position].values }, into: table)
        }
        try sql.insert(people.flatMap { $0.dropFirst(once.count).map(\.values) }, into: PersonTables.reading)
        try sql.insert(members, into: FamilyTables.member)
        try sql.insert(grants, into: FamilyTables.grant)
        return made
    }

    func familyValues(_ id: FamilyID, _ entry: FamilyEntry, at instant: Instant) -> [SQLValue] {
        [
            id.sqlValue, .integer(1), entry.registerNumber.map { .text($0) } ?? .null, .text(entry.program.rawValue),
            .text(entry.area.rawValue), entry.region.sqlValue, entry.startedDay.sqlValue,
            .integer(Int64(entry.declaredVehicles)), instant.sqlValue,
        ]
    }

    func memberValues(
        _ member: FamilyMemberEntry, person: PersonID, family: FamilyID, on day: CivilDate
    ) -> [SQLValue] {
        [
            ids.next(FamilySubject.self).sqlValue, family.sqlValue, person.sqlValue, .integer(Int64(member.number)),
            .text(member.relation), member.income.sqlValue, member.pension.sqlValue, day.sqlValue,
        ]
    }
}

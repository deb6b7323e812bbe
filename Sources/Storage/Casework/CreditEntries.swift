package import Casework
package import Primitives
import SQLText

/// Subject of the id of a broken promise's entry.
package enum CreditEntrySubject {}
/// Id of a broken promise's entry.
package typealias CreditEntryID = Identifier<CreditEntrySubject>

/// The entry of a broken promise 失信记录 as kept, opened.
package struct CreditEntryRow: Sendable {
    /// The entry's id.
    package let id: CreditEntryID
    /// The case.
    package let caseID: CaseID
    /// Who promised.
    package let personID: PersonID
    /// The row's version.
    package internal(set) var version: Int64 = 1
    /// Its public number.
    package let number: String
    /// What is held against the person: declared against found.
    package let grounds: String
    /// Where it stands.
    package var entry: CreditEntry
    /// The last day of what the entry waits for; nil when nothing runs.
    package var due: CivilDate?

    /// Takes the parts of an entry that begins.
    package init(
        id: CreditEntryID, caseID: CaseID, personID: PersonID, number: String, grounds: String, entry: CreditEntry,
        due: CivilDate?
    ) {
        (self.id, self.caseID, self.personID, self.number) = (id, caseID, personID, number)
        (self.grounds, self.entry, self.due) = (grounds, entry, due)
    }
}

/// A step that was taken on an entry, opened.
package struct CreditStepRow: Sendable {
    /// What was done.
    package let event: CreditEntryEvent
    /// What was said while doing it.
    package let note: String
    /// Who did it; nil for the program.
    package let staffID: StaffID?
    /// The day.
    package let on: CivilDate
}

extension StoreTransaction {
    /// Begins an entry; the caller has read the case in its scope.
    package func insertCreditEntry(_ row: CreditEntryRow, at instant: Instant) throws {
        let content = String(decoding: try Self.json(row.entry), as: UTF8.self)
        try sql.execute(
            """
            INSERT INTO credit_entry (id, case_id, person_id, version, number, state, content, grounds, proposed_by_id,
            noticed_day, due_day, created_at) VALUES (\(row.id), \(row.caseID), \(row.personID), 1, \(row.number),
            \(row.entry.state.rawValue), \(content),
            \(try seal(row.grounds, "credit_entry", "grounds", row.id.rawValue)), \(row.entry.proposedBy),
            \(row.entry.noticedOn), \(row.due), \(instant))
            """)
    }

    /// Writes what an entry has become with the step that made it so, within the scope.
    package func takeCreditStep(
        _ row: inout CreditEntryRow, _ event: CreditEntryEvent, note: String, by staff: StaffID?, on day: CivilDate,
        in scope: Scope
    ) throws {
        let content = String(decoding: try Self.json(row.entry), as: UTF8.self)
        try changeOne(
            """
            UPDATE credit_entry SET version = version + 1, state = \(row.entry.state.rawValue), content = \(content),
            due_day = \(row.due) WHERE id = \(row.id) AND version = \(row.version)
            AND \(scope.covers(.creditEntry))
            """, "The entry")
        row.version += 1
        let id: Identifier<CreditEntryEvent> = ids.next()
        try sql.execute(
            """
            INSERT INTO credit_step (id, entry_id, case_id, event, note, staff_id, business_day)
            VALUES (\(id), \(row.id), \(row.caseID), \(event.rawValue),
            \(try seal(note, "credit_step", "note", id.rawValue)), \(staff), \(day))
            """)
    }

    /// An entry within the scope.
    package func creditEntry(_ id: CreditEntryID, in scope: Scope) throws -> CreditEntryRow? {
        try sql.first("SELECT * FROM \(scope.table(.creditEntry)) AS e WHERE e.id = \(id)").map(creditRow)
    }

    /// The entry of a case within the scope.
    package func creditEntry(of caseID: CaseID, in scope: Scope) throws -> CreditEntryRow? {
        try sql.first("SELECT * FROM \(scope.table(.creditEntry)) AS e WHERE e.case_id = \(caseID)").map(creditRow)
    }

    /// Entries whose last day has passed, for the program to carry on.
    package func overdueCreditEntries(before day: CivilDate, limit: Int, in scope: Scope) throws -> [CreditEntryRow] {
        try sql.query(
            """
            SELECT e.* FROM \(scope.table(.creditEntry)) AS e WHERE e.due_day < \(day)
            AND e.state IN ('noticed', 'entered') ORDER BY e.due_day, e.id LIMIT \(limit)
            """
        ).map(creditRow)
    }

    /// Whether a promise of the person was broken and the entry stands, wherever it was made.
    package func hasStandingCreditEntry(_ person: PersonID) throws -> Bool {
        let scope = Scope.system("a broken promise closes the path of promises everywhere, whoever recorded it")
        return try sql.count(
            """
            SELECT count(*) FROM \(scope.table(.creditEntry)) AS e WHERE e.person_id = \(person)
            AND e.state IN ('entered', 'contested')
            """) > 0
    }

    /// The steps of an entry within the scope, in order.
    package func creditSteps(of id: CreditEntryID, in scope: Scope) throws -> [CreditStepRow] {
        try sql.query("SELECT * FROM \(scope.table(.creditStep)) AS s WHERE s.entry_id = \(id) ORDER BY s.id").map {
            CreditStepRow(
                event: try $0.code("event"), note: try openText($0, "credit_step", "note"),
                staffID: try $0.optionalID("staff_id"), on: try $0.date("business_day"))
        }
    }

    func creditRow(_ row: Row) throws -> CreditEntryRow {
        var found = CreditEntryRow(
            id: try row.id("id"), caseID: try row.id("case_id"), personID: try row.id("person_id"),
            number: try row.text("number"), grounds: try openText(row, "credit_entry", "grounds"),
            entry: try Self.fromJSON(Array(row.text("content").utf8)), due: try row.optionalDate("due_day"))
        found.version = try row.integer("version")
        return found
    }
}

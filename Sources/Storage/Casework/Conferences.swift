package import Casework
package import Primitives
import SQLText

/// Subject of the id of a case conference.
package enum ConferenceSubject {}
/// Id of a case conference.
package typealias ConferenceID = Identifier<ConferenceSubject>
/// Subject of the id of what a department undertook.
package enum UndertakingSubject {}
/// Id of what a department undertook.
package typealias UndertakingID = Identifier<UndertakingSubject>

/// A case conference 个案会商 as recorded, opened.
package struct ConferenceRow: Sendable {
    /// The conference's id.
    package let id: ConferenceID
    /// The case.
    package let caseID: CaseID
    /// Its public number.
    package let number: String
    /// What was held, said and decided.
    package let conference: CaseConference
    /// Who recorded it.
    package let recordedBy: StaffID

    /// Takes the parts.
    package init(id: ConferenceID, caseID: CaseID, number: String, conference: CaseConference, recordedBy: StaffID) {
        (self.id, self.caseID, self.number) = (id, caseID, number)
        (self.conference, self.recordedBy) = (conference, recordedBy)
    }
}

/// What one department undertook, with whether it did it, opened.
package struct UndertakingRow: Sendable {
    /// Its id.
    package let id: UndertakingID
    /// The conference.
    package let conferenceID: ConferenceID
    /// The case.
    package let caseID: CaseID
    /// The row's version.
    package let version: Int64
    /// What was undertaken.
    package let undertaking: ConferenceUndertaking
    /// The day it was reported done; nil while it is not.
    package let doneOn: CivilDate?
    /// What was done.
    package let doneNote: String?
}

/// An undertaking as a list of the county shows it.
package struct UndertakingLine: Sendable {
    /// The undertaking.
    package let row: UndertakingRow
    /// The conference's number.
    package let number: String
    /// The last day its outcome binds.
    package let validThrough: CivilDate
    /// The case's acceptance number.
    package let caseNumber: String
    /// The applicant, masked.
    package let applicantMasked: String
}

extension StoreTransaction {
    /// Records a conference with what was undertaken; the caller has read the case in its scope.
    package func insertConference(_ row: ConferenceRow, chair: StaffID, at instant: Instant) throws {
        try sql.execute(
            """
            INSERT INTO case_conference (id, case_id, number, held_day, valid_through_day, chair_id, recorded_by_id,
            content, created_at) VALUES (\(row.id), \(row.caseID), \(row.number), \(row.conference.on),
            \(row.conference.validThrough), \(chair), \(row.recordedBy),
            \(try seal(Self.json(row.conference), "case_conference", "content", row.id.rawValue)), \(instant))
            """)
        for item in row.conference.undertakings {
            let id: UndertakingID = ids.next()
            try sql.execute(
                """
                INSERT INTO conference_undertaking (id, conference_id, case_id, version, department, act, due_day)
                VALUES (\(id), \(row.id), \(row.caseID), 1, \(item.department),
                \(try seal(item.act, "conference_undertaking", "act", id.rawValue)), \(item.due))
                """)
        }
    }

    /// The conferences of a case within the scope, oldest first.
    package func conferences(of caseID: CaseID, in scope: Scope) throws -> [ConferenceRow] {
        try sql.query("SELECT * FROM \(scope.table(.caseConference)) AS c WHERE c.case_id = \(caseID) ORDER BY c.id")
            .map { row in
                ConferenceRow(
                    id: try row.id("id"), caseID: try row.id("case_id"), number: try row.text("number"),
                    conference: try Self.fromJSON(open(row, "case_conference", "content")),
                    recordedBy: try row.id("recorded_by_id"))
            }
    }

    /// What was undertaken in the conferences of a case within the scope, in order.
    package func undertakings(of caseID: CaseID, in scope: Scope) throws -> [UndertakingRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.conferenceUndertaking)) AS u WHERE u.case_id = \(caseID) ORDER BY u.id"
        ).map(undertakingRow)
    }

    /// An undertaking within the scope.
    package func undertaking(_ id: UndertakingID, in scope: Scope) throws -> UndertakingRow? {
        try sql.first("SELECT * FROM \(scope.table(.conferenceUndertaking)) AS u WHERE u.id = \(id)")
            .map(undertakingRow)
    }

    /// Undertakings within the scope that are not reported done, by their last day.
    package func openUndertakings(limit: Int, in scope: Scope) throws -> [UndertakingLine] {
        try sql.query(
            """
            SELECT u.*, h.number, h.valid_through_day, c.number AS case_number, c.applicant_name
            FROM \(scope.table(.conferenceUndertaking)) AS u JOIN case_conference AS h ON h.id = u.conference_id
            JOIN aid_case AS c ON c.id = u.case_id WHERE u.done_day IS NULL ORDER BY u.due_day, u.id LIMIT \(limit)
            """
        ).map { row in
            UndertakingLine(
                row: try undertakingRow(row), number: try row.text("number"),
                validThrough: try row.date("valid_through_day"), caseNumber: try row.text("case_number"),
                applicantMasked: Masking.name(try row.text("applicant_name")))
        }
    }

    /// Reports an undertaking done within the scope, once.
    package func finishUndertaking(
        _ row: UndertakingRow, note: String, by staff: StaffID, on day: CivilDate, in scope: Scope
    ) throws {
        try changeOne(
            """
            UPDATE conference_undertaking SET version = version + 1, done_day = \(day), done_by_id = \(staff),
            done_note = \(try seal(note, "conference_undertaking", "done_note", row.id.rawValue))
            WHERE id = \(row.id) AND version = \(row.version) AND done_day IS NULL
            AND \(scope.covers(.conferenceUndertaking))
            """, "The undertaking")
    }

    private func undertakingRow(_ row: Row) throws -> UndertakingRow {
        UndertakingRow(
            id: try row.id("id"), conferenceID: try row.id("conference_id"), caseID: try row.id("case_id"),
            version: try row.integer("version"),
            undertaking: ConferenceUndertaking(
                department: try row.text("department"), act: try openText(row, "conference_undertaking", "act"),
                due: try row.date("due_day")),
            doneOn: try row.optionalDate("done_day"),
            doneNote: try row.optionalBlob("done_note") == nil
                ? nil : openText(row, "conference_undertaking", "done_note"))
    }
}

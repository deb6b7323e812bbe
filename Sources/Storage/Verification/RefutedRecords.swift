package import Primitives
import SQLText

/// Subject of a refuted record's id.
package enum RefutedRecordSubject {}

/// A record that an upheld objection refutes, on its way to the store.
package struct RefutedRecordEntry: Hashable, Sendable {
    /// The person under whose identity number it stands.
    package let personID: PersonID
    /// Code of the dataset.
    package let dataset: String
    /// The department's number of the record.
    package let number: Int64
    /// Print of what the record is.
    package let identity: String
    /// Print of all that it says.
    package let content: String

    /// A record by its parts.
    package init(personID: PersonID, dataset: String, number: Int64, identity: String, content: String) {
        (self.personID, self.dataset, self.number) = (personID, dataset, number)
        (self.identity, self.content) = (identity, content)
    }
}

/// A refuted record that stands, with the decision that refuted it.
package struct StandingRefutation: Hashable, Sendable {
    /// The suppression it belongs to.
    package let suppressionID: SuppressionID
    /// The record.
    package let record: RefutedRecordEntry
    /// Whether the department says that it has corrected it.
    package let isCorrected: Bool
    /// The objection's public number.
    package let objectionNumber: String
    /// The correction ticket's public number.
    package let ticketNumber: String?
    /// Since when.
    package let sinceDay: CivilDate
}

extension StoreTransaction {
    /// Writes the records that a suppression covers.
    package func insertRefuted(_ records: [RefutedRecordEntry], of suppression: SuppressionID) throws {
        for record in records {
            try sql.execute(
                """
                INSERT INTO refuted_record (id, suppression_id, person_id, dataset, record_number, identity_print,
                content_print) VALUES (\(ids.next(RefutedRecordSubject.self)), \(suppression), \(record.personID),
                \(record.dataset), \(record.number), \(record.identity), \(record.content))
                """)
        }
    }

    /// The refuted records that stand under the identity numbers of some people, wherever that was decided.
    ///
    /// One statement for each five hundred people.
    package func standingRefutations(of people: [PersonID]) throws -> [StandingRefutation] {
        let scope = Scope.system("what was refuted about a person counts nowhere, wherever it was decided")
        var found: [StandingRefutation] = []
        for start in stride(from: 0, to: people.count, by: 500) {
            let part = people[start..<min(start + 500, people.count)]
            found += try sql.query(
                """
                SELECT f.*, s.since_day, o.number AS objection_number, t.number AS ticket_number,
                CASE WHEN t.state = 'corrected' THEN 1 ELSE 0 END AS is_corrected
                FROM refuted_record AS f JOIN \(scope.table(.matchSuppression)) AS s ON s.id = f.suppression_id
                JOIN report_objection AS o ON o.id = s.objection_id
                LEFT JOIN correction_ticket AS t ON t.objection_id = s.objection_id
                WHERE s.revoked_day IS NULL AND f.person_id IN (\(Statement.list(part)))
                ORDER BY f.suppression_id, f.id
                """
            ).map { row in
                StandingRefutation(
                    suppressionID: try row.id("suppression_id"), record: try Self.refuted(row),
                    isCorrected: try row.flag("is_corrected"), objectionNumber: try row.text("objection_number"),
                    ticketNumber: try row.optionalText("ticket_number"), sinceDay: try row.date("since_day"))
            }
        }
        return found
    }

    /// Where the records of some suppressions stand, `dataset/number`; the caller has read them in its scope.
    package func refutedPlaces(of suppressions: [SuppressionID]) throws -> [SuppressionID: Set<String>] {
        guard !suppressions.isEmpty else { return [:] }
        let rows = try sql.query(
            """
            SELECT suppression_id, dataset, record_number FROM refuted_record
            WHERE suppression_id IN (\(Statement.list(suppressions)))
            """)
        return try rows.reduce(into: [:]) { places, row in
            let place = "\(try row.text("dataset"))/\(try row.integer("record_number"))"
            places[try row.id("suppression_id"), default: []].insert(place)
        }
    }

    /// Whether anything has been answered at all, so that a run over everybody need not look for it.
    package func hasSuppressions() throws -> Bool {
        try sql.first("SELECT id FROM match_suppression WHERE revoked_day IS NULL LIMIT 1") != nil
    }

    /// A mark for each standing suppression that touches some people, by person; another one once a ticket is answered.
    ///
    /// One statement for each five hundred people.
    package func suppressionMarks(of people: [PersonID]) throws -> [PersonID: [String]] {
        let scope = Scope.system("a run computes a family again when what was answered about its members changed")
        var marks: [PersonID: [String]] = [:]
        for start in stride(from: 0, to: people.count, by: 500) {
            let part = people[start..<min(start + 500, people.count)]
            let rows = try sql.query(
                """
                SELECT m.person_id, s.id, t.state FROM \(scope.table(.matchSuppression)) AS s
                JOIN case_member AS m ON m.case_id = s.case_id
                LEFT JOIN correction_ticket AS t ON t.objection_id = s.objection_id
                WHERE s.revoked_day IS NULL AND m.person_id IN (\(Statement.list(part))) ORDER BY s.id
                """)
            for row in rows {
                let mark = "\(try row.integer("id"))\(try row.optionalText("state") == "corrected" ? "c" : "")"
                marks[try row.id("person_id"), default: []].append(mark)
            }
        }
        return marks
    }

    /// How many decisions answer matches, stand and led to a correction, so that a run after others is another run.
    package func suppressionMark() throws -> String {
        let row = try sql.one(
            """
            SELECT count(*) AS n, SUM(CASE WHEN s.revoked_day IS NULL THEN 1 ELSE 0 END) AS standing,
            SUM(CASE WHEN t.state = 'corrected' THEN 1 ELSE 0 END) AS corrected FROM match_suppression AS s
            LEFT JOIN correction_ticket AS t ON t.objection_id = s.objection_id
            """)
        return [
            try row.integer("n"), try row.optionalInteger("standing") ?? 0, try row.optionalInteger("corrected") ?? 0,
        ]
        .map { String($0) }.joined(separator: ".")
    }

    private static func refuted(_ row: Row) throws -> RefutedRecordEntry {
        RefutedRecordEntry(
            personID: try row.id("person_id"), dataset: try row.text("dataset"),
            number: try row.integer("record_number"), identity: try row.text("identity_print"),
            content: try row.text("content_print"))
    }
}

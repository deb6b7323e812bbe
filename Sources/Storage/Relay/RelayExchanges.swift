package import Primitives
import SQLText

/// Subject of a relay exchange's id.
package enum RelaySubject {}
/// Id of an exchange with a higher verification platform.
package typealias RelayID = Identifier<RelaySubject>
/// Subject of a relay answer's id.
package enum RelayAnswerSubject {}

/// An exchange with a higher platform as stored, its question opened.
package struct RelayRow: Sendable {
    /// The exchange's id.
    package let id: RelayID
    /// The case it serves.
    package let caseID: CaseID
    /// The version of the facts it was asked for.
    package let factsVersion: Int64
    /// The question's public number.
    package let number: String
    /// `waiting`, `taken`, `overdue`, `complete` or `expired`.
    package var state: String
    /// The platform's receipt.
    package var receipt: String?
    /// Failed attempts since one worked.
    package var failures: Int
    /// When it is tried or looked at next.
    package var nextAttempt: Instant
    /// The last part of the reply that was taken.
    package var lastSequence: Int
    /// Why the last attempt failed.
    package var lastError: String?
    /// How many pairs of person and item were asked.
    package let askedPairs: Int
    /// The last day in time.
    package let answerBy: CivilDate
    /// The last day on which late answers are fetched.
    package let lateThrough: CivilDate
    /// The question, JSON.
    package let question: [UInt8]
    /// The lease's number, checked when the outcome of an attempt is written.
    package let fence: Int64
    /// When it was asked.
    package let createdAt: Instant

    /// An exchange by its parts.
    package init(
        id: RelayID, caseID: CaseID, factsVersion: Int64, number: String, state: String, receipt: String? = nil,
        failures: Int = 0, nextAttempt: Instant, lastSequence: Int = 0, lastError: String? = nil, askedPairs: Int,
        answerBy: CivilDate, lateThrough: CivilDate, question: [UInt8], fence: Int64 = 0, createdAt: Instant
    ) {
        self.id = id
        self.caseID = caseID
        self.factsVersion = factsVersion
        self.number = number
        self.state = state
        self.receipt = receipt
        self.failures = failures
        self.nextAttempt = nextAttempt
        self.lastSequence = lastSequence
        self.lastError = lastError
        self.askedPairs = askedPairs
        self.answerBy = answerBy
        self.lateThrough = lateThrough
        self.question = question
        self.fence = fence
        self.createdAt = createdAt
    }
}

/// An answer of a higher platform as stored, its content opened.
package struct RelayAnswerRow: Sendable {
    /// Counts the parts with answers that were taken for the case's facts.
    package let sequence: Int
    /// The person's key in the question.
    package let person: String
    /// The item's code.
    package let item: String
    /// How the source answered.
    package let status: String
    /// Whether it came after the last day.
    package let isLate: Bool
    /// When it came.
    package let receivedAt: Instant
    /// The answer, JSON.
    package let content: [UInt8]

    /// An answer by its parts.
    package init(
        sequence: Int, person: String, item: String, status: String, isLate: Bool, receivedAt: Instant,
        content: [UInt8]
    ) {
        self.sequence = sequence
        self.person = person
        self.item = item
        self.status = status
        self.isLate = isLate
        self.receivedAt = receivedAt
        self.content = content
    }
}

extension StoreTransaction {
    /// Writes an exchange; the caller has read the case in its scope.
    package func insertRelay(_ row: RelayRow) throws {
        try sql.execute(
            """
            INSERT INTO relay_exchange (id, case_id, facts_version, number, state, failures, next_attempt,
            last_sequence, asked_pairs, answer_by_day, late_through_day, question, created_at)
            VALUES (\(row.id), \(row.caseID), \(row.factsVersion), \(row.number), \(row.state), \(row.failures),
            \(row.nextAttempt), \(row.lastSequence), \(row.askedPairs), \(row.answerBy), \(row.lateThrough),
            \(try seal(row.question, "relay_exchange", "question", row.id.rawValue)), \(row.createdAt))
            """)
    }

    /// Puts another question in the place of one for which nothing more is fetched; answers to it stay, its lease ends.
    package func askRelayAgain(_ row: RelayRow) throws {
        try changeOne(
            """
            UPDATE relay_exchange SET number = \(row.number), state = \(row.state), receipt = NULL,
            failures = \(row.failures), next_attempt = \(row.nextAttempt), last_sequence = \(row.lastSequence),
            last_error = NULL, asked_pairs = \(row.askedPairs), answer_by_day = \(row.answerBy),
            late_through_day = \(row.lateThrough), fence = fence + 1,
            question = \(try seal(row.question, "relay_exchange", "question", row.id.rawValue))
            WHERE id = \(row.id)
            """, "The exchange")
    }

    /// The exchange for a case as its facts stood at a version, within the scope.
    package func relay(of caseID: CaseID, factsVersion: Int64, in scope: Scope) throws -> RelayRow? {
        try sql.first(
            """
            SELECT * FROM \(scope.table(.relayExchange)) AS r
            WHERE r.case_id = \(caseID) AND r.facts_version = \(factsVersion)
            """
        ).map(relayRow)
    }

    /// An exchange by id within the scope.
    package func relay(_ id: RelayID, in scope: Scope) throws -> RelayRow? {
        try sql.first("SELECT * FROM \(scope.table(.relayExchange)) AS r WHERE r.id = \(id)").map(relayRow)
    }

    /// Leases the exchange that has been due longest: nobody else takes it up before the lease ends.
    package func leaseRelay(at instant: Instant, leaseSeconds: Int64) throws -> RelayRow? {
        guard
            let due = try sql.first(
                """
                SELECT id FROM relay_exchange WHERE state IN ('waiting', 'taken', 'overdue')
                AND next_attempt <= \(instant) ORDER BY next_attempt, id LIMIT 1\(raw: sql.dialect.skipLocked)
                """)
        else { return nil }
        let id: RelayID = try due.id("id")
        return try relayRow(
            sql.one(
                """
                UPDATE relay_exchange SET fence = fence + 1, next_attempt = \(instant.adding(seconds: leaseSeconds))
                WHERE id = \(id) RETURNING *
                """))
    }

    /// Writes what an attempt came to; false when the lease was lost, and then nothing may be written.
    package func updateRelay(_ row: RelayRow) throws -> Bool {
        try sql.execute(
            """
            UPDATE relay_exchange SET state = \(row.state), receipt = \(row.receipt), failures = \(row.failures),
            next_attempt = \(row.nextAttempt), last_sequence = \(row.lastSequence), last_error = \(row.lastError)
            WHERE id = \(row.id) AND fence = \(row.fence)
            """) == 1
    }

    /// Writes an answer; the caller holds the exchange.
    package func insertRelayAnswer(_ answer: RelayAnswerRow, of exchange: RelayID) throws {
        let id = ids.next(RelayAnswerSubject.self)
        try sql.execute(
            """
            INSERT INTO relay_answer (id, exchange_id, sequence, person, item, status, is_late, received_at, content)
            VALUES (\(id), \(exchange), \(answer.sequence), \(answer.person), \(answer.item), \(answer.status),
            \(answer.isLate), \(answer.receivedAt),
            \(try seal(answer.content, "relay_answer", "content", id.rawValue)))
            """)
    }

    /// The answers to an exchange in the order in which they came; the caller has read the exchange in its scope.
    package func relayAnswers(of exchange: RelayID) throws -> [RelayAnswerRow] {
        try sql.query("SELECT * FROM relay_answer WHERE exchange_id = \(exchange) ORDER BY sequence, id").map { row in
            RelayAnswerRow(
                sequence: try row.int("sequence"), person: try row.text("person"), item: try row.text("item"),
                status: try row.text("status"), isLate: try row.flag("is_late"),
                receivedAt: try row.instant("received_at"), content: try open(row, "relay_answer", "content"))
        }
    }

    private func relayRow(_ row: Row) throws -> RelayRow {
        RelayRow(
            id: try row.id("id"), caseID: try row.id("case_id"), factsVersion: try row.integer("facts_version"),
            number: try row.text("number"), state: try row.text("state"), receipt: try row.optionalText("receipt"),
            failures: try row.int("failures"), nextAttempt: try row.instant("next_attempt"),
            lastSequence: try row.int("last_sequence"), lastError: try row.optionalText("last_error"),
            askedPairs: try row.int("asked_pairs"), answerBy: try row.date("answer_by_day"),
            lateThrough: try row.date("late_through_day"), question: try open(row, "relay_exchange", "question"),
            fence: try row.integer("fence"), createdAt: try row.instant("created_at"))
    }
}

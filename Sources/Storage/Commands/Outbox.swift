package import Primitives
import SQLText

/// A message to a person or another system, written in the transaction of the command that causes it.
package struct OutboxMessage: Sendable {
    /// The message's id, which receivers use to recognise a repeat.
    package let id: OutboxID
    /// `sms`, `medical` and so on.
    package let channel: String
    /// The text template's name.
    package let template: String
    /// The phone number or address.
    package let recipient: String
    /// The text as it is sent.
    package let body: String
    /// The case it is about.
    package let caseID: CaseID?
    /// The lease's number: a sender that lost its lease is not believed.
    package let fence: Int64
}

/// A message as lists show it.
package struct OutboxLine: Sendable {
    /// The message's id.
    package let id: OutboxID
    /// The text template's name.
    package let template: String
    /// The receiver with most digits hidden.
    package let recipientMasked: String
    /// The business day it was written on.
    package let businessDay: CivilDate
    /// When it went out, if it did.
    package let sentAt: Instant?
    /// Why it has not, if it failed.
    package let lastError: String?
    /// How often it was tried.
    package let attempts: Int
}

extension StoreTransaction {
    /// Puts a message into the outbox, to be sent after the transaction.
    package func enqueueMessage(
        channel: String, template: String, recipient: String, recipientMasked: String, body: String, caseID: CaseID?,
        at instant: Instant, on day: CivilDate
    ) throws {
        let id: OutboxID = ids.next()
        let recipientSealed = try seal(recipient, "outbox_message", "recipient", id.rawValue)
        let bodySealed = try seal(body, "outbox_message", "body", id.rawValue)
        try sql.execute(
            """
            INSERT INTO outbox_message (id, channel, template, recipient, recipient_masked, body, case_id, created_at,
            business_day, due_at)
            VALUES (\(id), \(channel), \(template), \(recipientSealed), \(recipientMasked), \(bodySealed), \(caseID),
            \(instant), \(day), \(instant))
            """)
    }

    /// Leases messages that are due, oldest first, each with a higher fence than before.
    package func leaseMessages(holder: String, limit: Int, at instant: Instant, leaseSeconds: Int64) throws
        -> [OutboxMessage]
    {
        let rows = try sql.query(
            """
            SELECT id FROM outbox_message WHERE sent_at IS NULL AND failed_at IS NULL AND due_at <= \(instant)
            AND leased_until <= \(instant) ORDER BY due_at, id LIMIT \(limit)\(raw: sql.dialect.skipLocked)
            """)
        let until = instant.adding(seconds: leaseSeconds)
        return try rows.map { row in
            let id: OutboxID = try row.id("id")
            let leased = try sql.one(
                """
                UPDATE outbox_message SET lease_holder = \(holder), leased_until = \(until), fence = fence + 1,
                attempts = attempts + 1 WHERE id = \(id) RETURNING *
                """)
            return OutboxMessage(
                id: id, channel: try leased.text("channel"), template: try leased.text("template"),
                recipient: try openText(leased, "outbox_message", "recipient"),
                body: try openText(leased, "outbox_message", "body"), caseID: try leased.optionalID("case_id"),
                fence: try leased.integer("fence"))
        }
    }

    /// Marks a message as sent; false when the lease was lost meanwhile.
    package func markSent(_ message: OutboxMessage, at instant: Instant) throws -> Bool {
        try sql.execute(
            """
            UPDATE outbox_message SET sent_at = \(instant), lease_holder = NULL, last_error = NULL
            WHERE id = \(message.id) AND fence = \(message.fence) AND sent_at IS NULL
            """) == 1
    }

    /// Puts a failed message back with a delay that doubles, or gives it up after `attemptsMax`.
    package func markUnsent(
        _ message: OutboxMessage, error: String, attemptsMax: Int, at instant: Instant
    ) throws {
        let row = try sql.first("SELECT attempts FROM outbox_message WHERE id = \(message.id)")
        let attempts = try row?.int("attempts") ?? attemptsMax
        let delay = min(3_600, 5 << min(attempts, 10))
        let failed: Instant? = attempts >= attemptsMax ? instant : nil
        try sql.execute(
            """
            UPDATE outbox_message SET lease_holder = NULL, leased_until = 0, last_error = \(error),
            due_at = \(instant.adding(seconds: Int64(delay))), failed_at = \(failed)
            WHERE id = \(message.id) AND fence = \(message.fence) AND sent_at IS NULL
            """)
    }

    /// Messages about a case, oldest first.
    package func messages(about caseID: CaseID) throws -> [OutboxLine] {
        try sql.query(
            """
            SELECT id, template, recipient_masked, business_day, sent_at, last_error, attempts
            FROM outbox_message WHERE case_id = \(caseID) ORDER BY id
            """
        ).map { row in
            OutboxLine(
                id: try row.id("id"), template: try row.text("template"),
                recipientMasked: try row.text("recipient_masked"), businessDay: try row.date("business_day"),
                sentAt: try row.optionalInstant("sent_at"), lastError: try row.optionalText("last_error"),
                attempts: try row.int("attempts"))
        }
    }
}

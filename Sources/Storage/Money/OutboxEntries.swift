package import Primitives
import SQLText

/// A message about a case, as staff lists show it.
package struct OutboxEntry: Hashable, Sendable {
    /// How far a message has come.
    package enum Standing: String, Sendable {
        case waiting, sent, failed
    }

    /// The message's id.
    package let id: OutboxID
    /// The case.
    package let caseID: CaseID
    /// Its acceptance number.
    package let caseNumber: String
    /// The text template's name.
    package let template: String
    /// The receiver with most digits hidden.
    package let recipientMasked: String
    /// The business day it was written on.
    package let businessDay: CivilDate
    /// How far it has come.
    package let standing: Standing
    /// How often it was tried.
    package let attempts: Int
    /// Why the last try failed.
    package let lastError: String?
}

extension StoreTransaction {
    /// Messages about cases of the scope, latest first.
    package func outboxEntries(
        in scope: Scope, onlyFailed: Bool, before: OutboxID?, limit: Int
    ) throws -> [OutboxEntry] {
        let failed: Statement = onlyFailed ? "AND o.failed_at IS NOT NULL" : ""
        let earlier: Statement = before.map { "AND o.id < \($0)" } ?? ""
        return try sql.query(
            """
            SELECT o.id, o.case_id, c.number, o.template, o.recipient_masked, o.business_day, o.sent_at, o.failed_at,
            o.attempts, o.last_error FROM outbox_message AS o JOIN \(scope.table(.aidCase)) AS c ON c.id = o.case_id
            WHERE 1 = 1 \(failed) \(earlier) ORDER BY o.id DESC LIMIT \(limit)
            """
        ).map { row in
            let isSent = try row.optionalInteger("sent_at") != nil
            let isFailed = try row.optionalInteger("failed_at") != nil
            return OutboxEntry(
                id: try row.id("id"), caseID: try row.id("case_id"), caseNumber: try row.text("number"),
                template: try row.text("template"), recipientMasked: try row.text("recipient_masked"),
                businessDay: try row.date("business_day"), standing: isSent ? .sent : isFailed ? .failed : .waiting,
                attempts: try row.int("attempts"), lastError: try row.optionalText("last_error"))
        }
    }

    /// How many messages about cases of the scope were given up.
    package func failedMessageCount(in scope: Scope) throws -> Int {
        try sql.count(
            """
            SELECT count(*) FROM outbox_message AS o JOIN \(scope.table(.aidCase)) AS c ON c.id = o.case_id
            WHERE o.failed_at IS NOT NULL
            """)
    }
}

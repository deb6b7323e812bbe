package import Primitives
import SQLText

/// One line of a case's record: who did what, when and why, with the state before and after.
package struct CaseEventRow: Sendable {
    /// The event's id.
    package let id: EventID
    /// Its place in the case's record, from 1.
    package let sequence: Int64
    /// When, by the system clock.
    package let at: Instant
    /// The business day.
    package let businessDay: CivilDate
    /// Who.
    package let actor: ActorRow
    /// What happened, as the casework event's code.
    package let kind: String
    /// The state before; empty for the first event.
    package let fromState: String
    /// The state after.
    package let toState: String
    /// The reason given; empty when none was needed.
    package let reason: String
    /// Details as JSON text.
    package let payload: String
}

extension StoreTransaction {
    /// Appends an event to a case's record inside the running transaction.
    package func appendCaseEvent(
        caseID: CaseID, kind: String, from: String, to: String, reason: String = "", payload: String = "{}",
        actor: ActorRow, at instant: Instant, on day: CivilDate
    ) throws {
        let id: EventID = ids.next()
        let sealed = try seal(payload, "case_event", "payload", id.rawValue)
        try sql.execute(
            """
            INSERT INTO case_event (id, case_id, sequence, at, business_day, actor_kind, actor_id, post_id, role, kind,
            from_state, to_state, reason, payload)
            SELECT \(id), \(caseID), COALESCE(MAX(sequence), 0) + 1, \(instant), \(day), \(actor.kind.rawValue),
            \(actor.id), \(actor.postID), \(actor.role), \(kind), \(from), \(to), \(reason), \(sealed)
            FROM case_event WHERE case_id = \(caseID)
            """)
    }

    /// The record of a case, in order.
    package func caseEvents(_ caseID: CaseID, in scope: Scope) throws -> [CaseEventRow] {
        try sql.query(
            """
            SELECT * FROM \(scope.table(.caseEvent)) AS e WHERE e.case_id = \(caseID) ORDER BY e.sequence
            """
        ).map { row in
            CaseEventRow(
                id: try row.id("id"), sequence: try row.integer("sequence"), at: try row.instant("at"),
                businessDay: try row.date("business_day"),
                actor: ActorRow(
                    kind: try row.code("actor_kind"), id: try row.integer("actor_id"),
                    postID: try row.integer("post_id"), role: try row.text("role")),
                kind: try row.text("kind"), fromState: try row.text("from_state"), toState: try row.text("to_state"),
                reason: try row.text("reason"), payload: try openText(row, "case_event", "payload"))
        }
    }
}

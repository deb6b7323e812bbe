package import Casework
package import Primitives
import SQLText

/// A sum asked back as it stands, opened.
package struct RecoveryRow: Sendable {
    /// Its id.
    package let id: RecoveryID
    /// The case.
    package let caseID: CaseID
    /// Rises with every step.
    package let version: Int64
    /// Its public number.
    package let number: String
    /// The matter itself.
    package let recovery: Recovery
    /// What was found, in words.
    package let grounds: String
    /// The day it was proposed.
    package let proposedDay: CivilDate
    /// The day it was closed; nil while it is open.
    package let closedDay: CivilDate?
}

/// One line of the ledger of a recovery.
package struct RecoveryEntryRow: Sendable {
    /// What was done.
    package let event: RecoveryEvent
    /// Where it stood afterwards.
    package let state: RecoveryState
    /// The sum of a payment or an instalment; zero otherwise.
    package let amount: Money
    /// The reason in words.
    package let reason: String
    /// Who did it.
    package let staffID: StaffID
    /// The day.
    package let day: CivilDate
}

/// A recovery in one line of the list, names masked.
package struct RecoveryLine: Sendable {
    /// The recovery.
    package let row: RecoveryRow
    /// Where its case stands.
    package let place: CasePlaceRow
}

extension StoreTransaction {
    /// Opens a recovery; the caller has read the case in its scope.
    package func insertRecovery(
        _ recovery: Recovery, of caseID: CaseID, number: String, grounds: String, on day: CivilDate, at instant: Instant
    ) throws -> RecoveryID {
        let id: RecoveryID = ids.next()
        try sql.execute(
            """
            INSERT INTO recovery (id, case_id, version, number, cause, amount_fen, returned_fen, state, grounds,
            proposed_by_id, proposed_day, created_at)
            VALUES (\(id), \(caseID), 1, \(number), \(recovery.cause.rawValue), \(recovery.amount), 0,
            \(recovery.state.rawValue), \(try seal(grounds, "recovery", "grounds", id.rawValue)),
            \(recovery.proposedBy), \(day), \(instant))
            """)
        return id
    }

    /// A recovery of the scope; nil when there is none.
    package func recovery(_ id: RecoveryID, in scope: Scope) throws -> RecoveryRow? {
        try sql.first("SELECT * FROM \(scope.table(.recovery)) AS r WHERE r.id = \(id)").map(recoveryRow)
    }

    /// The recoveries of a case within the scope, oldest first.
    package func recoveries(of caseID: CaseID, in scope: Scope) throws -> [RecoveryRow] {
        try sql.query("SELECT * FROM \(scope.table(.recovery)) AS r WHERE r.case_id = \(caseID) ORDER BY r.id")
            .map(recoveryRow)
    }

    /// One page of the recoveries of the scope and how many there are: those open by age, or the latest closed.
    package func recoveryLines(
        isOpen: Bool, limit: Int, offset: Int, in scope: Scope
    ) throws -> (lines: [RecoveryLine], total: Int) {
        let source: Statement = """
            FROM \(scope.table(.recovery)) AS r JOIN aid_case AS c ON c.id = r.case_id
            WHERE r.closed_day IS \(raw: isOpen ? "NULL" : "NOT NULL")
            """
        let order: Statement = isOpen ? "r.proposed_day, r.id" : "r.closed_day DESC, r.id DESC"
        let lines = try sql.query(
            """
            SELECT r.*, \(CasePlaceRow.columns) \(source) ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)
            """
        ).map { RecoveryLine(row: try recoveryRow($0), place: try CasePlaceRow($0)) }
        return (lines, try sql.count("SELECT count(*) \(source)"))
    }

    /// Writes the step of a recovery and its line in the ledger, under optimistic locking.
    package func advance(
        _ row: RecoveryRow, to recovery: Recovery, by event: RecoveryEvent, amount: Money, reason: String,
        staff: StaffID, on day: CivilDate, at instant: Instant, in scope: Scope
    ) throws {
        let closed: CivilDate? = recovery.state.isOver ? day : nil
        try changeOne(
            """
            UPDATE recovery SET version = version + 1, returned_fen = \(recovery.returned),
            instalment_fen = \(recovery.instalment), state = \(recovery.state.rawValue), closed_day = \(closed)
            WHERE id = \(row.id) AND version = \(row.version) AND \(scope.covers(.recovery))
            """, "The recovery")
        let id: EventID = ids.next()
        try sql.execute(
            """
            INSERT INTO recovery_entry (id, recovery_id, sequence, event, to_state, amount_fen, reason, staff_id,
            business_day, created_at)
            VALUES (\(id), \(row.id), \(row.version), \(event.rawValue), \(recovery.state.rawValue), \(amount),
            \(try seal(reason, "recovery_entry", "reason", id.rawValue)), \(staff), \(day), \(instant))
            """)
    }

    /// The ledger of a recovery that was itself read within the asker's scope, oldest line first.
    package func recoveryEntries(of row: RecoveryRow) throws -> [RecoveryEntryRow] {
        try sql.query("SELECT * FROM recovery_entry WHERE recovery_id = \(row.id) ORDER BY sequence").map { line in
            RecoveryEntryRow(
                event: try line.code("event"), state: try line.code("to_state"), amount: try line.money("amount_fen"),
                reason: try openText(line, "recovery_entry", "reason"), staffID: try line.id("staff_id"),
                day: try line.date("business_day"))
        }
    }

    /// What the award of a case has paid out or sent to the bank, failures left out.
    ///
    /// The case was itself read within the asker's scope.
    package func paidOut(ofCase id: CaseID) throws -> Money {
        let scope = Self.caseAwards
        return try sql.one(
            """
            SELECT COALESCE(SUM(i.amount_fen), 0) AS paid_fen FROM \(scope.table(.payItem)) AS i
            JOIN \(scope.table(.award)) AS a ON a.id = i.award_id
            WHERE a.case_id = \(id) AND i.state IN ('sent', 'paid')
            """
        ).money("paid_fen")
    }

    private func recoveryRow(_ row: Row) throws -> RecoveryRow {
        RecoveryRow(
            id: try row.id("id"), caseID: try row.id("case_id"), version: try row.integer("version"),
            number: try row.text("number"),
            recovery: Recovery(
                cause: try row.code("cause"), amount: try row.money("amount_fen"),
                proposedBy: try row.id("proposed_by_id"), returned: try row.money("returned_fen"),
                instalment: try row.optionalInteger("instalment_fen").map(Money.init(fen:)),
                state: try row.code("state")),
            grounds: try openText(row, "recovery", "grounds"), proposedDay: try row.date("proposed_day"),
            closedDay: try row.optionalDate("closed_day"))
    }
}

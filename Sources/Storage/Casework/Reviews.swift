package import Casework
package import Primitives
import SQLText

/// How far a review is.
package enum ReviewState: String, CaseIterable, Codable, Hashable, Sendable {
    /// Ahead, or due and not begun.
    case scheduled
    /// Begun.
    case open
    /// Closed with nothing changed.
    case unchanged
    /// Closed by another act: an adjustment, a pause, an exit, an end.
    case acted
    /// The case ended before it.
    case dropped

    /// Whether it still lies ahead or is in hand.
    package var isCurrent: Bool { self == .scheduled || self == .open }
}

/// A review of a family in force, opened.
package struct ReviewRow: Hashable, Sendable {
    /// Its id.
    package let id: ReviewID
    /// The case.
    package let caseID: CaseID
    /// Rises with every change.
    package let version: Int64
    /// The family's class.
    package let reviewClass: ReviewClass
    /// Why it has this class, in words.
    package let basis: String
    /// The month of the decision or of the last review.
    package let from: CalendarMonth
    /// The month it is due.
    package let due: CalendarMonth
    /// Reviews in a row without a visit, this one not counted.
    package let unvisited: Int
    /// How far it is.
    package let state: ReviewState
    /// The day it began; nil before.
    package let startedDay: CivilDate?
    /// The day by which it should be finished; past it somebody is told, and payment goes on.
    package let finishBy: CivilDate?
    /// The version of the facts before it began.
    package let factsBefore: Int64?
    /// What the family said; nil while it has said nothing.
    package let statement: ReviewStatement?
    /// The day it said so.
    package let statedDay: CivilDate?
    /// The day it was closed.
    package let closedDay: CivilDate?
}

/// A review before it is written.
package struct ReviewEntry: Sendable {
    /// The case.
    package let caseID: CaseID
    /// The family's class.
    package let reviewClass: ReviewClass
    /// Why it has this class.
    package let basis: String
    /// The month of the decision or of the last review.
    package let from: CalendarMonth
    /// The month it is due.
    package let due: CalendarMonth
    /// Reviews in a row without a visit before it.
    package let unvisited: Int

    /// Takes the parts.
    package init(
        caseID: CaseID, reviewClass: ReviewClass, basis: String, from: CalendarMonth, due: CalendarMonth,
        unvisited: Int
    ) {
        self.caseID = caseID
        self.reviewClass = reviewClass
        self.basis = basis
        self.from = from
        self.due = due
        self.unvisited = unvisited
    }
}

extension StoreTransaction {
    /// Writes the next review of a case that the caller has read in its scope.
    package func insertReview(_ entry: ReviewEntry, at instant: Instant) throws {
        let id: ReviewID = ids.next()
        try sql.execute(
            """
            INSERT INTO case_review (id, case_id, version, review_class, basis, from_month, due_month, unvisited,
            state, created_at)
            VALUES (\(id), \(entry.caseID), 1, \(entry.reviewClass.rawValue), \(entry.basis), \(entry.from),
            \(entry.due), \(entry.unvisited), 'scheduled', \(instant))
            """)
    }

    /// The review of a case that lies ahead or is in hand, within the scope.
    package func currentReview(of caseID: CaseID, in scope: Scope) throws -> ReviewRow? {
        try sql.first(
            """
            SELECT * FROM \(scope.table(.caseReview)) AS v WHERE v.case_id = \(caseID)
            AND v.state IN ('scheduled', 'open')
            """
        ).map(reviewRow)
    }

    /// The reviews of a case within the scope, oldest first.
    package func reviews(of caseID: CaseID, in scope: Scope) throws -> [ReviewRow] {
        try sql.query("SELECT * FROM \(scope.table(.caseReview)) AS v WHERE v.case_id = \(caseID) ORDER BY v.id")
            .map(reviewRow)
    }

    /// Notes that a review began.
    package func beginReview(
        _ row: ReviewRow, on day: CivilDate, finishBy: CivilDate, factsBefore: Int64, in scope: Scope
    ) throws {
        try changeReview(
            row,
            "state = 'open', started_day = \(day), finish_by_day = \(finishBy), facts_before = \(factsBefore)",
            in: scope)
    }

    /// Keeps what the family said at a review.
    package func keep(_ statement: ReviewStatement, of row: ReviewRow, on day: CivilDate, in scope: Scope) throws {
        let sealed = try seal(Self.json(statement), "case_review", "statement", row.id.rawValue)
        try changeReview(row, "statement = \(sealed), stated_day = \(day)", in: scope)
    }

    /// Closes a review.
    package func closeReview(
        _ row: ReviewRow, as state: ReviewState, on day: CivilDate, by staff: StaffID?, in scope: Scope
    ) throws {
        try changeReview(
            row, "state = \(state.rawValue), closed_day = \(day), closed_by_id = \(staff)", in: scope)
    }

    private func changeReview(_ row: ReviewRow, _ assignments: Statement, in scope: Scope) throws {
        try changeOne(
            """
            UPDATE case_review SET version = version + 1, \(assignments)
            WHERE id = \(row.id) AND version = \(row.version) AND state IN ('scheduled', 'open')
            AND \(scope.covers(.caseReview))
            """, "The review")
    }

    /// Makes what was computed from the facts of a case stale: a review asks for all of them again.
    package func renewFacts(_ row: inout CaseRow, in scope: Scope) throws {
        try changeOne(
            """
            UPDATE aid_case SET facts_version = facts_version + 1
            WHERE id = \(row.id) AND version = \(row.version) AND \(scope.covers(.aidCase))
            """, "The case")
        row.factsVersion += 1
    }

    func reviewRow(_ row: Row) throws -> ReviewRow {
        let statement: ReviewStatement? =
            try row.optionalBlob("statement") == nil
            ? nil : Self.fromJSON(try open(row, "case_review", "statement"), as: ReviewStatement.self)
        return ReviewRow(
            id: try row.id("id"), caseID: try row.id("case_id"), version: try row.integer("version"),
            reviewClass: try row.code("review_class"), basis: try row.text("basis"),
            from: try row.month("from_month"), due: try row.month("due_month"), unvisited: try row.int("unvisited"),
            state: try row.code("state"), startedDay: try row.optionalDate("started_day"),
            finishBy: try row.optionalDate("finish_by_day"), factsBefore: try row.optionalInteger("facts_before"),
            statement: statement, statedDay: try row.optionalDate("stated_day"),
            closedDay: try row.optionalDate("closed_day"))
    }
}

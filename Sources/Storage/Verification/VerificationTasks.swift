package import Primitives
import SQLText

/// Subject of a verification task's id.
package enum TaskSubject {}
/// Id of a task to verify a match with the family.
package typealias TaskID = Identifier<TaskSubject>

/// What came of looking into a match.
package enum TaskOutcome: String, CaseIterable, Codable, Hashable, Sendable {
    /// It is so; what follows is decided elsewhere, by a person.
    case confirmed
    /// It is not so.
    case refuted
    /// The department's record is wrong.
    case dataWrong
    /// It is so and was known or makes no difference.
    case explained
    /// The family needed help and was pointed to it.
    case helped
}

/// A task as a list shows it, names masked.
package struct TaskLine: Sendable {
    /// The task's id.
    package let id: TaskID
    /// The run that opened it.
    package let runID: RunID
    /// The match that opened it.
    package let match: RunMatch
    /// The day it was opened.
    package let openedDay: CivilDate
    /// What came of it; nil while it is open.
    package let outcome: TaskOutcome?
    /// What whoever settled it wrote.
    package let note: String?
    /// Who settled it.
    package let settledBy: String?
    /// The day it was settled.
    package let settledDay: CivilDate?
    /// The family's first member, masked.
    package let headMasked: String
    /// The person it is about, masked; nil for the household.
    package let personMasked: String?
    /// The last four of that person's ID.
    package let personLastFour: String?
    /// The name of the place where the family lives.
    package let regionName: String
}

extension StoreTransaction {
    /// Opens a task for a match; the same evidence about the same family opens one task once.
    @discardableResult
    package func openTask(
        for match: RunMatch, _ matchID: MatchID, run: RunID, on day: CivilDate, at instant: Instant
    ) throws -> Bool {
        let id: TaskID = ids.next()
        return try sql.execute(
            """
            INSERT INTO verification_task (id, run_id, match_id, family_id, person_id, rule, evidence_hash, severity,
            opened_day, opened_at, state) VALUES (\(id), \(run), \(matchID), \(match.familyID),
            \(match.personID?.rawValue ?? 0), \(match.rule), \(match.evidenceHash), \(match.severity), \(day),
            \(instant), 'open') ON CONFLICT (family_id, person_id, rule, evidence_hash) DO NOTHING
            """) == 1
    }

    /// A page of tasks within the scope, open ones oldest and gravest first, and how many; two statements.
    package func tasks(
        isOpen: Bool, severity: String? = nil, only id: TaskID? = nil, limit: Int, offset: Int, in scope: Scope
    ) throws -> (rows: [TaskLine], total: Int) {
        var conditions: [Statement] = ["t.state = \(isOpen ? "open" : "settled")"]
        if let id { conditions = ["t.id = \(id)"] }
        if let severity { conditions.append("t.severity = \(severity)") }
        let source: Statement =
            """
            \(scope.table(.verificationTask)) AS t WHERE \(Statement.joined(conditions, separator: " AND "))
            """
        let order: Statement =
            isOpen
            ? "CASE l.severity WHEN 'red' THEN 0 WHEN 'yellow' THEN 1 ELSE 2 END, l.opened_day, l.id"
            : "l.settled_at DESC, l.id DESC"
        let rows = try sql.query(
            """
            SELECT m.*, l.task_id, l.opened_run, l.opened_day, l.outcome, l.note, l.settled_day, u.name AS settler,
            h.name AS head_name, q.name AS person_name, q.id_last_four AS person_last_four, r.name AS region_name
            FROM (SELECT l.*, l.id AS task_id, l.run_id AS opened_run FROM (SELECT t.* FROM \(source)) AS l
            ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)) AS l
            JOIN verification_match AS m ON m.id = l.match_id
            JOIN family AS f ON f.id = m.family_id LEFT JOIN region AS r ON r.code = f.region_code
            LEFT JOIN staff_user AS u ON u.id = l.settled_by_id
            LEFT JOIN family_member AS n ON n.id = (SELECT k.id FROM family_member AS k
            WHERE k.family_id = m.family_id AND k.valid_to IS NULL ORDER BY k.member_number, k.id LIMIT 1)
            LEFT JOIN person AS h ON h.id = n.person_id LEFT JOIN person AS q ON q.id = m.person_id
            ORDER BY \(order)
            """
        ).map(taskLine)
        return (rows, try sql.count("SELECT count(*) FROM \(source)"))
    }

    /// How many tasks are open within the scope, by severity.
    package func openTaskCounts(in scope: Scope) throws -> [String: Int] {
        Dictionary(
            try sql.query(
                """
                SELECT t.severity, count(*) AS n FROM \(scope.table(.verificationTask)) AS t WHERE t.state = 'open'
                GROUP BY t.severity
                """
            ).map { (try $0.text("severity"), try $0.int("n")) }, uniquingKeysWith: +)
    }

    /// Settles an open task within the scope; throws `changedMeanwhile` when somebody was faster.
    package func settleTask(
        _ id: TaskID, _ outcome: TaskOutcome, note: String, by staff: StaffID, on day: CivilDate, at instant: Instant,
        in scope: Scope
    ) throws {
        try changeOne(
            """
            UPDATE verification_task SET state = 'settled', outcome = \(outcome.rawValue),
            note = \(try seal(note, "verification_task", "note", id.rawValue)), settled_by_id = \(staff),
            settled_day = \(day), settled_at = \(instant)
            WHERE id = \(id) AND state = 'open' AND \(scope.covers(.verificationTask))
            """, "The task")
    }

    private func taskLine(_ row: Row) throws -> TaskLine {
        let note =
            try row.optionalBlob("note") == nil
            ? nil : openText(row, "verification_task", "note", id: "task_id")
        return TaskLine(
            id: try row.id("task_id"), runID: try row.id("opened_run"), match: try runMatch(row),
            openedDay: try row.date("opened_day"), outcome: try row.optionalCode("outcome"), note: note,
            settledBy: try row.optionalText("settler"), settledDay: try row.optionalDate("settled_day"),
            headMasked: Masking.name(try row.optionalText("head_name") ?? ""),
            personMasked: try row.optionalText("person_name").map { Masking.name($0) },
            personLastFour: try row.optionalText("person_last_four"),
            regionName: try row.optionalText("region_name") ?? "")
    }
}

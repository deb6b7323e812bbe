package import Casework
package import Primitives
import SQLText

/// The subject of a reminder's identifier.
package enum ReminderSubject {}

/// Identifies a reminder.
package typealias ReminderID = Identifier<ReminderSubject>

/// A reminder before a last day, or a report to a higher level after it, with the answer of whoever works on it.
package struct ReminderRow: Sendable {
    /// The reminder.
    package let id: ReminderID
    /// The case; nil of a lead.
    package let caseID: CaseID?
    /// The lead on a family in hardship; nil of a case.
    package let leadID: LeadID?
    /// The case's acceptance number, or the lead's.
    package let number: String
    /// The applicant's or contact's name in full, which lists mask; empty while nobody knows it.
    package let applicantName: String
    /// The village or township it is handled in.
    package let region: RegionCode
    /// Whom it is for.
    package let level: ReminderLevel
    /// The last day it is about.
    package let deadline: CivilDate
    /// Working days to that day when it was made; negative when late.
    package let daysLeft: Int
    /// What it says.
    package let words: String
    /// The day it was made.
    package let madeOn: CivilDate
    /// Why it is late and what is done about it; nil while nobody said.
    package let answer: String?
    /// The day by which it is promised.
    package let promisedOn: CivilDate?
    /// The day of the answer.
    package let answeredOn: CivilDate?
}

extension StoreTransaction {
    /// Adds a reminder once; the same step of the same last day again is none.
    package func putReminder(
        _ step: ReminderPlan.Step, deadline: CivilDate, words: String, of caseID: CaseID, on day: CivilDate,
        at instant: Instant
    ) throws -> Bool {
        let id: ReminderID = ids.next()
        return try sql.execute(
            """
            INSERT INTO case_reminder (id, case_id, level, deadline_day, days_left, words, made_day, made_at)
            VALUES (\(id), \(caseID), \(step.level.rawValue), \(deadline), \(step.daysLeft), \(words), \(day),
            \(instant)) ON CONFLICT (case_id, level, deadline_day, days_left) DO NOTHING
            """) == 1
    }

    /// The reminders of some levels about what is open within the scope, unanswered ones first, then the latest made.
    package func reminders(
        _ levels: [ReminderLevel], withLeads: Bool = true, in scope: Scope, limit: Int, offset: Int = 0
    ) throws -> [ReminderRow] {
        try reminderRows(
            """
            SELECT * FROM (\(Self.listed(levels, withLeads, scope))) AS r
            ORDER BY CASE WHEN r.answered_day IS NULL THEN 0 ELSE 1 END, r.days_left, r.made_day DESC, r.id
            LIMIT \(limit) OFFSET \(offset)
            """)
    }

    /// How many there are, and how many of them are late and unanswered.
    package func reminderCounts(
        _ levels: [ReminderLevel], withLeads: Bool = true, in scope: Scope
    ) throws -> (total: Int, late: Int) {
        let row = try sql.one(
            """
            SELECT count(*) AS total, COALESCE(SUM(CASE WHEN r.days_left < 0 AND r.answered_day IS NULL THEN 1 ELSE 0
            END), 0) AS late FROM (\(Self.listed(levels, withLeads, scope))) AS r
            """)
        return (try row.int("total"), try row.int("late"))
    }

    /// A reminder within the scope.
    package func reminder(_ id: ReminderID, in scope: Scope) throws -> ReminderRow? {
        try reminderRows(
            """
            \(Self.caseReminders(scope)) WHERE r.id = \(id) UNION ALL \(Self.leadReminders(scope)) WHERE r.id = \(id)
            """
        ).first
    }

    /// The latest words about each of some cases being late, and the latest answer, in one statement.
    package func latestReminders(of cases: [CaseID], in scope: Scope) throws -> [CaseID: [ReminderRow]] {
        guard !cases.isEmpty else { return [:] }
        let rows = try reminderRows(
            """
            \(Self.caseReminders(scope)) WHERE r.case_id IN (\(Statement.list(cases))) AND r.days_left < 0
            ORDER BY r.id
            """
        )
        return Dictionary(grouping: rows.filter { $0.caseID != nil }, by: { $0.caseID ?? CaseID(0) })
    }

    /// Says why something is late and until when it will be done.
    package func answerReminder(
        _ row: ReminderRow, _ answer: String, promised: CivilDate, by staff: StaffID, on day: CivilDate, in scope: Scope
    ) throws {
        let (id, isLead) = (row.id, row.leadID != nil)
        let table = isLead ? "lead_reminder" : "case_reminder"
        try sql.execute(
            """
            UPDATE \(raw: table) SET answer = \(seal(answer, table, "answer", id.rawValue)),
            promised_day = \(promised), answered_by_id = \(staff), answered_day = \(day)
            WHERE id = \(id) AND \(scope.covers(isLead ? .leadReminder : .caseReminder))
            """)
    }

    /// The next cases by id that owe something by a day: undecided ones, pauses, exits, corrections.
    package func casesWithDeadlines(after last: CaseID?, limit: Int, in scope: Scope) throws -> [CaseID] {
        try sql.query(
            """
            SELECT c.id FROM \(scope.table(.aidCase)) AS c WHERE c.id > \(last?.rawValue ?? 0)
            AND \(Self.hasDeadline) ORDER BY c.id LIMIT \(limit)
            """
        ).map { try $0.id("id") }
    }

    /// Whether a case `c` still owes something by a day; what it was reminded of before is history.
    private static var hasDeadline: Statement {
        let states = (Array(Lateness.steps.keys) + RunningEnd.Kind.allCases.map(\.state)).map(\.rawValue).sorted()
        return """
            (c.state IN (\(Statement.list(states))) OR EXISTS (SELECT 1 FROM sampling_correction AS k
            WHERE k.case_id = c.id AND k.state = 'open'))
            """
    }

    /// Whether a reminder `r` is about what its case `c` still owes: of a step that was taken since, it is history.
    ///
    /// The last day of a step lies behind the day the case came to it, so that an earlier last day is of a step before.
    /// Neither does a clock that stands still owe anything.
    static var stands: Statement {
        let timed = Lateness.steps.keys.filter { $0 != .objectionWindow && $0 != .paidFirst }.map(\.rawValue).sorted()
        return """
            \(hasDeadline) AND NOT (c.clock_stopped = 1 AND c.state IN (\(Statement.list(timed))))
            AND (r.deadline_day >= COALESCE((SELECT MAX(e.business_day) FROM case_event AS e
            WHERE e.case_id = c.id AND e.to_state = c.state AND e.from_state <> e.to_state), c.submitted_day)
            OR EXISTS (SELECT 1 FROM sampling_correction AS k WHERE k.case_id = c.id AND k.state = 'open'
            AND k.due_day = r.deadline_day))
            """
    }

    /// The day a case entered the state it stands in.
    package func enteredState(_ caseID: CaseID, _ state: CaseState, in scope: Scope) throws -> CivilDate? {
        try sql.first(
            """
            SELECT MAX(e.business_day) AS since FROM \(scope.table(.caseEvent)) AS e
            WHERE e.case_id = \(caseID) AND e.to_state = \(state.rawValue) AND e.from_state <> e.to_state
            """
        )?.optionalDate("since")
    }

    private static func listed(_ levels: [ReminderLevel], _ withLeads: Bool, _ scope: Scope) -> Statement {
        let level: Statement = "r.level IN (\(Statement.list(levels.map(\.rawValue))))"
        let cases: Statement = "\(caseReminders(scope)) WHERE \(level) AND \(stands)"
        guard withLeads else { return cases }
        return """
            \(cases) UNION ALL
            \(leadReminders(scope)) WHERE \(level) AND l.state = \(LeadState.raised.rawValue)
            """
    }

    private static let reminderColumns: Statement = """
        r.id, r.level, r.deadline_day, r.days_left, r.words, r.made_day, r.answer, r.promised_day, r.answered_day
        """

    /// The reminders `r` of cases `c`, in the columns of `reminderRows`.
    private static func caseReminders(_ scope: Scope) -> Statement {
        """
        SELECT \(reminderColumns), r.case_id, NULL AS lead_id, c.number, c.applicant_name, c.region_code
        FROM \(scope.table(.caseReminder)) AS r JOIN aid_case AS c ON c.id = r.case_id
        """
    }

    /// The reminders `r` of leads `l`, in the same columns.
    static func leadReminders(_ scope: Scope) -> Statement {
        """
        SELECT \(reminderColumns), NULL AS case_id, r.lead_id, l.number, l.person_name AS applicant_name,
        l.region_code FROM \(scope.table(.leadReminder)) AS r JOIN lead AS l ON l.id = r.lead_id
        """
    }

    func reminderRows(_ statement: Statement) throws -> [ReminderRow] {
        try sql.query(statement).map { row in
            let (answered, lead) = (try row.optionalDate("answered_day"), try row.optionalID("lead_id") as LeadID?)
            let table = lead == nil ? "case_reminder" : "lead_reminder"
            return ReminderRow(
                id: try row.id("id"), caseID: try row.optionalID("case_id"), leadID: lead,
                number: try row.text("number"), applicantName: try row.text("applicant_name"),
                region: try row.region("region_code"), level: try row.code("level"),
                deadline: try row.date("deadline_day"), daysLeft: try row.int("days_left"),
                words: try row.text("words"), madeOn: try row.date("made_day"),
                answer: answered == nil ? nil : try openText(row, table, "answer"),
                promisedOn: try row.optionalDate("promised_day"), answeredOn: answered)
        }
    }
}

package import Casework
package import Primitives
import SQLText

extension StoreTransaction {
    /// The next leads by id that nobody has contacted yet, whatever their last day.
    package func leadsToContact(after last: LeadID?, limit: Int, in scope: Scope) throws -> [LeadRow] {
        try leads(
            "l.state = \(LeadState.raised.rawValue) AND l.id > \(last?.rawValue ?? 0) ORDER BY l.id LIMIT \(limit)",
            in: scope)
    }

    /// Leads whose last day for the first contact has passed, the longest late first.
    package func lateLeads(before today: CivilDate, in scope: Scope, limit: Int) throws -> [LeadRow] {
        try leads(
            """
            l.state = \(LeadState.raised.rawValue) AND l.due_day < \(today) ORDER BY l.due_day, l.id LIMIT \(limit)
            """, in: scope)
    }

    /// Adds a reminder of a lead once; the same step of the same last day again is none.
    package func putReminder(
        _ step: ReminderPlan.Step, deadline: CivilDate, words: String, of lead: LeadID, on day: CivilDate,
        at instant: Instant
    ) throws -> Bool {
        let id: ReminderID = ids.next()
        return try sql.execute(
            """
            INSERT INTO lead_reminder (id, lead_id, level, deadline_day, days_left, words, made_day, made_at)
            VALUES (\(id), \(lead), \(step.level.rawValue), \(deadline), \(step.daysLeft), \(words), \(day),
            \(instant)) ON CONFLICT (lead_id, level, deadline_day, days_left) DO NOTHING
            """) == 1
    }

    /// What was told about each of some leads being late, in one statement.
    package func latestReminders(ofLeads leads: [LeadID], in scope: Scope) throws -> [LeadID: [ReminderRow]] {
        guard !leads.isEmpty else { return [:] }
        let rows = try reminderRows(
            """
            \(Self.leadReminders(scope)) WHERE r.lead_id IN (\(Statement.list(leads))) AND r.days_left < 0
            ORDER BY r.id
            """
        )
        return Dictionary(grouping: rows.filter { $0.leadID != nil }, by: { $0.leadID ?? LeadID(0) })
    }
}

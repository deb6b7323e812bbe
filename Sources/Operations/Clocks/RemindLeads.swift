import Casework
import Primitives
import Storage

/// Looks at the leads that nobody has contacted and writes the reminders owed today, to the levels that cases have.
struct RemindLeads: Command {
    static let name = "clocks.remindLeads"
    /// The last lead looked at; nil to begin.
    var after: LeadID?
    /// Most leads of one transaction.
    var limit: Int

    /// What a page came to.
    struct Page: Codable, Sendable {
        var last: LeadID?
        var made: Int
    }

    func run(in context: CommandContext) throws -> Outcome<Page> {
        guard case .system = context.actor else { return .refused([.notAllowed]) }
        let leads = try context.store.leadsToContact(after: after, limit: limit, in: context.scope)
        let count = DeadlineCount(calendar: context.bureau.calendar)
        let policies = try context.policies(on: context.today)
        var made = 0
        for row in leads {
            let terms = try ReminderTerms(policies, region: row.region, on: context.today)
            // The limit runs from when it was noticed last, so many working days before its end.
            let contact = try LeadTerms(policies, region: row.region, on: context.today).contactDays.value
            let plan = ReminderPlan(
                row.due, setOn: count.subtracting(workingDays: contact, from: row.due.on), terms: terms, count: count)
            for step in plan.due(on: context.today, sent: [], isStopped: false) {
                let words =
                    "线索应在\(row.due.chineseText)前联系上门，\(step.chinese)"
                    + (step.daysLeft < 0 ? "（\(row.due.citation)）" : "")
                let isWritten = try context.store.putReminder(
                    step, deadline: row.due.on, words: words, of: row.id, on: context.today, at: context.now)
                if isWritten { made += 1 }
            }
        }
        return .done(Page(last: leads.count < limit ? nil : leads.last?.id, made: made))
    }
}

extension Bureau {
    /// Looks at every lead that waits for its first contact; how many reminders it wrote, or nil when it broke off.
    func remindOfLeads(on today: CivilDate, pageSize: Int) async throws -> Int? {
        var (last, made): (LeadID?, Int) = (nil, 0)
        repeat {
            let page = try await perform(
                RemindLeads(after: last, limit: pageSize), as: .system,
                key: "remind-leads-\(today.text)-\(last?.text ?? "0")-\(systemClock().milliseconds)")
            guard let page = page.value else { return nil }
            (last, made) = (page.last, made + page.made)
        } while last != nil
        return made
    }
}

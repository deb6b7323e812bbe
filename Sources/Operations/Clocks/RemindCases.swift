import Casework
import Primitives
import Storage

/// Looks at the deadlines of a page of undecided cases and writes the reminders owed today.
///
/// A clock that stands still owes nothing. The whole limit goes before the step's own.
struct RemindCases: Command {
    static let name = "clocks.remind"
    /// The last case looked at; nil to begin.
    var after: CaseID?
    /// Most cases of one transaction.
    var limit: Int

    /// What a page came to.
    struct Page: Codable, Sendable {
        var last: CaseID?
        var made: Int
    }

    func run(in context: CommandContext) throws -> Outcome<Page> {
        guard case .system = context.actor else { return .refused([.notAllowed]) }
        let cases = try context.store.undecidedCases(after: after, limit: limit, in: context.scope)
        var made = 0
        for id in cases { made += try Self.remind(CaseFile(id, in: context), in: context) }
        return .done(Page(last: cases.count < limit ? nil : cases.last, made: made))
    }

    /// The reminders one case owes today.
    static func remind(_ file: CaseFile, in context: CommandContext) throws -> Int {
        let (row, today) = (file.row, context.today)
        let snapshot = file.snapshot(on: today)
        let since = try context.store.enteredState(row.id, row.state, in: context.scope) ?? row.submittedDay
        let late = Lateness.of(snapshot, since: since, on: today, limits: file.limits, count: file.count)
        let whole = row.deadlineDay.map {
            Deadline(
                on: $0, provisional: row.deadlineProvisional,
                citation: row.clock?.citation ?? file.limits.completenessDays.citation)
        }
        guard let deadline = late?.deadline ?? whole else { return 0 }
        let isStopped = row.clock?.openStop != nil && late == nil
        let terms = try ReminderTerms(context.policies(on: today), region: row.region, on: today)
        let plan = ReminderPlan(deadline, setOn: row.acceptedDay ?? row.submittedDay, terms: terms, count: file.count)
        var made = 0
        for step in plan.due(on: today, sent: [], isStopped: isStopped) {
            let words =
                step.daysLeft < 0
                ? (late?.chinese ?? "") + "请\(step.level.chinese)督办。"
                : "办理期限到\(deadline.chineseText)，\(step.chinese)"
            if try context.store.putReminder(
                step, deadline: deadline.on, words: words, of: row.id, on: today, at: context.now)
            {
                made += 1
            }
        }
        return made
    }
}

extension Bureau {
    /// Looks at every undecided case once a business day and writes the reminders owed; returns how many were made.
    ///
    /// A look that breaks off begins again at the next turn: a reminder is written once however often it is looked at.
    package func remindOfDeadlines(pageSize: Int = 100) async throws -> Int {
        let today = try await today()
        let done = try await store.read { try $0.installationValue(.remindersDay) }
        guard done != today.text else { return 0 }
        var (last, made): (CaseID?, Int) = (nil, 0)
        repeat {
            let page = try await perform(
                RemindCases(after: last, limit: pageSize), as: .system,
                key: "remind-\(today.text)-\(last?.text ?? "0")-\(systemClock().milliseconds)")
            guard let page = page.value else { return made }
            (last, made) = (page.last, made + page.made)
        } while last != nil
        try await store.write { try $0.setInstallationValue(.remindersDay, today.text) }
        return made
    }
}

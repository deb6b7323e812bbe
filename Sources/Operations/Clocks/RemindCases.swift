import Casework
import Primitives
import Storage

/// Looks at the last days of a page of cases and writes the reminders owed today.
///
/// Of an undecided case the whole limit goes before the step's own, and a clock that stands still owes nothing. Of a
/// family in force it is the end of a pause or of a gradual exit; of any case, a correction that a sample asked for.
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
        let cases = try context.store.casesWithDeadlines(after: after, limit: limit, in: context.scope)
        var made = 0
        for id in cases { made += try Self.remind(CaseFile(id, in: context), in: context) }
        return .done(Page(last: cases.count < limit ? nil : cases.last, made: made))
    }

    /// The reminders one case owes today.
    static func remind(_ file: CaseFile, in context: CommandContext) throws -> Int {
        let terms = try ReminderTerms(context.policies(on: context.today), region: file.row.region, on: context.today)
        var made = 0
        for owed in try [undecided(file, in: context), running(file, in: context), correction(file, in: context)] {
            guard let owed else { continue }
            let plan = ReminderPlan(owed.deadline, setOn: owed.setOn, terms: terms, count: file.count)
            for step in plan.due(on: context.today, sent: [], isStopped: owed.isStopped) {
                let isWritten = try context.store.putReminder(
                    step, deadline: owed.deadline.on, words: owed.words(step), of: file.row.id, on: context.today,
                    at: context.now)
                if isWritten { made += 1 }
            }
        }
        return made
    }

    /// A last day that a case owes something by, and what its reminders say.
    private struct Owed {
        let deadline: Deadline
        let setOn: CivilDate
        var isStopped = false
        let words: (ReminderPlan.Step) -> String
    }

    private static func undecided(_ file: CaseFile, in context: CommandContext) throws -> Owed? {
        let (row, today) = (file.row, context.today)
        guard Lateness.steps[row.state] != nil else { return nil }
        let snapshot = file.snapshot(on: today)
        let since = try context.store.enteredState(row.id, row.state, in: context.scope) ?? row.submittedDay
        let late = Lateness.of(snapshot, since: since, on: today, limits: file.limits, count: file.count)
        let whole = row.deadlineDay.map {
            Deadline(
                on: $0, provisional: row.deadlineProvisional,
                citation: row.clock?.citation ?? file.limits.completenessDays.citation)
        }
        guard let deadline = late?.deadline ?? whole else { return nil }
        return Owed(
            deadline: deadline, setOn: row.acceptedDay ?? row.submittedDay,
            isStopped: row.clock?.openStop != nil && late == nil
        ) { step in
            step.daysLeft < 0
                ? (late?.chinese ?? "") + "请\(step.level.chinese)督办。"
                : "办理期限到\(deadline.chineseText)，\(step.chinese)"
        }
    }

    /// The month of a pause or gradual exit stands with the act the family was told of.
    private static func running(_ file: CaseFile, in context: CommandContext) throws -> Owed? {
        guard let kind = RunningEnd.Kind(file.row.state) else { return nil }
        let act: AdverseAct = kind == .suspension ? .suspension : .termination
        let taken = try context.store.adverseNotices(of: file.row.id, in: context.scope).last {
            $0.state == .taken && $0.act == act && $0.until != nil
        }
        guard let taken, let month = taken.until, let day = taken.closedDay,
            let end = try RunningEnd(
                file.row.state, lastMonth: month, citation: citation(kind, file, in: context), count: file.count)
        else { return nil }
        return Owed(deadline: end.deadline, setOn: day) { end.chinese(daysLeft: $0.daysLeft, level: $0.level) }
    }

    private static func citation(
        _ kind: RunningEnd.Kind, _ file: CaseFile, in context: CommandContext
    ) throws -> String {
        let (policies, region) = (try context.policies(on: context.today), file.row.region)
        return switch kind {
        case .suspension:
            try AdverseTerms(policies, region: region, on: context.today).suspensionMonthsMax.citation
        case .gradualExit: try GradualExitTerms(policies, region: region, on: context.today).months.citation
        }
    }

    private static func correction(_ file: CaseFile, in context: CommandContext) throws -> Owed? {
        guard let row = try context.store.openCorrection(of: file.row.id, in: context.scope) else { return nil }
        return Owed(deadline: row.due, setOn: row.openedOn) { step in
            "县级抽查认定“\(row.finding.chinese)”，应在\(row.due.chineseText)前纠正或说明，\(step.chinese)"
        }
    }
}

extension Bureau {
    /// Looks at every case and lead with a last day, once a business day, and writes the reminders owed.
    ///
    /// Returns how many.
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
        guard let ofLeads = try await remindOfLeads(on: today, pageSize: pageSize) else { return made }
        made += ofLeads
        try await store.write { try $0.setInstallationValue(.remindersDay, today.text) }
        return made
    }
}

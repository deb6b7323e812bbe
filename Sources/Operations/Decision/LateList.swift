package import Casework
package import Primitives
package import Storage

/// The undecided cases whose statutory day has passed within the scope (超期), late steps of others, and the leads.
///
/// Computed from rows: three queries, five for the steps, and three for the leads.
package struct LateList: Sendable {
    /// Most cases of one page.
    package static let pageLimit = 50

    /// One late case.
    package struct Line: Hashable, Sendable {
        /// The case.
        package let caseID: CaseID
        /// The acceptance number.
        package let number: String
        /// The applicant's masked name.
        package let applicant: String
        /// The program.
        package let program: Program
        /// Where it stands.
        package let state: CaseState
        /// The township's code.
        package let township: RegionCode
        /// The day it was due, marked when it is provisional.
        package let due: String
        /// Working days late.
        package let daysLate: Int
        /// Why it is on the list, in words.
        package let reason: String
        /// What whoever works on it said about it; nil while nobody did.
        package let explanation: String?
        /// The day by which it was promised.
        package let promisedOn: CivilDate?
    }

    /// A township with its number of late cases.
    package struct Place: Hashable, Sendable {
        /// The township.
        package let township: RegionCode
        /// Its name.
        package let name: String
        /// Late cases.
        package let count: Int
    }

    /// A case whose whole limit runs while something it owes by an earlier day is late.
    package struct StepLine: Sendable {
        /// The case.
        package let row: LateStepRow
        /// The township's name.
        package let place: String
        /// Who works on it; nil while nobody does.
        package let holder: String?
        /// Working days late.
        package let daysLate: Int
        /// The step, whom it waits for and under which rule, in words.
        package let reason: String
        /// What whoever works on it said about it; nil while nobody did.
        package let explanation: String?
        /// The day by which it was promised.
        package let promisedOn: CivilDate?
    }

    /// A lead that nobody has contacted in time.
    package struct LeadLine: Sendable {
        /// The lead.
        package let row: LeadRow
        /// Where it lies.
        package let place: String
        /// Working days late.
        package let daysLate: Int
        /// Why it is on the list, in words.
        package let reason: String
        /// What whoever works on it said about it; nil while nobody did.
        package let explanation: String?
        /// The day by which it was promised.
        package let promisedOn: CivilDate?
    }

    /// The page's cases, the longest late first.
    package let lines: [Line]
    /// The townships with their numbers, most first, whatever page is shown.
    package let places: [Place]
    /// How many cases are late in all.
    package let total: Int

    /// Reads a page for staff, for all or one region of the scope; empty for others.
    package static func load(
        under region: RegionCode? = nil, limit: Int = pageLimit, offset: Int = 0, in context: CommandContext
    ) throws -> LateList {
        guard context.actor.staff != nil else { return LateList(lines: [], places: [], total: 0) }
        let count = DeadlineCount(calendar: context.bureau.calendar)
        let rows = try context.store.lateCases(
            before: context.today, in: context.scope, under: region, limit: limit, offset: offset)
        let told = try context.store.latestReminders(of: rows.map(\.id), in: context.scope)
        let lines = rows.map { row in
            let (words, answer) = (told[row.id]?.last?.words, told[row.id]?.last { $0.answer != nil })
            let days = count.workingDays(after: row.deadlineDay, through: context.today)
            return Line(
                caseID: row.id, number: row.number, applicant: Masking.name(row.applicantName), program: row.program,
                state: row.state, township: row.region.ancestor(at: .township) ?? row.region,
                due: row.deadlineDay.chineseText + (row.isProvisional ? "（暂定）" : ""), daysLate: days,
                reason: words ?? reason(row.state, days), explanation: answer?.answer, promisedOn: answer?.promisedOn)
        }
        let places = try context.store.lateCounts(before: context.today, in: context.scope, under: region).map {
            Place(township: $0.township, name: $0.name, count: $0.count)
        }
        return LateList(lines: lines, places: places, total: places.reduce(0) { $0 + $1.count })
    }

    /// The late steps of cases whose whole limit still runs, the longest late first, and how many there are.
    ///
    /// By the same reminders as 提醒与督办; five statements. Empty for others than staff.
    package static func steps(
        under region: RegionCode? = nil, limit: Int = pageLimit, in context: CommandContext
    ) throws -> (lines: [StepLine], total: Int) {
        guard context.actor.staff != nil else { return ([], 0) }
        let count = DeadlineCount(calendar: context.bureau.calendar)
        let rows = try context.store.lateSteps(before: context.today, in: context.scope, under: region, limit: limit)
        guard !rows.isEmpty else { return ([], 0) }
        let told = try context.store.latestReminders(of: rows.map(\.id), in: context.scope)
        let places = try context.store.regionNames(
            Set(rows.map { ($0.region.ancestor(at: .township) ?? $0.region).text }))
        let names = try context.store.staffNames(rows.compactMap(\.assignedStaffID))
        let lines = rows.map { row in
            let own = (told[row.id] ?? []).filter { $0.deadline == row.deadlineDay }
            let (answer, township) = (own.last { $0.answer != nil }, row.region.ancestor(at: .township) ?? row.region)
            return StepLine(
                row: row, place: places[township.text] ?? township.text,
                holder: row.assignedStaffID.flatMap { names[$0] },
                daysLate: max(1, count.workingDays(after: row.deadlineDay, through: context.today)),
                reason: own.last?.words ?? "", explanation: answer?.answer, promisedOn: answer?.promisedOn)
        }
        let total = try context.store.lateStepCount(before: context.today, in: context.scope, under: region)
        return (lines, total)
    }

    /// The leads past their last day, the longest late first; empty for posts that read none.
    package static func leads(limit: Int = pageLimit, in context: CommandContext) throws -> [LeadLine] {
        guard let role = context.actor.staff?.role, LeadAuthority.readers.contains(role) else { return [] }
        let count = DeadlineCount(calendar: context.bureau.calendar)
        let rows = try context.store.lateLeads(before: context.today, in: context.scope, limit: limit)
        let told = try context.store.latestReminders(ofLeads: rows.map(\.id), in: context.scope)
        let places = try context.store.regionNames(Set(rows.map(\.region.text)))
        return rows.map { row in
            let answer = told[row.id]?.last { $0.answer != nil }
            let days = max(1, count.workingDays(after: row.due.on, through: context.today))
            return LeadLine(
                row: row, place: places[row.region.text] ?? row.region.text, daysLate: days,
                reason: told[row.id]?.last?.words ?? "首次联系超期\(days)个工作日", explanation: answer?.answer,
                promisedOn: answer?.promisedOn)
        }
    }

    private static func reason(_ state: CaseState, _ days: Int) -> String {
        let step =
            switch state {
            case .submitted, .supplement: "受理超期"
            case .accepted, .investigating: "调查核对超期"
            case .firstOpinion, .publicity, .recheck: "初审公示超期"
            default: "审核确认超期"
            }
        return "\(step)\(days)个工作日"
    }
}

package import Casework
package import Primitives
import Storage

/// What a clerk should know of a case before opening it.
package enum CaseHint: Codable, Hashable, Sendable {
    case relativeOnStaff
    case objectionOpen
    case authorizationWaiting
    case silentSources(Int)
    case conflicts(Int)
    case deadlineProvisional

    /// The hint in words.
    package var chinese: String {
        switch self {
        case .relativeOnStaff: "近亲属备案"
        case .objectionOpen: "有公示异议"
        case .authorizationWaiting: "授权待补"
        case .silentSources(let count): "\(count)个数据源未答复"
        case .conflicts(let count): "\(count)处与申报不符"
        case .deadlineProvisional: "期限暂定"
        }
    }

    /// The hint in English.
    package var english: String {
        switch self {
        case .relativeOnStaff: "Relative on the staff"
        case .objectionOpen: "Objection open"
        case .authorizationWaiting: "Authorisation to come"
        case .silentSources(let count): "\(count) sources silent"
        case .conflicts(let count): "\(count) differences"
        case .deadlineProvisional: "Deadline provisional"
        }
    }
}

/// How far the comparison of a case is.
package enum VerificationStatus: Codable, Hashable, Sendable {
    /// Not asked for yet.
    case none
    /// Asked for; no report on the present facts.
    case running
    /// The latest report, with its conclusion's code.
    case reported(conclusion: String)
}

/// A line of the queue (S4).
package struct CaseQueueRow: Codable, Hashable, Sendable {
    /// The case.
    package let id: CaseID
    /// The acceptance number.
    package let number: String
    /// The applicant, masked.
    package let applicantMasked: String
    /// The last four of the applicant's ID.
    package let lastFour: String
    /// How many people it covers.
    package let headCount: Int
    /// The program.
    package let program: Program
    /// Where it stands.
    package let state: CaseState
    /// The township's name.
    package let townshipName: String
    /// The village's name.
    package let villageName: String
    /// Declared income a person and month; nil when part of it is not known.
    package let declaredPerCapita: Money?
    /// How far the comparison is.
    package let verification: VerificationStatus
    /// The day it was sent.
    package let submittedDay: CivilDate
    /// The last day; nil when none runs.
    package let deadlineDay: CivilDate?
    /// Working days left, negative when late; nil when no limit runs.
    package let daysLeft: Int?
    /// Whether no day counts now.
    package let isClockStopped: Bool
    /// Who works on it.
    package let assignedName: String?
    /// The confirmed amount a month.
    package let amount: Money?
    /// What to know before opening it.
    package let hints: [CaseHint]
}

/// A queue of cases by deadline (S4): four statements and the business clock, however many cases there are.
package struct CaseQueue: Sendable {
    /// The page's rows.
    package let rows: [CaseQueueRow]
    /// How many cases fit the filter.
    package let total: Int
    /// The page shown, from 1.
    package let page: Int
    /// How many pages there are, at least 1.
    package let pageCount: Int
    /// What it was narrowed to.
    package let filter: CaseQueueFilter

    /// The queue of the asker's post; empty for anybody without one.
    package static func load(_ filter: CaseQueueFilter, in context: CommandContext) throws -> CaseQueue {
        guard context.actor.staff != nil else {
            return CaseQueue(rows: [], total: 0, page: 1, pageCount: 1, filter: filter)
        }
        let size = filter.rowsShown
        let page = max(1, filter.page)
        let (rows, total) = try load(filter, limit: size, offset: (page - 1) * size, in: context)
        return CaseQueue(
            rows: rows, total: total, page: page, pageCount: max(1, (total + size - 1) / size), filter: filter)
    }

    /// A stretch of the queue, with what stands beside the rows.
    static func load(
        _ filter: CaseQueueFilter, limit: Int, offset: Int, in context: CommandContext
    ) throws -> (rows: [CaseQueueRow], total: Int) {
        let (found, total) = try context.store.caseList(
            filter.rows(in: context), limit: limit, offset: offset, in: context.scope)
        let ids = found.map(\.id)
        let reports = try context.store.reportMarks(of: ids, in: context.scope)
        let marks = try context.store.caseMarks(of: ids, in: context.scope)
        let count = DeadlineCount(calendar: context.bureau.calendar)
        return (
            found.map { row in
                Self.row(row, report: reports[row.id], marks: marks[row.id] ?? [], count: count, on: context.today)
            }, total
        )
    }

    private static func row(
        _ row: CaseListRow, report: CaseReportMark?, marks: Set<String>, count: DeadlineCount, on today: CivilDate
    ) -> CaseQueueRow {
        // A case that is decided or has ended is late for nobody, whatever its clock said when it stopped.
        let isOpen = row.state.isBeforeDecision
        let runningClock = isOpen ? row.clock.flatMap { $0.isFinished ? nil : $0 } : nil
        let deadline =
            runningClock?.deadline(on: today, count: count).on
            ?? (isOpen && row.clock == nil ? row.deadlineDay : nil)
        let left =
            runningClock?.daysLeft(on: today, count: count)
            ?? deadline.map { count.workingDays(after: today, through: $0) }
        let isInquiry = [CaseState.accepted, .submitted, .supplement].contains(row.state)
        let verification: VerificationStatus =
            report.flatMap { $0.isCurrent ? .reported(conclusion: $0.conclusion) : nil }
            ?? (isInquiry ? .none : .running)
        var hints: [CaseHint] = []
        if marks.contains("relative") { hints.append(.relativeOnStaff) }
        if marks.contains("objection") { hints.append(.objectionOpen) }
        if marks.contains("waiting") { hints.append(.authorizationWaiting) }
        if let report, report.isCurrent {
            if report.conflicts > 0 { hints.append(.conflicts(report.conflicts)) }
            if report.silentSources > 0 { hints.append(.silentSources(report.silentSources)) }
        }
        if row.deadlineProvisional, deadline != nil { hints.append(.deadlineProvisional) }
        return CaseQueueRow(
            id: row.id, number: row.number, applicantMasked: row.applicantMasked, lastFour: row.lastFour,
            headCount: row.headCount, program: row.program, state: row.state, townshipName: row.townshipName,
            villageName: row.villageName, declaredPerCapita: row.declaredPerCapita, verification: verification,
            submittedDay: row.submittedDay, deadlineDay: deadline, daysLeft: left,
            isClockStopped: isOpen && row.clockStopped,
            assignedName: row.assignedName, amount: row.amount, hints: hints)
    }
}

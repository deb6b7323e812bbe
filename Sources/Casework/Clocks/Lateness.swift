package import Primitives

/// Whom a late case waits for.
package enum LateParty: String, CaseIterable, Codable, Hashable, Sendable {
    case family, township, centre, county

    /// The party in words.
    package var chinese: String {
        switch self {
        case .family: "申请家庭"
        case .township: "乡镇（街道）"
        case .centre: "核对中心"
        case .county: "县级民政部门"
        }
    }
}

/// Why a case is late: the step it stands at, whom it waits for, and by how much.
package struct Lateness: Codable, Hashable, Sendable {
    /// The step that is late, as the work table names it.
    package let task: TaskKind
    /// Whom it waits for.
    package let party: LateParty
    /// The last day that passed.
    package let deadline: Deadline
    /// Working days late, at least 1.
    package let daysLate: Int
    /// Whether the whole limit is passed, not only the step's own.
    package let isTotal: Bool

    /// One line for the list of what is late and why.
    package var chinese: String {
        "\(isTotal ? "总期限" : "“\(task.chinese)”")\(deadline.chineseText)到期，已超期\(daysLate)个工作日，"
            + "现在停在“\(task.chinese)”，等待\(party.chinese)办理（\(deadline.citation)）。"
    }

    /// What stands at each state: the task, the party, and the step's own limit where the law sets one.
    package static let steps:
        [CaseState: (task: TaskKind, party: LateParty, limit: (@Sendable (ProcedureLimits) -> Cited<Int>)?)] = [
            .submitted: (.checkCompleteness, .township, { $0.completenessDays }),
            .supplement: (.awaitSupplement, .family, { $0.supplementAnswerDays }),
            .accepted: (.startInvestigation, .township, { $0.startInvestigationDays }),
            .investigating: (.visitHousehold, .township, nil),
            .objectionWindow: (.awaitReportObjection, .family, { $0.objectionDays }),
            .firstOpinion: (.postNotice, .township, nil),
            .publicity: (.closeNotice, .township, nil),
            .recheck: (.recheckObjection, .township, { $0.objectionDays }),
            .confirming: (.decide, .county, { $0.confirmationDays }),
            .countyVisit: (.visitByCounty, .county, nil),
            .paidFirst: (.completeBackfill, .township, nil),
        ]

    /// What is late about a case today; nil when nothing is, or while its clock stands still.
    ///
    /// The whole limit goes before the step's own. `since` is the day the case entered its state.
    package static func of(
        _ snapshot: CaseSnapshot, since: CivilDate, on today: CivilDate, limits: ProcedureLimits, count: DeadlineCount
    ) -> Lateness? {
        guard let step = steps[snapshot.state] else { return nil }
        if snapshot.state == .paidFirst {
            return snapshot.aidFirst.flatMap {
                make(step.task, step.party, $0.papersDue, isTotal: false, on: today, count)
            }
        }
        if let clock = snapshot.clock {
            guard clock.openStop == nil || snapshot.state == .objectionWindow else { return nil }
            let total = clock.deadline(on: today, count: count)
            let party = party(of: snapshot, step.party)
            if let late = make(step.task, party, total, isTotal: true, on: today, count) { return late }
        }
        let own: Deadline? =
            snapshot.state == .publicity
            ? snapshot.notice.map {
                Deadline(
                    on: count.adding(workingDays: 1, to: $0.closesOn).on, provisional: false,
                    citation: limits.publicityDays.citation)
            } : step.limit.map { count.deadline($0(limits), after: since) }
        return own.flatMap { make(step.task, party(of: snapshot, step.party), $0, isTotal: false, on: today, count) }
    }

    /// An investigation waits for the centre while the report is out, a decision for whoever decides.
    private static func party(of snapshot: CaseSnapshot, _ usual: LateParty) -> LateParty {
        switch snapshot.state {
        case .investigating: snapshot.verification == nil ? .centre : .township
        case .confirming: snapshot.competentBody == .county ? .county : .township
        default: usual
        }
    }

    static func make(
        _ task: TaskKind, _ party: LateParty, _ deadline: Deadline, isTotal: Bool, on today: CivilDate,
        _ count: DeadlineCount
    ) -> Lateness? {
        guard deadline.isOverdue(on: today) else { return nil }
        // Late on a day of rest is late by the working day that follows.
        let days = max(1, count.workingDays(after: deadline.on, through: today))
        return Lateness(task: task, party: party, deadline: deadline, daysLate: days, isTotal: isTotal)
    }
}

package import Casework
package import Primitives
package import Storage

/// The groups of states that queues are cut into.
package enum CaseGroup: String, CaseIterable, Codable, Hashable, Sendable {
    case toAccept, supplement, investigating, opinion, publicity, recheck, confirming, inForce, ended

    /// The states of the group.
    package var states: [CaseState] {
        switch self {
        case .toAccept: [.submitted]
        case .supplement: [.supplement]
        case .investigating: [.accepted, .investigating, .objectionWindow]
        case .opinion: [.firstOpinion]
        case .publicity: [.publicity]
        case .recheck: [.recheck]
        case .confirming: [.confirming, .countyVisit, .paidFirst]
        case .inForce: CaseState.allCases.filter(\.isInForce)
        case .ended: CaseState.allCases.filter { $0.isEnded || $0 == .archived }
        }
    }

    /// The group as tabs show it.
    package var chinese: String {
        switch self {
        case .toAccept: "待受理"
        case .supplement: "待补正"
        case .investigating: "调查核对"
        case .opinion: "待公示"
        case .publicity: "公示中"
        case .recheck: "异议复查"
        case .confirming: "待确认"
        case .inForce: "保障中"
        case .ended: "已办结"
        }
    }

    /// The group in English.
    package var english: String {
        switch self {
        case .toAccept: "To accept"
        case .supplement: "Waiting for items"
        case .investigating: "Investigating"
        case .opinion: "To post"
        case .publicity: "On notice"
        case .recheck: "Objection"
        case .confirming: "To confirm"
        case .inForce: "In force"
        case .ended: "Ended"
        }
    }
}

extension DeadlineBand {
    /// The band as filters show it.
    package var chinese: String {
        switch self {
        case .overdue: "已超期"
        case .today: "今天到期"
        case .soon: "3个工作日内到期"
        }
    }
}

/// What a queue is narrowed to; the same value makes the page, its address and its export.
package struct CaseQueueFilter: Codable, Hashable, Sendable {
    /// One group of states; nil for all.
    package var group: CaseGroup?
    /// A township or village inside the post's region; nil for all of it.
    package var region: RegionCode?
    /// One program.
    package var program: Program?
    /// A band of deadlines.
    package var band: DeadlineBand?
    /// Only cases that were sent and are not yet decided.
    package var isOpen = false
    /// Only cases sent in a month.
    package var filed: CalendarMonth?
    /// The order of the rows.
    package var order = CaseListOrder(.deadline)
    /// Only cases assigned to the asker.
    package var isMine = false
    /// A name, the last four of an ID, a whole ID or an acceptance number.
    package var text = ""
    /// The page, from 1.
    package var page = 1
    /// Rows of a page; 20, 50 or 100, anything else is 20.
    package var pageSize = 20

    /// Everything of the scope.
    package init() {}

    /// The page sizes offered.
    package static let pageSizes = [20, 50, 100]
    /// Working days of the band `soon`.
    static let soonDays = 3

    /// The rows of a page in effect.
    var rowsShown: Int { Self.pageSizes.contains(pageSize) ? pageSize : Self.pageSizes[0] }

    /// The filter in terms of rows.
    func rows(in context: CommandContext) -> CaseListFilter {
        let count = DeadlineCount(calendar: context.bureau.calendar)
        var filter = CaseListFilter(
            today: context.today, soonDay: count.adding(workingDays: Self.soonDays, to: context.today).on)
        filter.states = group?.states ?? []
        filter.region = region
        filter.program = program
        filter.band = band
        filter.isOpen = isOpen
        filter.filed = filed
        filter.order = order
        filter.assigned = isMine ? context.actor.staff?.staffID ?? StaffID(0) : nil
        filter.text = text
        return filter
    }
}

package import Primitives

/// Why the statutory clock stands still.
package enum ClockStopReason: String, CaseIterable, Codable, Hashable, Sendable {
    case supplement, objection, publicity, certification, forceMajeure

    /// Whether a person stops the clock for it; the others come with a step.
    package var isByHand: Bool { self == .certification || self == .forceMajeure }

    /// The reason as shown beside the days left.
    package var chinese: String {
        switch self {
        case .supplement: "等待补正"
        case .objection: "异议复查"
        case .publicity: "公示期间不计入"
        case .certification: "等待司法、医学等鉴定"
        case .forceMajeure: "不可抗力"
        }
    }
}

/// The total limit of a case: begins on acceptance, counts working days, stands still while stopped.
///
/// Days after `from` up to and including `through` of each stop are left out. At most one stop is open.
package struct StatutoryClock: Codable, Hashable, Sendable {
    /// An interval in which no day counts.
    package struct Stop: Codable, Hashable, Sendable {
        /// Why.
        package let reason: ClockStopReason
        /// The day the clock was stopped; it still counts.
        package let from: CivilDate
        /// The day it was resumed, the last one left out; nil while open.
        package var through: CivilDate?

        /// A stop as stored.
        package init(reason: ClockStopReason, from: CivilDate, through: CivilDate?) {
            self.reason = reason
            self.from = from
            self.through = through
        }
    }

    /// T0, the day of acceptance; it is not counted.
    package let acceptedOn: CivilDate
    /// The total limit in working days.
    package private(set) var limitDays: Int
    /// The rule the limit comes from.
    package private(set) var citation: String
    /// The stops in order.
    package private(set) var stops: [Stop]
    /// Whether the decision was made.
    package private(set) var isFinished: Bool

    /// A clock as stored.
    package init(acceptedOn: CivilDate, limitDays: Int, citation: String, stops: [Stop], isFinished: Bool) {
        self.acceptedOn = acceptedOn
        self.limitDays = limitDays
        self.citation = citation
        self.stops = stops
        self.isFinished = isFinished
    }

    /// A clock started on the day of acceptance with the ordinary total limit.
    package init(acceptedOn: CivilDate, limits: ProcedureLimits) {
        self.init(
            acceptedOn: acceptedOn, limitDays: limits.totalDays.value, citation: limits.totalDays.citation, stops: [],
            isFinished: false)
    }

    /// The open stop, if the clock stands still.
    package var openStop: Stop? { stops.last.flatMap { $0.through == nil ? $0 : nil } }

    /// The clock after a transition's effect; a stop replaces an open one, a resume without a stop changes nothing.
    package func applying(_ effect: ClockEffect, on day: CivilDate) -> StatutoryClock {
        var clock = self
        switch effect {
        case .none, .start: break
        case .stop(let reason):
            clock.closeStop(on: day)
            clock.stops.append(Stop(reason: reason, from: day, through: nil))
        case .resume: clock.closeStop(on: day)
        case .extend(let days, let text):
            clock.limitDays = days
            clock.citation = text
        case .finish:
            clock.closeStop(on: day)
            clock.isFinished = true
        }
        return clock
    }

    private mutating func closeStop(on day: CivilDate) {
        guard openStop != nil else { return }
        precondition(stops[stops.count - 1].from <= day, "A clock cannot resume before it was stopped.")
        stops[stops.count - 1].through = day
    }

    /// The clock with the special limit in place of the ordinary one.
    package func extended(by limits: ProcedureLimits) -> StatutoryClock {
        let special = limits.specialTotalDays
        return applying(.extend(limitDays: special.value, citation: special.citation), on: acceptedOn)
    }

    /// The last day for the decision; while stopped, as if the clock resumed today.
    package func deadline(on today: CivilDate, count: DeadlineCount) -> Deadline {
        let end = count.adding(workingDays: limitDays, to: acceptedOn) { isStopped(on: $0, today: today) }
        return Deadline(on: end.on, provisional: end.provisional, citation: citation)
    }

    /// Working days left after today; negative by the working days it is late.
    package func daysLeft(on today: CivilDate, count: DeadlineCount) -> Int {
        let end = deadline(on: today, count: count).on
        return count.workingDays(after: today, through: end) { isStopped(on: $0, today: today) }
    }

    /// Whether the last day has passed without a decision.
    package func isOverdue(on today: CivilDate, count: DeadlineCount) -> Bool {
        !isFinished && deadline(on: today, count: count).isOverdue(on: today)
    }

    private func isStopped(on day: CivilDate, today: CivilDate) -> Bool {
        stops.contains { $0.from < day && day <= ($0.through ?? max(today, $0.from)) }
    }
}

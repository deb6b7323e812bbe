package import Primitives

/// A last day, whether it is certain, and the rule it comes from.
package struct Deadline: Codable, Hashable, Sendable {
    /// The last day on which the step is in time.
    package let on: CivilDate
    /// True while the holiday notice of a year it reaches into is missing; recompute when that calendar arrives.
    package let provisional: Bool
    /// The rule, as printed.
    package let citation: String

    /// A deadline as counted or as stored.
    package init(on: CivilDate, provisional: Bool, citation: String) {
        self.on = on
        self.provisional = provisional
        self.citation = citation
    }

    /// The day in words, marked when it is provisional.
    package var chineseText: String { on.chineseText + (provisional ? "（暂定）" : "") }
    /// Whether the day has passed without the step.
    package func isOverdue(on today: CivilDate) -> Bool { today > on }
}

/// Counts days on the working-day calendar; in a year without one, on Monday to Friday and says so.
///
/// A period's day 0 is not counted and an end on a rest day rolls on (Civil Code art. 201, 203).
package struct DeadlineCount: Sendable {
    /// The State Council calendar, with the years known so far.
    package let calendar: WorkingDayCalendar

    /// A count on one calendar.
    package init(calendar: WorkingDayCalendar) { self.calendar = calendar }

    /// Whether people work on the day, and whether that is a guess because its year is not published.
    package func isWorkingDay(_ day: CivilDate) -> (working: Bool, provisional: Bool) {
        do {
            return (try calendar.isWorkingDay(day), false)
        } catch {
            return (day.weekday.rawValue <= 5, true)
        }
    }

    /// The day `days` working days after `day`, leaving out the days for which `excluded` is true.
    package func adding(
        workingDays days: Int, to day: CivilDate, excluding excluded: (CivilDate) -> Bool = { _ in false }
    ) -> (on: CivilDate, provisional: Bool) {
        precondition((0...1000).contains(days), "A limit of \(days) working days is not a legal limit.")
        var (current, left, provisional) = (day, days, false)
        while left > 0 {
            current = current.adding(days: 1)
            let answer = isWorkingDay(current)
            provisional = provisional || answer.provisional
            if answer.working && !excluded(current) { left -= 1 }
        }
        return (current, provisional)
    }

    /// The last day of a limit of working days that begins on `day`.
    package func deadline(_ limit: Cited<Int>, after day: CivilDate) -> Deadline {
        let end = adding(workingDays: limit.value, to: day)
        return Deadline(on: end.on, provisional: end.provisional, citation: limit.citation)
    }

    /// The last day of a notice of calendar days, rolled to a working day.
    package func noticeClose(_ limit: Cited<Int>, posted day: CivilDate) -> Deadline {
        var (current, provisional) = (day.adding(days: limit.value), false)
        while true {
            let answer = isWorkingDay(current)
            provisional = provisional || answer.provisional
            if answer.working { break }
            current = current.adding(days: 1)
        }
        return Deadline(on: current, provisional: provisional, citation: limit.citation)
    }

    /// Working days after `start` up to and including `end`; negative when `end` lies before `start`.
    package func workingDays(
        after start: CivilDate, through end: CivilDate, excluding excluded: (CivilDate) -> Bool = { _ in false }
    ) -> Int {
        if end < start { return -workingDays(after: end, through: start, excluding: excluded) }
        var (current, count) = (start, 0)
        while current < end {
            current = current.adding(days: 1)
            if isWorkingDay(current).working && !excluded(current) { count += 1 }
        }
        return count
    }
}

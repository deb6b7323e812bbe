package import Primitives

/// Support that runs to a set month and then waits for a person: a pause, or the months of a gradual exit.
///
/// The calendar ends neither: a pause is resumed or decided upon, and the end after a gradual exit is put in writing.
package struct RunningEnd: Hashable, Sendable {
    /// What runs out.
    package enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
        case suspension, gradualExit

        /// What runs out where a case stands; nil where nothing does.
        package init?(_ state: CaseState) {
            switch state {
            case .suspended: self = .suspension
            case .gradualExit: self = .gradualExit
            default: return nil
            }
        }

        /// The state of a case in which it runs.
        package var state: CaseState { self == .suspension ? .suspended : .gradualExit }
    }

    /// What runs out.
    package let kind: Kind
    /// The last day for the person's act: of the pause itself, or the day on which the exit has ended.
    package let deadline: Deadline

    /// The end of a case's pause or exit with the month that was decided; nil where nothing runs out.
    package init?(_ state: CaseState, lastMonth: CalendarMonth, citation: String, count: DeadlineCount) {
        guard let kind = Kind(state) else { return nil }
        self.kind = kind
        switch kind {
        case .suspension:
            deadline = Deadline(on: lastMonth.lastDay, provisional: false, citation: citation)
        case .gradualExit:
            // Support has ended on the first of the next month; the paper follows on the next working day.
            let (on, provisional) = count.adding(workingDays: 1, to: lastMonth.lastDay)
            deadline = Deadline(on: on, provisional: provisional, citation: citation)
        }
    }

    /// What has to be done, in words, before the last day and after it.
    package func chinese(daysLeft: Int, level: ReminderLevel) -> String {
        let act =
            kind == .suspension
            ? "暂停保障到\(deadline.chineseText)期满，请恢复发放或者作出决定"
            : "渐退期已满的，应在\(deadline.chineseText)前书面终止保障"
        switch daysLeft {
        case 0: return act + "；今天到期。"
        case 1...: return act + "；还有\(daysLeft)个工作日。"
        default: return act + "；已超期\(-daysLeft)个工作日，请\(level.chinese)督办（\(deadline.citation)）。"
        }
    }
}

package import Primitives

/// Who is told when a step is due or late.
package enum ReminderLevel: String, CaseIterable, Codable, Hashable, Sendable {
    case handler, townshipHead, county, city

    /// The level in words.
    package var chinese: String {
        switch self {
        case .handler: "经办人"
        case .townshipHead: "乡镇分管负责人"
        case .county: "县级民政部门"
        case .city: "市级民政部门"
        }
    }
}

/// The dated terms of reminders before a last day and of escalation 超期督办 after it.
package struct ReminderTerms: Hashable, Sendable {
    /// Working days before the last day on which the handler is reminded; 0 is the last day itself.
    package var daysBefore: Cited<[Int]>
    /// Working days late from which each level is told.
    package var escalation: Cited<[ReminderLevel: Int]>

    /// The terms of one region on one day.
    package init(daysBefore: Cited<[Int]>, escalation: Cited<[ReminderLevel: Int]>) {
        self.daysBefore = daysBefore
        self.escalation = escalation
    }
}

/// When to remind and whom to tell about one deadline.
package struct ReminderPlan: Hashable, Sendable {
    /// One message: on which day, to whom, how far from the last day.
    package struct Step: Codable, Hashable, Sendable {
        /// The first day it is owed.
        package let on: CivilDate
        /// To whom.
        package let level: ReminderLevel
        /// Working days to the last day; negative when late.
        package let daysLeft: Int

        /// The message in words.
        package var chinese: String {
            switch daysLeft {
            case 0: "今天到期，请办结。"
            case 1...: "还有\(daysLeft)个工作日到期，请抓紧办理。"
            default: "已超期\(-daysLeft)个工作日，请\(level.chinese)督办。"
            }
        }
    }

    /// The last day it is made for.
    package let deadline: Deadline
    /// The messages in order of their days.
    package let steps: [Step]

    /// A plan for a deadline that was set on a day; reminders that would lie before that day are left out.
    package init(_ deadline: Deadline, setOn day: CivilDate, terms: ReminderTerms, count: DeadlineCount) {
        self.deadline = deadline
        let reminders = Set(terms.daysBefore.value).sorted(by: >).map { days in
            Step(on: count.subtracting(workingDays: days, from: deadline.on), level: .handler, daysLeft: days)
        }
        let levels = ReminderLevel.allCases.compactMap { level in
            terms.escalation.value[level].map { days in
                Step(
                    on: count.adding(workingDays: max(1, days), to: deadline.on).on, level: level,
                    daysLeft: -max(1, days))
            }
        }
        steps = reminders.filter { $0.on > day } + levels.sorted { ($0.on, $0.level.order) < ($1.on, $1.level.order) }
    }

    /// The messages owed on a day and not yet sent; of several missed reminders only the nearest, of levels each.
    ///
    /// A stopped clock owes nothing: the caller asks with the deadline counted as if it resumed today.
    package func due(on today: CivilDate, sent: Set<Step>, isStopped: Bool) -> [Step] {
        guard !isStopped else { return [] }
        let owed = steps.filter { $0.on <= today && !sent.contains($0) }
        let reminder = today > deadline.on ? nil : owed.last { $0.daysLeft >= 0 }
        return [reminder].compactMap { $0 } + owed.filter { $0.daysLeft < 0 }
    }
}

extension ReminderLevel {
    fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension DeadlineCount {
    /// The working day so many working days before a day; the day itself for 0.
    package func subtracting(workingDays days: Int, from day: CivilDate) -> CivilDate {
        precondition((0...1000).contains(days), "A reminder of \(days) working days is no reminder.")
        var (current, left) = (day, days)
        while left > 0 {
            current = current.adding(days: -1)
            if isWorkingDay(current).working { left -= 1 }
        }
        return current
    }
}

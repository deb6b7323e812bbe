/// Why numbers or a text are not a day or month of the calendar.
package enum CivilDateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not the exact shape YYYY-MM-DD (or YYYY-MM for a month).
    case malformed(String)
    /// Only 1800 to 2200 are supported: nobody alive was born earlier, no period reaches further.
    case yearOutOfRange(Int)
    /// A month below 1 or above 12.
    case noSuchMonth(year: Int, month: Int)
    /// A day that this month does not have.
    case noSuchDay(year: Int, month: Int, day: Int)

    /// A sentence for the person who typed the date.
    package var description: String {
        switch self {
        case .malformed(let text): "“\(text)”不是日期，请按 2026-03-12 的样子填写（月份写作 2026-03）。"
        case .yearOutOfRange(let year): "\(year)年不在 1800 年至 2200 年之间，请检查年份。"
        case .noSuchMonth(let year, let month): "\(year)年没有\(month)月，请检查月份。"
        case .noSuchDay(let year, let month, let day): "\(year)年\(month)月没有\(day)日，请检查日期。"
        }
    }
}

/// A day of the Gregorian calendar from 1800 to 2200, without time or zone.
package struct CivilDate: Hashable, Sendable {
    /// Days since 1970-01-01.
    package let dayNumber: Int32

    /// The first day supported, 1800-01-01.
    package static let first = CivilDate(unchecked: dayNumber(year: 1800, month: 1, day: 1))
    /// The last day supported, 2200-12-31.
    package static let last = CivilDate(unchecked: dayNumber(year: 2200, month: 12, day: 31))
    /// The years supported.
    package static let years = 1800...2200

    /// The day so many days after 1970-01-01; traps outside 1800 to 2200.
    package init(dayNumber: Int32) {
        precondition(
            (Self.first.dayNumber...Self.last.dayNumber).contains(dayNumber),
            "Day number \(dayNumber) is outside the years 1800 to 2200.")
        self.dayNumber = dayNumber
    }

    /// A day by its numbers; refuses days that do not exist.
    package init(year: Int, month: Int, day: Int) throws(CivilDateError) {
        guard Self.years.contains(year) else { throw .yearOutOfRange(year) }
        guard (1...12).contains(month) else { throw .noSuchMonth(year: year, month: month) }
        guard day >= 1, day <= Self.dayCount(year: year, month: month) else {
            throw .noSuchDay(year: year, month: month, day: day)
        }
        dayNumber = Self.dayNumber(year: year, month: month, day: day)
    }

    private init(unchecked dayNumber: Int32) { self.dayNumber = dayNumber }

    /// The year, 1800 to 2200.
    package var year: Int { components.year }
    /// The month of the year, 1 to 12.
    package var month: Int { components.month }
    /// The day of the month, 1 to 31.
    package var day: Int { components.day }

    /// Year, month and day in one computation.
    package var components: (year: Int, month: Int, day: Int) {
        // Howard Hinnant's civil_from_days: years begin in March, so the leap day is the last of its year.
        let shifted = Int(dayNumber) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// The day so many days later, or earlier when negative; traps outside 1800 to 2200.
    package func adding(days: Int) -> CivilDate {
        let sum = Int(dayNumber).addingReportingOverflow(days)
        guard !sum.overflow, let number = Int32(exactly: sum.partialValue) else {
            preconditionFailure("A date plus \(days) days is outside the years 1800 to 2200.")
        }
        return CivilDate(dayNumber: number)
    }

    /// Days from this day to another; negative when the other is earlier.
    package func days(until other: CivilDate) -> Int { Int(other.dayNumber) - Int(dayNumber) }

    /// Full years of life (周岁) from this day to another; 29 February is completed on 1 March in common years.
    package func fullYears(until other: CivilDate) -> Int {
        let (from, to) = (components, other.components)
        let complete = (to.month, to.day) >= (from.month, from.day)
        return to.year - from.year - (complete ? 0 : 1)
    }

    /// The day of the week.
    package var weekday: Weekday {
        // 1970-01-01 was a Thursday; the multiple of seven keeps the sum above zero from 1800 on.
        guard let weekday = Weekday(rawValue: (Int(dayNumber) + 700_003) % 7 + 1) else {
            preconditionFailure("A remainder of seven is always a day of the week.")
        }
        return weekday
    }

    /// The month this day lies in.
    package var calendarMonth: CalendarMonth {
        let (year, month, _) = components
        return CalendarMonth(index: Int32(year * 12 + month - 1))
    }

    /// Days in a month, 28 to 31.
    static func dayCount(year: Int, month: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        default: 31
        }
    }

    private static func dayNumber(year: Int, month: Int, day: Int) -> Int32 {
        // Howard Hinnant's days_from_civil, for years above zero.
        let marchYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = (marchYear / 400, marchYear % 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }
}

extension CivilDate: Comparable {
    /// Orders days by time.
    package static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }
}

/// Why the calendar cannot answer.
package enum CalendarError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The State Council's notice for this year has not been loaded, so any answer would be a guess.
    case missingYear(Int)

    /// A sentence for the person who keeps the reference data.
    package var description: String {
        switch self {
        case .missingYear(let year): "缺少\(year)年的节假日安排，无法计算期限，请先导入国务院办公厅的放假通知。"
        }
    }
}

/// The working days of the years for which the holiday notice is known; data in, no clock.
///
/// Day 0 is not counted and a period that ends on a day of rest ends on the next working day (Civil Code art. 201,
/// 203).
package struct WorkingDayCalendar: Sendable {
    /// The years it can answer for.
    package let years: Set<Int>
    /// Days that are not what their weekday says: true for a working day, false for a day off.
    private let exceptions: [CivilDate: Bool]

    /// A calendar of some years; a day off wins over a make-up day.
    package init(years holidayYears: [HolidayYear]) {
        var exceptions: [CivilDate: Bool] = [:]
        for holidayYear in holidayYears {
            for date in holidayYear.makeUpDays { exceptions[date] = true }
            for date in holidayYear.offDays { exceptions[date] = false }
        }
        self.exceptions = exceptions
        years = Set(holidayYears.map(\.year))
    }

    /// Whether offices work on a day.
    package func isWorkingDay(_ date: CivilDate) throws(CalendarError) -> Bool {
        let year = date.year
        guard years.contains(year) else { throw .missingYear(year) }
        return exceptions[date] ?? !date.weekday.isWeekend
    }

    /// The day itself when it is a working day, else the next one.
    package func rolled(_ date: CivilDate) throws(CalendarError) -> CivilDate {
        var day = date
        while try !isWorkingDay(day) { day = day.adding(days: 1) }
        return day
    }

    /// The last day of a period of working days that begins the day after; none at all rolls the day itself.
    package func adding(workingDays count: Int, to date: CivilDate) throws(CalendarError) -> CivilDate {
        precondition(count >= 0, "A period of working days is not negative.")
        guard count > 0 else { return try rolled(date) }
        var (day, left) = (date, count)
        while left > 0 {
            day = day.adding(days: 1)
            if try isWorkingDay(day) { left -= 1 }
        }
        return day
    }

    /// The day on which a publicity notice closes: so many calendar days after posting, rolled to a working day.
    package func publicityClose(posted: CivilDate, calendarDays: Int) throws(CalendarError) -> CivilDate {
        precondition(calendarDays > 0, "A publicity notice stays up for at least one day.")
        return try rolled(posted.adding(days: calendarDays))
    }

    /// How many working days there are after one day up to and including another; 0 when the other is not later.
    package func workingDays(after start: CivilDate, through end: CivilDate) throws(CalendarError) -> Int {
        var (day, count) = (start, 0)
        while day < end {
            day = day.adding(days: 1)
            if try isWorkingDay(day) { count += 1 }
        }
        return count
    }
}

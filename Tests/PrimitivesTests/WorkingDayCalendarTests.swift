import Primitives
import Testing

/// One row of the table of deadlines.
struct Deadlines: Sendable, CustomTestStringConvertible {
    let accepted: String
    /// Deadlines after 3, 5, 10, 15, 30 and 45 working days.
    let ends: [String]
    var testDescription: String { accepted }
}

@Suite struct WorkingDayCalendarTests {
    private let calendar: WorkingDayCalendar

    init() throws {
        calendar = WorkingDayCalendar(
            years: try (2024...2026).map { year in
                try HolidayYear(parsing: reference("holidays/\(year).csv"), fileName: "\(year).csv")
            })
    }

    @Test(arguments: [
        Deadlines(
            accepted: "2024-02-05",
            ends: ["2024-02-08", "2024-02-18", "2024-02-23", "2024-03-01", "2024-03-22", "2024-04-15"]),
        Deadlines(
            accepted: "2025-09-22",
            ends: ["2025-09-25", "2025-09-28", "2025-10-11", "2025-10-17", "2025-11-07", "2025-11-28"]),
        Deadlines(
            accepted: "2026-02-09",
            ends: ["2026-02-12", "2026-02-14", "2026-02-28", "2026-03-06", "2026-03-27", "2026-04-20"]),
        Deadlines(
            accepted: "2026-09-21",
            ends: ["2026-09-24", "2026-09-29", "2026-10-12", "2026-10-19", "2026-11-09", "2026-11-30"]),
    ])
    func `deadlines respect holidays and make-up days`(row: Deadlines) throws {
        let accepted = try day(row.accepted)
        let ends = try [3, 5, 10, 15, 30, 45].map { try calendar.adding(workingDays: $0, to: accepted).text }
        #expect(ends == row.ends)
    }

    @Test(arguments: [Example("2025-09-28", "2025-10-09"), Example("2026-09-22", "2026-09-29")])
    func `publicity of seven days closes on a working day`(example: Example<String, String>) throws {
        #expect(try calendar.publicityClose(posted: day(example.input), calendarDays: 7).text == example.output)
    }

    /// Working or not for every day of 2024 to 2026, from the rows of the files and a counted weekday.
    private func naiveWorkingDays() throws -> [(text: String, works: Bool)] {
        var kinds: [String: String] = [:]
        for year in 2024...2026 {
            for row in try referenceRows("holidays/\(year).csv") { kinds[row[0]] = row[1] }
        }
        var date = try day("2024-01-01")
        var weekday = 0  // 1 January 2024 was a Monday.
        return (0..<1096).map { _ in
            let works = kinds[date.text].map { $0 == "makeup" } ?? (weekday < 5)
            defer {
                date = date.adding(days: 1)
                weekday = (weekday + 1) % 7
            }
            return (date.text, works)
        }
    }

    @Test func `periods of 0 to 60 working days from every day agree with counting`() throws {
        let days = try naiveWorkingDays()
        #expect(days.last?.text == "2026-12-31")
        var wrong: [String] = []
        for start in days.indices {
            let date = try day(days[start].text)
            if try calendar.isWorkingDay(date) != days[start].works { wrong.append(days[start].text) }
            var ends =
                days[start...].prefix { !$0.works }.count + start < days.count
                ? [days[start...].first { $0.works }?.text ?? ""] : []
            ends += days[(start + 1)...].lazy.filter(\.works).prefix(60).map(\.text)
            for (count, end) in ends.enumerated() {
                if try calendar.adding(workingDays: count, to: date).text != end { wrong.append("\(date)+\(count)") }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test func `counting working days is the inverse of adding them`() throws {
        for start in stride(from: 0, to: 900, by: 7) {
            let date = try day("2024-01-01").adding(days: start)
            for count in 1...60 {
                let end = try calendar.adding(workingDays: count, to: date)
                #expect(try calendar.workingDays(after: date, through: end) == count)
            }
        }
        let date = try day("2025-06-03")
        #expect(try calendar.workingDays(after: date, through: date) == 0)
        #expect(try calendar.workingDays(after: date, through: date.adding(days: -9)) == 0)
    }

    @Test func `rolling reaches the next working day and stays there`() throws {
        #expect(try calendar.rolled(day("2025-10-01")).text == "2025-10-09")
        #expect(try calendar.rolled(day("2025-10-09")).text == "2025-10-09")
        #expect(try calendar.rolled(day("2025-10-11")).text == "2025-10-11")
        #expect(try calendar.adding(workingDays: 0, to: day("2025-10-01")).text == "2025-10-09")
    }

    @Test func `a year without its notice is an error, not a guess`() throws {
        #expect(calendar.years == [2024, 2025, 2026])
        #expect(throws: CalendarError.missingYear(2027)) { try calendar.isWorkingDay(day("2027-01-04")) }
        #expect(throws: CalendarError.missingYear(2023)) { try calendar.isWorkingDay(day("2023-12-29")) }
        #expect(throws: CalendarError.missingYear(2027)) { try calendar.adding(workingDays: 1, to: day("2026-12-31")) }
        #expect(throws: CalendarError.missingYear(2027)) {
            try calendar.publicityClose(posted: day("2026-12-28"), calendarDays: 7)
        }
        #expect(throws: CalendarError.missingYear(2027)) {
            try calendar.workingDays(after: day("2026-12-30"), through: day("2027-01-05"))
        }
        #expect(throws: CalendarError.missingYear(2030)) {
            try WorkingDayCalendar(years: []).rolled(day("2030-01-01"))
        }
        #expect(CalendarError.missingYear(2027).description.hasSuffix("。"))
    }

    @Test func `a day both off and made up is off`() throws {
        let saturday = try day("2026-01-10")
        let year = HolidayYear(year: 2026, offDays: [saturday], makeUpDays: [saturday], source: "测试")
        #expect(try !WorkingDayCalendar(years: [year]).isWorkingDay(saturday))
    }

    @Test func `senseless periods stop the program`() async {
        await #expect(processExitsWith: .failure) {
            _ = try? WorkingDayCalendar(years: []).adding(workingDays: -1, to: CivilDate(dayNumber: 0))
        }
        await #expect(processExitsWith: .failure) {
            _ = try? WorkingDayCalendar(years: []).publicityClose(posted: CivilDate(dayNumber: 0), calendarDays: 0)
        }
    }
}

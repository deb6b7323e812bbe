import Primitives
import Testing

@Suite struct CalendarMonthTests {
    @Test func `the months from 1800 to 2200 follow one another without gap`() throws {
        var next = CivilDate.first
        var index = Int32(1800 * 12)
        for year in 1800...2200 {
            for number in 1...12 {
                let month = try CalendarMonth(year: year, month: number)
                let agrees =
                    month.index == index && month.year == year && month.month == number
                    && month.firstDay == next && month.firstDay.days(until: month.lastDay) + 1 == month.dayCount
                    && month.firstDay.calendarMonth == month && month.lastDay.calendarMonth == month
                    && month.contains(month.lastDay) && CalendarMonth(index: index) == month
                #expect(agrees, "\(year)-\(number)")
                #expect(try CalendarMonth(parsing: month.text) == month)
                if month.lastDay < CivilDate.last { next = month.lastDay.adding(days: 1) }
                #expect(month.lastDay == CivilDate.last || !month.contains(next))
                index += 1
            }
        }
    }

    @Test func `months are added, counted and compared across years`() throws {
        let (start, end) = (try CalendarMonth(year: 2025, month: 11), try CalendarMonth(year: 2026, month: 2))
        #expect(start.adding(months: 3) == end && end.adding(months: -3) == start)
        #expect(start.months(until: end) == 3 && end.months(until: start) == -3)
        #expect(start < end)
    }

    @Test func `a month is written in two ways and read in one`() throws {
        let month = try CalendarMonth(parsing: "2026-03")
        #expect(month.text == "2026-03" && month.chineseText == "2026年3月" && "\(month)" == "2026-03")
        #expect(try json(month) == #"["2026-03"]"#)
        #expect(try decoded([CalendarMonth].self, from: #"["2026-03"]"#) == [month])
        #expect(throws: DecodingError.self) { try decoded([CalendarMonth].self, from: #"["2026-13"]"#) }
    }

    @Test(arguments: ["", "2026-3", "202603", "2026-03-01", "2026/03", "2026-0x", "２026-03"])
    func `text of another shape is refused`(text: String) {
        #expect(throws: CivilDateError.malformed(text)) { try CalendarMonth(parsing: text) }
    }

    @Test func `months that do not exist are refused`() async {
        #expect(throws: CivilDateError.noSuchMonth(year: 2026, month: 0)) { try CalendarMonth(year: 2026, month: 0) }
        #expect(throws: CivilDateError.noSuchMonth(year: 2026, month: 13)) { try CalendarMonth(parsing: "2026-13") }
        #expect(throws: CivilDateError.yearOutOfRange(1799)) { try CalendarMonth(year: 1799, month: 12) }
        #expect(throws: CivilDateError.yearOutOfRange(2201)) { try CalendarMonth(parsing: "2201-01") }
        await #expect(processExitsWith: .failure) { _ = CalendarMonth(index: 2201 * 12) }
        await #expect(processExitsWith: .failure) { _ = CalendarMonth(index: 1800 * 12).adding(months: -1) }
    }
}

import Primitives
import Testing

@Suite struct CivilDateTests {
    /// Counts every day from 1800 on by the rule of the calendar alone, without any formula.
    private func forEachDay(_ body: (_ number: Int, _ year: Int, _ month: Int, _ day: Int) throws -> Void) rethrows {
        var number = Int(CivilDate.first.dayNumber)
        for year in 1800...2200 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (index, days) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                for day in 1...days {
                    try body(number, year, index + 1, day)
                    number += 1
                }
            }
        }
    }

    @Test func `every day from 1800 to 2200 agrees with counting`() throws {
        var wrong: [String] = []
        var last = 0
        var weekday = 3  // 1 January 1800 was a Wednesday.
        try forEachDay { number, year, month, day in
            let date = try CivilDate(year: year, month: month, day: day)
            let parts = date.components
            let agrees =
                date.dayNumber == number && parts == (year, month, day) && date.weekday.rawValue == weekday
                && CivilDate(dayNumber: Int32(number)) == date
            if !agrees { wrong.append("\(year)-\(month)-\(day)") }
            weekday = weekday % 7 + 1
            last = number
        }
        #expect(wrong.isEmpty)
        #expect(last == Int(CivilDate.last.dayNumber))
        #expect(CivilDate(dayNumber: 0).text == "1970-01-01")
    }

    @Test func `every day from 1890 to 2110 survives text`() throws {
        var wrong: [String] = []
        try forEachDay { number, year, month, day in
            guard (1890...2110).contains(year) else { return }
            let date = CivilDate(dayNumber: Int32(number))
            let (twoMonth, twoDay) = (month < 10 ? "0\(month)" : "\(month)", day < 10 ? "0\(day)" : "\(day)")
            let expected = "\(year)-\(twoMonth)-\(twoDay)"
            if date.text != expected { wrong.append(expected) }
            if try CivilDate(parsing: expected) != date { wrong.append(expected) }
            if date.chineseText != "\(year)年\(month)月\(day)日" { wrong.append(expected) }
        }
        #expect(wrong.isEmpty)
    }

    @Test func `the day after every month's end does not exist`() throws {
        for year in 1800...2200 {
            for month in 1...12 {
                let days = try CalendarMonth(year: year, month: month).dayCount
                #expect(throws: CivilDateError.noSuchDay(year: year, month: month, day: days + 1)) {
                    try CivilDate(year: year, month: month, day: days + 1)
                }
            }
        }
        #expect(throws: CivilDateError.noSuchDay(year: 1900, month: 2, day: 29)) { try day("1900-02-29") }
        #expect(try day("2000-02-29").adding(days: 1).text == "2000-03-01")
    }

    @Test(arguments: [
        "", "2026-3-12", "2026-03-1", "20260312", "2026/03/12", "2026-03-12 ", " 2026-03-12", "2026-03-12T00",
        "２０２６-03-12",
        "2026-0a-12", "-026-03-12", "2026年3月12日",
    ])
    func `text of another shape is refused`(text: String) {
        #expect(throws: CivilDateError.malformed(text)) { try CivilDate(parsing: text) }
    }

    @Test func `days and years that do not exist are refused`() {
        #expect(throws: CivilDateError.noSuchDay(year: 2025, month: 2, day: 29)) { try day("2025-02-29") }
        #expect(throws: CivilDateError.noSuchDay(year: 2026, month: 4, day: 31)) { try day("2026-04-31") }
        #expect(throws: CivilDateError.noSuchDay(year: 2026, month: 4, day: 0)) { try day("2026-04-00") }
        #expect(throws: CivilDateError.noSuchMonth(year: 2026, month: 13)) { try day("2026-13-01") }
        #expect(throws: CivilDateError.noSuchMonth(year: 2026, month: 0)) { try day("2026-00-01") }
        #expect(throws: CivilDateError.yearOutOfRange(1799)) { try day("1799-12-31") }
        #expect(throws: CivilDateError.yearOutOfRange(2201)) { try day("2201-01-01") }
        #expect(throws: CivilDateError.noSuchDay(year: 2026, month: 1, day: .max)) {
            try CivilDate(year: 2026, month: 1, day: .max)
        }
    }

    @Test func `days are added, counted and compared`() throws {
        let (start, end) = (try day("2024-02-28"), try day("2026-03-01"))
        #expect(start.days(until: end) == 732 && end.days(until: start) == -732)
        #expect(start.adding(days: 732) == end && end.adding(days: -732) == start)
        #expect(start < end && start.adding(days: 0) == start)
    }

    @Test(arguments: [
        Example(["2008-03-12", "2026-03-11"], 17), Example(["2008-03-12", "2026-03-12"], 18),
        Example(["2008-02-29", "2026-02-28"], 17), Example(["2008-02-29", "2026-03-01"], 18),
        Example(["2008-02-29", "2024-02-29"], 16), Example(["2026-03-12", "2026-03-12"], 0),
        Example(["2026-03-12", "2026-03-11"], -1), Example(["1949-10-01", "2026-12-31"], 77),
    ])
    func `full years are completed on the birthday`(example: Example<[String], Int>) throws {
        #expect(try day(example.input[0]).fullYears(until: day(example.input[1])) == example.output)
    }

    @Test func `a date is a string in JSON`() throws {
        #expect(try json(day("2026-03-12")) == #"["2026-03-12"]"#)
        #expect(try decoded([CivilDate].self, from: #"["2026-03-12"]"#) == [day("2026-03-12")])
        #expect(throws: DecodingError.self) { try decoded([CivilDate].self, from: #"["2026-02-30"]"#) }
    }

    @Test func `the weekdays know their names and the weekend`() {
        #expect(Weekday.allCases.map(\.chinese).joined() == "星期一星期二星期三星期四星期五星期六星期日")
        #expect(Weekday.allCases.filter(\.isWeekend) == [.saturday, .sunday])
    }

    @Test func `leaving the supported years stops the program`() async {
        await #expect(processExitsWith: .failure) { _ = CivilDate.last.adding(days: 1) }
        await #expect(processExitsWith: .failure) { _ = CivilDate.first.adding(days: -1) }
        await #expect(processExitsWith: .failure) { _ = CivilDate.first.adding(days: .max) }
    }

    @Test(arguments: [
        CivilDateError.malformed("x"), .yearOutOfRange(1), .noSuchMonth(year: 2026, month: 13),
        .noSuchDay(year: 2026, month: 2, day: 30),
    ])
    func `an error says what to do`(error: CivilDateError) {
        #expect(error.description.hasSuffix("。"))
    }
}

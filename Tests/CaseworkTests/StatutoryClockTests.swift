import Casework
import Primitives
import Testing

/// A row of `domain.md` §4.6: a day of acceptance and the days its limits end on.
struct LimitRow: Sendable, CustomTestStringConvertible {
    let accepted: String
    let ends: [Int: String]
    var testDescription: String { accepted }
}

@Suite struct StatutoryClockTests {
    static let vectors = [
        LimitRow(
            accepted: "2024-02-05",
            ends: [
                3: "2024-02-08", 5: "2024-02-18", 10: "2024-02-23", 15: "2024-03-01", 30: "2024-03-22",
                45: "2024-04-15",
            ]),
        LimitRow(
            accepted: "2025-09-22",
            ends: [
                3: "2025-09-25", 5: "2025-09-28", 10: "2025-10-11", 15: "2025-10-17", 30: "2025-11-07",
                45: "2025-11-28",
            ]),
        LimitRow(
            accepted: "2026-02-09",
            ends: [
                3: "2026-02-12", 5: "2026-02-14", 10: "2026-02-28", 15: "2026-03-06", 30: "2026-03-27",
                45: "2026-04-20",
            ]),
        LimitRow(
            accepted: "2026-09-21",
            ends: [
                3: "2026-09-24", 5: "2026-09-29", 10: "2026-10-12", 15: "2026-10-19", 30: "2026-11-09",
                45: "2026-11-30",
            ]),
    ]

    @Test(arguments: vectors)
    func `limits end on the days of the reference table`(row: LimitRow) {
        for (days, end) in row.ends {
            let deadline = Fixture.count.deadline(Cited(days, "时限"), after: day(row.accepted))
            #expect(deadline.on == day(end) && !deadline.provisional, "+\(days)")
        }
        let clock = StatutoryClock(acceptedOn: day(row.accepted), limits: Fixture.limits)
        #expect(clock.deadline(on: day(row.accepted), count: Fixture.count).on.text == row.ends[30])
        #expect(
            clock.extended(by: Fixture.limits).deadline(on: day(row.accepted), count: Fixture.count).on.text
                == row.ends[45])
    }

    @Test(arguments: [("2025-09-28", "2025-10-09"), ("2026-09-22", "2026-09-29")])
    func `a notice of seven days closes on a working day`(posted: String, closes: String) {
        #expect(Fixture.count.noticeClose(Cited(7, "公示"), posted: day(posted)).on == day(closes))
    }

    @Test func `a year without a notice makes the deadline provisional and its calendar recomputes it`() throws {
        let clock = StatutoryClock(acceptedOn: day("2026-12-14"), limits: Fixture.limits)
        let guess = clock.deadline(on: day("2026-12-14"), count: Fixture.count)
        #expect(guess.provisional && guess.on == day("2027-01-25"))
        #expect(guess.chineseText == "2027年1月25日（暂定）")

        let holiday = HolidayYear(year: 2027, offDays: [day("2027-01-01")], makeUpDays: [], source: "test")
        let years = try (2026...2026).map { year in
            HolidayYear(
                year: year, offDays: try days(of: year, working: false), makeUpDays: try days(of: year, working: true),
                source: "test")
        }
        let known = DeadlineCount(calendar: WorkingDayCalendar(years: years + [holiday]))
        let certain = clock.deadline(on: day("2026-12-14"), count: known)
        #expect(!certain.provisional && certain.on == day("2027-01-26"))
    }

    private func days(of year: Int, working: Bool) throws -> Set<CivilDate> {
        let first = try CivilDate(year: year, month: 1, day: 1)
        let all = (0..<365).map { first.adding(days: $0) }
        return Set(
            try all.filter {
                try Fixture.calendar.isWorkingDay($0) == working && ($0.weekday.rawValue > 5) == working
            })
    }

    @Test func `a notice posted into an unknown year is provisional`() {
        let closes = Fixture.count.noticeClose(Cited(7, "公示"), posted: day("2026-12-28"))
        #expect(closes.provisional && closes.on == day("2027-01-04"))
    }

    @Test func `days of a stop are not counted and the clock goes on`() {
        let start = StatutoryClock(acceptedOn: day("2026-03-02"), limits: Fixture.limits)
        let plain = start.deadline(on: day("2026-03-02"), count: Fixture.count).on
        #expect(plain == day("2026-04-14"))
        let stopped = start.applying(.stop(.objection), on: day("2026-03-11"))
        #expect(stopped.openStop?.reason == .objection)
        #expect(stopped.deadline(on: day("2026-03-13"), count: Fixture.count).on == day("2026-04-16"))
        let resumed = stopped.applying(.resume, on: day("2026-03-18"))
        #expect(resumed.openStop == nil)
        #expect(resumed.deadline(on: day("2026-03-20"), count: Fixture.count).on == day("2026-04-21"))
    }

    @Test func `the days left stand still while stopped`() {
        let clock = StatutoryClock(acceptedOn: day("2026-03-02"), limits: Fixture.limits)
            .applying(.stop(.supplement), on: day("2026-03-11"))
        let left = clock.daysLeft(on: day("2026-03-11"), count: Fixture.count)
        #expect(left == 23)
        #expect(clock.daysLeft(on: day("2026-03-16"), count: Fixture.count) == left)
        #expect(clock.daysLeft(on: day("2026-03-23"), count: Fixture.count) == left)
    }

    @Test func `one stop follows another without a gap`() {
        let clock = StatutoryClock(acceptedOn: day("2026-03-02"), limits: Fixture.limits)
            .applying(.stop(.publicity), on: day("2026-03-09"))
            .applying(.stop(.objection), on: day("2026-03-11"))
            .applying(.resume, on: day("2026-03-13"))
            .applying(.resume, on: day("2026-03-16"))
        #expect(clock.stops.map(\.through) == [day("2026-03-11"), day("2026-03-13")])
        #expect(clock.deadline(on: day("2026-03-16"), count: Fixture.count).on == day("2026-04-20"))
    }

    @Test func `is late from the day after the last day until the decision`() {
        let clock = StatutoryClock(acceptedOn: day("2026-03-02"), limits: Fixture.limits)
        #expect(!clock.isOverdue(on: day("2026-04-14"), count: Fixture.count))
        #expect(clock.isOverdue(on: day("2026-04-15"), count: Fixture.count))
        #expect(clock.daysLeft(on: day("2026-04-16"), count: Fixture.count) == -2)
        let decided = clock.applying(.finish, on: day("2026-04-15"))
        #expect(!decided.isOverdue(on: day("2026-04-20"), count: Fixture.count))
    }
}

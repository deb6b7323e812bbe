import Casework
import Primitives
import Testing

/// The statutory clock against a naive oracle that walks every day and asks of each whether it counts.
@Suite struct ClockOracleTests {
    /// A clock with what was done to it, drawn at random.
    struct Drawn {
        var clock: StatutoryClock
        /// Closed and open stops: the day after the first, through the second.
        var stops: [(from: CivilDate, through: CivilDate?)] = []
        var limit = 30
        var last: CivilDate
    }

    static func draw(_ random: inout SeededGenerator) -> Drawn {
        let accepted = day("2024-01-02").adding(days: Int.random(in: 0..<800, using: &random))
        var drawn = Drawn(clock: StatutoryClock(acceptedOn: accepted, limits: Fixture.limits), last: accepted)
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            drawn.last = drawn.last.adding(days: Int.random(in: 0...9, using: &random))
            switch Int.random(in: 0...3, using: &random) {
            case 0, 1:
                let reason = ClockStopReason.allCases.randomElement(using: &random) ?? .supplement
                drawn.clock = drawn.clock.applying(.stop(reason), on: drawn.last)
                drawn.close()
                drawn.stops.append((drawn.last, nil))
            case 2:
                drawn.clock = drawn.clock.applying(.resume, on: drawn.last)
                drawn.close()
            default:
                drawn.clock = drawn.clock.extended(by: Fixture.limits)
                drawn.limit = 45
            }
        }
        return drawn
    }

    /// Counts day by day, with no help from the code under test but the calendar's own answer.
    static func oracle(_ drawn: Drawn, today: CivilDate) -> CivilDate {
        var (current, left) = (drawn.clock.acceptedOn, drawn.limit)
        while left > 0 {
            current = current.adding(days: 1)
            let isStopped = drawn.stops.contains { stop in
                current > stop.from && current <= (stop.through ?? max(today, stop.from))
            }
            let isWorking = (try? Fixture.calendar.isWorkingDay(current)) ?? !current.weekday.isWeekend
            if isWorking && !isStopped { left -= 1 }
        }
        return current
    }

    @Test func `three thousand random clocks end on the oracle's day`() {
        var random = SeededGenerator(seed: 20_260_320)
        for _ in 0..<3_000 {
            let drawn = Self.draw(&random)
            let today = drawn.last.adding(days: Int.random(in: 0...20, using: &random))
            let deadline = drawn.clock.deadline(on: today, count: Fixture.count)
            let expected = Self.oracle(drawn, today: today)
            #expect(deadline.on == expected, "\(drawn.clock) on \(today)")
            #expect(deadline.provisional == !Fixture.calendar.years.isSuperset(of: Self.years(drawn, expected)))
            #expect(drawn.clock.isOverdue(on: today, count: Fixture.count) == (today > expected))
        }
    }

    private static func years(_ drawn: Drawn, _ end: CivilDate) -> Set<Int> {
        let first = drawn.clock.acceptedOn.adding(days: 1)
        return Set(min(first, end).year...end.year)
    }

    @Test func `a clock that stands still loses no day, whatever day it is looked at`() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            let accepted = day("2025-01-02").adding(days: Int.random(in: 0..<300, using: &random))
            let stop = accepted.adding(days: Int.random(in: 0...20, using: &random))
            let clock = StatutoryClock(acceptedOn: accepted, limits: Fixture.limits)
                .applying(.stop(.forceMajeure), on: stop)
            let left = clock.daysLeft(on: stop, count: Fixture.count)
            let later = stop.adding(days: Int.random(in: 1...60, using: &random))
            #expect(clock.daysLeft(on: later, count: Fixture.count) == left)
        }
    }

    @Test func `the special limit is longer by fifteen working days and says its rule`() {
        let clock = StatutoryClock(acceptedOn: day("2026-03-02"), limits: Fixture.limits).extended(by: Fixture.limits)
        #expect(clock.deadline(on: day("2026-03-02"), count: Fixture.count).citation == "特殊情形")
        #expect(clock.limitDays == 45)
    }
}

extension ClockOracleTests.Drawn {
    fileprivate mutating func close() {
        if let index = stops.indices.last, stops[index].through == nil { stops[index].through = last }
    }
}

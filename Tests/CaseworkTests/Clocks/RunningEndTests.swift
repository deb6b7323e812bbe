import Casework
import Primitives
import Testing

/// What runs to a set month and then waits for a person.
@Suite struct RunningEndTests {
    private static func end(_ state: CaseState, _ month: String) throws -> RunningEnd? {
        RunningEnd(
            state, lastMonth: try CalendarMonth(parsing: month), citation: "依据", count: Fixture.count)
    }

    @Test func `a pause ends on the last day of its month, an exit on the working day after it`() throws {
        let pause = try #require(try Self.end(.suspended, "2026-05"))
        #expect(pause.kind == .suspension && pause.deadline.on.text == "2026-05-31")
        // The first of October is a holiday, and so are the days after it.
        let exit = try #require(try Self.end(.gradualExit, "2026-09"))
        #expect(exit.kind == .gradualExit && exit.deadline.on.text == "2026-10-08")
        #expect(exit.deadline.citation == "依据")
    }

    @Test(arguments: CaseState.allCases)
    func `nothing runs out in any other state`(_ state: CaseState) throws {
        let isRunning = [.suspended, .gradualExit].contains(state)
        #expect(try (Self.end(state, "2026-05") != nil) == isRunning)
        #expect((RunningEnd.Kind(state)?.state == state) == isRunning)
    }

    @Test func `the words say what has to be done and how far the day is`() throws {
        let pause = try #require(try Self.end(.suspended, "2026-05"))
        #expect(pause.chinese(daysLeft: 5, level: .handler).contains("还有5个工作日"))
        #expect(pause.chinese(daysLeft: 0, level: .handler).contains("今天到期"))
        let late = pause.chinese(daysLeft: -2, level: .county)
        #expect(late.contains("已超期2个工作日") && late.contains("县级民政部门") && late.contains("依据"))
        let exit = try #require(try Self.end(.gradualExit, "2026-09"))
        #expect(exit.chinese(daysLeft: 1, level: .handler).contains("书面终止"))
    }
}

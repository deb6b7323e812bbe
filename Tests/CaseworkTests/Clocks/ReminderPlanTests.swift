import Casework
import Primitives
import Testing

@Suite struct ReminderPlanTests {
    static let terms = ReminderTerms(
        daysBefore: Cited([5, 1, 0], "督办办法"), escalation: Cited([.townshipHead: 1, .county: 3, .city: 10], "督办办法"))

    private func plan(_ on: String, set: String) -> ReminderPlan {
        ReminderPlan(
            Deadline(on: day(on), provisional: false, citation: "总时限"), setOn: day(set), terms: Self.terms,
            count: Fixture.count)
    }

    @Test func `reminders before and escalation after follow the working days, make-up Sundays too`() {
        // 2025-09-28 is a Sunday on which people work; 1 to 8 October are off.
        #expect(
            plan("2025-09-29", set: "2025-09-01").steps.map { "\($0.on.text) \($0.level.rawValue)" } == [
                "2025-09-23 handler", "2025-09-28 handler", "2025-09-29 handler", "2025-09-30 townshipHead",
                "2025-10-10 county", "2025-10-20 city",
            ])
    }

    @Test func `no reminder lies before the day the limit was set`() {
        #expect(plan("2025-09-29", set: "2025-09-26").steps.first?.on == day("2025-09-28"))
    }

    @Test func `of missed reminders only the nearest is sent, of missed levels each`() {
        let plan = plan("2025-09-29", set: "2025-09-01")
        #expect(plan.due(on: day("2025-09-28"), sent: [], isStopped: false).map(\.daysLeft) == [1])
        #expect(plan.due(on: day("2025-10-11"), sent: [], isStopped: false).map(\.level) == [.townshipHead, .county])
        #expect(plan.due(on: day("2025-10-11"), sent: Set(plan.steps), isStopped: false).isEmpty)
        #expect(plan.due(on: day("2025-10-11"), sent: [], isStopped: true).isEmpty)
    }

    @Test func `each message says how far the last day is`() {
        let words = plan("2025-09-29", set: "2025-09-01").steps.map(\.chinese)
        #expect(words[0] == "还有5个工作日到期，请抓紧办理。" && words[2] == "今天到期，请办结。")
        #expect(words[4] == "已超期3个工作日，请县级民政部门督办。")
    }

    @Test func `a reminder some working days before lies exactly so many working days before`() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2_000 {
            let end = day("2024-03-01").adding(days: Int.random(in: 0..<900, using: &random))
            let days = Int.random(in: 1...15, using: &random)
            let before = Fixture.count.subtracting(workingDays: days, from: end)
            #expect(Fixture.count.isWorkingDay(before).working)
            // Between the two, the last day itself left out when it is a working day.
            let between = (0..<before.days(until: end)).count {
                Fixture.count.isWorkingDay(before.adding(days: $0)).working
            }
            #expect(between == days, "\(days) before \(end)")
        }
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

@Suite struct RemindCasesTests {
    private func rows(_ world: CaseWorld, _ levels: [ReminderLevel], as staff: StaffActor) async throws -> [ReminderRow]
    {
        try await world.test.bureau.view(as: .staff(staff)) {
            try $0.store.reminders(levels, in: $0.scope, limit: 50)
        }
    }

    private func move(_ world: CaseWorld, to day: CivilDate) async throws {
        world.test.clock.advance(days: try await world.test.bureau.today().days(until: day))
    }

    @Test func `the handler is reminded before the last day, each level is told after it, every message once`()
        async throws
    {
        let world = try await CaseWorld.make()
        let bureau = world.test.bureau
        #expect(try await bureau.remindOfDeadlines() == 0, "nothing is owed on the first day")
        // Accepted without an investigation: three working days, then the step is late.
        try await move(world, to: try CivilDate(parsing: "2026-03-06"))
        #expect(try await bureau.remindOfDeadlines() > 0)
        #expect(try await bureau.remindOfDeadlines() == 0, "once a day")
        let township = try await rows(world, [.townshipHead], as: world.reviewer)
        #expect(township.count == 1 && township[0].daysLeft == -1)
        #expect(township[0].words.contains("启动调查") || township[0].words.contains("调查"), "it says why")
        #expect(try await rows(world, [.county], as: world.county).isEmpty)
        try await move(world, to: try CivilDate(parsing: "2026-03-11"))
        _ = try await bureau.remindOfDeadlines(pageSize: 1)
        #expect(try await rows(world, [.county], as: world.county).count == 1)
        #expect(try await rows(world, [.townshipHead, .county], as: world.stranger).isEmpty, "another township")
        await world.end()
    }

    @Test func `a clock that stands still owes no reminder of the whole limit`() async throws {
        let world = try await CaseWorld.make()
        _ = try await world.ok(
            StartInvestigation(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        _ = try await world.ok(
            StopClock(
                caseID: world.caseID, seenVersion: try await world.version(), cause: .certification, note: "等待伤残鉴定"),
            as: world.reviewer)
        try await move(world, to: try CivilDate(parsing: "2026-05-20"))
        _ = try await world.test.bureau.remindOfDeadlines()
        let all = try await rows(world, ReminderLevel.allCases, as: world.county)
        #expect(all.isEmpty)
        await world.end()
    }

    @Test func `why it is late stands in the late list with the promised day; each fault is refused`() async throws {
        let world = try await CaseWorld.make()
        _ = try await world.ok(
            StartInvestigation(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        try await move(world, to: try CivilDate(parsing: "2026-04-30"))
        _ = try await world.test.bureau.remindOfDeadlines()
        let late = try #require(try await rows(world, [.townshipHead], as: world.reviewer).first)
        let today = try await world.test.bureau.today()
        func answer(_ text: String, _ day: CivilDate) -> AnswerReminder {
            AnswerReminder(reminderID: late.id, reason: text, promisedOn: day)
        }
        #expect(try await world.codes(answer("忙", today), as: world.stranger) == ["notFound"])
        #expect(try await world.codes(answer("忙", today), as: world.gridWorker) == ["notAllowed"])
        #expect(
            try await world.codes(answer(" ", today.adding(days: -1)), as: world.reviewer)
                == ["reasonMissing", "promiseInPast"])
        _ = try await world.ok(answer("核对中心未返回报告，已催办", today.adding(days: 3)), as: world.reviewer)
        #expect(try await world.codes(answer("再说", today), as: world.reviewer) == ["reminderAnswered"])
        let list = try await world.test.bureau.view(as: .staff(world.county)) { try LateList.load(in: $0) }
        let line = try #require(list.lines.first)
        #expect(line.explanation == "核对中心未返回报告，已催办" && line.promisedOn == today.adding(days: 3))
        #expect(line.reason.contains("超期") && line.reason.contains("等待"))
        await world.end()
    }
}

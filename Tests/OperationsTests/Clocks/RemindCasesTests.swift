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

    @Test func `a late step stands in the late list as it does among the reminders, and in neither once it is taken`()
        async throws
    {
        let world = try await CaseWorld.make()
        func steps(_ staff: StaffActor) async throws -> [LateList.StepLine] {
            try await world.test.bureau.view(as: .staff(staff)) { try LateList.steps(in: $0).lines }
        }
        #expect(try await steps(world.reviewer).isEmpty)
        try await move(world, to: try CivilDate(parsing: "2026-03-06"))
        _ = try await world.test.bureau.remindOfDeadlines()
        let line = try #require(try await steps(world.reviewer).first)
        #expect(line.row.id == world.caseID && line.daysLate == 1 && line.row.deadlineDay.text == "2026-03-05")
        #expect(line.reason.contains("启动调查") && line.reason.contains("等待乡镇"))
        #expect(try await rows(world, [.townshipHead], as: world.reviewer).map(\.deadline) == [line.row.deadlineDay])
        let list = try await world.test.bureau.view(as: .staff(world.county)) { try LateList.load(in: $0) }
        #expect(list.total == 0, "the whole limit still runs")
        #expect(try await steps(world.stranger).isEmpty, "another township")
        _ = try await world.ok(
            StartInvestigation(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        #expect(try await steps(world.reviewer).isEmpty)
        #expect(try await rows(world, ReminderLevel.allCases, as: world.county).isEmpty)
        try await move(world, to: try CivilDate(parsing: "2026-05-20"))
        _ = try await world.test.bureau.remindOfDeadlines()
        #expect(try await steps(world.reviewer).isEmpty, "the whole limit goes before the step's")
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

    @Test func `a pause is reminded of before its month ends and escalated after it, and no more once resumed`()
        async throws
    {
        let world = try await CaseWorld.inForce()
        let month = try await world.test.bureau.today().calendarMonth.adding(months: 1)
        _ = try await world.ok(
            SuspendCase(
                caseID: world.caseID, seenVersion: try await world.version(), reasonCodes: [.contactLost],
                words: "两次上门无人。", through: month), as: world.county)
        #expect(try await world.test.bureau.remindOfDeadlines() == 0, "nothing is owed on the first day")
        try await move(world, to: month.lastDay)
        #expect(try await world.test.bureau.remindOfDeadlines() > 0)
        let handler = try await rows(world, [.handler], as: world.clerk)
        #expect(handler.contains { $0.words.contains("恢复发放") && $0.deadline == month.lastDay })
        try await move(world, to: month.lastDay.adding(days: 20))
        _ = try await world.test.bureau.remindOfDeadlines()
        #expect(try await rows(world, [.townshipHead], as: world.reviewer).count == 1)
        #expect(try await rows(world, [.county], as: world.county).first?.words.contains("超期") == true)
        #expect(try await rows(world, ReminderLevel.allCases, as: world.stranger).isEmpty)
        _ = try await world.ok(
            ResumeCase(caseID: world.caseID, seenVersion: try await world.version(), reason: "已联系上"),
            as: world.county)
        #expect(try await rows(world, ReminderLevel.allCases, as: world.county).isEmpty)
        await world.end()
    }

    @Test func `the end of a gradual exit is put in writing, and the handler is reminded of it`() async throws {
        let world = try await CaseWorld.underReview(files: CaseWorld.filesWithoutWork)
        try await world.earnsAboveStandard()
        try await world.tellAndHear(.termination, [.incomeRose])
        let plan = try await world.ok(
            BeginGradualExit(
                caseID: world.caseID, seenVersion: try await world.version(), cause: .employment, words: "女儿上班。"),
            as: world.county)
        try await move(world, to: plan.last.lastDay)
        #expect(try await world.test.bureau.remindOfDeadlines() > 0)
        let owed = try await rows(world, [.handler], as: world.clerk)
        #expect(owed.contains { $0.words.contains("书面终止") && $0.deadline > plan.last.lastDay })
        _ = try await world.ok(
            TerminateCase(
                caseID: world.caseID, seenVersion: try await world.version(), reasonCodes: [.incomeRose],
                words: "渐退期满。"), as: world.county)
        #expect(try await rows(world, ReminderLevel.allCases, as: world.county).isEmpty)
        await world.end()
    }

    @Test func `a correction that a sample asked for is reminded of until somebody has dealt with it`() async throws {
        let world = try await CaseWorld.decidedByTownship()
        let correction = try await world.foundWrong()
        try await move(world, to: correction.due.on.adding(days: 20))
        #expect(try await world.test.bureau.remindOfDeadlines() > 0)
        let late = try await rows(world, [.county], as: world.county)
        #expect(late.contains { $0.words.contains("金额有误") && $0.deadline == correction.due.on })
        await world.end()
    }
}

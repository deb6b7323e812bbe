import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Leads are reminded of by the same days and levels as cases, and stand in the list of what is late.
@Suite struct RemindLeadsTests {
    private func list(_ world: LeadWorld, _ staff: StaffActor) async throws -> ReminderList {
        try await world.test.bureau.view(as: .staff(staff)) { try ReminderList.load(in: $0) }
    }

    private func late(_ world: LeadWorld, _ staff: StaffActor) async throws -> [LateList.LeadLine] {
        try await world.test.bureau.view(as: .staff(staff)) { try LateList.leads(in: $0) }
    }

    private func remind(_ world: LeadWorld, on day: String) async throws -> Int {
        let today = try await world.test.bureau.today()
        world.test.clock.advance(days: today.days(until: try CivilDate(parsing: day)))
        return try await world.test.bureau.remindOfDeadlines(pageSize: 1)
    }

    /// Noticed on Monday the 2nd, to be contacted within two working days.
    @Test func `who helps is reminded on the last day, and each level is told after it, once`() async throws {
        let world = try await LeadWorld.make()
        let id = try await world.record()
        #expect(try await remind(world, on: "2026-03-02") == 0)
        #expect(try await remind(world, on: "2026-03-04") == 1)
        let own = try #require(try await list(world, world.aide).rows.first)
        #expect(own.leadID == id && own.caseID == nil && own.level == .handler && own.daysLeft == 0)
        #expect(own.words.contains("线索应在2026年3月4日前联系上门") && own.applicantName == "王老汉")
        #expect(try await late(world, world.reviewer).isEmpty, "today is still in time")
        #expect(try await remind(world, on: "2026-03-05") == 1)
        let township = try await list(world, world.reviewer)
        #expect(township.late == 1 && township.rows.contains { $0.level == .townshipHead && $0.daysLeft == -1 })
        #expect(try await list(world, world.county).rows.allSatisfy { $0.level == .townshipHead })
        #expect(try await remind(world, on: "2026-03-09") == 1)
        #expect(try await list(world, world.county).rows.contains { $0.level == .county && $0.daysLeft == -3 })
        let leader = try await world.test.staff(.leader, at: "3716", name: "陈市长")
        #expect(try await remind(world, on: "2026-03-18") == 1)
        #expect(try await list(world, leader).rows.contains { $0.level == .city })
        let officer = try await world.test.staff(.verificationOfficer, at: "371621", name: "郑核对")
        #expect(try await list(world, officer).rows.isEmpty, "the centre reads no leads")
        #expect(try await list(world, world.stranger).rows.isEmpty, "another township")
        await world.test.close()
    }

    @Test func `why it is late stands in the late list with the promised day; each fault is refused`() async throws {
        let world = try await LeadWorld.make()
        let id = try await world.record()
        #expect(try await remind(world, on: "2026-03-05") == 1)
        let told = try #require(try await list(world, world.reviewer).rows.first { $0.daysLeft < 0 })
        let today = try await world.test.bureau.today()
        func answer(_ text: String, _ day: CivilDate) -> AnswerReminder {
            AnswerReminder(reminderID: told.id, reason: text, promisedOn: day)
        }
        #expect(try await world.codes(answer("忙", today), as: world.stranger) == ["notFound"])
        #expect(try await world.codes(answer("忙", today), as: world.aide) == ["notAllowed"])
        let officer = try await world.test.staff(.verificationOfficer, at: "371621", name: "郑核对")
        #expect(try await world.codes(answer("忙", today), as: officer) == ["notFound"])
        #expect(
            try await world.codes(answer(" ", today.adding(days: -1)), as: world.reviewer)
                == ["reasonMissing", "promiseInPast"])
        _ = try await world.ok(answer("协理员住院，明天由网格员上门", today.adding(days: 1)), as: world.reviewer)
        #expect(try await world.codes(answer("再说", today), as: world.reviewer) == ["reminderAnswered"])
        let line = try #require(try await late(world, world.county).first)
        #expect(line.row.id == id && line.daysLate == 1 && line.reason.contains("督办"))
        #expect(line.explanation == "协理员住院，明天由网格员上门" && line.promisedOn == today.adding(days: 1))
        #expect(try await late(world, world.stranger).isEmpty)
        #expect(try await late(world, officer).isEmpty, "the centre reads no leads")
        _ = try await world.ok(world.step(id, .tell), as: world.aide)
        #expect(try await late(world, world.county).isEmpty)
        #expect(try await list(world, world.reviewer).rows.isEmpty)
        await world.test.close()
    }

    @Test func `a reminder before the last day is nothing to explain`() async throws {
        let world = try await LeadWorld.make()
        _ = try await world.record()
        #expect(try await remind(world, on: "2026-03-04") == 1)
        let early = try #require(try await list(world, world.clerk).rows.first)
        let answer = AnswerReminder(reminderID: early.id, reason: "忙", promisedOn: try await world.test.bureau.today())
        #expect(try await world.codes(answer, as: world.clerk) == ["reminderNotLate"])
        await world.test.close()
    }

    @Test func `noticed again is to be contacted anew`() async throws {
        let world = try await LeadWorld.make()
        let id = try await world.record()
        _ = try await world.ok(world.step(id, .tell), as: world.aide)
        _ = try await world.ok(world.step(id, .decline, "子女会照料"), as: world.aide)
        world.test.clock.advance(days: 28)
        _ = try await world.ok(world.step(id, .raiseAgain, "又断了生活来源"), as: world.clerk)
        #expect(try await world.view(id, as: world.county)?.line.row.due.on.text == "2026-04-01")
        #expect(try await remind(world, on: "2026-03-30") == 0)
        #expect(try await late(world, world.county).isEmpty)
        #expect(try await remind(world, on: "2026-04-02") == 1)
        await world.test.close()
    }
}

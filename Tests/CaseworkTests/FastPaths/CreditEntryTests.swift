import Casework
import Primitives
import Testing

@Suite struct CreditEntryTests {
    static let terms = CreditEntryTerms(
        defenceDays: Cited(5, "陈述申辩5个工作日"), objectionDays: Cited(10, "异议10个工作日"),
        repairAfterMonths: Cited(6, "满6个月可修复"), keptMonths: Cited(36, "保存3年"))
    static let noticed = CreditEntry(noticedOn: day("2026-03-02"), proposedBy: StaffID(3), debt: Money(yuan: 500))

    private func step(
        _ entry: CreditEntry, _ event: CreditEntryEvent, role: Role = .countyReviewer, staff: Int64 = 4,
        on today: CivilDate = Fixture.today, note: String = "查实虚报"
    ) -> Ruling<CreditEntry> {
        let actor = role.isCitizen ? CaseActor.citizen(role) : .staff(role, StaffID(staff))
        return entry.applying(
            event, by: actor, on: today, note: note, terms: Self.terms, count: Fixture.count)
    }

    private func walk(_ events: [(CreditEntryEvent, Role)], debt: Money = .zero) throws -> CreditEntry {
        var entry = Self.noticed
        entry.debt = debt
        for (event, role) in events { entry = try #require(step(entry, event, role: role).value) }
        return entry
    }

    @Test func `every state, event and role`() {
        expectTable(
            CreditEntry.lines, from: .noticed,
            golden: """
                defend | noticed | applicant agent aide townshipClerk
                passDefence | noticed | countyReviewer system
                enter | heard | countyReviewer
                drop | heard | countyReviewer
                contest | entered | applicant agent aide townshipClerk
                uphold | contested | countyReviewer
                dismiss | contested | countyReviewer
                repair | entered | countyReviewer
                expire | entered | countyReviewer system
                """)
    }

    @Test func `notice, defence, entry, objection dismissed, then repair after half a year`() throws {
        let entered = try walk([(.defend, .applicant), (.enter, .countyReviewer)])
        #expect(entered.state == .entered && entered.enteredOn == Fixture.today)
        let contested = try walk([(.defend, .applicant), (.enter, .countyReviewer), (.contest, .applicant)])
        #expect(contested.answerBy(Self.terms, Fixture.count)?.on == day("2026-04-03"))
        #expect(entered.answerBy(Self.terms, Fixture.count) == nil)
        let again = try walk([
            (.defend, .applicant), (.enter, .countyReviewer), (.contest, .applicant), (.dismiss, .countyReviewer),
        ])
        #expect(again.state == .entered)
        #expect(step(again, .repair, on: day("2026-09-01")).value?.state == .repaired)
        #expect(step(again, .expire, on: day("2029-03-01")).value?.state == .expired)
    }

    @Test func `an objection that is upheld lifts the entry`() throws {
        let events: [(CreditEntryEvent, Role)] = [
            (.defend, .applicant), (.enter, .countyReviewer), (.contest, .applicant), (.uphold, .countyReviewer),
        ]
        #expect(try walk(events).state == .lifted)
    }

    @Test func `each ground against a step is named`() throws {
        let heard = try walk([(.defend, .applicant)])
        let entered = try walk([(.defend, .applicant), (.enter, .countyReviewer)])
        let owing = try walk([(.defend, .applicant), (.enter, .countyReviewer)], debt: Money(yuan: 1))
        expectEachReason([
            Broken(
                CreditEntryReason.defenceRunning,
                step(Self.noticed, .passDefence, on: day("2026-03-09")).refusals),
            Broken(.sameDecider, step(heard, .enter, staff: 3).refusals),
            Broken(.reasonMissing, step(heard, .drop, note: " ").refusals),
            Broken(.debtRemains, step(owing, .repair, on: day("2026-10-01")).refusals),
            Broken(.repairTooEarly, step(entered, .repair, on: day("2026-08-31")).refusals),
            Broken(.notExpired, step(entered, .expire, on: day("2029-02-28")).refusals),
        ])
        #expect(step(Self.noticed, .passDefence, on: day("2026-03-10")).value?.state == .heard)
    }
}

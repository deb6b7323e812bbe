import Casework
import Primitives
import Testing

@Suite struct LeadTests {
    static let terms = LeadTerms(contactDays: Cited(2, "即发现即报告（演示）"), triesMin: Cited(3, "三次以上"))
    static let raised = Lead(source: .comparison, raisedOn: day("2026-03-19"))

    private func step(
        _ lead: Lead, _ event: LeadEvent, role: Role = .aide, note: String = "儿女已接走", notice: Bool = true
    ) -> Ruling<Lead> {
        lead.applying(
            event, by: .staff(role, StaffID(4)), note: note, hasNotice: notice, on: Fixture.today, terms: Self.terms)
    }

    @Test func `every state, event and role`() {
        expectTable(
            Lead.lines, from: .raised,
            golden: """
                tell | raised | aide gridWorker townshipClerk
                startDraft | raised told | applicant agent aide townshipClerk
                decline | told | aide gridWorker townshipClerk
                closeUnfounded | raised told | aide gridWorker townshipClerk
                giveUp | raised | aide gridWorker townshipClerk
                raiseAgain | declined unreachable unfounded | aide gridWorker townshipClerk system
                """)
    }

    @Test func `a lead is contacted within two working days and leads to a draft`() throws {
        #expect(Self.raised.contactBy(Self.terms, Fixture.count).on == day("2026-03-23"))
        let told = try #require(step(Self.raised, .tell).value)
        #expect(step(told, .startDraft).value?.state == .drafting)
    }

    @Test func `each ground against a step is named, and a lead can be raised again`() throws {
        let told = try #require(step(Self.raised, .tell).value)
        let unread = try #require(step(Self.raised, .tell, notice: false).value)
        let twice = Self.raised.tried(on: day("2026-03-19")).tried(on: day("2026-03-20")).tried(on: day("2026-03-20"))
        expectEachReason([
            Broken(LeadReason.reasonMissing, step(told, .decline, note: " ").refusals),
            Broken(.notToldInWriting, step(unread, .decline).refusals),
            Broken(.triesTooFew, step(twice, .giveUp).refusals),
        ])
        let gone = try #require(step(twice.tried(on: day("2026-03-21")), .giveUp).value)
        #expect(step(gone, .raiseAgain).value?.tries.isEmpty == true)
    }
}

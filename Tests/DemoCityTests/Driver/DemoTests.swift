import Casework
import DemoCity
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

@Suite struct DemoTests {
    @Test func `a demo of two thousand people holds everything there is to see`() async throws {
        let demo = try await DemoBureau.prepare()
        expectEveryState(demo.summary)
        try await expectNoticesAndObjections(demo)
        try await expectMoney(demo)
        try await expectAudit(demo)
        try await expectLaterCity(demo)
        try await expectClock(demo)
        await demo.close()
    }

    /// A draft is no case yet; the others follow an award, an end or a fast path, and wait for their verbs.
    private static let unreached: Set<CaseState> = [
        .draft, .suspended, .gradualExit, .terminated, .archived, .notAccepted, .objectionWindow, .provisionalActive,
        .reverifying, .paidFirst, .granted, .revoked,
    ]

    private func expectEveryState(_ summary: DemoSummary) {
        for state in CaseState.allCases where !Self.unreached.contains(state) {
            #expect(summary.cases[state, default: 0] > 0, "no case is \(state.rawValue)")
        }
        #expect(summary.drafts > 0)
        #expect((60...120).contains(summary.cases.values.reduce(summary.drafts, +)))
        // What the families declared and what departments know lead where the generator meant them to.
        let outcomes = summary.citizens.filter { $0.state == .active || $0.state == .refused }
        for citizen in outcomes {
            #expect((citizen.story.expected == .eligible) == (citizen.state == .active), "\(citizen.story)")
        }
        #expect(Set(summary.personas.map(\.role)).count == 12)
        #expect(Set(summary.personas.map(\.login)).count == summary.personas.count)
        #expect(Set(summary.personas.map(\.name)).count == summary.personas.count)
    }

    private func expectNoticesAndObjections(_ demo: DemoBureau) async throws {
        let today = demo.summary.today
        #expect(try await demo.bureau.today() == today)
        #expect(try await demo.count("publicity_notice WHERE ended_day IS NULL AND closes_day = \(today)") > 0)
        #expect(try await demo.count("publicity_notice WHERE ended_day IS NULL AND closes_day > \(today)") > 0)
        #expect(try await demo.count("publicity_notice WHERE ended_day IS NULL AND closes_day < \(today)") > 0)
        #expect(try await demo.count("notice_objection WHERE upheld = 1") > 0)
        #expect(try await demo.count("notice_objection WHERE upheld = 0") > 0)
        #expect(try await demo.count("notice_objection WHERE upheld IS NULL") > 0)
    }

    private func expectMoney(_ demo: DemoBureau) async throws {
        let paid = try #require(demo.summary.paidMonth)
        #expect(paid.isComplete && paid.failedCount == 1 && paid.paidCount > 0)
        let twice: Statement = """
            (SELECT award_id, month, kind FROM pay_item WHERE state IN ('due', 'sent', 'paid')
            GROUP BY award_id, month, kind HAVING COUNT(*) > 1) AS twice
            """
        #expect(try await demo.count(twice) == 0)
        #expect(try await demo.count("pay_batch WHERE state = 'locked'") == 1)
    }

    private func expectAudit(_ demo: DemoBureau) async throws {
        let head = demo.test.folder + "/audit-head"
        while try await demo.bureau.sealAudit(holder: "test", headFile: head) != nil,
            try await demo.count("audit_entry AS e WHERE NOT EXISTS (SELECT 1 FROM audit_link WHERE audit_id = e.id)")
                > 0
        {}
        #expect(try await demo.bureau.verifyAuditChain(headFile: head).isEmpty)
        #expect(try await demo.count("audit_entry") > 1000)
    }

    /// Department data of a later day come in without touching a case; other days and contents are refused.
    private func expectLaterCity(_ demo: DemoBureau) async throws {
        let opening = DemoCityPlan.openingDay
        #expect(try await demo.importAgain(asOf: opening).value?.isChanged == false)
        try demo.changeOneVehicle()
        #expect(try await demo.importAgain(asOf: opening).reasons.map(\.code) == ["casesHeld"])
        let tomorrow = demo.summary.today.adding(days: 1)
        #expect(try await demo.importAgain(asOf: tomorrow).reasons.map(\.code) == ["cityFromTomorrow"])
        let before = [try await demo.count("case_event"), try await demo.count("case_member")]
        let later = try await demo.importAgain(asOf: demo.summary.today)
        #expect(later.value?.isChanged == true, "\(later.reasons)")
        #expect([try await demo.count("case_event"), try await demo.count("case_member")] == before)
        #expect(try await demo.importAgain(asOf: opening).reasons.map(\.code) == ["laterCityHeld"])
        #expect(try await demo.bureau.today() == demo.summary.today)
    }

    private func expectClock(_ demo: DemoBureau) async throws {
        let moved = try await Demo.advance(bureau: demo.bureau, days: 3)
        #expect(moved == .done(demo.summary.today.adding(days: 3)))
        let again = try await Demo.advance(bureau: demo.bureau, days: 0)
        #expect(again.reasons.map(\.code) == ["daysOutOfRange"])
    }

    @Test func `the same seed makes the same demo, another seed another city`() async throws {
        let first = try await DemoBureau.prepare(seed: 11)
        let second = try await DemoBureau.prepare(seed: 11)
        #expect(first.summary.cases == second.summary.cases)
        #expect(first.summary.citizens == second.summary.citizens)
        #expect(first.summary.personas == second.summary.personas)
        for table in ["family", "person", "case_event", "audit_entry", "upload", "award", "pay_item", "outbox_message"]
        {
            let rows = Statement(sql: table)
            #expect(try await first.count(rows) == second.count(rows), "\(table)")
        }
        await first.close()
        await second.close()
    }

    @Test func `a real store is left alone`() async throws {
        let test = try await TestStore.real()
        await #expect(throws: DemoRefused.self) { _ = try await DemoBureau.prepare(in: test) }
        await test.close()
    }
}

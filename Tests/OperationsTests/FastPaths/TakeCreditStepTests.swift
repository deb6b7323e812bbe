import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// The entry of a broken promise: notice, defence, decision, objection, answer, repair, end of its time.
@Suite struct TakeCreditStepTests {
    /// A revoked approval with its entry begun today.
    private func begun() async throws -> (StrokeWorld, CreditEntryID) {
        let world = try await StrokeWorld.make()
        _ = try await world.approved()
        let base = world.base
        let (id, today) = (world.caseID, try await base.test.bureau.today())
        let reportID = try await base.test.bureau.view(as: .staff(base.county)) {
            try $0.store.reports(of: id, in: $0.scope).first?.id
        }
        try await base.test.bureau.store.write { store in
            let scope = Scope.region(base.county.region, on: today)
            guard var row = try store.provisional(of: id, in: scope) else { return }
            (row.check, row.checkReportID, row.checkedOn, row.heardOn) = (.doubtful, reportID, today, today)
            try store.updateProvisional(&row, in: scope)
        }
        let settled = try await base.ok(
            SettleBackCheck(
                caseID: id, seenVersion: try await base.version(), outcome: .failsFalsely,
                reasonCodes: [.falseDeclaration], contradictions: ["申报无车，查实有车"], text: "隐瞒车辆"),
            as: base.county)
        return (world, try #require(settled.creditEntryID))
    }

    private func step(_ id: CreditEntryID, _ event: CreditEntryEvent, _ note: String = "") -> TakeCreditStep {
        TakeCreditStep(entryID: id, event: event, note: note)
    }

    @Test func `a defence, a decision by another person, an objection and its answer`() async throws {
        let (world, id) = try await begun()
        let base = world.base
        #expect(try await base.codes(step(id, .defend), as: base.clerk) == ["textMissing"])
        #expect(try await base.codes(step(id, .defend, "车是借的"), as: base.stranger) == ["notFound"])
        #expect(try await base.codes(step(id, .enter, "记"), as: base.secondCounty) == ["case.eventNotInState"])
        #expect(
            try await base.codes(step(id, .passDefence), as: base.secondCounty) == ["credit.defenceRunning"])
        #expect(try await base.ok(step(id, .defend, "车是借的"), as: base.clerk) == .heard)
        #expect(try await base.codes(step(id, .enter, "记"), as: base.county) == ["credit.sameDecider"])
        #expect(try await base.codes(step(id, .enter, " "), as: base.secondCounty) == ["credit.reasonMissing"])
        #expect(try await base.codes(step(id, .enter, "记"), as: base.clerk) == ["case.roleNotAllowed"])
        #expect(try await base.ok(step(id, .enter, "承诺不实，事实清楚"), as: base.secondCounty) == .entered)
        #expect(try await base.ok(step(id, .contest, "车已过户"), as: base.clerk) == .contested)
        #expect(try await base.ok(step(id, .dismiss, "过户在申请之后"), as: base.secondCounty) == .entered)
        #expect(try await base.codes(step(id, .repair, "改正"), as: base.secondCounty).contains("credit.repairTooEarly"))
        #expect(try await base.codes(step(id, .expire), as: base.secondCounty) == ["credit.notExpired"])
        #expect(try await base.count("credit_step") == 4)
        let documents = try await base.documents()
        #expect(documents["E08"] != nil && documents["D12"] != nil && documents["D16"] != nil)
        await base.end()
    }

    @Test func `an unused defence ends by itself, repair follows repayment, and an entry goes with its time`()
        async throws
    {
        let (world, id) = try await begun()
        let (base, bureau) = (world.base, world.base.test.bureau)
        #expect(try await bureau.carryCreditEntries() == 0)
        base.test.clock.advance(days: 20)
        #expect(try await bureau.carryCreditEntries() == 1)
        #expect(try await bureau.carryCreditEntries() == 0)
        _ = try await base.ok(step(id, .enter, "逾期未申辩"), as: base.secondCounty)
        base.test.clock.advance(days: 120)
        #expect(try await base.ok(step(id, .repair, "已改正，没有欠款"), as: base.secondCounty) == .repaired)
        let (other, second) = try await begun()
        _ = try await other.base.ok(step(second, .defend, "知道错了"), as: other.base.clerk)
        _ = try await other.base.ok(step(second, .enter, "记"), as: other.base.secondCounty)
        other.base.test.clock.advance(days: 400)
        #expect(try await other.base.test.bureau.carryCreditEntries() == 1)
        await other.base.end()
        await base.end()
    }

    @Test func `while an entry stands no promise of the same person is taken`() async throws {
        let (world, id) = try await begun()
        let base = world.base
        _ = try await base.ok(step(id, .defend, "知道错了"), as: base.clerk)
        #expect(try await base.ok(step(id, .drop, "情节轻微"), as: base.secondCounty) == .dropped)
        let (other, second) = try await begun()
        _ = try await other.base.ok(step(second, .defend, "知道错了"), as: other.base.clerk)
        _ = try await other.base.ok(step(second, .enter, "记"), as: other.base.secondCounty)
        let caseID = other.caseID
        let standing = try await other.base.test.bureau.view(as: .staff(other.base.county)) { context in
            try context.store.caseMembers(caseID, in: context.scope).first.map {
                try context.store.hasStandingCreditEntry($0.personID)
            }
        }
        #expect(standing == true)
        await other.base.end()
        await base.end()
    }
}

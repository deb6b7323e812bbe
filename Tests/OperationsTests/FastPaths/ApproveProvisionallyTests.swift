import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// Approval before the check is back: the grounds one after another, each refusal, and what is owed afterwards.
@Suite struct ApproveProvisionallyTests {
    @Test func `the stroke patient is approved the same day on promise and appraisal`() async throws {
        let world = try await StrokeWorld.make()
        let granted = try await world.approved()
        let row = try await world.row()
        #expect(try await world.base.state() == .provisionalActive)
        #expect(granted.amount > .zero && granted.entryDay == row.plan?.approvedOn)
        #expect(row.amount == granted.amount && row.check == .waiting)
        #expect(row.plan?.owed.map(\.step) == OwedStep.allCases)
        let form = try #require(try await world.base.documents()["E01"])
        #expect(form.lines.contains { $0.label == "突发性支出" && $0.value == "90,000.00元" })
        #expect(form.lines.contains { $0.label == "纳入日期" })
        #expect(form.lines.contains { $0.label == "尚未答复的来源" && $0.value != "无" })
        let notice = try #require(try await world.notices().first)
        #expect(notice.kind == .provisional && notice.handOver.entryDate == granted.entryDay)
        #expect(try await world.base.count("award") == 1)
        await world.base.end()
    }

    @Test func `the bill of the one who fell ill proves the illness; of two who are ill a visit tells`() async throws {
        let world = try await StrokeWorld.make { $0.members[1].health = .seriousIllness }
        #expect(try await world.approved().amount > .zero)
        await world.base.end()
        let two = try await StrokeWorld.make { form in
            for index in 0..<2 { form.members[index].health = .seriousIllness }
        }
        await #expect(throws: WorldError.self) { try await two.approved() }
        #expect(try await two.base.codes(try await two.approve(), as: two.base.county) == ["provisionalQuestions"])
        await two.base.end()
        // What was paid after an accident says nothing of an illness.
        let hurt = try await StrokeWorld.make { $0.members[1].health = .seriousIllness }
        _ = try await hurt.base.ok(try await hurt.ask("disaster"), as: hurt.base.clerk)
        _ = try await hurt.base.ok(hurt.credit(), as: hurt.base.clerk)
        _ = try await hurt.base.ok(try await hurt.pledge(), as: hurt.base.clerk)
        _ = try await hurt.base.ok(try await hurt.appraisal(), as: hurt.base.clerk)
        #expect(try await hurt.base.codes(try await hurt.approve(), as: hurt.base.county) == ["provisionalQuestions"])
        await hurt.base.end()
    }

    @Test func `every ground is asked for, and asked for in order`() async throws {
        let world = try await StrokeWorld.make()
        let base = world.base
        #expect(try await base.codes(try await world.approve(), as: base.county) == ["provisionalNotAsked"])
        #expect(try await base.codes(world.credit(), as: base.clerk) == ["provisionalNotAsked"])
        _ = try await base.ok(try await world.ask(), as: base.clerk)
        #expect(
            Set(try await base.codes(try await world.approve(), as: base.county))
                == ["provisional.creditNotAsked", "provisional.pledgeMissing", "provisional.appraisalMissing"])
        #expect(try await base.codes(try await world.pledge(), as: base.clerk) == ["provisional.creditNotAsked"])
        #expect(try await base.codes(world.credit(reference: " "), as: base.clerk) == ["creditReferenceMissing"])
        #expect(
            try await base.codes(world.credit(reference: String(repeating: "1", count: 61)), as: base.clerk)
                == ["textTooLong"])
        _ = try await base.ok(world.credit(.seriousRecord), as: base.clerk)
        #expect(try await base.codes(try await world.pledge(), as: base.clerk) == ["provisional.creditBarred"])
        _ = try await base.ok(world.credit(), as: base.clerk)
        #expect(try await base.codes(try await world.pledge(hash: "00"), as: base.clerk) == ["pledgeTextChanged"])
        var strange = try await world.pledge()
        strange.signedID = UploadID(5)
        #expect(try await base.codes(strange, as: base.clerk) == ["proofMissing"])
        _ = try await base.ok(try await world.pledge(), as: base.clerk)
        _ = try await base.ok(try await world.appraisal(for: 3), as: base.clerk)
        #expect(
            try await base.codes(try await world.approve(), as: base.county) == ["provisional.appraisalNegative"])
        _ = try await base.ok(try await world.appraisal(), as: base.clerk)
        #expect(try await base.codes(try await world.approve(), as: base.clerk).contains("roleNotAllowed"))
        #expect(try await base.codes(try await world.approve(), as: base.stranger) == ["notFound"])
        var stale = try await world.approve()
        stale.seenVersion -= 1
        #expect(try await base.codes(stale, as: base.county) == ["caseChanged"])
        #expect(try await base.count("medical_notice") == 0)
        #expect(try await base.state() == .investigating)
        base.test.clock.advance(days: 1)
        #expect(try await base.codes(try await world.approve(), as: base.county) == ["provisional.decisionLate"])
        await base.end()
    }

    @Test func `the request names a cause, a sum and a paper that open the path`() async throws {
        let world = try await StrokeWorld.make()
        let base = world.base
        #expect(
            try await base.codes(try await world.ask("schooling"), as: base.clerk) == ["provisional.causeUnsuitable"])
        #expect(
            try await base.codes(try await world.ask("medical", 29_999), as: base.clerk)
                == ["provisional.costBelowTrigger"])
        var strange = try await world.ask()
        strange.proofID = UploadID(7)
        #expect(try await base.codes(strange, as: base.clerk) == ["proofMissing"])
        #expect(try await base.codes(try await world.ask(), as: base.county) == ["notAllowed"])
        #expect(try await base.codes(try await world.ask(), as: base.stranger) == ["notFound"])
        let actor = Actor.staff(base.clerk)
        let ask = try await world.ask("disaster", 30_000)
        let first = try await base.test.bureau.perform(ask, as: actor, key: "ask")
        #expect(try await base.test.bureau.perform(ask, as: actor, key: "ask") == first)
        #expect(
            try await base.test.bureau.perform(try await world.ask(), as: actor, key: "ask").reasons == [.keyReused])
        #expect(try await base.count("provisional_approval") == 1)
        _ = try await world.approved()
        #expect(
            Set(try await base.codes(try await world.ask(), as: base.clerk)) == ["provisionalStateWrong"])
        #expect(try await base.codes(world.credit(), as: base.clerk) == ["provisionalDecided"])
        #expect(try await base.codes(try await world.approve(), as: base.county) == ["provisionalDecided"])
        await base.end()
    }

    @Test func `programs that are not computed, and relief, take the ordinary way`() async throws {
        for program in [Program.temporaryRelief, .rigidExpenseHousehold] {
            let world = try await StrokeWorld.make { $0.program = program }
            #expect(
                try await world.base.codes(try await world.ask(), as: world.base.clerk)
                    == ["provisionalProgramUnsuitable"])
            await world.base.end()
        }
    }

    @Test func `a family that would not qualify on what is known waits for the report`() async throws {
        let world = try await StrokeWorld.make { form in
            form.incomes = [DeclaredItem(memberNumber: 2, kind: .wage, amount: .monthly(Money(yuan: 60_000)))]
        }
        let base = world.base
        _ = try await base.ok(try await world.ask(), as: base.clerk)
        _ = try await base.ok(world.credit(), as: base.clerk)
        _ = try await base.ok(try await world.pledge(), as: base.clerk)
        _ = try await base.ok(try await world.appraisal(), as: base.clerk)
        #expect(try await base.codes(try await world.approve(), as: base.county) == ["provisionalUnlikely"])
        await base.end()
    }
}

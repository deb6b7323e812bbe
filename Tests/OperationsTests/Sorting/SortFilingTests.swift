import Casework
import Foundation
import Operations
import OperationsTestKit
import Policies
import Primitives
import Storage
import Testing

/// One application, sorted: stored like a determination, never deciding, carried over by a person only.
@Suite struct SortFilingTests {
    private func view(_ world: CaseWorld, as staff: StaffActor? = nil) async throws -> SortingView? {
        let (id, actor) = (world.caseID, Actor.staff(staff ?? world.clerk))
        return try await world.test.bureau.view(as: actor) { try SortingView.load(id, in: $0) }
    }

    @Test func `a case just accepted can be sorted, and relief need not wait`() async throws {
        let world = try await CaseWorld.make()
        let summary = try await world.ok(SortFiling(caseID: world.caseID), as: world.clerk)
        #expect(summary.version == 1 && !summary.isUnchanged)
        let view = try #require(try await view(world))
        #expect(view.isPresent && view.difference == nil && view.sorting.entries.count >= 18)
        #expect(view.sorting["dibao"]?.outcome == .undetermined)
        #expect(view.sorting["dibao"]?.questions.contains { $0.reason == "核对结果还没有返回" } == true)
        #expect(view.sorting["temporaryRelief"]?.startsAtOnce == true)
        #expect(view.sorting["orphan"]?.outcome == .undetermined)
        #expect(view.questions.contains { $0.field == "parentCondition" && $0.kind == .choice })
        #expect(try await world.row().program == .dibao)
        await world.end()
    }

    @Test func `the same facts add nothing, and a key gives its first outcome again`() async throws {
        let world = try await CaseWorld.make()
        let actor = Actor.staff(world.clerk)
        let sort = SortFiling(caseID: world.caseID)
        let first = try await world.test.bureau.perform(sort, as: actor, key: "k")
        #expect(try await world.test.bureau.perform(sort, as: actor, key: "k") == first)
        let second = try await world.ok(sort, as: world.clerk)
        #expect(second.isUnchanged && second.sortingID == first.value?.sortingID)
        #expect(try await world.count("case_sorting") == 1)
        let other = SortFiling(caseID: world.caseID, answers: [try await answer(world, "needsLongCare", "no")])
        #expect(try await world.test.bureau.perform(other, as: actor, key: "k").reasons.map(\.code) == ["keyReused"])
        let texts = try await world.count("policy_text")
        #expect(texts > 0 && texts <= SortingPlan.places.count)
        await world.end()
    }

    @Test func `an answer is asked for once, stays, and shows what it changed`() async throws {
        let world = try await CaseWorld.make()
        _ = try await world.ok(SortFiling(caseID: world.caseID), as: world.clerk)
        let before = try #require(try await view(world))
        let parents = before.questions.filter { $0.field == "parentCondition" }
        #expect(parents.count == 2)
        let today = try await world.test.bureau.today()
        let answers = parents.map {
            SortingAnswer(
                entity: $0.entity, row: $0.row, field: $0.field, value: "dead", basis: .document, note: "死亡证明",
                givenOn: today)
        }
        _ = try await world.ok(SortFiling(caseID: world.caseID, answers: answers), as: world.clerk)
        let after = try #require(try await view(world))
        #expect(after.version == 2 && after.sorting["orphan"]?.outcome == .eligible)
        #expect(after.difference?.changes.contains { $0.now?.program == "orphan" } == true)
        #expect(!after.questions.contains { $0.field == "parentCondition" })
        // The next run keeps the answers.
        let again = try await world.ok(SortFiling(caseID: world.caseID), as: world.reviewer)
        #expect(again.isUnchanged && again.version == 2)
        await world.end()
    }

    @Test func `a person carries the case over, and only to what fits`() async throws {
        let world = try await CaseWorld.make(form: { form in
            form.incomes = [DeclaredItem(memberNumber: 2, kind: .wage, amount: .monthly(Money(yuan: 3_500)))]
        })
        try await world.investigate()
        _ = try await world.determine()
        _ = try await world.ok(SortFiling(caseID: world.caseID), as: world.clerk)
        let view = try #require(try await view(world))
        #expect(view.sorting["dibao"]?.outcome == .notEligible, "\(view.sorting["dibao"]?.questions ?? [])")
        #expect(view.sorting.suggestion == "marginal", "\(view.sorting.standing)")
        let version = try await world.version()
        func move(_ program: Program, _ reason: String = "收入高于低保线、低于边缘线", version: Int64) -> TransferProgram {
            TransferProgram(caseID: world.caseID, seenVersion: version, program: program, reason: reason)
        }
        let clerk = world.clerk
        #expect(try await world.codes(move(.dibao, version: version), as: clerk).contains("programSame"))
        #expect(try await world.codes(move(.destituteSupport, version: version), as: clerk) == ["programDoesNotFit"])
        #expect(
            try await world.codes(move(.marginalHousehold, " ", version: version), as: clerk).contains("textMissing"))
        #expect(try await world.codes(move(.marginalHousehold, version: version - 1), as: clerk) == ["caseChanged"])
        #expect(try await world.codes(move(.marginalHousehold, version: version), as: world.stranger) == ["notFound"])
        #expect(
            try await world.codes(move(.marginalHousehold, version: version), as: world.county) == ["roleNotAllowed"])
        #expect(
            try await world.codes(move(.temporaryRelief, version: version), as: clerk).contains("reliefStandsBeside"))
        #expect(try await world.row().program == .dibao)
        _ = try await world.ok(move(.marginalHousehold, version: version), as: clerk)
        let row = try await world.row()
        #expect(row.program == .marginalHousehold && row.form.program == .dibao && row.state == .investigating)
        let id = world.caseID
        let (event, determination) = try await world.test.bureau.view(as: .staff(clerk)) { context in
            (
                try context.store.caseEvents(id, in: context.scope).last,
                try context.store.latestDetermination(of: id, in: context.scope)
            )
        }
        #expect(event?.kind == "changeProgram" && event?.actor.id == clerk.staffID.rawValue)
        #expect(event?.reason == "收入高于低保线、低于边缘线")
        // The result stands for the other program now: a status without money.
        #expect(determination?.entry.outcome == "eligible" && determination?.entry.amount == .zero)
        // Sorting again suggests, and leaves alone what the person decided.
        _ = try await world.ok(SortFiling(caseID: world.caseID), as: clerk)
        #expect(try await world.row().program == .marginalHousehold)
        await world.end()
    }

    @Test func `after a publication a sorting and a determination say that the policy changed`() async throws {
        let world = try await CaseWorld.make(form: { form in
            form.incomes = [DeclaredItem(memberNumber: 2, kind: .wage, amount: .monthly(Money(yuan: 3_500)))]
        })
        try await world.investigate()
        _ = try await world.determine()
        _ = try await world.ok(SortFiling(caseID: world.caseID), as: world.clerk)
        let before = try #require(try await view(world))
        #expect(before.isPresent && !before.isPolicyChanged)
        #expect(try await determination(world)?.isPolicyChanged == false)
        let office = try await PolicyOffice.open(world.test)
        let id = try await office.approved("850", from: "2026-03-10")
        #expect(try await office.publish(id).value != nil)
        // It is in force from a later day: today's result stands.
        #expect(try await view(world)?.isPresent == true)
        world.test.clock.advance(days: 10)
        let after = try #require(try await view(world))
        #expect(!after.isPresent && after.isPolicyChanged)
        #expect(try await determination(world)?.isPolicyChanged == true)
        let move = TransferProgram(
            caseID: world.caseID, seenVersion: try await world.version(), program: .marginalHousehold, reason: "收入")
        #expect(try await world.codes(move, as: world.clerk).contains("sortingPolicyChanged"))
        _ = try await world.ok(SortFiling(caseID: world.caseID), as: world.clerk)
        let again = try #require(try await view(world))
        #expect(again.isPresent && !again.isPolicyChanged)
        await world.end()
    }

    private func determination(_ world: CaseWorld) async throws -> DeterminationView? {
        let id = world.caseID
        return try await world.test.bureau.view(as: .staff(world.clerk)) { try DeterminationView.load(id, in: $0) }
    }

    @Test func `sorting is for those who work on the case, before it is decided`() async throws {
        let world = try await CaseWorld.make()
        let sort = SortFiling(caseID: world.caseID)
        #expect(try await world.codes(sort, as: world.county) == ["notAllowed"])
        #expect(try await world.codes(sort, as: world.stranger) == ["notFound"])
        #expect(try await world.codes(sort, as: .visitor) == ["notFound"])
        var wrong = try await answer(world, "needsLongCare", "perhaps")
        #expect(
            try await world.codes(SortFiling(caseID: world.caseID, answers: [wrong]), as: world.clerk) == [
                "answerUnsuitable"
            ])
        wrong.value = "yes"
        wrong.note = " "
        #expect(
            try await world.codes(SortFiling(caseID: world.caseID, answers: [wrong]), as: world.clerk) == [
                "textMissing"
            ])
        #expect(
            try await world.codes(
                TransferProgram(
                    caseID: world.caseID, seenVersion: try await world.version(), program: .marginalHousehold,
                    reason: "收入"),
                as: world.clerk) == ["sortingMissing"])
        let (id, clerk, now) = (world.caseID, world.clerk.staffID, world.test.clock.now)
        try await world.test.bureau.store.write {
            try $0.putRelation("叔父", of: clerk, to: id, declaredBy: "staff", at: now)
        }
        #expect(try await world.codes(sort, as: world.clerk) == ["relatedPerson"])
        #expect(try await world.count("case_sorting") == 0)
        #expect(try await world.count("policy_text") == 0)
        _ = try await world.ok(
            Step(caseID: world.caseID, event: .endDeath(on: try await world.test.bureau.today())), as: world.county)
        #expect(try await world.codes(sort, as: world.reviewer) == ["sortingClosed"])
        #expect(try await view(world, as: world.stranger) == nil)
        await world.end()
    }

    @Test func `a stored sorting replays to the same bytes and explains each program`() async throws {
        let world = try await CaseWorld.make()
        try await world.investigate()
        _ = try await world.ok(SortFiling(caseID: world.caseID), as: world.clerk)
        let id = world.caseID
        let (stored, texts) = try await world.test.bureau.view(as: .staff(world.clerk)) { context in
            let row = try context.store.sortings(of: id, last: 1, in: context.scope)[0]
            let record = try SortingRecord(bytes: row.entry.record)
            return (record, try context.store.policyTexts(Array(record.policyHashes.values)))
        }
        #expect(stored.replayed(by: try stored.sorter(texts: texts)) == stored.bytes)
        for entry in stored.sorting.entries where entry.outcome != .unavailable {
            let why = try await world.test.bureau.view(as: .staff(world.clerk)) {
                try ProgramWhyView.load(id, program: entry.program, member: entry.member, in: $0)
            }
            #expect(why?.tests.isEmpty == false && why?.steps.isEmpty == false, "\(entry.program)")
        }
        let outside = try await world.test.bureau.view(as: .staff(world.stranger)) {
            try ProgramWhyView.load(id, program: "dibao", member: nil, in: $0)
        }
        #expect(outside == nil)
        await world.end()
    }

    private func answer(_ world: CaseWorld, _ field: String, _ value: String) async throws -> SortingAnswer {
        SortingAnswer(
            entity: "member", row: "m1", field: field, value: value, basis: .visit, note: "入户所见",
            givenOn: try await world.test.bureau.today())
    }
}

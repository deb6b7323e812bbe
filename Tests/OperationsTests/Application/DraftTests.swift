import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Drafts: answers kept page by page, seen by their owner only, and never filled from a mere claim.
@Suite struct DraftTests {
    @Test func `a part is kept even when it is wrong, and its problems come back at their fields`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let id = try await test.perform(
                StartDraft(program: .dibao, region: RegionCode(Household.village)), as: actor
            ).get()
            let typed = DeclaredMember(
                number: 0, name: "赵小龙", idNumber: "371621198005010011", relation: .applicant, health: .unknown)
            let saved = try await test.perform(
                SaveDraftPart(draftID: id, version: 1, part: .member(typed)), as: actor
            ).get()
            #expect(saved.version == 2)
            #expect(saved.memberNumber == 1)
            #expect(
                saved.problems.map(\.field) == [
                    "members.1.idNumber", "members.1.employment", "members.1.isAbleToWork",
                ], "what was not said is asked for, and never assumed")
            let view = try #require(try await test.bureau.view(as: actor) { try DraftView.load(id, in: $0) })
            #expect(view.draft.content.form.members.map(\.idNumber) == ["371621198005010011"])
            #expect(view.tasks.first?.state == .needsChange)
            #expect(view.nextSection == .members)
            #expect(!view.isReady)
        }
    }

    @Test func `a page made from an earlier version is refused, and one of another account finds nothing`() async throws
    {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let other = Actor.citizen(try await test.citizen(phone: "19900000002"))
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let (id, version) = try await Household().fill(test, as: actor)
            let stale = SaveDraftPart(draftID: id, version: version - 1, part: .hardship("别的"))
            #expect(try await test.perform(stale, as: actor).reasonCodes == ["changedMeanwhile"])
            let part = SaveDraftPart(draftID: id, version: version, part: .hardship("别的"))
            #expect(try await test.perform(part, as: other).reasonCodes == ["notFound"])
            #expect(try await test.perform(part, as: clerk).reasonCodes == ["notFound"])
            for stranger in [other, clerk, .visitor] {
                #expect(try await test.bureau.view(as: stranger) { try DraftView.load(id, in: $0) } == nil)
                #expect(try await test.bureau.view(as: stranger) { try DraftLine.list(in: $0) }.isEmpty)
            }
            #expect(try await test.bureau.view(as: actor) { try DraftLine.list(in: $0) }.map(\.id) == [id])
        }
    }

    @Test func `the task list says what is empty, half done and done`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let (id, _) = try await Household().fill(test, as: actor)
            let view = try #require(try await test.bureau.view(as: actor) { try DraftView.load(id, in: $0) })
            let states = Dictionary(uniqueKeysWithValues: view.tasks.map { ($0.section, $0.state) })
            #expect(states[.members] == .complete)
            #expect(states[.properties] == .complete)
            #expect(states[.materials] == .empty)
            #expect(states[.authorizations] == .empty)
            #expect(view.nextSection == .authorizations)
            #expect(view.openReasons.map(\.code) == Array(repeating: "authorization.missing", count: 3))
        }
    }

    @Test func `silence about property keeps a draft from being ready`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let id = try await test.perform(
                StartDraft(program: .dibao, region: RegionCode(Household.village)), as: actor
            ).get()
            let view = try #require(try await test.bureau.view(as: actor) { try DraftView.load(id, in: $0) })
            let silent = view.openReasons.filter { $0.code == "sectionUnanswered" }.map(\.field)
            #expect(silent == ["incomes", "properties", "expenses"])
        }
    }

    @Test func `removing a member removes what was declared for them`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let (id, version) = try await Household().fill(test, as: actor)
            _ = try await test.perform(
                SaveDraftPart(draftID: id, version: version, part: .removeMember(1)), as: actor
            ).get()
            let view = try #require(try await test.bureau.view(as: actor) { try DraftView.load(id, in: $0) })
            #expect(view.draft.content.form.members.map(\.number) == [2, 3])
            #expect(view.draft.content.form.incomes.isEmpty)
            #expect(view.draft.content.form.accountHolderNumber == nil)
        }
    }

    @Test func `a helper must give a phone, and only aides and clerks help`() async throws {
        try await withBureau { test in
            let village = try RegionCode(Household.village)
            let aide = Actor.staff(try await test.staff(.aide, at: Household.village))
            let payer = Actor.staff(try await test.staff(.payer, at: "371621"))
            #expect(
                try await test.perform(StartDraft(program: .dibao, region: village), as: aide).reasonCodes == [
                    "phoneMissing"
                ]
            )
            let start = StartDraft(program: .dibao, region: village, applicantPhone: "19900000009")
            #expect(try await test.perform(start, as: payer).reasonCodes == ["notAllowed"])
            #expect(try await test.perform(start, as: .visitor).reasonCodes == ["notSignedIn"])
            #expect(try await test.perform(start, as: aide).value != nil)
            let nowhere = StartDraft(
                program: .dibao, region: try RegionCode("110101001001"), applicantPhone: "19900000009")
            #expect(try await test.perform(nowhere, as: aide).reasonCodes == ["placeUnknown"])
        }
    }

    @Test func `a discarded draft is gone, and the eleventh open draft is refused`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let start = StartDraft(program: .dibao, region: try RegionCode(Household.village))
            var ids: [DraftID] = []
            for _ in 0..<StartDraft.openMax { ids.append(try await test.perform(start, as: actor).get()) }
            #expect(try await test.perform(start, as: actor).reasonCodes == ["tooManyDrafts"])
            #expect(try await test.perform(DiscardDraft(draftID: ids[0], version: 1), as: actor).value == true)
            let again = SaveDraftPart(draftID: ids[0], version: 2, part: .hardship("x"))
            #expect(try await test.perform(again, as: actor).reasonCodes == ["notFound"])
            #expect(try await test.perform(start, as: actor).value != nil)
        }
    }

    @Test func `the family on file comes into the draft of a proven person, never of a mere claim`() async throws {
        try await withBureau { test in
            let account = try await test.citizen()
            let actor = Actor.citizen(account)
            let household = Household()
            let ids = try household.ids
            let village = try RegionCode(Household.village)
            let now = test.clock.now
            let entry = FamilyEntry(
                registerNumber: "H1", program: .monitored, area: .rural, region: village, startedDay: now.chinaDate,
                members: zip(["head", "spouse", "child"], ids).enumerated().map { position, member in
                    FamilyMemberEntry(
                        number: position + 1, name: household.names[position], citizenID: member.1, relation: member.0)
                })
            let people = try await test.bureau.store.write { store in
                _ = try store.insertUnknownFamilies([entry], on: now.chinaDate, at: now)
                return try ids.map { try store.personID(of: $0) }
            }
            let id = try await test.perform(StartDraft(program: .dibao, region: village), as: actor).get()
            #expect(
                try await test.perform(PrefillFromFile(draftID: id, version: 1), as: actor).reasonCodes == ["notProven"]
            )
            let own = try #require(people[0])
            let clerk = try await test.staff(.townshipClerk, at: "371621001")
            try await test.bureau.store.write { store in
                try store.proveByClerk(
                    account: account, person: own, in: .region(clerk.region, on: now.chinaDate), at: now)
            }
            _ = try await test.perform(PrefillFromFile(draftID: id, version: 1), as: actor).get()
            let view = try #require(try await test.bureau.view(as: actor) { try DraftView.load(id, in: $0) })
            #expect(view.draft.content.form.members.map(\.name) == household.names)
            #expect(view.draft.content.form.members.map(\.relation) == [.applicant, .spouse, .child])
            #expect(view.draft.content.isPrefilled)
        }
    }
}

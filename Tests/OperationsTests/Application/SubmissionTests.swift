import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// A draft becomes a case exactly once, with everything that belongs to it or nothing at all.
@Suite struct SubmissionTests {
    @Test func `a sound application becomes a case with number, family, people, documents and a message`() async throws
    {
        try await withBureau { test in
            let account = try await test.citizen()
            let actor = Actor.citizen(account)
            let clerk = try await test.staff(.townshipClerk, at: "371621001")
            let sent = try await Household().submit(test, as: actor)
            #expect(sent.number == "371621-2026-000001")
            #expect(sent.trackingToken.utf8.count == 32)
            #expect(sent.answerBy?.text == "2026-03-09")
            let view = try #require(
                try await test.bureau.view(as: .staff(clerk)) { try CaseView.load(sent.caseID, in: $0) })
            #expect(view.row.state == .submitted)
            #expect(view.row.accountID == account)
            #expect(view.row.channel == "phone")
            #expect(view.row.competentBody == .county)
            #expect(view.members.map(\.nameMasked) == ["赵*龙", "钱*梅", "赵*宝"])
            #expect(view.documents.map(\.kind) == ["D03", "D04", "D05"])
            #expect(view.messages.map(\.template) == ["submitted"])
            #expect(view.history.map(\.chinese) == ["提交申请"])
            #expect(view.place == ["惠民县", "孙武街道", "王惠理村"])
            for (table, rows) in [("person", 3), ("family", 1), ("family_member", 3), ("case_member", 3)] {
                #expect(try await test.count(table) == rows)
            }
            let family = try await test.bureau.view(as: .staff(clerk)) {
                try $0.store.family(view.row.familyID, in: $0.scope)
            }
            #expect(family?.area == .rural)
        }
    }

    @Test func `sent twice under one key it is one case; under another the number of the first is said`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let household = Household()
            let (id, version) = try await household.fill(test, as: actor)
            try await household.authorize(test, draft: id, as: actor)
            let command = SubmitApplication(draftID: id, version: version)
            let first = try await test.bureau.perform(command, as: actor, key: "k").get()
            #expect(try await test.bureau.perform(command, as: actor, key: "k").get() == first)
            let other = SubmitApplication(draftID: id, version: version + 1)
            #expect(try await test.bureau.perform(other, as: actor, key: "k").reasonCodes == ["keyReused"])
            let again = try await test.bureau.perform(command, as: actor, key: "k2")
            #expect(again.reasonCodes == ["alreadySent"])
            #expect(again.reasons[0].chinese.contains(first.number))
            #expect(try await test.count("aid_case") == 1)
            let late = SaveDraftPart(draftID: id, version: version + 1, part: .hardship("x"))
            #expect(try await test.perform(late, as: actor).reasonCodes == ["alreadySent"])
        }
    }

    @Test func `everything that is wrong is said at once, and nothing stays`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let other = Actor.citizen(try await test.citizen(phone: "19900000002"))
            let household = Household()
            let (id, version) = try await household.fill(test, as: actor)
            let saved = try await test.perform(
                SaveDraftPart(
                    draftID: id, version: version,
                    part: .pledge(isPledged: false, hasRelativeOnStaff: false)), as: actor
            ).get()
            let command = SubmitApplication(draftID: id, version: saved.version)
            let codes = try await test.perform(command, as: actor).reasonCodes
            #expect(codes == ["pledgeMissing"] + Array(repeating: "authorization.missing", count: 3))
            #expect(try await test.perform(command, as: other).reasonCodes == ["notFound"])
            #expect(
                try await test.perform(SubmitApplication(draftID: id, version: 1), as: actor).reasonCodes == [
                    "changedMeanwhile"
                ])
            for table in ["aid_case", "person", "family", "number_series", "outbox_message"] {
                #expect(try await test.count(table) == 0)
            }
        }
    }

    @Test func `numbers have no gaps, and a refused application takes none`() async throws {
        try await withBureau { test in
            let first = Actor.citizen(try await test.citizen())
            let second = Actor.citizen(try await test.citizen(phone: "19900000002"))
            _ = try await Household().submit(test, as: first)
            let (id, version) = try await Household(serial: 2).fill(test, as: second)
            #expect(try await test.perform(SubmitApplication(draftID: id, version: version), as: second).value == nil)
            try await Household(serial: 2).authorize(test, draft: id, as: second)
            let sent = try await test.perform(SubmitApplication(draftID: id, version: version), as: second).get()
            #expect(sent.number == "371621-2026-000002")
        }
    }

    @Test func `the own family applies once; a stranger's claim is taken, and the clerk cannot accept it`() async throws
    {
        try await withBureau { test in
            let owner = Actor.citizen(try await test.citizen())
            let stranger = Actor.citizen(try await test.citizen(phone: "19900000002"))
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let household = Household()
            let first = try await household.submit(test, as: owner)
            let (id, version) = try await household.fill(test, as: owner)
            test.clock.advance(seconds: 3_700)
            try await household.authorize(test, draft: id, as: owner)
            let own = try await test.perform(SubmitApplication(draftID: id, version: version), as: owner)
            #expect(own.reasonCodes == ["familyHasOpenCase"])
            #expect(!own.reasons[0].chinese.contains(first.number))
            test.clock.advance(seconds: 3_700)
            let second = try await household.submit(test, as: stranger)
            #expect(try await test.count("person") == 3)
            let accept = try await test.perform(AcceptCase(caseID: second.caseID, seenVersion: 2), as: clerk)
            #expect(accept.reasonCodes == ["memberInOtherCase"])
            #expect(accept.reasons[0].chinese.contains(first.number))
        }
    }

    @Test func `a family on file is used, and the township of the application may see it from then on`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let clerk = try await test.staff(.townshipClerk, at: "371621001")
            let household = Household()
            let elsewhere = try RegionCode("371622101201")
            let now = test.clock.now
            let entry = FamilyEntry(
                registerNumber: "H9", program: .dibao, area: .urban, region: elsewhere, startedDay: now.chinaDate,
                members: [
                    FamilyMemberEntry(
                        number: 1, name: household.names[0], citizenID: try household.ids[0], relation: "head")
                ])
            let family = try await test.bureau.store.write {
                try $0.insertUnknownFamilies([entry], on: now.chinaDate, at: now)[0]
            }
            let seen: @Sendable (CommandContext) throws -> FamilyRow? = { try $0.store.family(family, in: $0.scope) }
            #expect(try await test.bureau.view(as: .staff(clerk), seen) == nil)
            let sent = try await household.submit(test, as: actor)
            #expect(try await test.bureau.view(as: .staff(clerk), seen)?.registerNumber == "H9")
            let members: @Sendable (CommandContext) throws -> Int = {
                try $0.store.members(of: family, in: $0.scope).count
            }
            #expect(try await test.bureau.view(as: .staff(clerk), members) == 1)
            _ = try await test.perform(AcceptCase(caseID: sent.caseID, seenVersion: 2), as: .staff(clerk)).get()
            #expect(try await test.bureau.view(as: .staff(clerk), members) == 3)
        }
    }

    @Test func `a clerk files for the own area only, and the township decides where it was delegated`() async throws {
        try await withBureau { test in
            let aide = Actor.staff(try await test.staff(.aide, at: Household.village))
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621101"))
            let account = try await test.citizen(phone: "19900000001")
            let county = Actor.staff(try await test.staff(.countyReviewer, at: "371621"))
            _ = try await test.perform(
                try IssueDelegation.sample(["371621001"], on: try await test.bureau.today()), as: county
            ).get()
            let sent = try await Household().submit(test, as: aide)
            let rows = try await test.bureau.view(as: aide) { try $0.store.caseRow(sent.caseID, in: $0.scope) }
            #expect(rows?.channel == "helper")
            #expect(rows?.competentBody == .township)
            #expect(rows?.accountID == account)
            let household = Household(serial: 2)
            let (id, version) = try await household.fill(test, as: clerk)
            try await household.authorize(test, draft: id, as: clerk)
            let outside = try await test.perform(SubmitApplication(draftID: id, version: version), as: clerk)
            #expect(outside.reasonCodes == ["placeOutsideArea"])
        }
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Who may authorise the check for whom, and what stands of it until the case is decided.
@Suite struct AuthorizationTests {
    @Test func `each adult by code, the child by the guardian: the draft is ready`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let household = Household()
            let (id, _) = try await household.fill(test, as: actor)
            try await household.authorize(test, draft: id, as: actor)
            let view = try #require(try await test.bureau.view(as: actor) { try DraftView.load(id, in: $0) })
            #expect(view.isReady)
            #expect(
                view.authorizations.map(\.number) == [
                    "SQ371621-2026-0000001", "SQ371621-2026-0000002", "SQ371621-2026-0000003",
                ])
            #expect(view.authorizations.allSatisfy { $0.expiresDay?.text == "2026-09-02" })
        }
    }

    @Test func `a wrong code is counted and answered, an unread text and an unsuitable signer are refused`()
        async throws
    {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let household = Household()
            let (id, _) = try await household.fill(test, as: actor)
            func act(_ number: Int, _ act: AuthorizationAct, text: String? = nil) async throws -> Outcome<
                AuthorizationOutcome
            > {
                try await test.perform(
                    RecordAuthorization(
                        owner: .draft(id), memberNumber: number, act: act,
                        textHash: text ?? Household.text(household.names[number - 1]).hashText), as: actor)
            }
            let phone = "13900001111"
            #expect(try await act(1, .ownCode(phone: phone, code: "000000")).reasonCodes == ["codeNotOpen"])
            let code = try await test.perform(
                RequestPhoneCode(phone: phone, addressKey: "a", purpose: .authorize(draftID: id, memberNumber: 1)),
                as: actor
            ).get().shownCode
            let wrong = code == "111111" ? "222222" : "111111"
            #expect(try await act(1, .ownCode(phone: phone, code: wrong)).value == .wrongCode(triesLeft: 4))
            #expect(try await act(2, .ownCode(phone: phone, code: code ?? "")).reasonCodes == ["codeNotOpen"])
            #expect(
                try await act(1, .ownCode(phone: phone, code: code ?? ""), text: "00").reasonCodes == ["textChanged"])
            #expect(try await act(1, .ownCode(phone: phone, code: code ?? "")).value != nil)
            #expect(try await act(1, .guardian(name: "赵大")).reasonCodes == ["signerUnsuitable"])
            #expect(try await act(3, .ownCode(phone: phone, code: "1")).reasonCodes == ["signerUnsuitable"])
            #expect(try await act(3, .guardian(name: " ")).reasonCodes == ["signerMissing"])
            #expect(try await act(1, .beforeClerk).reasonCodes == ["notAllowed"])
            #expect(try await act(9, .guardian(name: "赵大"), text: "x").reasonCodes == ["memberUnknown"])
            #expect(try await act(2, .later(reason: " ")).reasonCodes == ["reasonMissing"])
            let missing = AuthorizationAct.represented(
                name: "", standing: .closeRelative, reason: "", evidence: UploadID(1))
            #expect(try await act(2, missing).reasonCodes == ["signerMissing", "reasonMissing", "evidenceUnknown"])
        }
    }

    @Test func `a represented adult needs evidence; the recovered adult confirms, a clerk writes it down`() async throws
    {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let household = Household()
            let (id, version) = try await household.fill(test, as: actor)
            try await household.authorize(test, draft: id, as: actor)
            let evidence = try await test.bureau.attachUpload(
                [1, 2, 3], mediaType: "image/jpeg", purpose: .authorizationEvidence, to: .draft(id), as: actor, key: "e"
            ).get()
            let act = AuthorizationAct.represented(
                name: "赵小龙", standing: .closeRelative, reason: "昏迷住院", evidence: evidence)
            _ = try await test.perform(
                RecordAuthorization(
                    owner: .draft(id), memberNumber: 2, act: act, textHash: Household.text("钱小梅").hashText), as: actor
            ).get()
            let removal = RemoveUpload(draftID: id, uploadID: evidence)
            #expect(try await test.perform(removal, as: actor).reasonCodes == ["evidenceInUse"])
            let sent = try await test.perform(SubmitApplication(draftID: id, version: version), as: actor).get()
            let view = try #require(try await test.bureau.view(as: clerk) { try CaseView.load(sent.caseID, in: $0) })
            let row = try #require(view.members[1].authorizationRow)
            #expect(row.method == .represented)
            #expect(view.uploads.map(\.id) == [evidence])
            #expect(
                try await test.perform(RatifyAuthorization(authorizationID: row.id), as: actor).reasonCodes == [
                    "notAllowed"
                ])
            #expect(try await test.perform(RatifyAuthorization(authorizationID: row.id), as: clerk).value == true)
            let first = try #require(view.members[0].authorizationRow)
            #expect(
                try await test.perform(RatifyAuthorization(authorizationID: first.id), as: clerk).reasonCodes == [
                    "nothingToRatify"
                ])
        }
    }

    @Test func `who cannot authorise yet is waited for, and the case is not`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let other = Actor.staff(try await test.staff(.townshipClerk, at: "371622101"))
            let household = Household()
            let (id, version) = try await household.fill(test, as: actor)
            try await household.authorize(test, draft: id, as: actor)
            let changed = DeclaredMember(
                number: 2, name: "钱小梅", idNumber: try Household.id("19820611", 77).text, relation: .spouse,
                health: .healthy, isAbleToWork: true, employment: .casualWork)
            let saved = try await test.perform(
                SaveDraftPart(draftID: id, version: version, part: .member(changed)), as: actor
            ).get()
            let submit = SubmitApplication(draftID: id, version: saved.version)
            #expect(try await test.perform(submit, as: actor).reasonCodes == ["authorization.missing"])
            let later = RecordAuthorization(
                owner: .draft(id), memberNumber: 2, act: .later(reason: "本人住院，出院后补"), textHash: "")
            #expect(try await test.perform(later, as: actor).value == .noted)
            let sent = try await test.perform(submit, as: actor).get()
            #expect(sent.waitingMembers == ["钱小梅"])
            let signed = RecordAuthorization(
                owner: .file(sent.caseID), memberNumber: 2, act: .beforeClerk, textHash: Household.text("钱小梅").hashText)
            #expect(try await test.perform(signed, as: other).reasonCodes == ["notFound"])
            #expect(try await test.perform(signed, as: clerk).value != nil)
            let view = try #require(try await test.bureau.view(as: clerk) { try CaseView.load(sent.caseID, in: $0) })
            let row = try #require(view.members[1].authorizationRow)
            #expect(
                try await test.perform(WithdrawAuthorization(authorizationID: row.id, reason: ""), as: other)
                    .reasonCodes == [
                        "notFound"
                    ])
            #expect(
                try await test.perform(WithdrawAuthorization(authorizationID: row.id, reason: ""), as: actor).value
                    == true)
            let after = try #require(try await test.bureau.view(as: clerk) { try CaseView.load(sent.caseID, in: $0) })
            #expect(after.members[1].authorization == .pending(reason: "授权已撤回"))
        }
    }
}

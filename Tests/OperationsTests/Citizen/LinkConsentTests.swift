import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Authorising after sending: on the applicant's phone, or by the link on the own one; and taking it back.
@Suite struct LinkConsentTests {
    private static let wifePhone = "13900007777"

    /// A family of three whose second adult had not authorised when the application was sent.
    private func sent(
        _ test: TestBureau, wifePhone: String = LinkConsentTests.wifePhone
    ) async throws -> (actor: Actor, sent: SubmittedApplication) {
        let actor = Actor.citizen(try await test.citizen())
        let household = Household()
        let (id, version) = try await household.fill(test, as: actor)
        try await household.authorize(test, draft: id, as: actor)
        let wife = DeclaredMember(
            number: 2, name: "钱小梅", idNumber: try Household.id("19820611", 77).text, relation: .spouse,
            health: .healthy, isAbleToWork: true, employment: .casualWork, phone: wifePhone)
        let saved = try await test.perform(
            SaveDraftPart(draftID: id, version: version, part: .member(wife)), as: actor
        ).get()
        let later = RecordAuthorization(
            owner: .draft(id), memberNumber: 2, act: .later(reason: "在外打工"), textHash: "")
        _ = try await test.perform(later, as: actor).get()
        return (actor, try await test.perform(SubmitApplication(draftID: id, version: saved.version), as: actor).get())
    }

    private func consent(_ test: TestBureau, _ token: String) async throws -> LinkConsent? {
        try await test.bureau.view(as: .visitor) { try LinkConsent.load(token: token, in: $0) }
    }

    @Test func `an adult authorises by the link and the code to the declared phone, and takes it back the same way`()
        async throws
    {
        try await withBureau { test in
            let (actor, sent) = try await sent(test)
            let token = sent.trackingToken
            let open = try #require(try await consent(test, token))
            #expect(open.people.map(\.nameMasked) == ["赵*龙", "钱*梅"], "the child is no adult")
            #expect(open.people[1].phoneMasked == "139****7777" && open.people[1].authorization == nil)
            #expect(!open.people[1].text.paragraphs.joined().contains("钱小梅"))
            let hash = open.people[1].text.hashText
            let ask = RequestLinkCode(token: token, memberNumber: 2, addressKey: "a")
            let code = try #require(try await test.perform(ask, as: .visitor).get().shownCode)
            let wrong = code == "111111" ? "222222" : "111111"
            func act(_ code: String, _ hash: String, withdraws: Bool = false) async throws -> Outcome<
                AuthorizationOutcome
            > {
                try await test.perform(
                    AuthorizeByLink(
                        token: token, memberNumber: 2, code: code, textHash: hash, isWithdrawal: withdraws),
                    as: .visitor)
            }
            #expect(try await act(code, "00").reasonCodes == ["textChanged"])
            #expect(try await act(wrong, hash).value == .wrongCode(triesLeft: 4))
            #expect(try await act(code, hash).value != nil)
            #expect(try await consent(test, token)?.people[1].authorization != nil)
            let progress = try #require(
                try await test.bureau.view(as: actor) { try CitizenProgress.load(sent.caseID, in: $0) })
            #expect(progress.waitingAuthorizations == [] && progress.waitingCount == 0)
            #expect(try await act(code, hash).reasonCodes == ["codeNotOpen"], "a code works once")
            test.clock.advance(seconds: 61)
            let again = try #require(try await test.perform(ask, as: .visitor).get().shownCode)
            #expect(try await act(again, "", withdraws: true).value == .noted)
            #expect(try await consent(test, token)?.people[1].authorization == nil)
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let view = try #require(try await test.bureau.view(as: clerk) { try CaseView.load(sent.caseID, in: $0) })
            #expect(view.members[1].authorization == .pending(reason: "授权已撤回"))
        }
    }

    @Test func `a link without a declared phone, of a child, or of nothing opens nothing`() async throws {
        try await withBureau { test in
            let (_, sent) = try await sent(test, wifePhone: "")
            func ask(_ token: String, _ number: Int) async throws -> [String] {
                let command = RequestLinkCode(token: token, memberNumber: number, addressKey: "a")
                return try await test.perform(command, as: .visitor).reasonCodes
            }
            #expect(try await ask(sent.trackingToken, 2) == ["linkPhoneMissing"])
            #expect(try await ask(sent.trackingToken, 3) == ["notFound"])
            #expect(try await ask(sent.trackingToken, 9) == ["notFound"])
            #expect(try await ask("nothing", 1) == ["notFound"])
            #expect(try await consent(test, "nothing") == nil)
        }
    }

    @Test func `the applicant's phone takes the code after sending; a stranger's finds no case; an end closes it`()
        async throws
    {
        try await withBureau { test in
            let (actor, sent) = try await sent(test)
            let stranger = Actor.citizen(try await test.citizen(phone: "19900000002"))
            let purpose = PhoneCodePurpose.authorizeCase(caseID: sent.caseID, memberNumber: 2)
            let ask = RequestPhoneCode(phone: Self.wifePhone, addressKey: "a", purpose: purpose)
            #expect(try await test.perform(ask, as: stranger).reasonCodes == ["notFound"])
            let code = try await test.perform(ask, as: actor).get().shownCode ?? ""
            let record = RecordAuthorization(
                owner: .file(sent.caseID), memberNumber: 2, act: .ownCode(phone: Self.wifePhone, code: code),
                textHash: Household.text("钱小梅").hashText)
            #expect(try await test.perform(record, as: stranger).reasonCodes == ["notFound"])
            #expect(try await test.perform(record, as: actor).value != nil)
            let consents = try #require(
                try await test.bureau.view(as: actor) { try CaseConsents.load(sent.caseID, in: $0) })
            #expect(consents.members.map { $0.row?.method } == [.ownCode, .ownCode, .guardian])
            #expect(try await test.bureau.view(as: stranger) { try CaseConsents.load(sent.caseID, in: $0) } == nil)
            let row = try #require(consents.members[1].row)
            let withdraw = WithdrawAuthorization(authorizationID: row.id, reason: "不想查了")
            #expect(try await test.perform(withdraw, as: stranger).reasonCodes == ["notFound"])
            #expect(try await test.perform(withdraw, as: actor).value == true)
            let version = try await test.bureau.view(as: actor) {
                try $0.store.caseRow(sent.caseID, in: $0.scope)?.version
            }
            _ = try await test.perform(
                WithdrawCase(caseID: sent.caseID, seenVersion: version ?? 0, reason: ""), as: actor
            ).get()
            #expect(try await test.perform(record, as: actor).reasonCodes == ["caseClosed"])
            #expect(try await consent(test, sent.trackingToken)?.isOpen == false)
        }
    }
}

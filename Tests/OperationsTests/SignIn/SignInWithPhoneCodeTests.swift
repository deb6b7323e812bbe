import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

@Suite struct SignInWithPhoneCodeTests {
    @Test func `a code signs in once, makes the account once, and goes out as a message`() async throws {
        try await withSignInBureau { test in
            let code = try await test.phoneCode()
            let request = SignInWithPhoneCode(phone: " 199-0000-0001", code: code)
            let first = try await test.bureau.perform(request, as: .visitor, key: "k")
            let again = try await test.bureau.perform(request, as: .visitor, key: "k")
            let session = try #require(first.value?.session)
            #expect(first == again, "the same key gives the same session")
            #expect(try await test.perform(request, as: .visitor).reasons == [.codeNotOpen], "a code works once")
            test.clock.advance(seconds: 61)
            #expect(try await test.signedIn().accountID == session.accountID)
            let messages = try await test.bureau.store.write {
                try $0.leaseMessages(holder: "t", limit: 9, at: test.clock.now, leaseSeconds: 9)
            }
            #expect(messages.count == 2)
            #expect(messages.first?.channel == "sms" && messages.first?.recipient == Sample.phone)
            #expect(messages.first?.body.contains(code) == true)
            #expect(try await test.auditVerbs("account", session.accountID.rawValue).contains(SignInWithPhoneCode.name))
        }
    }

    @Test func `guessing stops after five tries, and the right code is then no use`() async throws {
        try await withSignInBureau { test in
            let code = try await test.phoneCode()
            let wrong = code == "000000" ? "000001" : "000000"
            for left in [4, 3, 2, 1, 0] {
                let outcome = try await test.perform(
                    SignInWithPhoneCode(phone: Sample.phone, code: wrong), as: .visitor)
                #expect(outcome == .done(.wrongCode(triesLeft: left)))
            }
            let right = SignInWithPhoneCode(phone: Sample.phone, code: code)
            #expect(try await test.perform(right, as: .visitor).reasons == [.codeNotOpen])
        }
    }

    @Test func `a code holds five minutes`() async throws {
        try await withSignInBureau { test in
            let code = try await test.phoneCode()
            test.clock.advance(seconds: 301)
            let request = SignInWithPhoneCode(phone: Sample.phone, code: code)
            #expect(try await test.perform(request, as: .visitor).reasons == [.codeNotOpen])
        }
    }

    @Test func `asking again ends the code before`() async throws {
        try await withSignInBureau { test in
            let early = try await test.phoneCode()
            test.clock.advance(seconds: 61)
            let late = try await test.phoneCode()
            if early != late {
                let request = SignInWithPhoneCode(phone: Sample.phone, code: early)
                #expect(try await test.perform(request, as: .visitor) == .done(.wrongCode(triesLeft: 4)))
            }
            let request = SignInWithPhoneCode(phone: Sample.phone, code: late)
            #expect(try await test.perform(request, as: .visitor).value?.session != nil)
        }
    }

    @Test func `one phone's code opens no other phone`() async throws {
        try await withSignInBureau { test in
            let code = try await test.phoneCode()
            let request = SignInWithPhoneCode(phone: "19900000002", code: code)
            #expect(try await test.perform(request, as: .visitor).reasons == [.codeNotOpen])
            #expect(
                try await test.perform(SignInWithPhoneCode(phone: "12", code: code), as: .visitor).reasons
                    == [.phoneInvalid])
        }
    }

    @Test func `codes for one phone are a minute apart and five an hour`() async throws {
        try await withSignInBureau { test in
            let request = RequestPhoneCode(phone: Sample.phone, addressKey: "203.0.113.9")
            _ = try await test.phoneCode()
            #expect(try await test.perform(request, as: .visitor).reasons == [.codeTooSoon])
            for _ in 2...5 {
                test.clock.advance(seconds: 61)
                _ = try await test.phoneCode()
            }
            test.clock.advance(seconds: 61)
            #expect(try await test.perform(request, as: .visitor).reasons == [.codeTooOften])
            test.clock.advance(seconds: 3600)
            #expect(try await test.perform(request, as: .visitor).value != nil)
        }
    }

    @Test func `one address gets thirty codes an hour, another address still gets its own`() async throws {
        try await withSignInBureau { test in
            for number in 10..<40 { _ = try await test.phoneCode("199000000\(number)") }
            let here = RequestPhoneCode(phone: "19900000099", addressKey: "203.0.113.9")
            #expect(try await test.perform(here, as: .visitor).reasons == [.addressTooOften])
            let there = RequestPhoneCode(phone: "19900000099", addressKey: "203.0.113.10")
            #expect(try await test.perform(there, as: .visitor).value != nil)
        }
    }

    @Test(arguments: ["", "123", "29900000001", "1990000000", "199000000012", "1990000000a"])
    func `what is no mobile number gets no code`(phone: String) async throws {
        try await withSignInBureau { test in
            let outcome = try await test.perform(RequestPhoneCode(phone: phone, addressKey: "a"), as: .visitor)
            #expect(outcome.reasons == [.phoneInvalid])
        }
    }

    @Test func `a code for an adult's consent is no code for signing in, nor for another adult`() async throws {
        try await withSignInBureau { test in
            let account = try await test.citizen(phone: "19900000005")
            let draftID = DraftID(77)
            let ask = RequestPhoneCode(
                phone: Sample.phone, addressKey: "a", purpose: .authorize(draftID: draftID, memberNumber: 2))
            #expect(try await test.perform(ask, as: .citizen(account)).reasons == [.notFound], "there is no such draft")
            let now = test.clock.now
            _ = try await test.bureau.store.write { transaction in
                try transaction.sql.execute(
                    """
                    INSERT INTO application_draft (id, version, account_id, region_code, program, form, created_at,
                    updated_at) VALUES (\(draftID), 1, \(account), '371621001201', 'dibao', \([UInt8(0)]),
                    \(now), \(now))
                    """)
            }
            #expect(try await test.perform(ask, as: .visitor).reasons == [.notFound], "it is not the visitor's draft")
            let code = try #require(try await test.perform(ask, as: .citizen(account)).value?.shownCode)
            let signIn = SignInWithPhoneCode(phone: Sample.phone, code: code)
            #expect(try await test.perform(signIn, as: .visitor).reasons == [.codeNotOpen])
            func check(_ number: Int) async throws -> PhoneCodeCheck {
                try await test.bureau.store.write { transaction in
                    try transaction.tryPhoneCode(
                        code, phone: Sample.phone, purpose: .authorize(draftID: draftID, memberNumber: number),
                        at: test.clock.now)
                }
            }
            #expect(try await check(3) == .noneOpen)
            #expect(try await check(2) == .accepted)
            #expect(try await check(2) == .noneOpen)
        }
    }

    @Test func `what is past two days is forgotten`() async throws {
        try await withSignInBureau { test in
            _ = try await test.phoneCode()
            _ = try await test.signIn("nobody", "wrong password")
            #expect(try await test.bureau.forgetSignInTraces() == 0)
            test.clock.advance(days: 3)
            #expect(try await test.bureau.forgetSignInTraces() == 6, "a code, four counted tries and a failure")
        }
    }

    @Test func `the store holds neither the code nor the phone in plain`() async throws {
        try await withSignInBureau { test in
            let code = try await test.phoneCode()
            let rows = try await test.bureau.store.read { try $0.sql.query("SELECT * FROM phone_code") }
            for value in rows.flatMap(\.values) {
                switch value {
                case .text(let text): #expect(text != code && text != Sample.phone)
                case .blob(let bytes): #expect(bytes != Array(code.utf8) && bytes != Array(Sample.phone.utf8))
                case .integer(let number): #expect(String(number) != code)
                case .null: break
                }
            }
        }
    }
}

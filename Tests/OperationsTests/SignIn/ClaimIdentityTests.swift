import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

@Suite struct ClaimIdentityTests {
    /// A person of 孙武街道 with a case there and, when asked for, a phone on file.
    private func person(_ test: TestBureau, phone: String? = nil, source: String = "import") async throws -> PersonID {
        let today = try await test.bureau.today()
        return try await test.bureau.store.write { transaction in
            let id = try transaction.insertPerson(
                name: "赵小龙", citizenID: Sample.citizenID(), on: today, at: test.clock.now)
            if let phone { try transaction.addPhone(phone, of: id, source: source, on: today) }
            let family: FamilyID = transaction.ids.next()
            try transaction.sql.execute(
                """
                INSERT INTO family (id, version, program, area, region_code, started_day, created_at)
                VALUES (\(family), 1, 'dibao', 'rural', '371621001201', \(today), \(test.clock.now))
                """)
            try transaction.sql.execute(
                """
                INSERT INTO family_member (id, family_id, person_id, member_number, relation, valid_from)
                VALUES (\(transaction.ids.next(PersonSubject.self)), \(family), \(id), 1, 'applicant', \(today))
                """)
            try transaction.sql.execute(
                """
                INSERT INTO family_grant (id, family_id, region_code, why, valid_from)
                VALUES (\(transaction.ids.next(PersonSubject.self)), \(family), '371621001201', 'lives', \(today))
                """)
            return id
        }
    }

    private func claim(
        _ test: TestBureau, _ account: AccountID, id: CitizenID, name: String = "赵小龙"
    ) async throws -> Outcome<IdentityClaimed> {
        try await test.perform(ClaimIdentity(idNumber: id.text, name: name), as: .citizen(account))
    }

    private func proven(_ test: TestBureau, _ account: AccountID) async throws -> [ProvenPersonRow] {
        try await test.bureau.view(as: .citizen(account)) { try ProvenPersons.load(in: $0).persons }
    }

    @Test func `a claim is proven when the phone is on file, and the answer is the same when it is not`() async throws {
        try await withSignInBureau { test in
            let id = try await person(test, phone: Sample.phone)
            let holder = try await test.citizen(phone: Sample.phone)
            let stranger = try await test.citizen(phone: "19900000002")
            let answers = [
                try await claim(test, holder, id: Sample.citizenID()),
                try await claim(test, stranger, id: Sample.citizenID()),
                try await claim(test, stranger, id: Sample.citizenID(456)),
                try await claim(test, holder, id: Sample.citizenID(), name: "赵小虎"),
            ]
            #expect(answers == Array(repeating: .done(IdentityClaimed()), count: 4))
            #expect(try await proven(test, holder).map(\.id) == [id])
            #expect(try await proven(test, holder).map(\.provenBy) == [.phoneOnFile])
            #expect(try await proven(test, stranger).isEmpty)
            #expect(try await claim(test, holder, id: Sample.citizenID()).value != nil, "once more changes nothing")
            #expect(try await proven(test, holder).count == 1)
        }
    }

    @Test func `a phone that an application named proves nothing`() async throws {
        try await withSignInBureau { test in
            _ = try await person(test, phone: Sample.phone, source: "application")
            let account = try await test.citizen(phone: Sample.phone)
            #expect(try await claim(test, account, id: Sample.citizenID()).value != nil)
            #expect(try await proven(test, account).isEmpty)
        }
    }

    @Test func `another name under a known ID proves nothing`() async throws {
        try await withSignInBureau { test in
            _ = try await person(test, phone: Sample.phone)
            let account = try await test.citizen(phone: Sample.phone)
            _ = try await claim(test, account, id: Sample.citizenID(), name: "赵小虎")
            #expect(try await proven(test, account).isEmpty)
        }
    }

    @Test func `what was typed wrong is said, all of it`() async throws {
        try await withSignInBureau { test in
            let account = try await test.citizen()
            let outcome = try await test.perform(
                ClaimIdentity(idNumber: "37162119800101", name: " "), as: .citizen(account))
            #expect(outcome.reasons.map(\.code) == ["idNumberInvalid", "nameMissing"])
            #expect(
                try await test.perform(ClaimIdentity(idNumber: "1", name: "赵"), as: .visitor).reasons == [.notSignedIn])
        }
    }

    @Test func `claims are ten a day`() async throws {
        try await withSignInBureau { test in
            let account = try await test.citizen()
            for number in 1...10 {
                _ = try await claim(test, account, id: Sample.citizenID(200 + number))
            }
            #expect(try await claim(test, account, id: Sample.citizenID(300)).reasons == [.claimTooOften])
            test.clock.advance(days: 1)
            #expect(try await claim(test, account, id: Sample.citizenID(300)).value != nil)
        }
    }

    @Test func `a clerk proves an identity in scope, with a reason, for an account or a phone`() async throws {
        try await withSignInBureau { test in
            let id = try await person(test)
            let clerk = try await test.staff(.townshipClerk, at: "371621001")
            let other = try await test.staff(.townshipClerk, at: "371621101")
            let payer = try await test.staff(.payer, at: "371621")
            func prove(_ actor: StaffActor, _ account: ProvenAccount, reason: String = "窗口核验身份证原件") async throws
                -> Outcome<IdentityProven>
            {
                try await test.perform(
                    ProveIdentityAtWindow(account: account, personID: id, reason: reason), as: .staff(actor))
            }
            #expect(try await prove(payer, .phone(Sample.phone)).reasons == [.notAllowed])
            #expect(try await prove(other, .phone(Sample.phone)).reasons == [.notFound])
            #expect(try await prove(clerk, .phone("1"), reason: " ").reasons == [.reasonMissing, .phoneInvalid])
            #expect(try await prove(clerk, .account(AccountID(5))).reasons == [.notFound])
            let account = try #require(try await prove(clerk, .phone(Sample.phone)).value?.accountID)
            #expect(try await proven(test, account).map(\.provenBy) == [.clerk])
            #expect(try await test.auditVerbs("person", id.rawValue) == [ProveIdentityAtWindow.name])
            #expect(try await test.signedIn().accountID == account)
            #expect(try await prove(clerk, .account(account)).value != nil)
        }
    }

    private struct Answering: IdentityAdapter {
        let name = "样例实名核验"
        let answer: IdentityAnswer
        func confirms(citizenID: CitizenID, name: String, proof: String) async throws -> IdentityAnswer { answer }
    }

    @Test func `a real-name service proves, denies or is silent`() async throws {
        try await withSignInBureau { test in
            let id = try await person(test)
            let account = try await test.citizen()
            func ask(_ answer: IdentityAnswer, _ sequence: Int = 123) async throws -> Outcome<IdentityClaimed> {
                try await test.bureau.proveIdentity(
                    account: account, idNumber: Sample.citizenID(sequence).text, name: "赵小龙", proof: "p",
                    adapter: Answering(answer: answer), key: "\(answer)\(sequence)")
            }
            #expect(try await ask(.denied).reasons == [.identityNotConfirmed])
            #expect(try await ask(.noAnswer).reasons == [.identityNoAnswer])
            #expect(try await ask(.confirmed(reference: "1"), 456).value != nil, "an unknown person answers alike")
            #expect(try await proven(test, account).isEmpty)
            #expect(try await ask(.confirmed(reference: "1")).value != nil)
            #expect(try await proven(test, account).map(\.id) == [id])
        }
    }
}

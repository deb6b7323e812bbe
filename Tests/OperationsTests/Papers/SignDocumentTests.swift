import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

@Suite struct SignDocumentTests {
    @Test func `a visit form counts once both visitors and the household have signed, and the check page says so`()
        async throws
    {
        let world = try await CaseWorld.make()
        try await world.investigate()
        let form = try await world.standing(.visitForm)
        #expect(form.lacks.map(\.code) == ["signature.householdMissing", "signature.secondStaffMissing"])
        let token = form.row.token
        func status() async throws -> DocumentCheck.Status? {
            try await world.test.bureau.view(as: .visitor) { try DocumentCheck.load(token: token, in: $0)?.status }
        }
        #expect(try await status() == .unsigned)
        let thumb = try await world.picture("thumb")
        let taking = SignatureTaking.thumbprint(name: "赵小龙", witnesses: ["李二", "张三"], picture: thumb)
        _ = try #require(try await world.sign(.visitForm, taking).value)
        _ = try #require(try await world.sign(.visitForm, .staff, as: world.gridWorker).value)
        #expect(try await world.standing(.visitForm).lacks.isEmpty)
        #expect(try await status() == .valid)
        let marks = try await world.standing(.visitForm).marks
        #expect(marks.count == 3 && marks.allSatisfy { $0.mark.textDigest == form.digest })
        await world.end()
    }

    @Test func `a decision is signed and sealed by the act, an opinion as well, a form by nobody but its people`()
        async throws
    {
        let world = try await CaseWorld.make()
        #expect(try await world.standing(.acceptanceNotice).lacks.isEmpty)
        try await world.investigate()
        _ = try await world.determine()
        _ = try await world.ok(try await world.opinion(), as: world.reviewer)
        #expect(try await world.standing(.firstOpinion).lacks.isEmpty)
        #expect(try await world.standing(.verificationRequest).lacks.isEmpty)
        await world.end()
    }

    @Test func `each fault is refused with its way out, and nothing is kept`() async throws {
        let world = try await CaseWorld.make()
        try await world.investigate()
        let picture = try await world.picture("drawn")
        func codes(_ taking: SignatureTaking, as staff: StaffActor? = nil) async throws -> [String] {
            try await world.sign(.visitForm, taking, as: staff).reasons.map(\.code)
        }
        let before = try await world.count("document_mark")
        #expect(try await codes(.staff) == ["alreadySigned"])
        #expect(try await codes(.staff, as: world.stranger) == ["notFound"])
        #expect(try await codes(.seal(scan: nil), as: world.gridWorker) == ["sealNotHeld"])
        #expect(try await codes(.ownAccount) == ["notAllowed"])
        #expect(
            try await codes(.drawn(name: "赵小龙", witness: "赵小龙", picture: picture, photo: nil))
                == ["signature.witnessSigns", "signature.photoMissing"])
        #expect(
            try await codes(.scan(name: "赵小龙", pages: 1, picture: UploadID(7))) == ["signatureFileMissing"])
        #expect(
            try await codes(.thumbprint(name: "赵小龙", witnesses: ["李二"], picture: picture))
                == ["signature.twoWitnessesMissing"])
        let standing = try await world.standing(.visitForm)
        let stale = SignDocument(documentID: standing.row.id, shownDigest: "00", taking: .staff)
        #expect(try await world.codes(stale, as: world.gridWorker) == ["paperTextDiffers"])
        #expect(try await world.count("document_mark") == before)
        await world.end()
    }

    @Test func `a relative of the family signs nothing`() async throws {
        let world = try await CaseWorld.make()
        try await world.investigate()
        let (id, staff, now) = (world.caseID, world.gridWorker.staffID, world.test.clock.now)
        _ = try await world.test.bureau.store.write { store in
            try store.sql.execute(
                """
                INSERT INTO case_relation (case_id, staff_id, relation, declared_by, created_at)
                VALUES (\(id), \(staff), '侄子', 'staff', \(now))
                """)
        }
        let reasons = try await world.sign(.visitForm, .staff, as: world.gridWorker).reasons
        #expect(reasons.map(\.code) == ["relatedPerson"])
        await world.end()
    }

    @Test func `an adult signs the application by a code to the own phone; a code to another's is none`() async throws {
        try await withBureau { test in
            let citizen = Actor.citizen(try await test.citizen())
            let sent = try await Household().submit(test, as: citizen)
            let clerk = try await test.staff(.townshipClerk, at: "371621001")
            let list = try await test.bureau.view(as: .staff(clerk)) { try DocumentStanding.list(sent.caseID, in: $0) }
            let form = try #require(list.first { $0.content.kind == .applicationForm })
            #expect(form.lacks.isEmpty, "whoever files signed in by the own phone has signed by its code")
            let ask = RequestSigningCode(documentID: form.row.id, memberNumber: 1, addressKey: "a")
            let code = try #require(try await test.perform(ask, as: .staff(clerk)).value?.shownCode)
            let wrong = code == "000000" ? "000001" : "000000"
            func sign(_ typed: String, member: Int = 1) async throws -> Operations.Outcome<SigningResult> {
                try await test.perform(
                    SignDocument(
                        documentID: form.row.id, shownDigest: form.digest,
                        taking: .code(memberNumber: member, typed: typed)), as: .staff(clerk))
            }
            guard case .done(.wrongCode) = try await sign(wrong) else {
                Issue.record("a wrong code is an answer, so that the try stays counted")
                return
            }
            #expect(try await sign(code).value == .signed(lacks: []))
            #expect(try await sign(code).reasons.map(\.code) == ["codeNotOpen"], "a code works once")
            #expect(try await sign(code, member: 9).reasons.map(\.code) == ["signerPhoneMissing"])
            let stranger = try await test.staff(.townshipClerk, at: "371621101")
            #expect(try await test.perform(ask, as: .staff(stranger)).reasons.map(\.code) == ["notFound"])
        }
    }

    @Test func `a paper asks the own phone to sign, tells a helper's phone whose turn it is, and asks nobody twice`()
        async throws
    {
        try await withBureau { test in
            let own = Actor.citizen(try await test.citizen())
            let helper = Actor.citizen(try await test.citizen(phone: "19900000077"))
            let clerk = try await test.staff(.townshipClerk, at: "371621001")
            func paper(of sent: CaseID, as citizen: Actor) async throws -> CitizenDocument {
                let list = try await test.bureau.view(as: .staff(clerk)) { try DocumentStanding.list(sent, in: $0) }
                let id = try #require(list.first { $0.content.kind == .applicationForm }).row.id
                return try #require(try await test.bureau.view(as: citizen) { try CitizenDocument.load(id, in: $0) })
            }
            let helped = try await Household().submit(test, as: helper).caseID
            let waiting = try await paper(of: helped, as: helper)
            #expect(waiting.signable == nil && waiting.waitsForOther)
            let filed = try await Household(serial: 4).submit(test, as: own).caseID
            let signed = try await paper(of: filed, as: own)
            #expect(signed.signable == nil && !signed.waitsForOther)
            try await test.bureau.store.write { store in _ = try store.sql.execute("DELETE FROM document_mark") }
            let open = try await paper(of: filed, as: own)
            let digest = try #require(open.signable)
            #expect(!open.waitsForOther)
            let sign = SignDocument(documentID: open.id, shownDigest: digest, taking: .ownAccount)
            #expect(try await test.perform(sign, as: own).value == .signed(lacks: []))
            #expect(try await paper(of: filed, as: own).signable == nil)
        }
    }
}

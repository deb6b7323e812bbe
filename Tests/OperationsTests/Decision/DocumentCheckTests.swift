import Casework
import Operations
import OperationsTestKit
import Primitives
import Sealing
import Storage
import Testing

@Suite struct DocumentCheckTests {
    private func check(_ test: TestBureau, _ token: String) async throws -> DocumentCheck? {
        try await test.bureau.view(as: .visitor) { try DocumentCheck.load(token: token, in: $0) }
    }

    /// Issues a paper of a case and says the token of its code.
    private func issue(_ kind: DocumentKind, _ caseID: CaseID, in test: TestBureau) async throws -> String {
        let day = try await test.bureau.today()
        let staff = try await test.staff(.countyReviewer, at: "371621")
        return try await test.bureau.store.write { store in
            let content = DocumentContent(
                kind: kind, title: kind.chinese, number: "", addressee: "", lines: [], paragraphs: [], issuer: "惠民县民政局",
                issuedOn: day)
            let number = "test-\(store.ids.next(EventSubject.self).text)"
            let id = try store.insertDocument(
                kind: kind.rawValue, number: number, title: kind.chinese, content: try StoreTransaction.json(content),
                caseID: caseID, region: RegionCode(Household.village), actor: Actor.system.row, at: test.clock.now,
                on: day)
            let row = try store.documents(of: caseID, in: .region(RegionCode("371621"), on: day)).first { $0.id == id }
            let digest = Digest.hex(row?.contentHash ?? [])
            for (side, method) in [
                (SignerSide.staff, SignatureMethod.staff(staff.staffID)), (.body, .seal(body: "惠民县民政局")),
            ] {
                let mark = SignedMark(
                    side: side, name: staff.name, method: method, at: test.clock.now, textDigest: digest)
                try store.insertMark(mark, on: id, on: day, at: test.clock.now)
            }
            return row?.token ?? ""
        }
    }

    @Test func `a decision holds until a later paper takes its place; others stay as they were`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let sent = try await Household().submit(test, as: actor)
            let confirmed = try await issue(.confirmationNotice, sent.caseID, in: test)
            let accepted = try await issue(.acceptanceNotice, sent.caseID, in: test)
            #expect(try await check(test, confirmed)?.status == .valid)
            _ = try await issue(.terminationDecision, sent.caseID, in: test)
            #expect(try await check(test, confirmed)?.status == .superseded)
            #expect(try await check(test, accepted)?.status == .valid)
            #expect(try await check(test, "0000") == nil)
        }
    }

    @Test func `a report is valid through its last day, then expired, and superseded by a later one`() async throws {
        let world = try await CaseWorld.make()
        try await world.investigate()
        let id = world.caseID
        let token = try await world.test.bureau.view(as: .staff(world.clerk)) {
            try ReportView.load(id, in: $0)?.token ?? ""
        }
        let held = try #require(try await check(world.test, token))
        #expect(held.status == .valid)
        let last = try #require(held.validUntil)
        world.test.clock.advance(days: try await world.test.bureau.today().days(until: last))
        #expect(try await check(world.test, token)?.status == .valid, "the last day still counts")
        world.test.clock.advance(days: 1)
        #expect(try await check(world.test, token)?.status == .expired)
        _ = try await world.test.bureau.compare(id, as: .staff(world.officer))
        #expect(try await check(world.test, token)?.status == .superseded, "a later report comes before the date")
        await world.end()
    }
}

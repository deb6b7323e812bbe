import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Mandates: recorded, used, taken back; who files does not accept.
@Suite struct RecordMandateTests {
    private static func mandate(
        _ agent: StaffActor?, kind: AgencyKind = .act, events: Set<CaseEventKind> = [.submit],
        from: String = "2026-03-01", through: String = "2026-09-01", paper: String = "申请人当面签字", name: String = "李协理"
    ) throws -> MandateContent {
        MandateContent(
            mandate: AgencyMandate(
                kind: kind, events: events, from: try CivilDate(parsing: from),
                through: try CivilDate(parsing: through),
                isSigned: !paper.isEmpty, agent: agent?.staffID),
            agentName: name, agentPhone: "13900000001", relation: "协理员", paper: paper)
    }

    @Test func `an aide who acts in the family's place needs its mandate, and one who helps beside it does not`()
        async throws
    {
        try await withBureau { test in
            let aide = try await test.staff(.aide, at: Household.village, name: "李协理")
            let actor = Actor.staff(aide)
            let household = Household()
            let draft = try await household.fill(test, as: actor)
            let acting = DraftPart.filing(FilingDeclaration(help: .act))
            let version = try await test.perform(
                SaveDraftPart(draftID: draft.id, version: draft.version, part: acting), as: actor
            ).get().version
            try await household.authorize(test, draft: draft.id, as: actor)
            let submit = SubmitApplication(draftID: draft.id, version: version)
            #expect(try await test.perform(submit, as: actor).reasonCodes == ["mandateNone"])
            func record(_ content: MandateContent) -> RecordMandate {
                RecordMandate(owner: .draft(draft.id), content: content)
            }
            _ = try await test.perform(record(Self.mandate(aide, events: [.withdraw])), as: actor).get()
            test.clock.advance(seconds: 1)
            #expect(try await test.perform(submit, as: actor).reasonCodes == ["agency.outOfScope"])
            test.clock.advance(seconds: 1)
            _ = try await test.perform(record(Self.mandate(aide)), as: actor).get()
            test.clock.advance(seconds: 1)
            let sent = try await test.perform(submit, as: actor).get()
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let services = try #require(
                try await test.bureau.view(as: clerk) { try CaseFamilyView.load(sent.caseID, in: $0) })
            #expect(services.mandates.count == 2, "mandates go with the application into its case")
        }
    }

    @Test func `who filed under a mandate may not accept the case`() async throws {
        let world = try await CaseWorld.make { _ in }
        let mandate = RecordMandate(owner: .file(world.caseID), content: try Self.mandate(world.clerk))
        let id = try await world.ok(mandate, as: world.clerk)
        let again = AcceptCase(caseID: world.caseID, seenVersion: try await world.version())
        #expect(try await world.codes(again, as: world.clerk).first == "filerAccepts")
        _ = try await world.ok(RevokeMandate(mandate: id), as: world.clerk)
        #expect(try await world.codes(RevokeMandate(mandate: id), as: world.clerk) == ["mandateRevoked"])
        #expect(try await world.codes(RevokeMandate(mandate: id), as: world.stranger) == ["notFound"])
        #expect(try await world.codes(RevokeMandate(mandate: id), as: world.county) == ["notAllowed"])
        await world.end()
    }

    @Test func `without agent, paper, matter, or with wrong days a mandate is refused`() async throws {
        let world = try await CaseWorld.make()
        func codes(_ content: MandateContent, _ actor: StaffActor? = nil) async throws -> [String] {
            try await world.codes(
                RecordMandate(owner: .file(world.caseID), content: content), as: actor ?? world.clerk)
        }
        #expect(
            try await codes(Self.mandate(nil, events: [], paper: "", name: " "))
                == ["agentMissing", "mandatePaperMissing", "mandateEventsMissing"])
        #expect(try await codes(Self.mandate(nil, paper: "")) == ["mandatePaperMissing", "agency.unsigned"])
        #expect(try await codes(Self.mandate(nil, through: "2028-03-01")) == ["agency.tooLong"])
        #expect(
            try await codes(Self.mandate(nil, from: "2026-02-01", through: "2026-01-01"))
                == ["mandateOver", "agency.daysWrong"])
        #expect(try await codes(Self.mandate(nil), world.county) == ["notAllowed"])
        #expect(try await codes(Self.mandate(nil), world.stranger) == ["notFound"])
        #expect(try await world.test.count("agency_mandate") == 0)
        await world.end()
    }
}

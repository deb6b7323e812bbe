import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// A family lets somebody act for it on its own phone, sees what was done, and ends it.
@Suite struct GrantMandateTests {
    private static func world() async throws -> (CaseWorld, AccountID, StaffActor) {
        let world = try await CaseWorld.make()
        let account = try await world.owned()
        return (world, account, try await world.test.staff(.aide, at: CaseWorld.village, name: "李协理"))
    }

    private static func grant(
        _ world: CaseWorld, _ agent: StaffID?, name: String = "", phone: String = "",
        events: Set<CaseEventKind> = [.answerSupplement], through: String = "2026-06-01"
    ) throws -> GrantMandate {
        GrantMandate(
            caseID: world.caseID, agent: agent, agentName: name, agentPhone: phone, events: events,
            through: try CivilDate(parsing: through))
    }

    private static func own(_ world: CaseWorld, _ account: AccountID) async throws -> OwnMandates {
        let id = world.caseID
        let found = try await world.test.bureau.view(as: .citizen(account)) { try OwnMandates.load(id, in: $0) }
        guard let found else { throw WorldError("no case of the account") }
        return found
    }

    @Test func `an assistant of the village is asked by name, and the paper says how it was signed`() async throws {
        let (world, account, aide) = try await Self.world()
        let before = try await Self.own(world, account)
        #expect(before.helpers.map(\.name).contains("李协理") && before.mandates.isEmpty && before.monthsMax > 0)
        #expect(!before.helpers.map(\.name).contains("钱经办"), "whoever takes it in does not act for the family")
        let command = try Self.grant(world, aide.staffID)
        let first = try await world.test.bureau.perform(command, as: .citizen(account), key: "g")
        #expect(first.value != nil)
        #expect(try await world.test.bureau.perform(command, as: .citizen(account), key: "g").value == first.value)
        let held = try await Self.own(world, account)
        #expect(held.mandates.count == 1 && held.mandates[0].isInForce && held.mandates[0].acts.isEmpty)
        let content = held.mandates[0].row.content
        #expect(content.agentName == "李协理" && content.mandate.agent == aide.staffID && content.mandate.isSigned)
        #expect(content.paper.contains("本人手机验证码") && held.mandates[0].row.staff == nil)
        #expect(try await world.services().mandates.count == 1, "the desk sees it")
        #expect(
            try await world.test.perform(command, as: .citizen(account)).reasons.map(\.code) == ["mandateStands"])
        await world.end()
    }

    @Test func `only whom the procedure lets act is offered: no grid worker`() async throws {
        let (world, account, _) = try await Self.world()
        let grid = try await world.test.staff(.gridWorker, at: CaseWorld.village, name: "周网格")
        #expect(try await Self.own(world, account).helpers.map(\.name) == ["李协理"])
        #expect(
            try await world.codes(Self.grant(world, grid.staffID), as: .citizen(account)) == ["helperUnknown"])
        await world.end()
    }

    @Test func `the family ends it on its phone, and only its own`() async throws {
        let (world, account, aide) = try await Self.world()
        let id = try await world.test.perform(Self.grant(world, aide.staffID), as: .citizen(account)).value
        let revoke = RevokeMandate(mandate: try #require(id))
        let stranger = try await world.test.citizen(phone: "19900000009")
        #expect(try await world.codes(revoke, as: .citizen(stranger)) == ["notFound"])
        #expect(try await world.codes(revoke, as: .visitor) == ["notAllowed"])
        #expect(try await world.codes(revoke, as: .citizen(account)) == [])
        #expect(try await world.codes(revoke, as: .citizen(account)) == ["mandateRevoked"])
        #expect(try await Self.own(world, account).mandates.map(\.isInForce) == [false])
        #expect(try await world.codes(Self.grant(world, aide.staffID), as: .citizen(account)) == [])
        await world.end()
    }

    @Test func `each fault is named and nothing is kept`() async throws {
        let (world, account, aide) = try await Self.world()
        func codes(_ command: GrantMandate) async throws -> Set<String> {
            Set(try await world.codes(command, as: .citizen(account)))
        }
        #expect(try await codes(Self.grant(world, nil)) == ["agentMissing"])
        #expect(try await codes(Self.grant(world, nil, name: "赵大山", phone: "12")) == ["agentPhoneMissing"])
        #expect(
            try await codes(Self.grant(world, nil, name: String(repeating: "赵", count: 41), phone: "13900000001"))
                == ["textTooLong"])
        #expect(try await codes(Self.grant(world, world.clerk.staffID)) == ["helperUnknown"])
        #expect(try await codes(Self.grant(world, aide.staffID, events: [])) == ["mandateEventsMissing"])
        #expect(try await codes(Self.grant(world, aide.staffID, events: [.confirm])) == ["mandateEventsMissing"])
        #expect(try await codes(Self.grant(world, aide.staffID, through: "2040-01-01")) == ["agency.tooLong"])
        #expect(
            try await codes(Self.grant(world, aide.staffID, through: "2026-01-01"))
                == ["mandateOver", "agency.daysWrong"])
        #expect(try await world.codes(Self.grant(world, aide.staffID), as: world.clerk) == ["notSignedIn"])
        let stranger = try await world.test.citizen(phone: "19900000009")
        #expect(try await world.codes(Self.grant(world, aide.staffID), as: .citizen(stranger)) == ["notFound"])
        #expect(try await world.count("agency_mandate") == 0)
        #expect(try await codes(Self.grant(world, nil, name: "赵大山", phone: "13900000001")) == [])
        await world.end()
    }

    @Test func `a case that is over needs nobody`() async throws {
        let (world, account, aide) = try await Self.world()
        let withdrawn = try await world.test.perform(
            Step(caseID: world.caseID, event: .withdraw), as: .citizen(account))
        #expect(withdrawn.value != nil)
        #expect(
            try await world.codes(Self.grant(world, aide.staffID), as: .citizen(account)) == ["mandateCaseEnded"])
        await world.end()
    }
}

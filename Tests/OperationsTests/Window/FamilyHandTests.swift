import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Answering a list of missing items and withdrawing in a family's place needs its mandate for exactly that.
@Suite struct FamilyHandTests {
    private static func world() async throws -> (world: CaseWorld, account: AccountID, aide: StaffActor) {
        let world = try await CaseWorld.make()
        let account = try await world.owned()
        for member in 1...3 {
            let later = RecordAuthorization(
                owner: .file(world.caseID), memberNumber: member, act: .later(reason: "在外打工"), textHash: "")
            _ = try await world.ok(later, as: world.clerk)
        }
        return (world, account, try await world.test.staff(.aide, at: CaseWorld.village, name: "李协理"))
    }

    /// Up to a list of missing items that waits.
    private static func asked() async throws -> (world: CaseWorld, account: AccountID, aide: StaffActor) {
        let made = try await world()
        try await made.world.investigate()
        _ = try await made.world.ok(
            RequestSupplement(
                caseID: made.world.caseID, seenVersion: try await made.world.version(), items: ["工资流水"]),
            as: made.world.clerk)
        return made
    }

    private static func grant(
        _ world: CaseWorld, _ account: AccountID, _ agent: StaffID?, _ events: Set<CaseEventKind>,
        through: String = "2026-06-01"
    ) async throws -> MandateID {
        let command = GrantMandate(
            caseID: world.caseID, agent: agent, agentName: agent == nil ? "赵大山" : "", agentPhone: "13900000001",
            events: events, through: try CivilDate(parsing: through))
        return try #require(try await world.test.perform(command, as: .citizen(account)).value)
    }

    private static func answer(_ world: CaseWorld, _ hand: FamilyHand? = nil) async throws -> AnswerSupplement {
        AnswerSupplement(
            caseID: world.caseID, seenVersion: try await world.version(), answer: "流水已带来", hand: hand)
    }

    private static func withdraw(_ world: CaseWorld, _ hand: FamilyHand? = nil) async throws -> WithdrawCase {
        WithdrawCase(caseID: world.caseID, seenVersion: try await world.version(), reason: "不再需要", hand: hand)
    }

    @Test func `an aide answers under the family's mandate, and not without one`() async throws {
        let (world, account, aide) = try await Self.asked()
        #expect(try await world.codes(Self.answer(world), as: aide) == ["mandateNone"])
        let mandate = try await Self.grant(world, account, aide.staffID, [.withdraw])
        #expect(try await world.codes(Self.answer(world), as: aide) == ["agency.outOfScope"])
        #expect(try await world.codes(RevokeMandate(mandate: mandate), as: .citizen(account)) == [])
        #expect(try await world.codes(Self.answer(world), as: aide) == ["mandateNone"], "taken back")
        _ = try await Self.grant(world, account, aide.staffID, [.answerSupplement], through: "2026-03-10")
        let today = try await world.test.bureau.today()
        world.test.clock.advance(days: today.days(until: try CivilDate(parsing: "2026-03-11")))
        #expect(try await world.codes(Self.answer(world), as: aide) == ["agency.notInForce"])
        _ = try await Self.grant(world, account, aide.staffID, [.answerSupplement])
        _ = try await world.ok(Self.answer(world), as: aide)
        let event = try #require(try await Self.last(world))
        #expect(event.kind == "answerSupplement" && event.reason.contains("李协理受家庭委托代办"))
        await world.end()
    }

    @Test func `with the family beside, an aide helps without a mandate, and the record says so`() async throws {
        let (world, _, aide) = try await Self.asked()
        _ = try await world.ok(Self.answer(world, .family), as: aide)
        #expect(try await Self.last(world)?.reason.contains("家庭在场，李协理帮办") == true)
        await world.end()
    }

    @Test func `somebody the family named withdraws at the window under the mandate alone`() async throws {
        let (world, account, aide) = try await Self.world()
        let other = try await Self.grant(world, account, nil, [.answerSupplement])
        #expect(try await world.codes(Self.withdraw(world, .agent(other)), as: world.clerk) == ["agency.outOfScope"])
        #expect(try await world.codes(Self.withdraw(world, .agent(MandateID(9))), as: world.clerk) == ["mandateNone"])
        #expect(try await world.codes(Self.withdraw(world, .ownMandate), as: world.clerk) == ["mandateNone"])
        #expect(try await world.codes(Self.withdraw(world, .agent(other)), as: aide) == ["notAllowed"])
        _ = try await world.codes(RevokeMandate(mandate: other), as: .citizen(account))
        let mandate = try await Self.grant(world, account, nil, [.withdraw])
        _ = try await world.ok(Self.withdraw(world, .agent(mandate)), as: world.clerk)
        #expect(try await world.state() == .withdrawn)
        #expect(try await Self.last(world)?.reason.contains("赵大山（家庭指定的人）受家庭委托代办") == true)
        await world.end()
    }

    @Test func `an aide withdraws under a mandate, and whoever takes the case in is no agent in it`() async throws {
        let (world, account, aide) = try await Self.world()
        #expect(try await world.codes(Self.withdraw(world), as: aide) == ["mandateNone"])
        let content = MandateContent(
            mandate: AgencyMandate(
                kind: .act, events: [.withdraw], from: try CivilDate(parsing: "2026-03-02"),
                through: try CivilDate(parsing: "2026-06-01"), isSigned: true, agent: world.clerk.staffID),
            agentName: "钱经办", agentPhone: "13900000001", relation: "经办", paper: "申请人当面签字")
        let own = try await world.ok(RecordMandate(owner: .file(world.caseID), content: content), as: world.clerk)
        #expect(
            try await world.codes(Self.withdraw(world, .agent(own)), as: world.clerk) == ["agency.staffActsAlone"])
        _ = try await Self.grant(world, account, aide.staffID, [.withdraw])
        _ = try await world.ok(Self.withdraw(world), as: aide)
        #expect(try await world.state() == .withdrawn)
        await world.end()
    }

    @Test func `the family itself needs no mandate, on its phone or at the window`() async throws {
        let (world, account, _) = try await Self.asked()
        #expect(try await world.codes(Self.answer(world), as: .citizen(account)) == [])
        _ = try await world.ok(Self.withdraw(world, .family), as: world.clerk)
        #expect(try await Self.last(world)?.reason == "不再需要")
        await world.end()
    }

    /// The latest event of the case.
    private static func last(_ world: CaseWorld) async throws -> CaseEventRow? {
        let id = world.caseID
        return try await world.test.bureau.view(as: .staff(world.county)) {
            try $0.store.caseEvents(id, in: $0.scope).last
        }
    }
}

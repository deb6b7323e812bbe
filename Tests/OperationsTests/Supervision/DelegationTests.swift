import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Orders of delegation: what they need, which cases they reach, and what a revocation gives back.
@Suite struct DelegationTests {
    private func body(_ world: CaseWorld) async throws -> CompetentBody? {
        let id = world.caseID
        return try await world.test.bureau.view(as: .staff(world.county)) {
            try CaseFile(id, in: $0).row.competentBody
        }
    }

    @Test func `an order reaches what is accepted while it stands, and a revocation gives back what is undecided`()
        async throws
    {
        let world = try await CaseWorld.delegated(.assigned)
        #expect(try await body(world) == .township)
        let orders = try await world.test.bureau.view(as: .staff(world.county)) {
            try $0.store.delegations(of: try RegionCode("371621"))
        }
        #expect(orders.count == 1 && orders[0].order.kind == .assigned && orders[0].number.contains("委〔2026〕1号"))
        let revoke = RevokeDelegation(delegationID: orders[0].id, seenVersion: 1, reason: "抽查错误率高")
        #expect(try await world.codes(revoke, as: world.clerk) == ["notAllowed"])
        var blank = revoke
        blank.reason = " "
        #expect(try await world.codes(blank, as: world.county) == ["textMissing"])
        var stale = revoke
        stale.seenVersion = 0
        #expect(try await world.codes(stale, as: world.county) == ["changedMeanwhile"])
        let elsewhere = try await world.test.staff(.countyReviewer, at: "371622", name: "邻县")
        #expect(try await world.codes(revoke, as: elsewhere) == ["notFound"])
        let actor = Actor.staff(world.county)
        let first = try await world.test.bureau.perform(revoke, as: actor, key: "r")
        #expect(first.value == 2)
        #expect(try await world.test.bureau.perform(revoke, as: actor, key: "r") == first)
        #expect(try await world.codes(revoke, as: world.county) == ["delegationEnded"])
        #expect(try await body(world) == .county)
        await world.end()
    }

    @Test func `a case accepted before the order stays with the county`() async throws {
        let world = try await CaseWorld.make()
        world.test.clock.advance(days: 1)
        try await world.delegate()
        #expect(try await body(world) == .county)
        await world.end()
    }

    @Test func `every fault of an order is named at once and nothing is issued`() async throws {
        let world = try await CaseWorld.make()
        let today = try await world.test.bureau.today()
        let good = try IssueDelegation.sample(["371621001"], on: today)
        func codes(_ change: (inout IssueDelegation) throws -> Void) async throws -> Set<String> {
            var command = good
            try change(&command)
            return Set(try await world.codes(command, as: world.county))
        }
        #expect(try await codes { $0.townships = [] } == ["delegation.townshipsMissing"])
        let outside = try await codes { $0.townships = [try RegionCode("371622101")] }
        #expect(outside == ["delegation.townshipOutside"])
        #expect(try await codes { $0.townships = [try RegionCode("371621999")] } == ["placeUnknown"])
        #expect(try await codes { $0.programs = [] } == ["delegation.programsMissing"])
        #expect(try await codes { $0.through = $0.from.adding(days: -1) } == ["delegation.daysWrong"])
        #expect(try await codes { $0.samplingPermille = 0 } == ["delegation.samplingMissing"])
        #expect(try await codes { $0.samplingPermille = 10 } == ["samplingShareTooSmall"])
        #expect(try await codes { $0.basis = "" } == ["delegation.basisMissing"])
        #expect(try await codes { $0.basis = String(repeating: "文", count: 201) } == ["textTooLong"])
        #expect(try await codes { $0.publishedOn = nil } == ["delegation.notPublished"])
        let past = try await codes { ($0.from, $0.publishedOn) = (today.adding(days: -1), today.adding(days: -1)) }
        #expect(past == ["delegationInPast"])
        #expect(try await world.codes(good, as: world.reviewer) == ["notAllowed"])
        #expect(try await world.count("delegation_order") == 0)
        try await world.delegate()
        #expect(try await world.codes(good, as: world.county) == ["delegation.overlaps"])
        #expect(try await world.count("delegation_order") == 1)
        await world.end()
    }

    @Test func `a sum above the ceiling was never the township's`() async throws {
        let world = try await CaseWorld.delegated()
        let order = try IssueDelegation.sample(["371621001"], on: try await world.test.bureau.today())
        let township = try RegionCode("371621001")
        for (amount, body): (Money, CompetentBody) in [(Money(yuan: 1_000), .township), (Money(yuan: 1_001), .county)] {
            let orders = try await world.test.bureau.view(as: .staff(world.county)) {
                try $0.store.delegations(of: .temporaryRelief, to: township).map(\.order)
            }
            let competence = Competence.of(
                .temporaryRelief, township: township, acceptedOn: order.from, on: order.from, amount: amount,
                orders: orders)
            #expect(competence.body == body)
        }
        await world.end()
    }
}

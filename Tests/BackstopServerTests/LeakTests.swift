import Testing
import WebSupport

/// Every route of the program, tried by people who may not see a township: nothing of it comes back, nothing of it
/// changes.
///
/// The routes come from the registry, which is the only way to add one, so that a page added later is tried as well.
@Suite(.timeLimit(.minutes(30))) struct LeakTests {
    @Test func `staff of another county get nothing of a family by any route`() async throws {
        let town = try await LeakTown.shared.value
        for intruder in try await town.strangers() { try await town.tryEveryRoute(as: intruder) }
    }

    @Test func `another citizen and a visitor get nothing of a family by any route`() async throws {
        let town = try await LeakTown.shared.value
        try await town.tryEveryRoute(as: try await town.otherCitizen())
        try await town.tryEveryRoute(as: Intruder(name: "a visitor", audience: .public, token: ""))
    }

    @Test func `the own clerk finds the family, so that these tests can fail`() async throws {
        let town = try await LeakTown.shared.value
        let found = try await town.pagesThatShow(as: try await town.ownClerk())
        #expect(found.count >= 2, "the queue and the case page show it: \(found)")
    }
}

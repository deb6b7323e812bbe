import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Extension, stop and restart of the clock by hand.
@Suite struct StopClockTests {
    @Test func `days between stop and restart do not count, and each step keeps its reason`() async throws {
        let world = try await CaseWorld.make()
        let due = try #require(try await world.row().deadlineDay)
        _ = try await world.ok(
            StopClock(
                caseID: world.caseID, seenVersion: try await world.version(), cause: .certification, note: "伤残鉴定"),
            as: world.reviewer)
        #expect(try await world.row().clock?.openStop?.reason == .certification)
        world.test.clock.advance(days: 7)
        _ = try await world.ok(
            RestartClock(caseID: world.caseID, seenVersion: try await world.version(), note: "鉴定结论已到"),
            as: world.clerk)
        let after = try #require(try await world.row().deadlineDay)
        #expect(due.days(until: after) == 7)
        let id = world.caseID
        let reasons = try await world.test.bureau.view(as: .staff(world.county)) {
            try $0.store.caseEvents(id, in: $0.scope).suffix(2).map(\.reason)
        }
        #expect(reasons == ["等待司法、医学等鉴定：伤残鉴定", "鉴定结论已到"])
        await world.end()
    }

    @Test func `the limit is extended once with a reason, and the family is told`() async throws {
        let world = try await CaseWorld.make()
        let due = try #require(try await world.row().deadlineDay)
        func extend(_ reason: String) async throws -> ExtendLimit {
            ExtendLimit(caseID: world.caseID, seenVersion: try await world.version(), reason: reason)
        }
        #expect(try await world.codes(extend(" "), as: world.reviewer) == ["reasonMissing"])
        #expect(try await world.codes(extend("成员多"), as: world.clerk) == ["roleNotAllowed"])
        #expect(try await world.codes(extend("成员多"), as: world.stranger) == ["notFound"])
        let messages = try await world.count("outbox_message")
        _ = try await world.ok(try await extend("成员分散在三省，核对时间长"), as: world.reviewer)
        #expect(try #require(try await world.row().deadlineDay) > due)
        #expect(try await world.count("outbox_message") == messages + 1)
        #expect(try await world.codes(extend("再延"), as: world.reviewer) == ["limitAlreadyExtended"])
        await world.end()
    }

    @Test func `a clock that does not stand still is not restarted, one that does is not stopped again`() async throws {
        let world = try await CaseWorld.make()
        func stop(_ cause: ClockStopReason) async throws -> StopClock {
            StopClock(caseID: world.caseID, seenVersion: try await world.version(), cause: cause, note: "说明")
        }
        func restart(_ note: String) async throws -> RestartClock {
            RestartClock(caseID: world.caseID, seenVersion: try await world.version(), note: note)
        }
        #expect(try await world.codes(restart("到了"), as: world.clerk) == ["clockNotStopped"])
        #expect(try await world.codes(restart(" "), as: world.clerk) == ["reasonMissing"])
        #expect(try await world.codes(stop(.supplement), as: world.reviewer) == ["stopReasonUnsuitable"])
        _ = try await world.ok(try await stop(.forceMajeure), as: world.reviewer)
        #expect(try await world.codes(stop(.certification), as: world.reviewer) == ["clockNotRunning"])
        await world.end()
    }
}

import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// Reviews by class, from the decision to the next one.
@Suite struct StartReverificationTests {
    @Test func `a confirmation plans the review of the family's class and puts the class on the award`() async throws {
        let world = try await CaseWorld.inForce()
        let after = try await world.after()
        let review = try #require(after.currentReview)
        let month = try await world.test.bureau.today().calendarMonth
        #expect(review.state == .scheduled && review.from == month)
        #expect(review.due == month.adding(months: review.reviewClass == .a ? 12 : 6))
        #expect(!review.basis.isEmpty && review.unvisited == 0)
        #expect(try await world.award().classCode == review.reviewClass.rawValue)
        await world.end()
    }

    @Test func `the job begins what is due, once, and payment goes on however late it is`() async throws {
        let world = try await CaseWorld.inForce()
        let bureau = world.test.bureau
        #expect(try await bureau.startDueReviews(limit: 10) == 0)
        let amount = try await world.award().monthlyAmount
        world.test.clock.advance(days: 400)
        #expect(try await bureau.startDueReviews(limit: 10) == 1)
        #expect(try await bureau.startDueReviews(limit: 10) == 0)
        #expect(try await world.state() == .reverifying)
        world.test.clock.advance(days: 400)
        let month = try await bureau.today().calendarMonth
        #expect(try await world.award().amountDue(in: month) == amount)
        #expect(try await world.after().currentReview?.state == .open)
        await world.end()
    }

    @Test func `only a clerk of the township begins it, on the version that was seen, and only in force`() async throws
    {
        let world = try await CaseWorld.inForce()
        let seen = try await world.version()
        func start(_ version: Int64?) -> StartReverification {
            StartReverification(caseID: world.caseID, seenVersion: version)
        }
        #expect(try await world.codes(start(seen), as: world.stranger) == ["notFound"])
        #expect(try await world.codes(start(seen), as: world.county) == ["roleNotAllowed"])
        #expect(try await world.codes(start(seen - 1), as: world.clerk) == ["changedMeanwhile"])
        let version = try await world.row().factsVersion
        let command = start(seen)
        let first = try await world.test.bureau.perform(command, as: .staff(world.clerk), key: "once")
        let again = try await world.test.bureau.perform(command, as: .staff(world.clerk), key: "once")
        #expect(first.value != nil && first == again)
        let other = try await world.test.bureau.perform(start(seen + 1), as: .staff(world.clerk), key: "once")
        #expect(other.reasons.map(\.code) == ["keyReused"])
        #expect(try await world.row().factsVersion == version + 1)
        await world.end()
    }

    @Test func `a case before its decision has no review`() async throws {
        let world = try await CaseWorld.make()
        let command = StartReverification(caseID: world.caseID, seenVersion: try await world.version())
        #expect(try await world.codes(command, as: world.clerk) == ["reviewNotDue"])
        await world.end()
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// The clerical review of linked records: who puts pairs before a person, who judges them, and how often.
@Suite struct LinkReviewTests {
    private struct World {
        let test: TestBureau
        let officer: StaffActor
        let colleague: StaffActor
        let farOfficer: StaffActor
        let clerk: StaffActor
        let review: LinkReviewID

        static func make() async throws -> World {
            let test = try await TestBureau.make(on: try CivilDate(parsing: "2026-03-02"))
            let officer = try await test.staff(.verificationOfficer, at: "371621", name: "郑核对")
            return World(
                test: test, officer: officer,
                colleague: try await test.staff(.verificationOfficer, at: "371621", name: "冯核对"),
                farOfficer: try await test.staff(.verificationOfficer, at: "371622", name: "外县核对"),
                clerk: try await test.staff(.townshipClerk, at: "371621001", name: "钱经办"),
                review: try #require(try await test.perform(command(), as: .staff(officer)).value))
        }

        static func command(_ pairs: [LinkPairEntry]? = nil) -> MakeLinkReview {
            MakeLinkReview(
                title: "医保与户籍", lowerPermille: 500, upperPermille: 900,
                pairs: pairs
                    ?? (1...3).map {
                        LinkPairEntry(
                            recordA: "a\($0)", recordB: "b\($0)", permille: 600 + $0, reason: "close", content: "{}")
                    })
        }

        func next(as staff: StaffActor? = nil) async throws -> LinkPairRow? {
            let (who, review) = (staff ?? officer, review)
            return try await test.bureau.view(as: .staff(who)) {
                try $0.store.nextLinkPair(of: review, in: $0.scope)
            }
        }

        func decided() async throws -> [LinkPairRow] {
            let review = review
            return try await test.bureau.view(as: .staff(officer)) {
                try $0.store.decidedLinkPairs(of: review, limit: 10, offset: 0, in: $0.scope)
            }
        }

        func done<C: Command>(_ command: C, as staff: StaffActor) async throws -> C.Result {
            let outcome = try await test.perform(command, as: .staff(staff))
            return try #require(outcome.value, "\(C.name): \(outcome.reasons.map(\.chinese))")
        }

        func codes(_ command: some Command, _ actor: Actor) async throws -> [String] {
            try await test.perform(command, as: actor).reasons.map(\.code)
        }
    }

    @Test func `pairs are judged one after another, the likeliest first, and stand with who judged`() async throws {
        let world = try await World.make()
        let first = try #require(try await world.next())
        #expect(first.recordA == "a3" && first.decision == nil)
        let decide = DecideLinkPair(review: world.review, pair: first.id, version: first.version, decision: .same)
        #expect(try await world.done(decide, as: world.officer) == first.id)
        #expect(try await world.next()?.recordA == "a2")
        let judged = try #require(try await world.decided().first)
        #expect(judged.decision == .same && judged.decidedBy == "郑核对" && judged.version == first.version + 1)
        let reviews = try await world.test.bureau.view(as: .staff(world.officer)) {
            try $0.store.linkReviews(in: $0.scope)
        }
        #expect(reviews.map(\.pairs) == [3] && reviews.map(\.decided) == [1])
        await world.test.close()
    }

    @Test func `who looked at an earlier judgement is told, and a judgement can be said anew`() async throws {
        let world = try await World.make()
        let pair = try #require(try await world.next())
        let same = DecideLinkPair(review: world.review, pair: pair.id, version: pair.version, decision: .same)
        _ = try await world.done(same, as: world.officer)
        let late = DecideLinkPair(review: world.review, pair: pair.id, version: pair.version, decision: .different)
        #expect(try await world.codes(late, .staff(world.colleague)) == ["changedMeanwhile"])
        #expect(try await world.decided().map(\.decision) == [.same])
        let anew = DecideLinkPair(
            review: world.review, pair: pair.id, version: pair.version + 1, decision: .unsure)
        _ = try await world.done(anew, as: world.colleague)
        #expect(try await world.decided().map(\.decision) == [.unsure])
        #expect(try await world.decided().map(\.decidedBy) == ["冯核对"])
        await world.test.close()
    }

    @Test func `the same form twice is one judgement, another under its key is refused`() async throws {
        let world = try await World.make()
        let pair = try #require(try await world.next())
        let decide = DecideLinkPair(review: world.review, pair: pair.id, version: pair.version, decision: .same)
        let first = try await world.test.bureau.perform(decide, as: .staff(world.officer), key: "k")
        #expect(try await world.test.bureau.perform(decide, as: .staff(world.officer), key: "k") == first)
        let other = DecideLinkPair(review: world.review, pair: pair.id, version: pair.version, decision: .unsure)
        #expect(
            try await world.test.bureau.perform(other, as: .staff(world.officer), key: "k").reasons.map(\.code)
                == ["keyReused"])
        #expect(try await world.decided().map(\.version) == [pair.version + 1])
        await world.test.close()
    }

    @Test func `other posts and other counties judge nothing and see nothing`() async throws {
        let world = try await World.make()
        let pair = try #require(try await world.next())
        let decide = DecideLinkPair(review: world.review, pair: pair.id, version: pair.version, decision: .same)
        #expect(try await world.codes(decide, .staff(world.clerk)) == ["notAllowed"])
        #expect(try await world.codes(decide, .visitor) == ["notAllowed"])
        #expect(try await world.codes(decide, .staff(world.farOfficer)) == ["notFound"])
        #expect(try await world.next(as: world.farOfficer) == nil)
        let silent = DecideLinkPair(review: world.review, pair: pair.id, version: pair.version, decision: nil)
        #expect(try await world.codes(silent, .staff(world.officer)) == ["decisionMissing"])
        let stray = DecideLinkPair(
            review: LinkReviewID(7), pair: pair.id, version: pair.version, decision: .same)
        #expect(try await world.codes(stray, .staff(world.officer)) == ["notFound"])
        #expect(try await world.decided().isEmpty)
        await world.test.close()
    }

    @Test func `a review is made by the centre, and only where a person has something to judge`() async throws {
        let world = try await World.make()
        #expect(try await world.codes(World.command(), .staff(world.clerk)) == ["notAllowed"])
        #expect(try await world.codes(World.command([]), .staff(world.officer)) == ["noPairs"])
        let seen = try await world.test.bureau.view(as: .staff(world.farOfficer)) {
            try $0.store.linkReviews(in: $0.scope)
        }
        #expect(seen.isEmpty)
        await world.test.close()
    }
}

import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// The one page of a review, and closing it with nothing changed.
@Suite struct CloseReviewUnchangedTests {
    private static func close(_ world: CaseWorld) async throws -> CloseReviewUnchanged {
        CloseReviewUnchanged(caseID: world.caseID, seenVersion: try await world.version())
    }

    private static func state(
        _ world: CaseWorld, changes: String = "", signer: String = "赵小龙"
    ) async throws -> StateReview {
        StateReview(
            caseID: world.caseID, seenReview: try await world.after().currentReview?.version ?? 0, changes: changes,
            signer: signer)
    }

    @Test func `signed, compared and of the same sum, it is closed with its form and the next is planned`() async throws
    {
        let world = try await CaseWorld.underReview()
        #expect(try await world.codes(Self.close(world), as: world.reviewer) == ["unchanged.statementMissing"])
        #expect(try await world.ok(Self.state(world), as: world.clerk))
        let month = try await world.test.bureau.today().calendarMonth
        let due = try await world.ok(Self.close(world), as: world.reviewer)
        #expect(due > month)
        #expect(try await world.state() == .active)
        let reviews = try await world.after().reviews
        #expect(reviews.map(\.state) == [.unchanged, .scheduled] && reviews[1].due == due)
        // Nobody was there this time, so the next review counts one without a visit.
        #expect(reviews[1].unvisited == 1)
        let form = try #require(try await world.documents()["D22"])
        #expect(form.lines.contains { $0.value.contains("纸质签字") })
        await world.end()
    }

    @Test func `before the comparison is back it names what is missing, and an earlier sum does not count`()
        async throws
    {
        let world = try await CaseWorld.inForce()
        _ = try await world.ok(
            StartReverification(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        let codes = try await world.codes(Self.close(world), as: world.reviewer)
        #expect(Set(codes) == ["determinationStale", "unchanged.statementMissing", "unchanged.comparisonMissing"])
        await world.end()
    }

    @Test func `a record that was not there before has to be dealt with`() async throws {
        let world = try await CaseWorld.inForce()
        let snapshots = try #require(world.test.bureau.snapshots)
        try CaseWorld.publish(
            ["vehicle": ["1,鲁M1,\(CaseWorld.ids[1]),K,丰田,2026-02-01,180000.00,A"]],
            asOf: try await world.test.bureau.today(), in: snapshots)
        _ = try await world.ok(
            StartReverification(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        #expect(try await world.test.bureau.runJobs(holder: "test", limit: 5) == 1)
        _ = try await world.ok(Self.state(world), as: world.clerk)
        #expect(
            try await world.codes(Self.close(world), as: world.reviewer).contains("unchanged.differencesFound"))
        await world.end()
    }

    @Test func `another sum is an adjustment, not “nothing changed”`() async throws {
        let world = try await CaseWorld.underReview(files: CaseWorld.filesWithoutWork)
        try await world.earns(300)
        _ = try await world.ok(Self.state(world), as: world.clerk)
        let codes = try await world.codes(Self.close(world), as: world.reviewer)
        #expect(codes.contains("unchanged.amountChanges") && codes.contains("factsChanged"))
        await world.end()
    }

    @Test func `what changed is told instead, and then the review is not closed so`() async throws {
        let world = try await CaseWorld.underReview()
        #expect(try await world.ok(Self.state(world, changes: "女儿上班了"), as: world.clerk) == false)
        #expect(try await world.codes(Self.close(world), as: world.reviewer) == ["unchanged.statementMissing"])
        await world.end()
    }

    @Test func `the page wants a signer, an open review and the version that was seen`() async throws {
        let world = try await CaseWorld.underReview()
        #expect(try await world.codes(Self.state(world, signer: " "), as: world.clerk) == ["pageSignerMissing"])
        #expect(try await world.codes(Self.state(world), as: world.reviewer) == ["notAllowed"])
        #expect(try await world.codes(Self.state(world), as: world.stranger) == ["notFound"])
        let long = String(repeating: "长", count: 2_001)
        #expect(try await world.codes(Self.state(world, changes: long), as: world.clerk) == ["textTooLong"])
        var stale = try await Self.state(world)
        stale.seenReview -= 1
        #expect(try await world.codes(stale, as: world.clerk) == ["changedMeanwhile"])
        let active = try await CaseWorld.inForce()
        #expect(try await active.codes(Self.state(active), as: active.clerk) == ["reviewNotOpen"])
        #expect(
            try await active.codes(Self.close(active), as: active.reviewer) == ["eventNotInState", "reviewNotOpen"])
        await active.end()
        await world.end()
    }

    @Test func `what is entered as changed must be a change, with its reason, by the clerk`() async throws {
        let world = try await CaseWorld.underReview()
        let version = try await world.version()
        func revise(_ reason: String, _ yuan: Int64, _ seen: Int64) -> ReviseMeans {
            ReviseMeans(
                caseID: world.caseID, seenVersion: seen,
                parts: [
                    .incomes([DeclaredItem(memberNumber: 2, kind: .wage, amount: .monthly(Money(yuan: yuan)))])
                ], reason: reason)
        }
        #expect(try await world.codes(revise("报告", 600, version), as: world.clerk) == ["nothingRevised"])
        #expect(try await world.codes(revise(" ", 900, version), as: world.clerk) == ["textMissing"])
        #expect(try await world.codes(revise("报告", 900, version - 1), as: world.clerk) == ["changedMeanwhile"])
        #expect(try await world.codes(revise("报告", 900, version), as: world.reviewer) == ["notAllowed"])
        let active = try await CaseWorld.inForce()
        #expect(
            try await active.codes(
                ReviseMeans(
                    caseID: active.caseID, seenVersion: try await active.version(), parts: [.incomes([])],
                    reason: "报告"), as: active.clerk) == ["reviewNotOpen"])
        await active.end()
        await world.end()
    }
}

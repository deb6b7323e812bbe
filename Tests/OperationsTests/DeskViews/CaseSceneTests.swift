import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// How often the file of a case asks the store, wherever the case stands: what the doc comments say.
@Suite struct CaseSceneTests {
    /// Where a case stands, with much about it.
    struct Place: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let make: @Sendable () async throws -> CaseWorld
    }

    static let places = [
        Place(testDescription: "accepted") { try await .make() },
        Place(testDescription: "investigating") { try await .investigating() },
        Place(testDescription: "confirming") {
            let world = try await CaseWorld.delegated()
            try await world.close(try await world.post())
            _ = try await world.ok(try await world.meeting(with: try await world.secondReviewer()), as: world.clerk)
            return world
        },
        Place(testDescription: "in force") { try await .inForce() },
        Place(testDescription: "under review, told and asked back") {
            let world = try await CaseWorld.paid().world
            let sum = try await world.award().monthlyAmount
            _ = try await world.ok(
                OpenRecovery(caseID: world.caseID, cause: .lateReport, amount: sum, grounds: "没有报告"),
                as: world.county)
            _ = try await world.ok(
                StartReverification(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
            try await world.compareAgain()
            try await world.tellAndHear(.termination, [.workRefused])
            return world
        },
        Place(testDescription: "approved provisionally and doubted") { try await StrokeWorld.doubtful().base },
        Place(testDescription: "ended and contested") {
            let (world, decision) = try await CaseWorld.ended()
            _ = try await world.ok(
                FileRemedy(
                    caseID: world.caseID, forum: .reconsideration, eventSequence: decision.sequence,
                    servedOn: decision.day, filedOn: decision.day, wasTold: true, claim: "没有申请退出。"),
                as: world.county)
            return world
        },
    ]

    @Test(arguments: places)
    func `the file takes no more statements than it says`(_ place: Place) async throws {
        let world = try await place.make()
        let counter = StatementCounter()
        let counted = world.test.bureau.counting(counter)
        let id = world.caseID
        var (view, scene) = (0, 0)
        for staff in [world.clerk, world.reviewer, world.county] {
            _ = counter.take()
            _ = try await counted.view(as: .staff(staff)) { try CaseView.load(id, in: $0) }
            view = max(view, counter.take())
            _ = try await counted.view(as: .staff(staff)) { try CaseScene.load(id, in: $0) }
            scene = max(scene, counter.take())
        }
        #expect(view <= 40 && scene <= 90, "\(place.testDescription): \(view) and \(scene) statements")
        await world.end()
    }
}

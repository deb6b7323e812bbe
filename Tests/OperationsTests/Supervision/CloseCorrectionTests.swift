import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// A decision that a sample found wrong: a limit, a review, and people who correct it or say why it stands.
@Suite struct CloseCorrectionTests {
    private static func close(
        _ row: SamplingCorrectionRow, _ outcome: CorrectionState = .corrected, words: String = "已重新计算并调整",
        number: String = "", seen: Int64 = 1
    ) -> CloseCorrection {
        CloseCorrection(correctionID: row.id, seenVersion: seen, outcome: outcome, words: words, newNumber: number)
    }

    @Test func `a wrong sum opens a correction and the review, touches nothing, and a decision closes it`() async throws
    {
        let world = try await CaseWorld.decidedByTownship()
        let before = try await world.award().monthlyAmount
        let row = try await world.foundWrong()
        #expect(row.state == .open && row.finding == .wrongAmount && row.openedBy == world.county.staffID)
        #expect(row.due.on > row.openedOn && !row.due.citation.isEmpty)
        #expect(try await world.state() == .reverifying)
        #expect(try await world.award().monthlyAmount == before, "a person decides")
        let id = world.caseID
        let events = try await world.test.bureau.view(as: .staff(world.clerk)) {
            try $0.store.caseEvents(id, in: $0.scope)
        }
        #expect(events.last { $0.kind == "startReverification" }?.reason.contains("少算一人") == true)
        #expect(try await world.codes(Self.close(row), as: world.reviewer) == ["correctionUnproven"])
        try await world.compareAgain()
        func shown(_ staff: StaffActor) async throws -> SupervisionView? {
            try await world.test.bureau.view(as: .staff(staff)) { try CaseScene.load(id, in: $0)?.supervision }
        }
        let scene = try #require(try await shown(world.reviewer))
        #expect(scene.corrections == [row] && scene.correctionDaysLeft[row.id].map { $0 > 0 } == true)
        #expect(try await shown(world.gridWorker)?.corrections.isEmpty == true, "a grid worker has no part in it")
        let end = TerminateCase(
            caseID: world.caseID, seenVersion: try await world.version(), reasonCodes: [.voluntaryExit], words: "本人退出")
        let second = try await world.secondReviewer()
        _ = try await world.ok(end, as: second)
        #expect(
            try await world.codes(Step(caseID: world.caseID, event: .archive), as: world.clerk) == ["proceedingsOpen"])
        #expect(try await world.ok(Self.close(row), as: world.reviewer) == world.caseID)
        let closed = try #require(try await world.corrections().last)
        #expect(closed.state == .corrected && closed.words == "已重新计算并调整" && closed.closedOn != nil)
        #expect(try await world.codes(Self.close(row), as: world.reviewer) == ["correctionClosed"])
        let after = try #require(try await shown(world.county))
        #expect(after.corrections.map(\.state) == [.corrected] && after.correctionDaysLeft.isEmpty)
        await world.end()
    }

    @Test(arguments: [SamplingFinding.correct, .paperFault])
    func `what is right, or a fault of papers, opens none`(_ finding: SamplingFinding) async throws {
        let world = try await CaseWorld.decidedByTownship()
        let opened = try? await world.foundWrong(finding)
        #expect(opened == nil)
        #expect(try await world.state() == .active)
        await world.end()
    }

    @Test func `that it stands is for the county, never for who found it, and each fault is named`() async throws {
        let world = try await CaseWorld.decidedByTownship()
        let row = try await world.foundWrong()
        #expect(
            try await world.codes(Self.close(row, .upheld), as: world.reviewer) == ["correctionNotCounty"])
        #expect(try await world.codes(Self.close(row, .upheld), as: world.county) == ["finderUpholds"])
        #expect(
            try await world.codes(Self.close(row, .open, words: " "), as: world.county)
                == ["textMissing", "correctionOutcomeMissing"])
        #expect(
            try await world.codes(Self.close(row, .upheld, seen: 7), as: world.secondCounty) == ["changedMeanwhile"])
        #expect(try await world.codes(Self.close(row), as: world.clerk) == ["notAllowed"])
        #expect(
            try await world.codes(Self.close(row, number: "371621-2026-999999"), as: world.county)
                == ["correctionNumberWrong"])
        let own = try await world.row().number
        #expect(try await world.codes(Self.close(row, number: own), as: world.county) == ["correctionNumberWrong"])
        let list = try await world.test.bureau.view(as: .staff(world.clerk)) { try CorrectionList.load(in: $0) }
        #expect(list?.lines.map(\.row.id) == [row.id] && list?.places.isEmpty == false)
        let elsewhere = try await world.test.bureau.view(as: .staff(world.stranger)) {
            try CorrectionList.load(in: $0)
        }
        #expect(elsewhere?.lines.isEmpty == true)
        let payer = try await world.test.staff(.payer, at: "371621")
        let none = try await world.test.bureau.view(as: .staff(payer)) { try CorrectionList.load(in: $0) }
        #expect(none == nil)
        _ = try await world.ok(Self.close(row, .upheld, words: "复核后原金额正确"), as: world.secondCounty)
        #expect(try await world.corrections().map(\.state) == [.upheld])
        await world.end()
    }
}

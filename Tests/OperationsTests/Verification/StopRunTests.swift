import Casework
import Columns
import Foundation
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

@Suite struct StopRunTests {
    @Test func `a cancelled run reads nothing more, and goes on when it is resumed`() async throws {
        let world = try await RunWorld.make()
        let id = try #require(try await world.start(.recheck).value).id
        let officer = Actor.staff(world.officer)
        #expect(try await world.test.perform(CancelRun(id: id), as: officer).value == id)
        try await world.work()
        let stopped = try await world.view(id)
        #expect(stopped.line.run.state == .cancelled && stopped.line.progress.answered == 0)
        _ = try #require(try await world.bureau.perform(ResumeRun(id: id), as: officer, key: "resume").value)
        try await world.work()
        let done = try await world.view(id)
        #expect(done.line.run.state == .done && done.line.progress.answered == 8)
        await world.close()
    }

    @Test func `what has ended is not cancelled, and what runs is not resumed`() async throws {
        let world = try await RunWorld.make()
        let id = try #require(try await world.start(.recheck).value).id
        let officer = Actor.staff(world.officer)
        let early = try await world.bureau.perform(ResumeRun(id: id), as: officer, key: "1")
        #expect(early.reasons.map(\.code) == ["runNotStopped"])
        try await world.work()
        let late = try await world.bureau.perform(CancelRun(id: id), as: officer, key: "2")
        #expect(late.reasons.map(\.code) == ["runEnded"])
        await world.close()
    }

    @Test func `nobody else stops or resumes a run`() async throws {
        let world = try await RunWorld.make()
        let id = try #require(try await world.start(.recheck).value).id
        let (clerk, stranger) = (
            Actor.staff(world.clerk), Actor.staff(try await world.test.staff(.verificationOfficer, at: "371622"))
        )
        #expect(try await world.bureau.perform(CancelRun(id: id), as: clerk, key: "1").reasons == [.notAllowed])
        #expect(try await world.bureau.perform(ResumeRun(id: id), as: clerk, key: "2").reasons == [.notAllowed])
        #expect(try await world.bureau.perform(CancelRun(id: id), as: stranger, key: "3").reasons == [.notFound])
        #expect(try await world.bureau.perform(ResumeRun(id: id), as: stranger, key: "4").reasons == [.notFound])
        await world.close()
    }

    @Test func `a cancelled run is not resumed beside one that took its place`() async throws {
        let world = try await RunWorld.make()
        let officer = Actor.staff(world.officer)
        let first = try #require(try await world.start(.recheck).value).id
        _ = try await world.bureau.perform(CancelRun(id: first), as: officer, key: "1")
        let second = try #require(try await world.start(.recheck).value)
        #expect(second.id != first && !second.isRepeated)
        let outcome = try await world.bureau.perform(ResumeRun(id: first), as: officer, key: "2")
        #expect(outcome.reasons.map(\.code) == ["runTwice"])
        await world.close()
    }

    @Test func `data that were replaced since end a run that has not begun, in words`() async throws {
        let world = try await RunWorld.make()
        let id = try #require(try await world.start(.recheck).value).id
        try world.deliver("vehicle", [], asOf: "2026-03-02")
        try await world.work()
        let view = try await world.view(id)
        #expect(view.line.run.state == .failed)
        #expect(view.line.run.lastError?.contains("部门数据已被替换") == true)
        await world.close()
    }

    @Test func `a damaged file is named by dataset, day and name, never by where it lies on the machine`() async throws
    {
        let world = try await RunWorld.make()
        let folder = "\(world.snapshots.root)/vehicle"
        let day = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).sorted().last)
        let file = "\(folder)/\(day)/snapshot.bin"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        for place in bytes.indices.dropFirst(16) { bytes[place] ^= 0x5A }
        try bytes.write(to: URL(fileURLWithPath: file))
        let id = try #require(try await world.start(.recheck).value).id
        try await world.work()
        let said = try #require(try await world.view(id).line.run.lastError)
        #expect(said.contains("vehicle/\(day)/snapshot.bin") && said.contains("已损坏"), "\(said)")
        #expect(!said.contains(world.snapshots.root))
        await world.close()
    }

    @Test func `whoever lost the lease writes nothing`() async throws {
        let world = try await RunWorld.make()
        let id = try #require(try await world.start(.recheck).value).id
        let now = world.test.clock.now
        let written = try await world.bureau.store.write { store in
            let job = try #require(
                try store.leaseJob(kinds: ["verificationRun"], holder: "a", at: now, leaseSeconds: 1))
            let later = now.adding(seconds: 5)
            let second = try #require(
                try store.leaseJob(kinds: ["verificationRun"], holder: "b", at: later, leaseSeconds: 1))
            let isBegun = try store.beginRunPart(0, of: id, fence: second.fence, at: later)
            return (
                try store.holds(job), isBegun, try store.finishRunPart(0, of: id, fence: job.fence, at: later),
                try store.finishRunPart(0, of: id, fence: second.fence, at: later)
            )
        }
        #expect(written == (false, true, false, true))
        await world.close()
    }
}

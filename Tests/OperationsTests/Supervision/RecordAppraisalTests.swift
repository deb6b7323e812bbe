import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// A village appraisal is kept when it was held as the rule says, and refused with every fault otherwise.
@Suite struct RecordAppraisalTests {
    @Test func `an appraisal is kept with its votes and shown to those who may see the case`() async throws {
        let world = try await CaseWorld.investigating()
        let command = try await world.appraisal()
        let actor = Actor.staff(world.clerk)
        let first = try await world.test.bureau.perform(command, as: actor, key: "a")
        #expect(first.value != nil)
        #expect(try await world.test.bureau.perform(command, as: actor, key: "a") == first)
        var other = command
        other.place = "村小学"
        #expect(try await world.test.bureau.perform(other, as: actor, key: "a").reasons.map(\.code) == ["keyReused"])
        let id = world.caseID
        let rows = try await world.test.bureau.view(as: .staff(world.county)) {
            try $0.store.appraisals(of: id, in: $0.scope)
        }
        #expect(rows.count == 1 && rows[0].isPassed && rows[0].appraisal.scanCount == 1)
        #expect(rows[0].content.attendees.contains("王代表"))
        let seenElsewhere = try await world.test.bureau.view(as: .staff(world.stranger)) {
            try $0.store.appraisals(of: id, in: $0.scope).count
        }
        #expect(seenElsewhere == 0)
        #expect(try await world.documents()["D13"]?.lines.contains { $0.value == "同意" } == true)
        await world.end()
    }

    @Test func `a village that does not agree is kept and binds nobody`() async throws {
        let world = try await CaseWorld.investigating()
        var command = try await world.appraisal()
        (command.appraisal.votesFor, command.appraisal.votesAgainst) = (5, 7)
        _ = try await world.ok(command, as: world.clerk)
        #expect(try await world.state() == .investigating)
        let id = world.caseID
        let row = try await world.test.bureau.view(as: .staff(world.reviewer)) {
            try $0.store.appraisals(of: id, in: $0.scope).last
        }
        #expect(row?.isPassed == false)
        await world.end()
    }

    @Test func `every fault of the meeting is named at once and nothing is kept`() async throws {
        let world = try await CaseWorld.investigating()
        let good = try await world.appraisal()
        func codes(_ change: (inout RecordAppraisal) -> Void) async throws -> Set<String> {
            var command = good
            change(&command)
            return Set(try await world.codes(command, as: world.clerk))
        }
        #expect(try await codes { $0.appraisal.bodyCount = 40 } == ["appraisal.quorumMissed"])
        let few = try await codes {
            ($0.appraisal.bodyCount, $0.appraisal.presentCount, $0.appraisal.votesFor) = (4, 4, 2)
        }
        #expect(few == ["appraisal.tooFewPresent"])
        #expect(try await codes { $0.appraisal.relatedVoters = 1 } == ["appraisal.relatedVoted"])
        #expect(try await codes { $0.appraisal.votesAgainst = 3 } == ["appraisal.votesDoNotAdd"])
        #expect(try await codes { $0.appraisal.organiser = nil } == ["appraisal.organiserMissing"])
        #expect(try await codes { $0.appraisal.organiser = world.stranger.staffID } == ["organiserUnknown"])
        #expect(try await codes { $0.scanIDs = [] } == ["appraisal.scanMissing"])
        #expect(try await codes { $0.scanIDs = [UploadID(9)] } == ["photoUnknown"])
        let early = try await codes { $0.appraisal.on = $0.appraisal.on.adding(days: -1) }
        #expect(early == ["appraisal.dayImpossible"], "the day before the application")
        #expect(try await codes { $0.appraisal.on = $0.appraisal.on.adding(days: 1) } == ["appraisal.dayImpossible"])
        #expect(
            try await codes {
                $0.minutes = " "
                $0.place = ""
                $0.attendees = ""
            } == ["textMissing"])
        #expect(try await codes { $0.place = String(repeating: "村", count: 101) } == ["textTooLong"])
        #expect(try await codes { $0.seenVersion -= 1 } == ["caseChanged"])
        #expect(try await world.codes(good, as: world.reviewer) == ["roleNotAllowed"])
        #expect(try await world.codes(good, as: world.stranger) == ["notFound"])
        #expect(try await world.codes(good, as: .visitor) == ["notAllowed"])
        let (id, related, now) = (world.caseID, world.gridWorker.staffID, world.test.clock.now)
        try await world.test.bureau.store.write {
            try $0.putRelation("叔父", of: related, to: id, declaredBy: "staff", at: now)
        }
        #expect(try await codes { $0.appraisal.organiser = related } == ["organiserRelated"])
        #expect(try await world.count("appraisal") == 0)
        await world.end()
    }
}

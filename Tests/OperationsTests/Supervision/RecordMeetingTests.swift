import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// A delegated decision rests on a vote of the township's meeting, without relatives and without who visited.
@Suite struct RecordMeetingTests {
    /// A case of a delegated township that waits for its decision.
    private func waiting(_ kind: DelegationKind = .entrusted) async throws -> (CaseWorld, StaffActor) {
        let world = try await CaseWorld.delegated(kind)
        try await world.close(try await world.post())
        return (world, try await world.secondReviewer())
    }

    @Test func `the township confirms once its meeting was for it, and not before`() async throws {
        let (world, second) = try await waiting()
        #expect(try await world.state() == .confirming)
        func confirm() async throws -> ConfirmCase {
            ConfirmCase(caseID: world.caseID, seenVersion: try await world.version())
        }
        #expect(try await world.codes(try await confirm(), as: second) == ["meetingMissing"])
        #expect(try await world.codes(try await confirm(), as: world.county) == ["notCompetentBody", "meetingMissing"])
        let command = try await world.meeting(with: second)
        let actor = Actor.staff(world.clerk)
        let first = try await world.test.bureau.perform(command, as: actor, key: "m")
        #expect(first.value == true)
        #expect(try await world.test.bureau.perform(command, as: actor, key: "m") == first)
        #expect(try await world.count("decision_meeting") == 1)
        let minutes = try await world.documents()["E10"]
        #expect(minutes?.lines.contains { $0.label == "实到人数" && $0.value == "2人" } == true)
        #expect(try await world.codes(try await confirm(), as: world.reviewer) == ["opinionGiverDecides"])
        _ = try await world.ok(try await confirm(), as: second)
        #expect(try await world.state() == .active)
        await world.end()
    }

    @Test func `a meeting against granting leads to a refusal, and an opinion given again needs another vote`()
        async throws
    {
        let (world, second) = try await waiting()
        _ = try await world.ok(
            try await world.meeting(with: second, (.disagree, .disagree)), as: world.clerk)
        let confirm = ConfirmCase(caseID: world.caseID, seenVersion: try await world.version())
        #expect(try await world.codes(confirm, as: second) == ["meetingVotedOtherwise"])
        _ = try await world.ok(
            ReturnToTownship(caseID: world.caseID, seenVersion: try await world.version(), reason: "再核实收入"), as: second)
        _ = try await world.ok(try await world.opinion(), as: world.reviewer)
        _ = try await world.ok(
            PostNotice(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        let id = world.caseID
        let vote = try await world.test.bureau.view(as: .staff(world.county)) { context in
            try context.store.caseRow(id, in: context.scope).flatMap {
                try context.store.standingVote(of: $0, in: context.scope)
            }
        }
        #expect(vote == nil, "the vote was about the opinion that went back")
        await world.end()
    }

    @Test func `every fault of the meeting is named at once and no vote stands`() async throws {
        let (world, second) = try await waiting()
        let good = try await world.meeting(with: second)
        func codes(_ change: (inout DecisionMeeting) -> Void) async throws -> Set<String> {
            var command = good
            change(&command.meeting)
            return Set(try await world.codes(command, as: world.clerk))
        }
        #expect(try await codes { $0.ballots.removeLast() } == ["meeting.tooFewPresent", "meeting.chairMissing"])
        #expect(try await codes { $0.recused = [world.reviewer.staffID] } == ["meeting.relatedTookPart"])
        #expect(
            try await codes {
                $0.ballots.append(.init(by: world.clerk.staffID, .agree))
                $0.recused = []
            } == ["meeting.surveyorVoted"])
        #expect(try await codes { $0.ballots.append($0.ballots[0]) } == ["meeting.votedTwice"])
        #expect(try await codes { $0.minutes = " " } == ["meeting.minutesMissing"])
        #expect(try await codes { $0.minutes = String(repeating: "议", count: 2_001) } == ["textTooLong"])
        #expect(try await codes { $0.on = $0.on.adding(days: 1) } == ["meeting.dayImpossible"])
        #expect(try await codes { $0.on = $0.on.adding(days: -90) } == ["meetingBeforeOpinion"])
        let split = try await codes { $0.ballots[1] = .init(by: second.staffID, .disagree) }
        #expect(split == ["meeting.undecided"])
        #expect(try await codes { $0.members.insert(world.county.staffID) }.contains("meetingMembersUnknown"))
        var stale = good
        stale.seenVersion -= 1
        #expect(try await world.codes(stale, as: world.clerk) == ["changedMeanwhile"])
        #expect(try await world.codes(good, as: world.county) == ["notAllowed"])
        #expect(try await world.codes(good, as: world.stranger) == ["notFound"])
        let (id, related, now) = (world.caseID, second.staffID, world.test.clock.now)
        try await world.test.bureau.store.write {
            try $0.putRelation("叔父", of: related, to: id, declaredBy: "staff", at: now)
        }
        #expect(try await world.codes(good, as: world.clerk) == ["meeting.relatedTookPart"])
        #expect(try await world.codes(good, as: second).contains("relatedPerson"))
        #expect(try await world.count("decision_meeting") == 0)
        await world.end()
    }

    @Test func `a township that was not entrusted, and a case that does not wait, have no meeting`() async throws {
        let world = try await CaseWorld.delegated()
        let second = try await world.secondReviewer()
        let early = try await world.meeting(with: second)
        #expect(try await world.codes(early, as: world.clerk) == ["meetingTooEarly"])
        await world.end()
        let county = try await CaseWorld.make()
        try await county.close(try await county.post())
        let unasked = try await county.meeting(with: try await county.secondReviewer())
        #expect(try await county.codes(unasked, as: county.clerk) == ["meetingNotCompetent"])
        await county.end()
    }
}

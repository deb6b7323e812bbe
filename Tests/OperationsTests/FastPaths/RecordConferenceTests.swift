import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// A case conference: who took part, what binds whom, until when, and what was done.
@Suite struct RecordConferenceTests {
    @Test func `the outcome binds those who took part, and what they undertook is followed`() async throws {
        let world = try await CaseWorld.make()
        let held = RecordConference(caseID: world.caseID, conference: try await CaseConference.sample(world))
        let id = try await world.ok(held, as: world.county)
        let caseID = world.caseID
        let (rows, open) = try await world.test.bureau.view(as: .staff(world.clerk)) { context in
            (
                try context.store.conferences(of: caseID, in: context.scope),
                try context.store.openUndertakings(limit: 10, in: context.scope)
            )
        }
        #expect(rows.map(\.id) == [id] && rows.first?.conference == held.conference)
        #expect(open.count == 1)
        #expect(try await world.documents()["E03"]?.lines.contains { $0.label == "有效期至" } == true)
        let item = try #require(open.first?.row.id)
        let done = FinishUndertaking(undertakingID: item, note: "已备案")
        #expect(try await world.codes(done, as: world.stranger) == ["notFound"])
        #expect(try await world.codes(done, as: world.officer) == ["notAllowed"])
        #expect(
            try await world.codes(FinishUndertaking(undertakingID: item, note: ""), as: world.clerk) == ["textMissing"])
        #expect(try await world.ok(done, as: world.clerk))
        #expect(try await world.codes(done, as: world.clerk) == ["undertakingDone"])
        await world.end()
    }

    @Test func `what does not bind is refused with every reason, and nothing is kept`() async throws {
        let world = try await CaseWorld.make()
        let good = try await CaseConference.sample(world)
        func codes(_ change: (inout CaseConference) -> Void) async throws -> [String] {
            var held = good
            change(&held)
            return try await world.codes(RecordConference(caseID: world.caseID, conference: held), as: world.county)
        }
        #expect(try await codes { $0.ground = "" } == ["conference.groundMissing"])
        #expect(try await codes { $0.chair = nil } == ["conference.chairMissing"])
        #expect(try await codes { $0.chair = StaffID(7) } == ["chairUnknown"])
        #expect(
            try await codes { $0.participants.removeLast() } == [
                "conference.departmentsTooFew", "conference.absentBound",
            ])
        #expect(try await codes { $0.minutes = " " } == ["conference.minutesMissing"])
        #expect(try await codes { $0.undertakings = [] } == ["conference.outcomeEmpty"])
        #expect(try await codes { $0.validThrough = $0.on } == ["conference.validityWrong"])
        #expect(try await codes { $0.on = $0.on.adding(days: 1) } == ["conference.dayImpossible"])
        #expect(try await codes { $0.on = $0.on.adding(days: -1) } == ["conferenceBeforeFiling"])
        #expect(try await codes { $0.minutes = String(repeating: "会", count: 2_001) } == ["textTooLong"])
        #expect(
            try await codes {
                $0.participants[1] = ConferenceParticipant(department: "县医疗保障局", name: "吴科长", hasSigned: false)
            } == ["conference.signatureMissing"])
        let held = RecordConference(caseID: world.caseID, conference: good)
        #expect(try await world.codes(held, as: world.clerk) == ["notAllowed"])
        let elsewhere = try await world.test.staff(.countyReviewer, at: "371622", name: "外县")
        #expect(try await world.codes(held, as: elsewhere) == ["notFound"])
        #expect(try await world.count("case_conference") == 0)
        let actor = Actor.staff(world.county)
        let first = try await world.test.bureau.perform(held, as: actor, key: "c")
        #expect(try await world.test.bureau.perform(held, as: actor, key: "c") == first)
        #expect(try await world.count("case_conference") == 1)
        await world.end()
    }
}

import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// Somebody comes to belong: on file, in the case in force, and to be decided about by a person.
@Suite struct RecordJoiningTests {
    @Test func `a birth in a family in force begins a review and touches no sum`() async throws {
        let world = try await CaseWorld.inForce()
        let before = try await world.award()
        let done = try await world.ok(world.birth(), as: world.clerk)
        #expect(done.reviewed.count == 1 && done.other == nil)
        let file = try await world.file()
        #expect(file.present.count == 4 && file.version == done.version)
        #expect(file.present.last?.relation == .grandchild && file.present.last?.from.text == "2026-03-02")
        let change = try #require(file.changes.first)
        #expect(change.kind == .joining && change.cause == "birth" && change.effective.text == "2026-04")
        #expect(change.note.reason == "孙女出生" && change.staff == world.clerk.staffID)
        #expect(Set(file.duties.map(\.duty)) == [.recompute, .updatePosting])
        let row = try await world.row()
        #expect(row.state == .reverifying && row.headCount == 4 && row.form.members.count == 4)
        let after = try await world.award()
        #expect(after.monthlyAmount == before.monthlyAmount && after.changes.count == before.changes.count)
        let paper = try #require(try await world.documents()["E06"])
        #expect(paper.lines.contains { $0.value.contains("赵小妹") })
        await world.end()
    }

    @Test func `an adult who comes in is asked for the authorisation`() async throws {
        let world = try await CaseWorld.inForce()
        let member = DeclaredMember(
            number: 0, name: "孙大勇", idNumber: try Household.id("19930101", 7).text, relation: .childInLaw,
            health: .healthy, isAbleToWork: true, employment: .casualWork)
        let command = RecordJoining(
            family: try await world.familyID(), seenVersion: try await world.file().version, member: member,
            cause: .marriage, day: try CivilDate(parsing: "2026-03-02"), reason: "女儿结婚", evidence: "结婚证")
        _ = try await world.ok(command, as: world.clerk)
        #expect(try await world.file().duties.contains { $0.duty == .authorizeMember })
        await world.end()
    }

    @Test func `the same key twice is one change, and another content under it is refused`() async throws {
        let world = try await CaseWorld.inForce()
        let command = try await world.birth()
        let first = try await world.test.bureau.perform(command, as: .staff(world.clerk), key: "birth")
        let again = try await world.test.bureau.perform(command, as: .staff(world.clerk), key: "birth")
        #expect(first.value?.version == again.value?.version)
        #expect(try await world.test.count("family_change") == 1)
        let other = try await world.birth(name: "赵小弟")
        let reused = try await world.test.bureau.perform(other, as: .staff(world.clerk), key: "birth")
        #expect(reused.reasons == [.keyReused])
        await world.end()
    }

    @Test func `what is missing or impossible is refused with every reason and leaves nothing behind`() async throws {
        let world = try await CaseWorld.inForce()
        let people = try await world.test.count("person")
        func codes(_ command: RecordJoining, _ actor: StaffActor? = nil) async throws -> [String] {
            try await world.codes(command, as: actor ?? world.clerk)
        }
        #expect(
            try await codes(world.birth(name: " ", relation: .applicant, reason: " "))
                == ["missingReason", "personNameMissing", "joinerUnsuitable"])
        #expect(try await codes(world.birth(relation: nil)) == ["joinerUnsuitable"])
        #expect(try await codes(world.birth(evidence: " ")) == ["family.evidenceMissing"])
        #expect(try await codes(world.birth(on: "2031-01-01")) == ["family.dayImpossible"])
        #expect(try await codes(world.birth(on: "2020-01-01")) == ["family.beforeFamily"])
        #expect(try await codes(world.birth(seenVersion: 9)) == ["changedMeanwhile"])
        #expect(try await codes(world.birth(), world.stranger) == ["notFound"])
        #expect(try await codes(world.birth(), world.gridWorker) == ["notAllowed"])
        #expect(try await world.test.count("person") == people)
        #expect(try await world.test.count("family_change") == 0)
        #expect(try await world.row().state == .active)
        await world.end()
    }

    @Test func `a day that is not the birth day, a second spouse and somebody of another family are refused`()
        async throws
    {
        let world = try await CaseWorld.inForce()
        var wrongDay = try await world.birth()
        wrongDay = RecordJoining(
            family: wrongDay.family, seenVersion: wrongDay.seenVersion, member: wrongDay.member, cause: .birth,
            day: try CivilDate(parsing: "2026-03-03"), reason: "出生", evidence: "出生医学证明")
        #expect(try await world.codes(wrongDay, as: world.clerk) == ["family.birthDayDiffers"])
        let taken = RecordJoining(
            family: wrongDay.family, seenVersion: wrongDay.seenVersion,
            member: DeclaredMember(
                number: 0, name: CaseWorld.names[1], idNumber: CaseWorld.ids[1], relation: .child, health: .healthy,
                isAbleToWork: true, employment: .casualWork),
            cause: .returned, day: try CivilDate(parsing: "2026-03-02"), reason: "回家", evidence: "村证明")
        #expect(try await world.codes(taken, as: world.clerk) == ["family.alreadyMember"])
        let household = Household(serial: 9)
        // The case of this world took the first number without the series.
        let county = try RegionCode("371621")
        _ = try await world.test.bureau.store.write {
            try $0.nextNumber(series: "acceptance", region: county, year: 2026)
        }
        let actor = Actor.citizen(try await world.test.citizen(phone: "19900000077"))
        _ = try await household.submit(world.test, as: actor)
        let elsewhere = RecordJoining(
            family: wrongDay.family, seenVersion: wrongDay.seenVersion,
            member: DeclaredMember(
                number: 0, name: household.names[0], idNumber: try household.ids[0].text, relation: .sibling,
                health: .healthy, isAbleToWork: true, employment: .casualWork),
            cause: .returned, day: try CivilDate(parsing: "2026-03-02"), reason: "回家", evidence: "村证明")
        #expect(try await world.codes(elsewhere, as: world.clerk) == ["personElsewhere"])
        await world.end()
    }
}

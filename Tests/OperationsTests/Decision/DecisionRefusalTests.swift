import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// Every reason why a step from visit to confirmation is refused.
@Suite struct DecisionRefusalTests {
    private func underInvestigation() async throws -> CaseWorld {
        let world = try await CaseWorld.make()
        _ = try await world.ok(
            StartInvestigation(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        return world
    }

    @Test func `a visit needs two people, neither related, both sides' signatures and a possible day`() async throws {
        let world = try await underInvestigation()
        let good = try await world.visit()
        func codes(_ change: (inout RecordVisit) -> Void) async throws -> [String] {
            var visit = good
            change(&visit)
            return try await world.codes(visit, as: world.clerk)
        }
        #expect(try await codes { $0.secondVisitor = .staff(world.clerk.staffID) }.contains("secondVisitorSame"))
        #expect(try await codes { $0.secondVisitor = .named(world.clerk.name) }.contains("secondVisitorSame"))
        #expect(try await codes { $0.secondVisitor = .named(" ") } == ["secondVisitorUnknown"])
        #expect(try await codes { $0.secondVisitor = .staff(StaffID(7)) } == ["secondVisitorUnknown"])
        #expect(try await codes { $0.householdSigner = "" } == ["visit.householdUnsigned"])
        #expect(try await codes { $0.findings.visitorsSigned = false } == ["visit.visitorUnsigned"])
        #expect(try await codes { $0.visitedOn = $0.visitedOn.adding(days: 1) } == ["visit.dayImpossible"])
        #expect(try await codes { $0.visitedOn = $0.visitedOn.adding(days: -1) } == ["visit.dayImpossible"])
        #expect(try await codes { $0.findings.livingConditions = " " } == ["visit.findingsMissing"])
        #expect(try await codes { $0.findings.housing = String(repeating: "土", count: 2001) } == ["textTooLong"])
        #expect(try await codes { $0.findings.photoIDs = [UploadID(5)] } == ["photoUnknown"])
        let nobody = try await codes { $0.findings.members = [VisitedMember(number: 9)] }
        #expect(nobody == ["textMissing", "visit.nobodySeen"])
        #expect(try await codes { $0.seenVersion -= 1 } == ["caseChanged"])
        #expect(try await codes { $0.purpose = .county }.contains("purposeUnsuitable"))
        #expect(try await world.codes(good, as: world.county).contains("purposeUnsuitable"))
        #expect(try await world.codes(good, as: world.stranger) == ["notFound"])
        #expect(try await world.codes(good, as: .visitor) == ["notAllowed"])
        let (id, related, now) = (world.caseID, world.gridWorker.staffID, world.test.clock.now)
        try await world.test.bureau.store.write {
            try $0.putRelation("叔父", of: related, to: id, declaredBy: "staff", at: now)
        }
        #expect(try await world.codes(good, as: world.clerk) == ["visit.visitorRelated"])
        #expect(try await world.codes(good, as: world.gridWorker).contains("relatedPerson"))
        #expect(try await world.count("household_visit") == 0)
        var named = good
        named.secondVisitor = .named("李老师")
        let actor = Actor.staff(world.clerk)
        let first = try await world.test.bureau.perform(named, as: actor, key: "v")
        #expect(try await world.test.bureau.perform(named, as: actor, key: "v") == first)
        #expect(try await world.count("household_visit") == 1)
        await world.end()
    }

    @Test func `a determination needs report, visit, role and the present version`() async throws {
        let world = try await underInvestigation()
        let early = DetermineCase(caseID: world.caseID, seenVersion: try await world.version())
        #expect(try await world.codes(early, as: world.clerk) == ["reportMissing", "visitRecordMissing"])
        #expect(try await world.codes(early, as: world.county) == ["notAllowed"])
        #expect(try await world.codes(early, as: .system) == ["notAllowed"])
        _ = try await world.test.bureau.runJobs(holder: "a", limit: 1)
        _ = try await world.ok(try await world.visit(), as: world.clerk)
        #expect(try await world.codes(early, as: world.clerk) == ["changedMeanwhile"])
        let blank = DetermineCase(
            caseID: world.caseID, seenVersion: try await world.version(),
            statements: [FactStatement(subject: "home-m1", holds: false, basis: .document, note: "")])
        #expect(try await world.codes(blank, as: world.clerk) == ["textMissing"])
        let open = try await world.ok(
            DetermineCase(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        #expect(open.outcome == "undetermined" && open.amount == .zero)
        #expect(open.questions.contains { $0.subject == "deposit-m1" && !$0.takesAmount })
        #expect(open.questions.contains { $0.subject == "m1-pension" && $0.takesAmount })
        #expect(try await world.codes(try await world.opinion(), as: world.reviewer).contains("questionsOpen"))
        let negative = try await world.opinion(.negative, [.propertyOverLimit], text: "财产多")
        #expect(try await world.codes(negative, as: world.reviewer) == ["questionsOpen"])
        world.test.clock.advance(days: 200)
        let late = DetermineCase(caseID: world.caseID, seenVersion: try await world.version())
        #expect(try await world.codes(late, as: world.clerk) == ["reportExpired"])
        await world.end()
    }

    @Test func `a program that is decided with the others takes its answers in the sorting`() async throws {
        let world = try await CaseWorld.make { $0.program = .temporaryRelief }
        let early = DetermineCase(caseID: world.caseID, seenVersion: try await world.version())
        #expect(try await world.codes(early, as: world.clerk) == ["notInvestigating"])
        try await world.investigate()
        var determine = DetermineCase(caseID: world.caseID, seenVersion: try await world.version())
        determine.statements = [FactStatement(subject: "home-m1", holds: false, basis: .document, note: "没有")]
        #expect(try await world.codes(determine, as: world.clerk) == ["statedInSorting"])
        determine.statements = []
        let summary = try await world.ok(determine, as: world.clerk)
        #expect(summary.outcome == "undetermined" && summary.amount == .zero && !summary.questions.isEmpty)
        #expect(try await world.codes(try await world.opinion(), as: world.reviewer).contains("questionsOpen"))
        let negative = try await world.opinion(.negative, [.incomeNotBelowStandard], text: "收入高")
        #expect(try await world.codes(negative, as: world.reviewer) == ["questionsOpen"])
        await world.end()
    }

    @Test func `a first opinion names the silent and rests on what was computed`() async throws {
        let world = try await CaseWorld.make()
        try await world.investigate()
        #expect(try await world.codes(try await world.opinion(), as: world.reviewer) == ["determinationMissing"])
        _ = try await world.determine()
        var silent = try await world.opinion()
        silent.silentSourcesNamed = []
        #expect(try await world.codes(silent, as: world.reviewer) == ["silenceNotStated"])
        let codes = try await world.codes(try await world.opinion(.negative), as: world.reviewer)
        #expect(Set(codes) == ["reasonCodeMissing", "textMissing"])
        let wrong = try await world.opinion(.negative, [.incomeNotBelowStandard], text: "收入高")
        #expect(try await world.codes(wrong, as: world.reviewer) == ["reasonContradictsDetermination"])
        #expect(try await world.codes(try await world.opinion(), as: .system).contains("personMustSign"))
        #expect(try await world.count("opinion") == 0)
        await world.end()
    }

    @Test func `a record that contradicts a rule must be answered before a positive opinion`() async throws {
        var files = CaseWorld.standardFiles
        files["prison"] = ["1,\(CaseWorld.ids[1]),P1,2025-01-01,"]
        let world = try await CaseWorld.make(files: files)
        try await world.investigate()
        _ = try await world.determine()
        #expect(try await world.codes(try await world.opinion(), as: world.reviewer) == ["conflictsUnanswered"])
        _ = try await world.ok(try await world.opinion(text: "同名，已核实并非本人"), as: world.reviewer)
        await world.end()
    }

    @Test func `the system signs nothing against a family`() async throws {
        let world = try await CaseWorld.make()
        try await world.close(try await world.post())
        let version = try await world.version()
        let caseID = world.caseID
        #expect(
            try await world.codes(
                RefuseCase(caseID: caseID, seenVersion: version, reasonCodes: [.notCoLiving], text: "理由"), as: .system
            )
            .contains("personMustSign"))
        #expect(
            try await world.codes(ReturnToTownship(caseID: caseID, seenVersion: version, reason: "理由"), as: .system)
                .contains("personMustSign"))
        #expect(
            try await world.codes(
                RefuseCase(caseID: caseID, seenVersion: version, reasonCodes: [.notCoLiving], text: "理由"),
                as: world.reviewer
            ).contains("notCompetentBody"))
        #expect(
            try await world.codes(ConfirmCase(caseID: caseID, seenVersion: version - 1), as: world.county) == [
                "caseChanged"
            ])
        #expect(
            try await world.codes(ConfirmCase(caseID: caseID, seenVersion: version), as: world.stranger) == ["notFound"]
        )
        #expect(
            try await world.codes(
                OrderCountyVisit(caseID: caseID, seenVersion: version, reason: .sampling), as: world.reviewer)
                == ["roleNotAllowed"])
        let actor = Actor.staff(world.county)
        let confirm = ConfirmCase(caseID: caseID, seenVersion: version)
        let first = try await world.test.bureau.perform(confirm, as: actor, key: "c")
        #expect(try await world.test.bureau.perform(confirm, as: actor, key: "c").value?.amount == first.value?.amount)
        #expect(try await world.count("award") == 1)
        await world.end()
    }
}

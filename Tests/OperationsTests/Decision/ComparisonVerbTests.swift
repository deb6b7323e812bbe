import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Sealing
import Storage
import Testing
import Verification

/// Comparing a case with department data: who may ask, what is kept, jobs and leases.
@Suite struct ComparisonVerbTests {
    private func started(_ files: [String: [String]]? = CaseWorld.standardFiles) async throws -> CaseWorld {
        let world = try await CaseWorld.make(files: files)
        _ = try await world.ok(
            StartInvestigation(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        return world
    }

    private func view(_ world: CaseWorld) async throws -> ReportView {
        let id = world.caseID
        return try #require(
            try await world.test.bureau.view(as: .staff(world.reviewer)) { try ReportView.load(id, in: $0) })
    }

    @Test func `starting the inquiry is the clerk's of the place and asks for one comparison`() async throws {
        let world = try await CaseWorld.make()
        let start = StartInvestigation(caseID: world.caseID, seenVersion: try await world.version())
        #expect(try await world.codes(start, as: world.reviewer) == ["roleNotAllowed"])
        #expect(try await world.codes(start, as: world.stranger) == ["notFound"])
        let stale = StartInvestigation(caseID: world.caseID, seenVersion: start.seenVersion - 1)
        #expect(try await world.codes(stale, as: world.clerk) == ["caseChanged"])
        #expect(try await world.count("job") == 0)
        let actor = Actor.staff(world.clerk)
        let first = try await world.test.bureau.perform(start, as: actor, key: "k")
        #expect(try await world.test.bureau.perform(start, as: actor, key: "k") == first)
        #expect(try await world.test.bureau.perform(stale, as: actor, key: "k").reasons == [.keyReused])
        #expect(try await world.count("job") == 1)
        #expect(try await world.codes(start, as: world.clerk).contains("eventNotInState"))
        await world.end()
    }

    @Test func `a report is sealed, numbered and names the silent`() async throws {
        let world = try await started()
        #expect(try await world.test.bureau.runJobs(holder: "a", limit: 3) == 1)
        let view = try await view(world)
        #expect(view.report.number == "HD371621-2026-000001" && view.report.version == 1)
        #expect(view.isIntact && view.isValid)
        #expect(view.report.members.map(\.lastFour) == ["002X", "0941", "1127"])
        #expect(view.silentDatasets.contains("deposit") && !view.silentDatasets.contains("vehicle"))
        #expect(view.report.conclusion == .needsReview)
        #expect(view.report.validThrough == (try CivilDate(parsing: "2026-09-02")))
        let line = try #require(view.report.lines.first { $0.item == "wage.base" && $0.member == "m2" })
        #expect(line.declared?.value == 60_000 && line.found?.value == 80_000)
        #expect(try await world.count("source_answer") > 20)
        #expect(try await world.documents()["D11"]?.lines.contains { $0.value == "需核实" } == true)
        let again = try await world.test.bureau.compare(world.caseID, as: .staff(world.officer))
        #expect(again.value != nil)
        let second = try await self.view(world)
        #expect(second.report.number == view.report.number && second.report.version == 2)
        #expect(second.versions.map(\.version) == [2, 1])
        let (id, token) = (world.caseID, view.token)
        let check = try await world.test.bureau.view(as: .visitor) { try DocumentCheck.load(token: token, in: $0) }
        #expect(check?.status == .superseded && check?.kind == "家庭经济状况核对报告")
        let plain = try await world.test.bureau.view(as: .staff(world.clerk)) {
            try PlainReportView.load(id, in: $0)
        }
        #expect(plain?.differences == ["高莉真，工资性收入（近六个月缴费基数月均）：申报600.00 元，查到800.00 元。"])
        await world.end()
    }

    @Test func `only the program and the verification centre ask, and what they ask is on record`() async throws {
        let world = try await started()
        for actor in [Actor.staff(world.clerk), .staff(world.county), .visitor, .citizen(AccountID(1))] {
            #expect(try await world.test.bureau.compare(world.caseID, as: actor).reasons == [.notAllowed])
        }
        let far = try await world.test.staff(.verificationOfficer, at: "371622")
        #expect(try await world.test.bureau.compare(world.caseID, as: .staff(far)).reasons == [.notFound])
        #expect(try await world.count("verification_report") == 0)
        let id = world.caseID
        func asked() async throws -> Int {
            try await world.test.bureau.store.read {
                try $0.auditLines(subjectKind: "case", subjectID: id.rawValue)
                    .count { $0.verb == "decision.beginComparison" }
            }
        }
        #expect(try await asked() == 0)
        _ = try await world.test.bureau.compare(world.caseID, as: .system)
        #expect(try await asked() == 1)
        await world.end()
    }

    @Test func `a case that is not under investigation is not compared`() async throws {
        let world = try await CaseWorld.make()
        let outcome = try await world.test.bureau.compare(world.caseID, as: .system)
        #expect(outcome.reasons.map(\.code) == ["notInvestigating"])
        await world.end()
    }

    @Test func `a node without department data says that every source is silent`() async throws {
        let world = try await started(nil)
        #expect(try await world.test.bureau.runJobs(holder: "a", limit: 1) == 1)
        let report = try await view(world).report
        #expect(report.answers.allSatisfy { $0.status == .noAnswer && $0.reason != nil })
        #expect(report.lines.allSatisfy { $0.found == nil })
        await world.end()
    }

    @Test func `a bank answers only about people who authorised it, while the authorisation lasts`() async throws {
        var files = CaseWorld.standardFiles
        files["deposit"] = ["1,\(CaseWorld.ids[0]),B1,6217000000000001,1000.00,2026-03-01"]
        let world = try await started(files)
        let (id, now) = (world.caseID, world.test.clock.now)
        try await world.test.bureau.store.write { store in
            for (index, number) in CaseWorld.ids.enumerated() where index < 2 {
                try store.insertAuthorization(
                    AuthorizationRow(
                        id: store.ids.next(), owner: .file(id),
                        idIndex: store.authorizationIndex(try CitizenID(number)), number: "SQ-\(index)",
                        method: .beforeClerk, signerName: "", signerRelation: "", reason: "", evidenceID: nil,
                        staffID: nil, textHash: [], purpose: "核对", signedAt: now, signedDay: now.chinaDate,
                        expiresDay: now.chinaDate.adding(days: index == 0 ? 30 : -1)))
            }
        }
        _ = try await world.test.bureau.compare(id, as: .system)
        let report = try await view(world).report
        let answers = report.answers.filter { $0.dataset == "deposit" }
        #expect(answers.map(\.status) == [.hit, .noAnswer, .noAnswer])
        #expect(answers[1].reason?.contains("到期") == true && answers[2].reason == "本人没有签署核对授权书")
        #expect(report.members.map(\.authorizationNumber) == ["SQ-0", nil, nil])
        // Withdrawn by the system's clock, which may be far ahead of the business day: it holds no more all the same.
        try await world.test.bureau.store.write { store in
            let scope = Scope.region(try RegionCode("371621"), on: now.chinaDate)
            let paper = try store.authorizations(of: id, in: scope).first { $0.number == "SQ-0" }
            guard var paper else { throw WorldError("the paper is there") }
            paper.withdrawnAt = now.adding(seconds: 86_400 * 200)
            try store.updateAuthorization(paper, in: scope)
        }
        _ = try await world.test.bureau.compare(id, as: .system)
        let later = try await view(world).report
        #expect(later.answers.first { $0.dataset == "deposit" }?.reason?.contains("撤回") == true)
        #expect(later.lines.first { $0.item == "deposit.balance" }?.found == nil)
        await world.end()
    }

    @Test func `a lost lease writes nothing and the job's holder alone ends it`() async throws {
        let world = try await started()
        let now = world.test.clock.now
        let job = try #require(
            try await world.test.bureau.store.write {
                try $0.leaseJob(kinds: ["comparison"], holder: "slow", at: now, leaseSeconds: 1)
            })
        world.test.clock.advance(seconds: 5)
        #expect(try await world.test.bureau.runJobs(holder: "quick", limit: 3) == 1)
        let late = try await world.test.bureau.compare(
            world.caseID, as: .system, job: JobMark(id: job.id, fence: job.fence))
        #expect(late.reasons.map(\.code) == ["leaseLost"])
        #expect(try await world.count("verification_report") == 1)
        let lines = try await world.test.bureau.store.read { try $0.jobLines() }
        #expect(lines.map(\.state) == ["done"])
        await world.end()
    }

    @Test func `a job whose case has moved on is done without a report`() async throws {
        let world = try await started()
        _ = try await world.ok(Step(caseID: world.caseID, event: .withdraw), as: world.clerk)
        #expect(try await world.test.bureau.runJobs(holder: "a", limit: 3) == 1)
        #expect(try await world.count("verification_report") == 0)
        let lines = try await world.test.bureau.store.read { try $0.jobLines() }
        #expect(lines.map(\.state) == ["done"])
        await world.end()
    }
}

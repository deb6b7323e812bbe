import Casework
import Foundation
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing
import Verification

@Suite struct StartRunTests {
    @Test func `a recheck finds a car nobody declared, opens a task and changes no benefit`() async throws {
        let world = try await RunWorld.make()
        let view = try await world.run(.recheck)
        #expect(view.line.run.state == .done)
        #expect(view.line.progress == RunProgress(families: 8, answered: 8, carried: 0))
        let cars = try await world.lines(view.line.run.id).filter { $0.contains("R02") }
        #expect(cars.count == 1 && cars[0].hasPrefix(world.families[1].text))
        let tasks = try await world.tasks(as: world.officer)
        #expect(tasks.contains { $0.match.rule == "R02" && $0.match.familyID == world.families[1] })
        let programs = try await world.bureau.store.read {
            try $0.sql.query("SELECT DISTINCT program FROM family").map { try $0.text("program") }
        }
        #expect(programs == ["dibao"])
        await world.close()
    }

    @Test func `a name written with blanks, another dot or variants is no match, another name is`() async throws {
        let ids = try (0..<8).map { try RunWorld.id($0) }
        let names = ["林 大零", "林大一", "林　大二", "林大三", "林大四", "林大五", "林大六", "林小七"]
        let world = try await RunWorld.make(files: [
            "population": zip(ids, names).enumerated().map { "\($0 + 1),\($1.0.text),\($1.1),男,371621,1,滨州市惠民县,N" }
        ])
        let view = try await world.run(.recheck)
        let found = try await world.lines(view.line.run.id).filter { $0.contains(" R25 ") }
        #expect(found.count == 1 && found.allSatisfy { $0.hasPrefix(world.families[7].text) })
        await world.close()
    }

    @Test func `the purpose and its law stand in the audit log before rows are read`() async throws {
        let world = try await RunWorld.make()
        let started = try #require(try await world.start(.recheck, purpose: "第一季度定期核对").value)
        let before = try await audit(world)
        #expect(before == ["verification.startRun 第一季度定期核对"])
        try await world.work()
        let reading = try await audit(world).dropFirst()
        #expect(reading.allSatisfy { $0.hasPrefix("verification.readRows 第一季度定期核对；《社会救助暂行办法》") })
        #expect(!reading.isEmpty && started.isRepeated == false)
        await world.close()
    }

    private func audit(_ world: RunWorld) async throws -> [String] {
        try await world.bureau.store.read {
            try $0.sql.query("SELECT verb, reason FROM audit_entry ORDER BY id").map {
                "\(try $0.text("verb")) \(try $0.text("reason"))"
            }
        }
    }

    @Test func `the same run asked for twice is one run with one result`() async throws {
        let world = try await RunWorld.make()
        let first = try await world.run(.recheck)
        let again = try #require(try await world.start(.recheck, purpose: "再来一次").value)
        #expect(again.id == first.line.run.id && again.isRepeated)
        let lines = try await world.lines(first.line.run.id)
        try await world.work()
        #expect(try await world.lines(first.line.run.id) == lines)
        let runs = try await world.bureau.store.read { try $0.sql.count("SELECT count(*) FROM verification_run") }
        #expect(runs == 1)
        await world.close()
    }

    @Test func `a form sent twice under one key is one run, and another form under it is refused`() async throws {
        let world = try await RunWorld.make()
        let first = try await world.start(.recheck, key: "k")
        #expect(try await world.start(.recheck, key: "k") == first)
        #expect(try await world.start(.full, key: "k").reasons.map(\.code) == ["keyReused"])
        await world.close()
    }

    @Test func `other data make another run`() async throws {
        let world = try await RunWorld.make()
        let first = try await world.run(.recheck)
        try world.deliver("vehicle", [], asOf: "2026-03-02")
        let second = try await world.run(.recheck)
        #expect(second.line.run.id != first.line.run.id)
        #expect(try await world.lines(second.line.run.id).filter { $0.contains("R02") }.isEmpty)
        await world.close()
    }

    @Test func `without a purpose, a post or anybody to compare there is no run`() async throws {
        let world = try await RunWorld.make()
        #expect(try await world.start(.recheck, purpose: "  ").reasons.map(\.code) == ["purposeMissing"])
        #expect(try await world.start(.recheck, as: world.clerk).reasons.map(\.code) == ["notAllowed"])
        #expect(try await world.start(.precheck).reasons.map(\.code) == ["nobodyWatched"])
        #expect(try await world.start(.incremental).reasons.map(\.code) == ["noBaseRun"])
        let elsewhere = try await world.test.staff(.verificationOfficer, at: "371622")
        #expect(try await world.start(.recheck, as: elsewhere).reasons.map(\.code) == ["nobodyWatched"])
        await world.close()
    }

    @Test func `a node without department data makes no run`() async throws {
        let test = try await TestBureau.make()
        let officer = try await test.staff(.verificationOfficer, at: "371621")
        let outcome = try await test.bureau.startRun(.full, purpose: "全量", as: .staff(officer), key: "1")
        #expect(outcome.reasons.map(\.code) == ["noChecks"])
        await test.close()
    }

    @Test func `whoever has not authorised a bank is not read there, and that is no answer`() async throws {
        let world = try await RunWorld.make()
        try world.deliver(
            "deposit", ["1,\(world.heads[0].text),某银行,****1234,9000000.00,2026-02-01"], asOf: "2026-03-02")
        let view = try await world.run(.recheck)
        let bank = try #require(view.sources.first { $0.dataset == "deposit" })
        #expect(bank.asked == 0 && bank.silent == 8)
        let id = view.line.run.id
        let silent = try await world.bureau.store.read { try $0.runFamilies(of: id).map(\.silentRules) }
        #expect(silent.allSatisfy { $0.contains("R09") })
        #expect(try await world.lines(view.line.run.id).filter { $0.contains("R09") }.isEmpty)
        await world.close()
    }

    @Test func `families of another area are in nobody's run, list or task`() async throws {
        let world = try await RunWorld.make()
        let view = try await world.run(.recheck)
        let stranger = try await world.test.staff(.verificationOfficer, at: "371622")
        let seen = try await world.bureau.view(as: .staff(stranger)) { try RunView.load(view.line.run.id, in: $0) }
        #expect(seen == nil)
        #expect(try await world.lines(view.line.run.id, as: stranger).isEmpty)
        let own = try await world.tasks(as: world.clerk).map(\.match.familyID)
        let strange = try await world.tasks(as: world.strangeClerk).map(\.match.familyID)
        #expect(own.contains(world.families[1]) && !strange.contains(world.families[1]))
        await world.close()
    }

    @Test func `applicants are compared with what their case says`() async throws {
        let world = try await CaseWorld.make()
        let officer = Actor.staff(world.officer)
        let started = try #require(
            try await world.test.bureau.startRun(.precheck, purpose: "事前核对", as: officer, key: "1").value)
        while try await world.test.bureau.runJobs(holder: "test", limit: 50) > 0 {}
        let view = try #require(try await world.test.bureau.view(as: officer) { try RunView.load(started.id, in: $0) })
        #expect(view.line.run.state == .done && view.line.progress.families == 1)
        let families = try await world.test.bureau.store.read { try $0.runFamilies(of: started.id) }
        #expect(families.map(\.caseID) == [world.caseID])
        // What is found about applicants is for their case; it opens no task.
        #expect(
            try await world.test.bureau.store.read { try $0.sql.count("SELECT count(*) FROM verification_task") } == 0)
        await world.test.close()
    }
}

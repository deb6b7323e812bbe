import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing
import Verification

/// An upheld objection refutes the record: in later reports, in runs, in the statistics, until it is taken back.
@Suite struct RefutedRecordTests {
    private func issued() async throws -> ObjectionWorld {
        let world = try await ObjectionWorld.make()
        _ = try await world.issue()
        return world
    }

    @Test func `a refuted record stays refuted while it is the same thing, and another one is raised`() async throws {
        let world = try await issued()
        let receipt = try await world.file.ok(try await world.filing(), as: world.file.clerk)
        let ticket = try #require(
            try await world.file.ok(world.decision(receipt, true), as: world.file.officer).ticketID)
        let owner = CaseWorld.ids[1]
        func rules(_ report: VerificationReport) -> [String] {
            report.findings.filter { $0.datasets.contains("vehicle") }.map(\.rule)
        }
        // Another value of the same car is still the refuted car.
        let dearer = "7,鲁M8,\(owner),K,丰田,2025-06-01,120000.00,A"
        #expect(rules(try await world.deliver([dearer])).isEmpty)
        // A second car beside it is another record, and is counted alone.
        let both = try await world.deliver([dearer, "8,鲁M9,\(owner),K,丰田,2025-07-01,1000.00,A"])
        #expect(rules(both) == ["R02"])
        #expect(both.findings.first { $0.rule == "R02" }?.sentence.contains("登记有1辆汽车") == true)
        #expect(both.findings.first { $0.rule == "R02" }?.records.map(\.number) == [8])
        // The number with another plate is another car.
        #expect(rules(try await world.deliver(["7,鲁M7,\(owner),K,丰田,2025-06-01,98000.00,A"])) == ["R02", "R03"])
        // Once the department says that it corrected the record, what it says now is heard.
        #expect(rules(try await world.deliver([dearer])).isEmpty)
        _ = try await world.file.ok(
            AnswerTicket(ticketID: ticket, seenVersion: 1, isCorrected: true, note: "已更正车辆价值"), as: world.second)
        #expect(rules(try await world.compare()) == ["R02", "R03"])
        await world.end()
    }

    @Test func `taking a decision back raises everything that rests on the record`() async throws {
        let world = try await issued()
        let receipt = try await world.file.ok(try await world.filing(), as: world.file.clerk)
        _ = try await world.file.ok(world.decision(receipt, true), as: world.file.officer)
        let lines = try await world.bureau.view(as: .staff(world.file.officer)) {
            try SuppressionDesk.load(in: $0).lines
        }
        let line = try #require(lines.first)
        #expect(lines.count == 1 && line.finding.records.count == 1 && line.finding.records[0].contains("鲁M8"))
        let command = RevokeSuppression(
            suppressionID: line.row.id, seenVersion: line.row.version, reason: "更正后又查到同一辆车")
        #expect(try await world.codes(command, world.file.clerk).contains("notAllowed"))
        #expect(try await world.codes(command, world.farOfficer) == ["notFound"])
        var wrong = command
        (wrong.reason, wrong.seenVersion) = ("", 9)
        #expect(try await world.codes(wrong, world.file.officer) == ["textMissing", "changedMeanwhile"])
        _ = try await world.file.ok(command, as: world.file.officer)
        #expect(try await world.codes(command, world.file.officer) == ["suppressionRevoked"])
        #expect(try await world.bureau.runJobs(holder: "again", limit: 5) == 1)
        #expect(try await world.check().findings.map(\.finding.rule).filter { ["R02", "R03"].contains($0) }.count == 2)
        await world.end()
    }

    @Test func `a run lists what rests on a refuted record apart, with its ticket, until the decision is taken back`()
        async throws
    {
        let world = try await issued()
        // The family is helped as well, so that a match would open a task.
        _ = try await world.bureau.store.write { try $0.sql.execute("UPDATE family SET program = 'dibao'") }
        #expect(try await world.run(.full) == ["R02": "", "R03": ""])
        #expect(try await world.openVehicleTasks() == 2)
        let receipt = try await world.file.ok(try await world.filing(), as: world.file.clerk)
        _ = try await world.file.ok(world.decision(receipt, true), as: world.file.officer)
        let ticket = "GZ371622-2026-000001"
        #expect(try await world.run(.incremental) == ["R02": ticket, "R03": ticket])
        #expect(try await world.run(.full) == ["R02": ticket, "R03": ticket])
        let line = try await world.bureau.view(as: .staff(world.file.officer)) {
            try SuppressionDesk.load(in: $0).lines.first
        }
        let row = try #require(line?.row)
        _ = try await world.file.ok(
            RevokeSuppression(suppressionID: row.id, seenVersion: row.version, reason: "更正后又查到"),
            as: world.file.officer)
        #expect(try await world.run(.incremental) == ["R02": "", "R03": ""])
        // The same evidence about the same family opens one task, whichever run finds it.
        #expect(try await world.openVehicleTasks() == 2)
        await world.end()
    }

    @Test func `the officer says which of several records are wrong`() async throws {
        let world = try await issued()
        let owner = CaseWorld.ids[1]
        let cars = ["7,鲁M8,\(owner),K,丰田,2025-06-01,98000.00,A", "8,鲁M9,\(owner),K,丰田,2025-07-01,1000.00,A"]
        _ = try await world.file.ok(
            CloseObjectionWindow(caseID: world.caseID, seenVersion: world.file.row().version, waiver: "不提异议"),
            as: world.file.clerk)
        _ = try await world.deliver(cars)
        _ = try await world.issue()
        let receipt = try await world.file.ok(try await world.filing(), as: world.file.clerk)
        var decide = world.decision(receipt, true)
        decide.records = []
        // The officer asked for this comparison, so a colleague decides.
        #expect(try await world.codes(decide, world.second) == ["recordsMissing"])
        decide.records = ["vehicle/8", "vehicle/9"]
        #expect(try await world.codes(decide, world.second) == ["recordUnknown"])
        decide.records = ["vehicle/8"]
        let ticket = try #require(try await world.file.ok(decide, as: world.second).ticketID)
        let paper = try #require(
            try await world.bureau.view(as: .staff(world.file.officer)) { try TicketView.load(ticket, in: $0) })
        #expect(paper.content.finding.records.count == 1 && paper.content.finding.records[0].contains("鲁M9"))
        let after = try await world.compare()
        #expect(after.findings.first { $0.rule == "R02" }?.records.map(\.number) == [7])
        #expect(after.lines.first { $0.item == "vehicle.count" }?.found?.value == 1)
        await world.end()
    }

    @Test func `sources count what reports and runs found once, and what was refuted`() async throws {
        let world = try await issued()
        func vehicles(_ staff: StaffActor? = nil) async throws -> SourceStatistics.Line? {
            let (who, day) = (staff ?? world.file.officer, world.file.test.clock.now.chinaDate)
            return try await world.bureau.view(as: .staff(who)) {
                try SourceStatistics.load(from: day.adding(days: -1), through: day, in: $0)
            }?.lines.first { $0.dataset == "vehicle" }
        }
        let first = try #require(try await vehicles())
        #expect(first.hits == 2 && first.refuted == 0 && first.asked == 3 && first.silent == 0)
        // A run finds the same two: they are counted once.
        _ = try await world.run(.precheck)
        #expect(try await vehicles()?.hits == 2)
        let receipt = try await world.file.ok(try await world.filing(), as: world.file.clerk)
        _ = try await world.file.ok(world.decision(receipt, true), as: world.file.officer)
        _ = try await world.compare()
        let after = try #require(try await vehicles())
        #expect(after.hits == 2 && after.refuted == 2)
        // Another county sees none of it; a clerk sees no statistics.
        #expect(try await vehicles(world.farOfficer)?.hits == 0)
        #expect(try await vehicles(world.file.clerk) == nil)
        await world.end()
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing
import Verification

/// An objection to a report from the family's words to the next report: who may do what, when, and what comes of it.
@Suite struct ReportObjectionTests {
    private func issued() async throws -> ObjectionWorld {
        let world = try await ObjectionWorld.make()
        _ = try await world.issue()
        return world
    }

    @Test func `an upheld objection sends a ticket, and nothing that rests on the record is raised again`()
        async throws
    {
        let world = try await issued()
        // One car touches two rules: more cars than declared, and a car worth more than is allowed.
        let entries = [try await world.entry("R02"), try await world.entry("R03")]
        #expect(Set(entries.map(\.finding.records)).count == 1 && entries[0].finding.records.map(\.number) == [7])
        let photo = try await world.file.photo("车辆注销证明")
        let receipt = try await world.file.ok(try await world.filing(photo: photo), as: world.file.clerk)
        #expect(receipt.number == "YY371622-2026-000001")
        #expect(try await world.file.state() == .investigating)
        #expect(try await world.file.row().clock?.openStop?.reason == .objection)
        // The objection stands under both entries, and the report is made again only when it is decided.
        #expect(try await world.check().findings.filter { $0.objection?.number == receipt.number }.count == 2)
        #expect(try await world.bureau.runJobs(holder: "early", limit: 5) == 0)
        let decided = try await world.file.ok(world.decision(receipt, true), as: world.file.officer)
        #expect(decided.isRemade && decided.ticketID != nil)
        #expect(try await world.bureau.runJobs(holder: "again", limit: 5) == 1)
        let check = try await world.check()
        #expect(check.report.version == 2 && !check.findings.contains { $0.finding.datasets.contains("vehicle") })
        let answered = check.report.suppressedFindings
        #expect(answered.map(\.finding.rule) == ["R02", "R03"])
        #expect(Set(answered.map(\.note.reference)) == ["GZ371622-2026-000001"])
        // The refuted car is in no sum, so that the determination does not count it either.
        #expect(check.report.lines.first { $0.item == "vehicle.count" }?.found?.value == 0)
        #expect(try await world.file.row().clock?.openStop == nil)
        #expect(try await world.file.documents()["D16"]?.lines.contains { $0.value.contains("异议成立") } == true)
        await world.end()
    }

    @Test func `when every entry is refuted the report is no longer against the family`() async throws {
        let world = try await issued()
        for receipt in try await world.contestAll() {
            let decided = try await world.file.ok(world.decision(receipt, true), as: world.file.officer)
            #expect(decided.ticketID != nil)
        }
        #expect(try await world.bureau.runJobs(holder: "again", limit: 5) == 1)
        let check = try await world.check()
        #expect(check.report.conclusion != .doesNotMeet && !check.findings.contains(where: \.isContestable))
        // Nothing is left to tell the family: the next issue opens no time to object.
        #expect(try await world.issue().isWindowOpen == false)
        await world.end()
    }

    @Test func `a rejected objection leaves the entry, and the same record cannot be contested twice`() async throws {
        let world = try await issued()
        let receipts = try await world.contestAll()
        let opinion = try await world.file.opinion(.negative, [.propertyOverLimit], text: "名下有车")
        #expect(try await world.codes(opinion, world.file.reviewer).contains("reportObjectionOpen"))
        #expect(try await world.codes(try await world.filing(), world.file.clerk) == ["findingContested"])
        // Another entry that rests on the same car is with the centre as well.
        var other = try await world.filing()
        other.finding = try await world.entry("R03").key
        #expect(try await world.codes(other, world.file.clerk) == ["findingContested"])
        for receipt in receipts {
            let decided = try await world.file.ok(
                world.decision(receipt, false, "车辆仍在名下"), as: world.file.officer)
            #expect(decided.ticketID == nil && decided.isRemade == (receipt == receipts.last))
        }
        #expect(try await world.count("correction_ticket") == 0)
        #expect(try await world.count("match_suppression") == 0)
        #expect(try await world.bureau.runJobs(holder: "again", limit: 5) == 1)
        // The family was told and heard: no second time to object for the same record.
        #expect(try await world.issue().isWindowOpen == false)
        #expect(try await world.file.state() == .investigating)
        #expect(try await world.codes(try await world.filing(), world.file.clerk) == ["findingDecided"])
        (other.finding, other.reportID) = (try await world.entry("R03").key, try await world.check().reportID)
        #expect(try await world.codes(other, world.file.clerk) == ["findingDecided"])
        await world.end()
    }

    @Test func `whoever made the report or filed the objection does not decide it`() async throws {
        let world = try await ObjectionWorld.make()
        let check = try await world.check()
        _ = try await world.file.ok(
            CloseReportDoubt(
                caseID: world.caseID, reportID: check.reportID, finding: try await world.car().key, note: "已电话核对"),
            as: world.file.officer)
        _ = try await world.issue()
        let receipt = try await world.file.ok(try await world.filing(), as: world.file.clerk)
        let decide = world.decision(receipt, true)
        #expect(try await world.codes(decide, world.file.officer) == ["ownReport"])
        for staff in [world.file.clerk, world.file.reviewer, world.file.county, world.file.gridWorker] {
            #expect(try await world.codes(decide, staff).contains("notAllowed"))
        }
        #expect(try await world.codes(decide, world.farOfficer) == ["notFound"])
        var wrong = decide
        (wrong.reason, wrong.seenVersion) = ("  ", 7)
        #expect(try await world.codes(wrong, world.second) == ["textMissing", "changedMeanwhile"])
        _ = try await world.file.ok(decide, as: world.second)
        #expect(try await world.codes(decide, world.second) == ["objectionAnswered"])
        await world.end()
    }

    @Test func `what is wrong with a filing is said all at once, and nothing is kept`() async throws {
        let world = try await ObjectionWorld.make()
        var filing = try await world.filing(" ", photo: UploadID(5))
        #expect(
            try await world.codes(filing, world.file.clerk) == ["textMissing", "photoUnknown", "reportNotIssued"])
        _ = try await world.issue()
        filing.finding = "none"
        #expect(try await world.codes(filing, world.file.clerk) == ["textMissing", "photoUnknown", "findingUnknown"])
        filing.reportID = ReportID(3)
        #expect(try await world.codes(filing, world.file.clerk).last == "reportOutdated")
        #expect(try await world.codes(try await world.filing(), world.file.stranger) == ["notFound"])
        for staff in [world.file.reviewer, world.file.county, world.file.officer, world.file.gridWorker] {
            #expect(try await world.codes(try await world.filing(), staff) == ["notAllowed"])
        }
        #expect(try await world.file.codes(try await world.filing(), as: .visitor) == ["notAllowed"])
        #expect(try await world.file.codes(try await world.filing(), as: .citizen(AccountID(9))) == ["notFound"])
        #expect(try await world.count("report_objection") == 0)
        let (good, actor) = (try await world.filing(), Actor.staff(world.file.clerk))
        let first = try await world.bureau.perform(good, as: actor, key: "k")
        #expect(try await world.bureau.perform(good, as: actor, key: "k") == first && first.value != nil)
        #expect(try await world.count("report_objection") == 1)
        await world.end()
    }

    @Test func `the family itself reads the entries, objects from its own account and sees the answer`() async throws {
        let world = try await ObjectionWorld.make(ObjectionWorld.oneSignature)
        let (id, account) = (world.caseID, try await world.file.test.citizen())
        _ = try await world.bureau.store.write {
            try $0.sql.execute("UPDATE aid_case SET account_id = \(account) WHERE id = \(id)")
        }
        func read() async throws -> CitizenObjections? {
            try await world.bureau.view(as: .citizen(account)) { try CitizenObjections.load(id, in: $0) }
        }
        let shown = try #require(try await read())
        #expect(shown.isOpen && shown.entries.contains { $0.sentence.contains("车") && $0.state == nil })
        let filing = try await world.filing()
        let receipt = try #require(try await world.file.test.perform(filing, as: .citizen(account)).value)
        #expect(try await read()?.entries.first { $0.number == receipt.number }?.state == "open")
        // Where no time to object was opened, the case stays where it is and its record has the line.
        #expect(try await world.file.state() == .investigating)
        _ = try await world.file.ok(world.decision(receipt, true), as: world.file.officer)
        _ = try await world.bureau.runJobs(holder: "again", limit: 5)
        let after = try #require(try await read()?.entries.first { $0.number == receipt.number })
        #expect(after.state == "upheld" && after.reason == "交警回函：该车2025年1月已注销。")
        await world.end()
    }

    @Test func `a ticket is answered once by the centre`() async throws {
        let world = try await issued()
        let receipt = try await world.file.ok(try await world.filing(), as: world.file.clerk)
        let ticket = try #require(
            try await world.file.ok(world.decision(receipt, true), as: world.file.officer).ticketID)
        let view = try #require(
            try await world.bureau.view(as: .staff(world.file.officer)) { try TicketView.load(ticket, in: $0) })
        #expect(view.row.number == "GZ371622-2026-000001" && view.content.finding.dataset == "vehicle")
        #expect(view.objectionNumber == receipt.number)
        var answer = AnswerTicket(ticketID: ticket, seenVersion: 3, isCorrected: true, note: "")
        #expect(try await world.codes(answer, world.file.clerk).contains("notAllowed"))
        #expect(try await world.codes(answer, world.farOfficer) == ["notFound"])
        #expect(try await world.codes(answer, world.second) == ["textMissing", "changedMeanwhile"])
        (answer.seenVersion, answer.note) = (1, "已更正登记")
        _ = try await world.file.ok(answer, as: world.second)
        #expect(try await world.codes(answer, world.second) == ["ticketAnswered"])
        let desk = try await world.bureau.view(as: .staff(world.second)) { try TicketDesk.load(in: $0).tickets }
        #expect(desk.map(\.row.state) == ["corrected"])
        await world.end()
    }

    @Test func `lists show the own area only and nobody's whole name`() async throws {
        let world = try await issued()
        _ = try await world.file.ok(try await world.filing(), as: world.file.clerk)
        for (staff, open) in [(world.file.officer, 1), (world.farOfficer, 0), (world.file.clerk, 0)] {
            let desk = try await world.bureau.view(as: .staff(staff)) { try ObjectionDesk.load(in: $0) }
            #expect(desk.open.count == open && desk.decided.isEmpty)
            #expect(desk.open.allSatisfy { !$0.applicant.contains("赵小龙") })
        }
        await world.end()
    }
}

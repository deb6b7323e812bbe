import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// Two persons sign a report: who composes, who issues, and what rests on it.
@Suite struct IssueReportTests {
    @Test func `a report that a person composed is issued by another, never by its maker`() async throws {
        let world = try await ObjectionWorld.make()
        let (file, check, car) = (world.file, try await world.check(), try await world.car())
        #expect(check.issuer == nil && check.composer == nil && check.needsIssue)
        let note = CloseReportDoubt(
            caseID: world.caseID, reportID: check.reportID, finding: car.key, note: "车辆年检在有效期内")
        for staff in [file.clerk, file.reviewer, file.county, file.gridWorker] {
            #expect(try await world.codes(note, staff).contains("notAllowed"))
        }
        #expect(try await world.codes(note, world.farOfficer) == ["notFound"])
        var wrong = note
        (wrong.finding, wrong.note) = ("none", " ")
        #expect(try await world.codes(wrong, file.officer) == ["textMissing", "findingUnknown"])
        _ = try await file.ok(note, as: file.officer)
        #expect(try await world.car().note == "车辆年检在有效期内")
        #expect(try await world.codes(note, world.second) == ["reportOfAnother"])
        let issue = IssueReport(caseID: world.caseID, reportID: check.reportID)
        #expect(try await world.codes(issue, file.officer) == ["ownReport"])
        for staff in [file.clerk, file.reviewer, file.gridWorker] {
            #expect(try await world.codes(issue, staff).contains("notAllowed"))
        }
        #expect(try await world.codes(issue, world.farOfficer) == ["notFound"])
        #expect(try await world.check(as: file.officer).issueRefusals.map(\.code) == ["ownReport"])
        #expect(try await world.check(as: world.second).issueRefusals.isEmpty)
        _ = try await file.ok(issue, as: world.second)
        #expect(try await world.codes(issue, file.county) == ["reportIssued", "notInvestigating"])
        let signed = try await world.check()
        #expect(signed.issuer == "冯核对" && signed.composer == "郑核对")
        await world.end()
    }

    @Test func `a report that speaks against the family gives it time, and the clock stands`() async throws {
        let world = try await ObjectionWorld.make()
        let issued = try await world.issue(as: world.file.county)
        #expect(issued.isWindowOpen)
        let row = try await world.file.row()
        #expect(row.state == .objectionWindow && row.clock?.openStop?.reason == .objection)
        let close = CloseObjectionWindow(caseID: world.caseID, seenVersion: row.version)
        #expect(try await world.codes(close, world.file.clerk).isEmpty == false)
        #expect(try await world.codes(close, world.file.officer).isEmpty == false)
        var waived = close
        waived.waiver = "家属在窗口书面表示没有异议"
        #expect(try await world.codes(waived, world.file.reviewer) == ["notAllowed"])
        #expect(try await world.codes(waived, world.file.stranger) == ["notFound"])
        _ = try await world.file.ok(waived, as: world.file.clerk)
        #expect(try await world.file.state() == .investigating)
        #expect(try await world.file.row().clock?.openStop == nil)
        await world.end()
    }

    @Test func `the time to object ends by itself after its last day, once, as the program`() async throws {
        let world = try await ObjectionWorld.make()
        let issued = try await world.issue()
        let today = try await world.bureau.today()
        world.file.test.clock.advance(days: today.days(until: issued.objectionDue))
        #expect(try await world.bureau.closeObjectionWindows(limit: 50) == 0)
        #expect(try await world.file.state() == .objectionWindow)
        world.file.test.clock.advance(days: 1)
        async let first = world.bureau.closeObjectionWindows(limit: 50)
        async let second = world.bureau.closeObjectionWindows(limit: 50)
        let closed = try await [first, second]
        #expect(closed.contains(1))
        #expect(try await world.bureau.closeObjectionWindows(limit: 50) == 0)
        #expect(try await world.file.state() == .investigating)
        #expect(try await world.file.row().clock?.openStop == nil)
        let events = try await world.bureau.store.read {
            try $0.sql.query("SELECT actor_kind FROM case_event WHERE kind = 'closeObjectionWindow'").map {
                try $0.text("actor_kind")
            }
        }
        #expect(events == ["system"])
        #expect(try await world.codes(try await world.filing(), world.file.clerk) == ["objectionWindowOver"])
        await world.end()
    }

    @Test func `a clerk ends the time to object that is over, and a waived one ends at once`() async throws {
        let world = try await ObjectionWorld.make()
        let issued = try await world.issue()
        let today = try await world.bureau.today()
        world.file.test.clock.advance(days: today.days(until: issued.objectionDue) + 1)
        let close = CloseObjectionWindow(caseID: world.caseID, seenVersion: try await world.file.version())
        _ = try await world.file.ok(close, as: world.file.clerk)
        #expect(try await world.bureau.closeObjectionWindows(limit: 50) == 0)
        await world.end()
    }

    @Test func `no opinion rests on a draft where two must sign, and elsewhere it may`() async throws {
        for (township, codes) in [
            (ObjectionWorld.twoSignatures, ["reportNotIssued"]), (ObjectionWorld.oneSignature, []),
        ] {
            let world = try await ObjectionWorld.make(township)
            _ = try await world.file.determine()
            let opinion = try await world.file.opinion(.negative, [.incomeNotBelowStandard], text: "不符合")
            let found = try await world.codes(opinion, world.file.reviewer)
            #expect(found.contains("reportNotIssued") == !codes.isEmpty)
            await world.end()
        }
    }

    @Test func `the schema itself refuses one person under both signatures`() async throws {
        let world = try await ObjectionWorld.make()
        let officer = world.file.officer.staffID
        await #expect(throws: SQLError.self) {
            try await world.bureau.store.write {
                try $0.sql.execute(
                    """
                    UPDATE report_issue SET composed_by_id = \(officer), issued_by_id = \(officer), issued_day = 1,
                    objection_due_day = 2
                    """)
            }
        }
        await world.end()
    }

    @Test func `the same issue under the same key is one`() async throws {
        let world = try await ObjectionWorld.make()
        let issue = IssueReport(caseID: world.caseID, reportID: try await world.check().reportID)
        let actor = Actor.staff(world.second)
        let first = try await world.bureau.perform(issue, as: actor, key: "k")
        #expect(first.value != nil)
        #expect(try await world.bureau.perform(issue, as: actor, key: "k") == first)
        let other = IssueReport(caseID: world.caseID, reportID: ReportID(1))
        #expect(try await world.bureau.perform(other, as: actor, key: "k").reasons == [.keyReused])
        await world.end()
    }
}

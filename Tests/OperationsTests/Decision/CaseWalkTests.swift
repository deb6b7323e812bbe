import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Walks cases from acceptance to their ends: award, refusal, return, objection.
@Suite struct CaseWalkTests {
    @Test func `an accepted case becomes an award by the hands of different people`() async throws {
        let world = try await CaseWorld.make()
        world.test.clock.advance(days: 28)
        try await world.investigate()
        let summary = try await world.determine()
        #expect(summary.outcome == "eligible")
        #expect(summary.amount == Money(yuan: 1920))
        let sheet = try #require(try await world.sheet())
        #expect(sheet.text.contains("每月1,920.00元"))
        #expect(sheet.text.contains("高莉真，工资性收入：全年9,600.00元。计入。来源：企业职工养老保险缴费（2026年3月2日）。"))
        #expect(sheet.text.contains("复议机关：惠民县人民政府。"))
        #expect(sheet.sections.map(\.heading).contains("财产"))
        #expect(
            try await world.codes(try await world.opinion(), as: world.clerk) == ["roleNotAllowed", "surveyorDecides"])
        #expect(try await world.ok(try await world.opinion(), as: world.reviewer) == .firstOpinion)
        let posted = try await world.ok(
            PostNotice(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        // Posted on 30 March 2026: the seventh day is Qingming Monday, so the notice closes on Tuesday.
        #expect(posted.closes.on == (try CivilDate(parsing: "2026-04-07")))
        #expect(!posted.closes.provisional)
        try await world.close(posted)
        let confirm = ConfirmCase(caseID: world.caseID, seenVersion: try await world.version())
        #expect(try await world.codes(confirm, as: world.reviewer).contains("notCompetentBody"))
        #expect(try await world.codes(confirm, as: .system).contains("personMustSign"))
        let granted = try await world.ok(confirm, as: world.county)
        #expect(granted.amount == Money(yuan: 1920))
        #expect(granted.fromMonth.text == "2026-05")
        let row = try await world.row()
        #expect(row.state == .active && row.amount == Money(yuan: 1920))
        #expect(try await world.count("award") == 1)
        let notice = try #require(try await world.documents()["D18"])
        #expect(notice.lines.contains(DocumentLine("起发月份", "2026年5月")))
        #expect(notice.paragraphs.contains { $0.contains("60日内向惠民县人民政府申请行政复议") && $0.contains("6个月内") })
        let replay = try #require(
            try await world.test.bureau.replay(summary.determinationID, as: .staff(world.county)))
        #expect(replay.matches && replay.storedHash == replay.replayedHash)
        #expect(try await world.test.bureau.replay(summary.determinationID, as: .staff(world.stranger)) == nil)
        await world.end()
    }

    @Test func `a negative opinion ends in a refusal that a person signs with reasons and remedies`() async throws {
        let world = try await CaseWorld.make()
        try await world.investigate()
        _ = try await world.determine()
        let negative = try await world.opinion(.negative, [.notCoLiving], text: "赵咏香长期随外祖父母生活")
        #expect(try await world.ok(negative, as: world.reviewer) == .confirming)
        let version = try await world.version()
        let confirm = ConfirmCase(caseID: world.caseID, seenVersion: version)
        #expect(try await world.codes(confirm, as: world.county).contains("opinionNegative"))
        let refuse = RefuseCase(
            caseID: world.caseID, seenVersion: version, reasonCodes: [.notCoLiving], text: "申报的家人不共同生活")
        #expect(try await world.codes(refuse, as: .system) == ["personMustSign"])
        #expect(
            try await world.codes(
                RefuseCase(caseID: world.caseID, seenVersion: version, reasonCodes: [], text: " "), as: world.county)
                == ["reasonCodeMissing", "textMissing"])
        _ = try await world.ok(refuse, as: world.county)
        #expect(try await world.state() == .refused)
        let document = try #require(try await world.documents()["D19"])
        #expect(document.lines.contains { $0.value.contains("民发〔2021〕57号第七条") })
        #expect(document.paragraphs.contains { $0.contains("行政复议") })
        #expect(try await world.count("award") == 0)
        await world.end()
    }

    @Test func `a case returned to the township is looked at again`() async throws {
        let world = try await CaseWorld.make()
        try await world.close(try await world.post())
        let version = try await world.version()
        #expect(
            try await world.codes(
                ReturnToTownship(caseID: world.caseID, seenVersion: version, reason: ""), as: world.county)
                == ["reasonMissing"])
        _ = try await world.ok(
            ReturnToTownship(caseID: world.caseID, seenVersion: version, reason: "工资来源请再核"), as: world.county)
        #expect(try await world.state() == .investigating)
        _ = try await world.ok(try await world.visit(), as: world.clerk)
        let again = try await world.opinion()
        #expect(try await world.codes(again, as: world.reviewer) == ["determinationOutdated"])
        _ = try await world.determine()
        _ = try await world.ok(try await world.opinion(), as: world.reviewer)
        await world.end()
    }

    @Test func `an objection brings a recheck, another notice and the county's own visit`() async throws {
        let world = try await CaseWorld.make()
        let posted = try await world.post()
        let objection = FileObjection(
            noticeToken: posted.token, text: "他家有车", contact: "19900000009", addressKey: "10.0.0.1")
        let receipt = try #require(try await world.test.perform(objection, as: .visitor).value)
        #expect(try await world.state() == .recheck)
        let list = try await world.test.bureau.view(as: .staff(world.reviewer)) { [id = world.caseID] in
            try ObjectionList.load(id, in: $0)
        }
        #expect(list.lines.map(\.text) == ["他家有车"] && list.lines.map(\.contact) == [nil])
        let answer = AnswerObjection(objectionID: receipt.objectionID, isUpheld: false, text: "车是邻居的")
        #expect(try await world.codes(answer, as: world.clerk) == ["roleNotAllowed", "surveyorDecides"])
        #expect(try await world.codes(answer, as: world.stranger) == ["notFound"])
        #expect(try await world.ok(answer, as: world.reviewer) == .firstOpinion)
        #expect(try await world.codes(answer, as: world.reviewer).contains("objectionAnswered"))
        let again = try await world.ok(
            PostNotice(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        try await world.close(again)
        let confirm = ConfirmCase(caseID: world.caseID, seenVersion: try await world.version())
        #expect(try await world.codes(confirm, as: world.county) == ["countyVisitNeeded"])
        _ = try await world.ok(
            OrderCountyVisit(caseID: world.caseID, seenVersion: try await world.version(), reason: .complaint),
            as: world.county)
        let visit = try await world.visit(.county, second: .named("赵股长"))
        #expect(try await world.codes(visit, as: world.clerk).contains("purposeUnsuitable"))
        _ = try await world.ok(visit, as: world.county)
        let last = ConfirmCase(caseID: world.caseID, seenVersion: try await world.version())
        #expect(try await world.codes(last, as: world.county) == ["surveyorDecides"])
        _ = try await world.ok(last, as: world.secondCounty)
        #expect(try await world.state() == .active)
        await world.end()
    }

    @Test func `an objection found right needs another visit before another opinion`() async throws {
        let world = try await CaseWorld.make()
        let posted = try await world.post()
        let receipt = try #require(
            try await world.test.perform(
                FileObjection(noticeToken: posted.token, text: "瞒报收入", addressKey: "10.0.0.1"), as: .visitor
            ).value)
        #expect(
            try await world.ok(
                AnswerObjection(objectionID: receipt.objectionID, isUpheld: true, text: "再查工资"), as: world.reviewer)
                == .investigating)
        let determine = DetermineCase(caseID: world.caseID, seenVersion: try await world.version())
        #expect(try await world.codes(determine, as: world.clerk) == ["recheckVisitMissing"])
        _ = try await world.ok(try await world.visit(.recheck), as: world.clerk)
        _ = try await world.determine()
        _ = try await world.ok(try await world.opinion(), as: world.reviewer)
        await world.end()
    }
}

extension CaseWorld {
    func sheet() async throws -> WhySheetView? {
        let id = caseID
        return try await test.bureau.view(as: .staff(clerk)) { try WhySheetView.load(id, in: $0) }
    }
}

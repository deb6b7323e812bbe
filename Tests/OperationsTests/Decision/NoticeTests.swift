import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// Public notices: masking, days, photos, objections, and the checks that anybody may make.
@Suite struct NoticeTests {
    private func shown(_ world: CaseWorld, _ token: String) async throws -> PublicNoticeView? {
        try await world.test.bureau.view(as: .visitor) { try PublicNoticeView.load(token: token, in: $0) }
    }

    @Test func `the web shows a masked name while the days run, the paper the whole one`() async throws {
        let world = try await CaseWorld.make()
        let posted = try await world.post()
        let notice = try #require(try await shown(world, posted.token))
        #expect(notice.lines.contains(DocumentLine("申请人", "赵*龙")))
        #expect(!notice.lines.contains { $0.value.contains("赵小龙") })
        let village = try RegionCode(CaseWorld.village)
        let board = try await world.test.bureau.view(as: .visitor) { try NoticeBoard.load(village, in: $0) }
        #expect(board?.notices == [notice] && board?.path == ["惠民县", "孙武街道", "王惠理村"])
        let other = try await world.test.bureau.view(as: .visitor) {
            try NoticeBoard.load(try RegionCode("371621001202"), in: $0)
        }
        #expect(other?.notices.isEmpty == true)
        let paper = try await world.ok(PrintNotice(noticeID: posted.noticeID), as: world.clerk)
        #expect(paper.lines.contains(DocumentLine("申请人", "赵小龙")))
        #expect(!paper.lines.contains { $0.value.contains("002X") || $0.value.contains("6217") })
        #expect(try await world.codes(PrintNotice(noticeID: posted.noticeID), as: world.stranger) == ["notFound"])
        #expect(try await world.codes(PrintNotice(noticeID: posted.noticeID), as: world.officer) == ["notAllowed"])
        let today = try await world.test.bureau.today()
        world.test.clock.advance(days: today.days(until: posted.closes.on))
        #expect(try await shown(world, posted.token) != nil)
        world.test.clock.advance(days: 1)
        #expect(try await shown(world, posted.token) == nil)
        await world.end()
    }

    @Test func `a minor who applies alone is never posted`() async throws {
        let world = try await CaseWorld.make { form in
            form.members = [form.members[2]]
            form.members[0].relation = .applicant
            form.members[0].isRepresented = true
            form.incomes = []
            form.accountHolderNumber = 3
        }
        try await world.investigate()
        _ = try await world.determine()
        #expect(try await world.ok(try await world.opinion(), as: world.reviewer) == .confirming)
        let post = PostNotice(caseID: world.caseID, seenVersion: try await world.version())
        #expect(try await world.codes(post, as: world.clerk).contains("eventNotInState"))
        #expect(try await world.count("publicity_notice") == 0)
        _ = try await world.ok(
            ConfirmCase(caseID: world.caseID, seenVersion: try await world.version()), as: world.county)
        await world.end()
    }

    @Test func `one photo does not prove two days`() async throws {
        let world = try await CaseWorld.make()
        let posted = try await world.post()
        let photo = try await world.photo()
        _ = try await world.ok(
            PhotographNotice(noticeID: posted.noticeID, which: .first, uploadID: photo, code: posted.checkCode),
            as: world.clerk)
        world.test.clock.advance(days: try await world.test.bureau.today().days(until: posted.closes.on))
        let again = PhotographNotice(noticeID: posted.noticeID, which: .last, uploadID: photo, code: posted.checkCode)
        #expect(try await world.codes(again, as: world.clerk) == ["noticePhotoTwice"])
        await world.end()
    }

    @Test func `a photo needs the code of the board it shows, which stands on the paper`() async throws {
        let world = try await CaseWorld.make()
        let posted = try await world.post()
        let photo = try await world.photo()
        let paper = try #require(try await world.documents()["D15"])
        #expect(paper.lines.first { $0.label == "校验码" }?.value == posted.checkCode && posted.checkCode.count == 8)
        let board = try await world.ok(PrintNotice(noticeID: posted.noticeID), as: world.clerk)
        #expect(board.lines.last?.value == posted.checkCode && board.address.hasSuffix("/notice/\(posted.token)"))
        func codes(_ code: String) async throws -> [String] {
            try await world.codes(
                PhotographNotice(noticeID: posted.noticeID, which: .first, uploadID: photo, code: code),
                as: world.clerk)
        }
        #expect(try await codes("") == ["noticeCodeDiffers"])
        #expect(try await codes("0000-0000") == ["noticeCodeDiffers"])
        let typed = posted.checkCode.lowercased()
        #expect(try await codes("\(typed.prefix(4)) \(typed.suffix(4))") == [])
        await world.end()
    }

    @Test func `an objection from the street asks nobody of the household to sign it`() async throws {
        let world = try await CaseWorld.make()
        let posted = try await world.post()
        let objection = FileObjection(noticeToken: posted.token, text: "家里有楼房", addressKey: "10.0.0.9")
        #expect(try await world.test.perform(objection, as: .visitor).value != nil)
        let record = try await world.standing(.objectionRecord)
        #expect(record.content.signature == .none && record.lacks.isEmpty, "\(record.lacks.map(\.chinese))")
        #expect(!record.content.blocks.contains { $0.kind == .signatures })
        #expect(DocumentKind.objectionRecord.signature == .citizenCode, "a family's own objection is still signed")
        await world.end()
    }

    @Test func `photos have their days and a notice without them does not close`() async throws {
        let world = try await CaseWorld.make()
        let posted = try await world.post()
        let photo = try await world.photo()
        func codes(_ which: NoticePhoto, _ upload: UploadID, _ staff: StaffActor) async throws -> [String] {
            try await world.codes(
                PhotographNotice(noticeID: posted.noticeID, which: which, uploadID: upload, code: posted.checkCode),
                as: staff)
        }
        #expect(try await codes(.last, photo, world.clerk) == ["photoDayWrong"])
        #expect(try await codes(.first, UploadID(9), world.clerk) == ["photoUnknown"])
        #expect(try await codes(.first, photo, world.county) == ["notAllowed"])
        #expect(try await codes(.first, photo, world.stranger) == ["notFound"])
        let version = try await world.version()
        let close = CloseNotice(caseID: world.caseID, seenVersion: version)
        #expect(try await world.codes(close, as: world.clerk) == ["noticeRunning", "noticePhotosMissing"])
        let post = PostNotice(caseID: world.caseID, seenVersion: version)
        #expect(try await world.codes(post, as: world.clerk) == ["noticeRunning"])
        let today = try await world.test.bureau.today()
        world.test.clock.advance(days: today.days(until: posted.closes.on) + 1)
        #expect(try await codes(.first, photo, world.clerk) == ["photoDayWrong"])
        #expect(try await world.codes(close, as: world.clerk) == ["noticePhotosMissing"])
        let list = try await world.test.bureau.view(as: .staff(world.reviewer)) { try NoticeList.load(in: $0) }
        #expect(list.lines.map(\.missingPhotos) == [["首日照片", "末日照片"]])
        #expect(list.lines.map(\.daysLeft) == [-1] && list.lines.map(\.applicant) == ["赵*龙"])
        let foreign = try await world.test.bureau.view(as: .staff(world.stranger)) { try NoticeList.load(in: $0) }
        #expect(foreign.lines.isEmpty)
        let again = try await world.ok(post, as: world.clerk)
        #expect(again.noticeID != posted.noticeID)
        #expect(try await codes(.last, photo, world.clerk) == ["noticeEnded"])
        try await world.close(again)
        #expect(try await world.state() == .confirming)
        await world.end()
    }

    @Test func `an objection is anybody's while the notice hangs, and five a day from one place`() async throws {
        let world = try await CaseWorld.make()
        let posted = try await world.post()
        func codes(_ text: String, token: String? = nil, contact: String? = nil) async throws -> [String] {
            try await world.codes(
                FileObjection(
                    noticeToken: token ?? posted.token, text: text, contact: contact, addressKey: "10.0.0.1"),
                as: .visitor)
        }
        #expect(try await codes("有意见", token: "x") == ["notFound"])
        #expect(try await codes(" ") == ["textMissing"])
        #expect(try await codes(String(repeating: "长", count: 1001)) == ["textTooLong"])
        #expect(try await codes("有意见", contact: String(repeating: "1", count: 61)) == ["textTooLong"])
        #expect(try await world.count("notice_objection") == 0)
        #expect(try await world.count("rate_event") == 0)
        for index in 1...5 { #expect(try await codes("意见\(index)").isEmpty) }
        #expect(try await codes("意见6") == ["objectionTooMany"])
        #expect(try await world.count("notice_objection") == 5)
        let id = world.caseID
        let list = try await world.test.bureau.view(as: .staff(world.reviewer)) { try ObjectionList.load(id, in: $0) }
        for line in list.lines.dropLast() {
            let state = try await world.ok(
                AnswerObjection(objectionID: line.id, isUpheld: false, text: "查无此事"), as: world.reviewer)
            #expect(state == .recheck)
        }
        let last = try #require(list.lines.last)
        #expect(
            try await world.codes(
                AnswerObjection(objectionID: last.id, isUpheld: false, text: ""), as: world.reviewer)
                == ["textMissing"])
        #expect(
            try await world.ok(
                AnswerObjection(objectionID: last.id, isUpheld: false, text: "查无此事"), as: world.reviewer)
                == .firstOpinion)
        #expect(try await codes("意见7") == ["noticeEnded", "objectionTooMany"])
        await world.end()
    }

    @Test func `a paper is checked by its token and says nothing of its content`() async throws {
        let world = try await CaseWorld.make()
        let id = world.caseID
        let token = try await world.test.bureau.view(as: .staff(world.clerk)) {
            try $0.store.documents(of: id, in: $0.scope).first?.token ?? ""
        }
        func check(_ token: String) async throws -> DocumentCheck? {
            try await world.test.bureau.view(as: .visitor) { try DocumentCheck.load(token: token, in: $0) }
        }
        let found = try #require(try await check(token))
        #expect(found.status == .valid && found.kind == "受理通知书" && found.issuer.contains("孙武街道"))
        #expect(try await check("0") == nil)
        await world.end()
    }

    @Test func `the late list names what is overdue within the scope`() async throws {
        let world = try await CaseWorld.make()
        func late(_ staff: StaffActor) async throws -> LateList {
            try await world.test.bureau.view(as: .staff(staff)) { try LateList.load(in: $0) }
        }
        #expect(try await late(world.county).lines.isEmpty)
        world.test.clock.advance(days: 60)
        let list = try await late(world.county)
        #expect(list.lines.map(\.applicant) == ["赵*龙"])
        #expect(list.lines.first?.reason.hasPrefix("调查核对超期") == true)
        #expect(list.places.map(\.name) == ["孙武街道"] && list.places.map(\.count) == [1])
        #expect(try await late(world.stranger).lines.isEmpty)
        let visitor = try await world.test.bureau.view(as: .visitor) { try LateList.load(in: $0) }
        #expect(visitor.lines.isEmpty)
        await world.end()
    }
}

import Casework
import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Sealing
import Storage
import Testing
import WebSupport

/// A case from the window to its award, through the pages.
@Suite struct CaseWalkPageTests {
    @Test func `a family is filed at the window and comes all the way to an award, page by page`() async throws {
        let desk = try await PayDesk.open()
        let page = "/staff/cases/\(try await desk.fileAtWindow().text)"
        try await desk.investigate(page)
        try await desk.determine(page, as: "clerk")
        let file = try await desk.get(page, as: "townshipReviewer").text
        #expect(file.contains("赵*龙") && !file.contains("赵小龙"), "the case page masks names")
        #expect(file.contains("没有答复的数据源") && file.contains("计算过程"))
        try await desk.giveOpinion(page)
        try await desk.must("\(page)/post-notice", as: "clerk")
        let notices = try await desk.get("/staff/notices", as: "clerk").text
        let photo = try #require(notices.firstMatch(of: #/href="(/staff/notices/\d+/photo)"/#)?.1)
        let board = String(photo).replacing("/photo", with: "/board")
        let paper = try await desk.post(board, as: "clerk")
        #expect(paper.text.contains("赵小龙") && !paper.text.contains("371621195"), "full name, never an ID")
        let code = try #require(paper.text.firstMatch(of: #/>([0-9A-F]{8})</#)?.1, "the code of the board")
        let wrong = try await desk.send(
            String(photo), as: "clerk", ["which": "first", "code": "00000000"],
            file: ("photo", "a.jpg", PayDesk.jpeg + [1]))
        #expect(wrong.status == .unprocessableContent && wrong.text.contains("校验码与这次公示"), "another board hangs")
        let first = try await desk.send(
            String(photo), as: "clerk", ["which": "first", "code": String(code).lowercased()],
            file: ("photo", "a.jpg", PayDesk.jpeg + [1]))
        #expect(first.location?.hasSuffix("done=photo") == true, "\(PayDesk.Refused(path: "", text: first.text))")
        desk.test.clock.advance(days: 7)
        let last = try await desk.send(
            String(photo), as: "clerk", ["which": "last", "code": String(code)],
            file: ("photo", "b.jpg", PayDesk.jpeg + [2]))
        #expect(last.location != nil, "\(PayDesk.Refused(path: "", text: last.text))")
        desk.test.clock.advance(days: 2)
        try await desk.must("\(page)/close-notice", as: "clerk")
        let decision = try await desk.get("\(page)/confirm", as: "reviewer").text
        #expect(decision.contains("2026年4月"), "it says the first month")
        let location = try await desk.must("\(page)/confirm", as: "reviewer")
        #expect(location == "\(page)?done=confirm")
        let confirmed = try await desk.get(location, as: "reviewer").text
        #expect(confirmed.contains("保障中") && confirmed.contains("已确认"))
        for path in confirmed.matches(of: #/href="(/staff/(?:documents|reports|determinations)/\d+)"/#) {
            #expect(try await desk.get(String(path.1), as: "reviewer").status == .ok, "\(path.1)")
        }
        try await Self.checkScreens(of: page, desk)
        let upload = try #require(confirmed.firstMatch(of: #/href="(/staff/uploads/\d+)"/#)?.1)
        #expect(try await desk.get(String(upload), as: "reviewer").bytes.prefix(3) == [0xFF, 0xD8, 0xFF])
        #expect(desk.audit.findings.isEmpty, "\(desk.audit.findings)")
        await desk.close()
    }

    /// First opinion and confirmation: what each decider saw is there as it was sent, and nothing else is.
    private static func checkScreens(of page: String, _ desk: PayDesk) async throws {
        let list = try await desk.get("\(page)/screens", as: "reviewer").text
        let sources = list.matches(of: #/href="(/staff/screens/\d+/source)"/#).map { String($0.1) }
        #expect(sources.count == 2 && list.contains("提出初审意见") && list.contains("确认"))
        for source in sources {
            let shown = try await desk.get(source, as: "reviewer")
            #expect(shown.text.contains("计算过程") && shown.text.contains("name=\"screen\""), "the evidence and the form")
            #expect(list.contains(Digest.hex(Digest.sha256(shown.bytes))))
        }
        let stranger = try await desk.test.staff(.townshipClerk, at: "371621101", name: "李外乡")
        let other = try await desk.with(PayDesk.People(actors: ["stranger": stranger]))
        #expect(try await other.get(sources[0], as: "stranger").status == .notFound)
    }

    @Test func `a form sent twice is one step, and a form of an older version is shown again with what was typed`()
        async throws
    {
        let desk = try await PayDesk.open()
        let page = "/staff/cases/\(try await desk.fileAtWindow().text)"
        let path = "\(page)/accept"
        let form = try await desk.get(path, as: "clerk").text
        let (token, key) = (
            try desk.hidden("form-token", of: path, in: form), try desk.hidden("form-key", of: path, in: form)
        )
        let version = try desk.hidden("version", of: path, in: form)
        for _ in 1...2 {
            let answer = try await desk.post(path, as: "clerk", ["version": version], token: token, key: key)
            #expect(answer.location == "\(page)?done=accept")
        }
        let old = "\(page)/withdraw"
        let stale = try await desk.post(old, as: "clerk", ["version": "0", "reason": "不办了", "hand": "family"])
        #expect(
            stale.status == .unprocessableContent && stale.text.contains("error-summary") && stale.text.contains("不办了"))
        await desk.close()
    }

    @Test func `the other township gets nothing of a case by any address`() async throws {
        let desk = try await PayDesk.open()
        let id = try await desk.fileAtWindow()
        let page = "/staff/cases/\(id.text)"
        let stranger = try await desk.test.staff(.townshipClerk, at: "371621101", name: "王外乡")
        let other = try await desk.with(PayDesk.People(actors: ["stranger": stranger]))
        for entry in other.entries
        where entry.method == "GET" && entry.path.hasPrefix("/staff/cases/{id}")
            && entry.roles.contains("townshipClerk")
        {
            let path = entry.path.replacing("{id}", with: id.text).replacing("{member}", with: "1")
                .replacing("{number}", with: "1")
            #expect(try await other.get(path, as: "stranger").status == .notFound, "\(path)")
        }
        for list in [
            "/staff/cases", "/staff", "/staff/search?q=赵小龙", "/staff/search?q=0021", "/staff/notices", "/staff/late",
        ] {
            let encoded = list.replacing("赵小龙", with: PageAddress.percentEncoded("赵小龙"))
            #expect(try await !other.get(encoded, as: "stranger").text.contains(page), "\(list)")
        }
        await desk.close()
    }

    @Test func `a full number costs a reason, and an export too`() async throws {
        let desk = try await PayDesk.open()
        let id = try await desk.fileAtWindow()
        let page = "/staff/cases/\(id.text)"
        let file = try await desk.get(page, as: "clerk").text
        let reveal = String(try #require(file.firstMatch(of: #/href="(/staff/cases/\d+/members/\d+/reveal)"/#)?.1))
        let bare = try await desk.post(reveal, as: "clerk", ["reason": " "])
        #expect(bare.status == .unprocessableContent && !bare.text.contains("37162119500501"))
        let shown = try await desk.post(reveal, as: "clerk", ["reason": "与户口本核对"])
        #expect(shown.status == .ok && shown.text.contains("37162119500501"))
        let refused = try await desk.post("/staff/cases/export", as: "clerk")
        #expect(refused.status == .unprocessableContent)
        let book = try await desk.post("/staff/cases/export", as: "clerk", ["reason": "月度汇报"])
        #expect(book.status == .ok && book.bytes.prefix(2) == [0x50, 0x4B])
        await desk.close()
    }

    @Test func `return paths: a supplement, a withdrawal and a relative`() async throws {
        let desk = try await PayDesk.open()
        let page = "/staff/cases/\(try await desk.fileAtWindow().text)"
        let nothing = try await desk.post("\(page)/supplement", as: "clerk")
        #expect(nothing.status == .unprocessableContent)
        try await desk.must("\(page)/supplement", as: "clerk", ["items": "income", "more": "村委会说明"])
        #expect(try await desk.get(page, as: "clerk").text.contains("村委会说明"))
        try await desk.must("\(page)/answer-supplement", as: "clerk", ["answer": "已带来流水", "hand": "family"])
        let staff = try desk.actor("grid").staffID.text
        try await desk.must("\(page)/relative", as: "clerk", ["staffID": staff, "relation": "侄子"])
        try await desk.must("\(page)/assign", as: "townshipReviewer", ["staffID": try desk.actor("clerk").staffID.text])
        try await desk.must("\(page)/withdraw", as: "clerk", ["reason": "申请人要求撤回", "hand": "family"])
        #expect(try await desk.get(page, as: "clerk").text.contains("已撤回"))
        await desk.close()
    }
}

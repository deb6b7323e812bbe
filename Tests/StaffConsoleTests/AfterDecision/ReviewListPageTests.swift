import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Testing
import WebSupport

/// What follows a decision, walked through its pages by the people whose steps it is.
@Suite struct ReviewListPageTests {
    @Test func `a family in force stands on the list by its class, signs one page, and the review is closed`()
        async throws
    {
        let desk = try await PayDesk.open()
        let page = try await desk.confirmed()
        let list = try await desk.get("/staff/reviews?span=all", as: "clerk").text
        #expect(list.contains(page) && list.contains("类</td>") && list.contains("未到期"))
        #expect(try await desk.get("/staff/reviews", as: "clerk").text.contains("没有要核查的家庭"))
        try await desk.must("\(page)/review", as: "clerk")
        #expect(try await desk.test.bureau.runJobs(holder: "test", limit: 5) == 1)
        #expect(try await desk.get("/staff/reviews?span=open", as: "clerk").text.contains("还没有确认"))
        let blank = try await desk.post("\(page)/statement", as: "clerk")
        #expect(blank.status == .unprocessableContent)
        try await desk.sends(
            "\(page)/statement", as: "clerk", hidden: "review", ["said": "same", "signer": "赵小龙"])
        try await desk.determine(page, as: "clerk")
        let form = try await desk.get("\(page)/unchanged", as: "townshipReviewer").text
        #expect(form.contains("没有发现变化") && form.contains("金额不变"))
        try await desk.must("\(page)/unchanged", as: "townshipReviewer")
        let file = try await desk.get(page, as: "clerk").text
        #expect(file.contains("无变化") && file.contains("保障中"))
        await desk.close()
    }

    @Test func `the family is told before the end, heard, and the decision says why and how to object`() async throws {
        let desk = try await PayDesk.open()
        let page = try await desk.confirmed()
        let early = try await desk.post(
            "\(page)/terminate", as: "reviewer", ["reasonCodes": "workRefused", "words": "三次没有去面试。"])
        #expect(early.text.contains("还没有告知家庭并听取意见"))
        try await desk.must(
            "\(page)/tell", as: "townshipReviewer",
            ["act": "termination", "reasonCodes": "workRefused", "words": "三次没有去面试。"])
        let file = try await desk.get(page, as: "clerk").text
        guard let told = file.firstMatch(of: #/href="(/staff/cases/\d+/told/\d+)"/#)?.1 else {
            throw PayDesk.NoForm(path: page)
        }
        let document = try #require(try await desk.get(String(told), as: "clerk").location, "it is a document")
        let paper = try await desk.get(document, as: "clerk").text
        #expect(paper.contains("拟作决定事先告知书") && paper.contains("救先告〔2026〕1号"))
        #expect(paper.contains("终止") && paper.contains("三次没有去面试") && paper.contains("赵小龙"))
        try await desk.sends(
            "\(page)/answer-notice", as: "clerk", hidden: "notice", ["answer": "objects", "words": "孩子病了。"])
        let form = try await desk.get("\(page)/terminate", as: "reviewer").text
        #expect(form.contains("孩子病了") && form.contains("三次没有去面试。</textarea>"))
        try await desk.must(
            "\(page)/terminate", as: "reviewer", ["reasonCodes": "workRefused", "words": "三次没有去面试。"])
        let ended = try await desk.get(page, as: "reviewer").text
        #expect(ended.contains("已终止") && ended.contains("终止（渐退）决定书"))
        await desk.close()
    }
}

extension PayDesk {
    /// Up to a case that is confirmed; answers its page.
    func confirmed() async throws -> String {
        let id = try await fileAtWindow()
        try await confirmable(id)
        try await must("/staff/cases/\(id.text)/confirm", as: "reviewer")
        return "/staff/cases/\(id.text)"
    }

    /// Sends a form with a hidden field of its own.
    func sends(_ path: String, as name: String, hidden field: String, _ fields: [String: String]) async throws {
        let page = try await get(path, as: name).text
        var all = fields
        for field in ["version", field] { all[field] = try hidden(field, of: path, in: page) }
        let answer = try await post(path, as: name, all)
        guard answer.location != nil else { throw Refused(path: path, text: answer.text) }
    }
}

import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Testing
import WebSupport

/// Reconsideration, suit and money asked back, through their pages.
@Suite struct RemedyPagesTests {
    @Test func `a reconsideration is recorded from the case, listed, and gets its day for the answer`() async throws {
        let desk = try await PayDesk.open()
        let page = try await desk.confirmed()
        #expect(try await desk.get("/staff/remedies", as: "reviewer").text.contains("没有未办结的复议和诉讼"))
        let form = try await desk.get("\(page)/remedy", as: "reviewer").text
        guard let decision = form.firstMatch(of: #/<option value="(\d+)"/#)?.1 else {
            throw PayDesk.NoForm(path: page)
        }
        let today = try await desk.test.bureau.today().text
        try await desk.must(
            "\(page)/remedy", as: "reviewer",
            [
                "forum": "reconsideration", "decision": String(decision), "servedOn": today, "filedOn": today,
                "claim": "金额算少了。",
            ])
        let list = try await desk.get("/staff/remedies", as: "clerk").text
        guard let remedy = list.firstMatch(of: #/href="(/staff/remedies/\d+)"/#)?.1 else {
            throw PayDesk.NoForm(path: "/staff/remedies")
        }
        let path = String(remedy)
        let shown = try await desk.get(path, as: "reviewer").text
        #expect(shown.contains("惠民县人民政府") && shown.contains("金额算少了"))
        let seen = try desk.hidden("seen", of: path, in: shown)
        _ = try await desk.send(
            path, as: "reviewer", ["event": "admit", "note": "", "seen": seen], file: ("other", "a.txt", []))
        #expect(try await desk.get(path, as: "reviewer").text.contains("答复期限"))
        // Whoever decided does not answer alone.
        let again = try await desk.get(path, as: "reviewer").text
        let refused = try await desk.send(
            path, as: "reviewer", ["event": "answer", "note": "", "seen": desk.hidden("seen", of: path, in: again)],
            file: ("other", "a.txt", []))
        #expect(refused.text.contains("不能由原决定人独自提交"))
        await desk.close()
    }

    @Test func `more than was paid is not asked back, and the list says what to do when it is empty`() async throws {
        let desk = try await PayDesk.open()
        let page = try await desk.confirmed()
        let refused = try await desk.post(
            "\(page)/recover", as: "reviewer", ["cause": "lateReport", "amount": "100", "grounds": "2月已上班"])
        #expect(refused.text.contains("追回金额超过已发放的金额"))
        #expect(try await desk.get("/staff/recoveries", as: "payer").text.contains("没有要追回的资金"))
        #expect(try await desk.get("/staff/recoveries/77", as: "payer").status == .notFound)
        #expect(try await desk.get("/staff/remedies/77", as: "clerk").status == .notFound)
        await desk.close()
    }
}

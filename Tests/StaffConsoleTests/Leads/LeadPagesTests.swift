import Casework
import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import StaffConsole
import Testing
import WebSupport

/// Leads through their pages: reported, taken, told, led to an application; and who told stays hidden.
@Suite struct LeadPagesTests {
    private static let report = [
        "region": "371621001201", "source": "visit", "name": "王老汉", "idNumber": "11010519491231002X",
        "phone": "13900000009", "place": "三组村东头", "hint": "老人独居，近日摔伤。", "informant": "赵邻居",
        "informantPhone": "13805430000",
    ]

    private func report(_ desk: PayDesk, as name: String = "grid") async throws -> String {
        String(try await desk.must("/staff/leads/record", as: name, Self.report).prefix { $0 != "?" })
    }

    @Test func `a family is reported in one form, taken, told, and its application is begun`() async throws {
        let desk = try await PayDesk.open()
        let bare = try await desk.post("/staff/leads/record", as: "grid")
        #expect(bare.status == .unprocessableContent && bare.text.contains("error-summary"))
        let lead = try await report(desk)
        let list = try await desk.get("/staff/leads", as: "clerk").text
        #expect(list.contains("王*汉") && list.contains("王惠理村") && list.contains("待联系"))
        let page = try await desk.get(lead, as: "aide").text
        #expect(page.contains("老人独居") && page.contains("****002X") && !page.contains("11010519491231002X"))
        try await desk.must(
            "\(lead)/take", as: "aide",
            ["region": "371621001201", "name": "王老汉", "phone": "13900000009", "place": "三组"])
        let early = try await desk.refusal("\(lead)/decline", as: "aide", ["words": "不想办"])
        #expect(early.contains("error-summary"))
        try await desk.must("\(lead)/tell", as: "aide", ["words": "老人愿意申请"])
        let told = try await desk.get(lead, as: "clerk").text
        #expect(told.contains("已告知政策") && told.contains("老人愿意申请") && told.contains("/staff/documents/"))
        let draft = try await desk.must("\(lead)/draft", as: "aide", ["program": "dibao", "phone": "13900000009"])
        #expect(draft.hasPrefix("/staff/filing/"))
        #expect(try await desk.get(draft, as: "aide").text.contains("王老汉"))
        #expect(try await desk.get("/staff/leads/closed", as: "clerk").text.contains("已转申请"))
        await desk.close()
    }

    @Test func `every page of a lead opens for its posts and for nobody of another area`() async throws {
        let desk = try await PayDesk.open()
        let lead = try await report(desk)
        let id = String(lead.split(separator: "/").last ?? "")
        let other = try await desk.elsewhere()
        let pages = desk.entries.filter { $0.method == "GET" && $0.path.hasPrefix("/staff/leads/{lead}") }
        #expect(pages.count >= 10)
        for entry in pages {
            let path = entry.path.replacing("{lead}", with: id)
            for (name, role, region) in PayDesk.posts where region.hasPrefix("371621") || region == "3716" {
                let status = try await desk.get(path, as: name).status
                #expect(status == (entry.roles.contains(role.rawValue) ? .ok : .forbidden), "\(path) as \(name)")
            }
            for name in ["otherClerk", "otherAide", "otherCounty"] {
                let status = try await other.get(path, as: name).status
                #expect([.notFound, .forbidden].contains(status), "\(path) as \(name)")
            }
        }
        await desk.close()
    }

    @Test func `who told is shown to the county for a reason, and no page of village or township has it`() async throws
    {
        let desk = try await PayDesk.open()
        let lead = try await report(desk)
        let blank = try await desk.post("\(lead)/informant", as: "reviewer", ["reason": ""])
        #expect(blank.status == .unprocessableContent && !blank.text.contains("赵邻居"))
        let shown = try await desk.post("\(lead)/informant", as: "reviewer", ["reason": "核实反映情况"])
        #expect(shown.text.contains("赵邻居") && shown.text.contains("13805430000"))
        try await desk.must("\(lead)/tell", as: "aide")
        for name in ["aide", "grid", "clerk", "townshipReviewer"] {
            for path in ["/staff/leads", lead, "\(lead)/take"] {
                let text = try await desk.get(path, as: name).text
                #expect(!text.contains("赵邻居") && !text.contains("13805430000"), "\(path) as \(name)")
            }
            #expect(try await desk.get("\(lead)/informant", as: name).status == .forbidden)
        }
        await desk.close()
    }

    @Test func `a lead that nobody contacts is told to each level, and why it is late stands in the late list`()
        async throws
    {
        let desk = try await PayDesk.open()
        let lead = try await report(desk)
        desk.test.clock.advance(days: 3)
        #expect(try await desk.test.bureau.remindOfDeadlines() == 1)
        let told = try await desk.get("/staff/reminders", as: "townshipReviewer").text
        #expect(told.contains("href=\"\(lead)\"") && told.contains("王*汉") && told.contains("线索应在"))
        let ask = String(try #require(told.firstMatch(of: #/href="(/staff/reminders/\d+)"/#)?.1))
        let before = try await desk.get("/staff/late", as: "reviewer").text
        #expect(before.contains("超期未联系的线索") && before.contains("href=\"\(lead)\""))
        let past = try await desk.post(ask, as: "townshipReviewer", ["reason": "人手不够", "promised": "2026-03-01"])
        #expect(past.status == .unprocessableContent && past.text.contains("早于今天"))
        try await desk.must(ask, as: "townshipReviewer", ["reason": "协理员住院", "promised": "2026-03-06"])
        let after = try await desk.get("/staff/late", as: "reviewer").text
        #expect(after.contains("说明：协理员住院"))
        let other = try await desk.elsewhere()
        #expect(try await !other.get("/staff/late", as: "otherClerk").text.contains("王*汉"))
        #expect(try await other.get(ask, as: "otherClerk").status == .notFound)
        #expect(desk.audit.findings.isEmpty, "\(desk.audit.findings)")
        await desk.close()
    }

    @Test func `a ticket becomes a lead by one button, once`() async throws {
        let desk = try await PayDesk.open()
        let location = try await desk.must(
            "/staff/hotline/take", as: "reviewer",
            [
                "number": "BZ20260302000001", "received": "2026-03-02", "subject": "helpAsked", "caller": "王桂花",
                "phone": "13805431234", "content": "我邻居老人没人管。", "gist": "王惠理村有老人独居摔伤。",
                "office": "371621001",
            ])
        let ticket = String(location.prefix { $0 != "?" })
        let made = try await desk.post("\(ticket)/lead", as: "clerk", from: ticket)
        let lead = String(try #require(made.location).prefix { $0 != "?" })
        let page = try await desk.get(lead, as: "clerk").text
        #expect(page.contains("BZ20260302000001") && page.contains("独居摔伤") && !page.contains("王桂花"))
        #expect(try await desk.get(lead, as: "aide").status == .notFound, "the village is not known yet")
        let shown = try await desk.get(ticket, as: "clerk").text
        #expect(shown.contains(lead) && !shown.contains("\(ticket)/lead\""))
        try await desk.must("\(lead)/take", as: "clerk", ["region": "371621001201", "name": "李奶奶"])
        #expect(try await desk.get(lead, as: "aide").text.contains("李奶奶"))
        await desk.close()
    }
}

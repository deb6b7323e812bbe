import Casework
import HTTPTypes
import Operations
import Payments
import Primitives
import Storage
import Testing
import WebSupport

/// A batch from its preview to its close, each step by the person whose step it is.
@Suite struct BatchWalkTests {
    @Test func `three people take a roster to the bank and back, and its failure is paid again`() async throws {
        let desk = try await PayDesk.open()
        for number in 1...3 { try await desk.award(number, yuan: 400) }
        try await desk.award(4, yuan: 300, hasAccount: false)
        let preview = try await desk.get("/staff/batches/make", as: "payer").text
        #expect(preview.contains("1,200.00") && preview.contains("DB-4"))
        let made = try await desk.post("/staff/batches/make", as: "payer", ["month": "2026-03", "program": "dibao"])
        let page = try #require(made.location?.split(separator: "?").first.map(String.init))
        let batch = try #require(page.split(separator: "/").last.flatMap { BatchID(text: String($0)) })
        for (step, person) in [
            ("lock", "payer"), ("check", "checker"), ("request-funds", "payer"), ("approve-funds", "finance"),
            ("bank-file", "payer"),
        ] {
            let answer = try await desk.post("\(page)/\(step)", as: person)
            #expect(answer.location == "\(page)?done=\(step)", "\(step): \(answer.text)")
        }
        let first = try await desk.get("\(page)/bank-file/oneCard", as: "payer")
        let again = try await desk.get("\(page)/bank-file/oneCard", as: "payer")
        #expect(first.status == .ok && first.bytes == again.bytes && first.text.hasPrefix("YKT1"))

        let wrong = try await desk.post("\(page)/answer", as: "payer", file: "YKT1|A|other|1|1|0\n1|2|00||3.00\n")
        #expect(wrong.status == .unprocessableContent && wrong.text.contains("第"))
        let right = try await desk.bankAnswer(batch, failing: [1])
        #expect(try await desk.post("\(page)/answer", as: "payer", file: right).location == "\(page)?done=answer")
        let answered = try await desk.get(page, as: "payer").text
        #expect(answered.contains("账号不存在") && answered.contains("账目平衡"))
        let retry = try #require(try await desk.post("\(page)/retry", as: "payer").location)
        #expect(!retry.hasPrefix(page))
        #expect(try await desk.post("\(page)/close", as: "checker").location == "\(page)?done=close")
        let closed = try await desk.get(page, as: "auditor").text
        #expect(closed.contains("已关闭") && closed.contains("checker") && !closed.contains("赵小1"))
        await desk.close()
    }

    @Test func `the same person twice, another county, and a step out of turn are refused in words`() async throws {
        let desk = try await PayDesk.open()
        try await desk.award(1, yuan: 400)
        let made = try await desk.post("/staff/batches/make", as: "payer", ["month": "2026-03", "program": "dibao"])
        let page = try #require(made.location?.split(separator: "?").first.map(String.init))
        #expect(try await desk.get("\(page)/check", as: "payer").status == .forbidden)
        for path in [page, "\(page)/lock", "\(page)/print", "\(page)/roster.xlsx"] {
            #expect(try await desk.get(path, as: "elsewhere").status == .notFound, "\(path)")
        }
        #expect(try await desk.get("/staff/batches", as: "elsewhere").text.contains("还没有批次"))
        let early = try await desk.post("\(page)/request-funds", as: "payer")
        #expect(early.status == .unprocessableContent && early.text.contains("不能申请资金"))
        try await desk.post("\(page)/lock", as: "payer")
        let bare = try await desk.post("\(page)/return", as: "checker", ["reason": " "])
        #expect(bare.status == .unprocessableContent && bare.text.contains("理由"))
        try await desk.post("\(page)/return", as: "checker", ["reason": "少了一户"])
        #expect(try await desk.get(page, as: "payer").text.contains("少了一户"))
        await desk.close()
    }

    @Test func `the maker of a roster cannot check it under another post`() async throws {
        let desk = try await PayDesk.open()
        try await desk.award(1, yuan: 400)
        let made = try await desk.post("/staff/batches/make", as: "payer", ["month": "2026-03", "program": "dibao"])
        let page = try #require(made.location?.split(separator: "?").first.map(String.init))
        try await desk.post("\(page)/lock", as: "payer")
        let payer = try desk.actor("payer")
        let both = PayDesk.People(actors: [
            "both": StaffActor(
                staffID: payer.staffID, postID: payer.postID, role: .payChecker, region: payer.region, name: "both")
        ])
        let second = try await desk.with(both)
        let refused = try await second.post("\(page)/check", as: "both")
        #expect(refused.status == .unprocessableContent && refused.text.contains("另一名工作人员"))
        await desk.close()
    }

    @Test func `an account is changed by two people, never by one`() async throws {
        let desk = try await PayDesk.open()
        try await desk.award(1, yuan: 400)
        let found = try await desk.get("/staff/account-changes?certificate=DB-1", as: "payer")
        let form = try #require(found.location)
        let bad = try await desk.post(form, as: "payer", ["account": "12", "reason": ""])
        #expect(bad.status == .unprocessableContent && bad.text.contains("value=\"12\""))
        let holder = try #require(
            try await desk.get(form, as: "payer").text.firstMatch(of: /name="holder" value="(\d+)"/)?.1)
        let proposed = try await desk.post(
            form, as: "payer", ["account": "6228480000000019999", "reason": "换卡", "holder": String(holder)])
        #expect(proposed.location == "/staff/account-changes?done=propose", "\(proposed.text)")
        let list = try await desk.get("/staff/account-changes", as: "checker").text
        let approve = try #require(list.firstMatch(of: /href="(\/staff\/account-changes\/\d+\/approve)"/)?.1)
        #expect(try await desk.get(String(approve), as: "payer").status == .forbidden)
        #expect(
            try await desk.post(String(approve), as: "checker").location == "/staff/account-changes?done=approve")
        await desk.close()
    }
}

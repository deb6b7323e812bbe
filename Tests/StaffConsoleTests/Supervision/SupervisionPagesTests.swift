import Casework
import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import StaffConsole
import Storage
import Testing
import WebSupport

/// The pages of supervision: each opens with its content, takes what is right, and says what is wrong beside the field.
@Suite struct SupervisionPagesTests {
    private static let order = [
        "kind": "entrusted", "townships": "371621001", "programs": "dibao", "basis": "惠民政办发〔2026〕3号",
        "publishedOn": "2026-03-02", "from": "2026-03-02", "sampling": "10",
    ]

    @Test func `an order of delegation is issued, listed and revoked, and its faults are named`() async throws {
        let desk = try await PayDesk.open()
        let bare = try await desk.post("/staff/delegations/issue", as: "reviewer", ["kind": "entrusted"])
        #expect(bare.status == .unprocessableContent && bare.text.contains("error-summary"))
        let unnamed = Self.order.merging(["townships": ""]) { $1 }
        let refused = try await desk.post("/staff/delegations/issue", as: "reviewer", unnamed)
        #expect(refused.status == .unprocessableContent && refused.text.contains("乡镇"))
        try await desk.must("/staff/delegations/issue", as: "reviewer", Self.order)
        let list = try await desk.get("/staff/delegations", as: "clerk").text
        #expect(list.contains("惠民政办发〔2026〕3号") && list.contains("孙武街道") && list.contains("10%"))
        #expect(!list.contains("/revoke\""), "a township does not revoke")
        let own = try await desk.get("/staff/delegations", as: "reviewer").text
        let revoke = String(try #require(own.firstMatch(of: #/href="(/staff/delegations/\d+/revoke)"/#)?.1))
        let blank = try await desk.post(revoke, as: "reviewer", ["version": "1", "reason": ""])
        #expect(blank.status == .unprocessableContent)
        try await desk.must(revoke, as: "reviewer", ["reason": "抽查错误率高"])
        #expect(try await desk.get("/staff/delegations", as: "reviewer").text.contains("抽查错误率高"))
        let other = try await desk.elsewhere()
        #expect(try await other.get(revoke, as: "otherCounty").status == .notFound)
        #expect(try await !other.get("/staff/delegations", as: "otherCounty").text.contains("惠民政办发"))
        await desk.close()
    }

    @Test func `an official is listed, declares, and leaves office, and the ledger keeps the entry`() async throws {
        let desk = try await PayDesk.open()
        let add = "/staff/relatives/officials/add"
        #expect(try await desk.post(add, as: "clerk").status == .unprocessableContent)
        try await desk.must(
            add, as: "clerk", ["name": "王支书", "duty": "村党支部书记", "region": "371621001201"])
        let page = try await desk.get("/staff/relatives", as: "clerk").text
        #expect(page.contains("王支书") && page.contains("村党支部书记"))
        let declare = String(try #require(page.firstMatch(of: #/href="(/staff/declare-relatives/\d+)"/#)?.1))
        let unsaid = try await desk.post(declare, as: "clerk", ["name1": "赵小龙"])
        #expect(unsaid.status == .unprocessableContent && unsaid.text.contains("身份证"))
        let id = try PayDesk.citizenID("19500501", 2)
        try await desk.must(
            declare, as: "clerk", ["name1": "赵小龙", "id1": id, "kinship1": "parent", "truth": "yes"])
        let told = try await desk.get("/staff/relatives", as: "auditor").text
        #expect(told.contains("赵*龙") && told.contains("父母") && !told.contains("赵小龙"))
        let leave = String(try #require(page.firstMatch(of: #/href="(/staff/relatives/officials/\d+/leave)"/#)?.1))
        #expect(try await desk.get(leave, as: "clerk").text.contains("王支书"))
        let blank = try await desk.post(leave, as: "clerk", ["reason": ""])
        #expect(blank.status == .unprocessableContent && blank.text.contains("error-summary"))
        let other = try await desk.elsewhere()
        for path in [leave, declare] {
            #expect(try await other.get(path, as: "otherClerk").status == .notFound)
        }
        #expect(try await desk.must(leave, as: "clerk", ["reason": "换届离任"]) == "/staff/relatives?done=leave")
        let after = try await desk.get("/staff/relatives?done=leave", as: "clerk").text
        #expect(after.contains("已登记离任") && after.contains("赵*龙"))
        #expect(try await desk.get(leave, as: "clerk").status == .notFound, "who left leaves no second time")
        await desk.close()
    }

    @Test func `an entry is struck with a paper by the county, and the registers are asked by a button`() async throws {
        let desk = try await PayDesk.open(files: ["marriage": []])
        let id = try PayDesk.citizenID("19500501", 2)
        try await desk.must(
            "/staff/declare-relatives", as: "townshipReviewer",
            ["name1": "赵小龙", "id1": id, "kinship1": "parent", "truth": "yes"])
        let page = try await desk.get("/staff/relatives", as: "reviewer").text
        let strike = String(try #require(page.firstMatch(of: #/href="(/staff/relatives/\d+/strike)"/#)?.1))
        let blank = try await desk.post(strike, as: "reviewer", ["version": "1", "evidence": ""])
        #expect(blank.status == .unprocessableContent && blank.text.contains("证明材料"))
        #expect(try await desk.get(strike, as: "clerk").status == .forbidden)
        #expect(try await desk.elsewhere().get(strike, as: "otherCounty").status == .notFound)
        try await desk.must(strike, as: "reviewer", ["evidence": "户籍证明：并非亲属"])
        #expect(try await desk.get("/staff/relatives", as: "reviewer").text.contains("已撤销"))
        let matched = try await desk.post("/staff/relatives/match", as: "reviewer", from: "/staff/relatives")
        #expect(matched.location?.contains("done=match") == true)
        await desk.close()
    }

    @Test func `whose spouse the register leaves open is named to the county, and nobody is put on the ledger`()
        async throws
    {
        let own = "371621198003071230"
        let spouse = try PayDesk.citizenID("19500501", 2)
        let desk = try await PayDesk.open(files: [
            "marriage": ["1,C1,M,\(spouse),\(own),2010-05-01", "2,C2,D,\(spouse),\(own),"]
        ])
        _ = try await desk.fileAtWindow()
        try await desk.must("/staff/declare-relatives", as: "townshipReviewer", ["ownID": own, "truth": "yes"])
        let matched = try await desk.post("/staff/relatives/match", as: "reviewer", from: "/staff/relatives")
        let page = try await desk.get(try #require(matched.location), as: "reviewer").text
        #expect(page.contains("看不出现在是不是配偶") && page.contains("townshipReviewer（"), "named with the duty")
        #expect(page.contains("没有备案"))
        #expect(desk.audit.findings.isEmpty, "\(desk.audit.findings)")
        await desk.close()
    }

    @Test func `a delegated decision is sampled, found wrong, and corrected by people`() async throws {
        let desk = try await PayDesk.open()
        let page = try await desk.decidedByTownship()
        let freeze = "/staff/samplings/freeze"
        let early = try await desk.post(
            freeze, as: "reviewer", ["from": "2026-03-01", "through": "2030-01-01", "share": "10"])
        #expect(early.status == .unprocessableContent)
        desk.test.clock.advance(days: 1)
        let through = try await desk.test.bureau.today().adding(days: -1).text
        let sample = try await desk.must(
            freeze, as: "reviewer", ["from": "2026-03-01", "through": through, "share": "10"])
        let address = String(sample.prefix { $0 != "?" })
        #expect(try await desk.get(address, as: "leader").text.contains("孙武街道"))
        #expect(try await desk.elsewhere().get(address, as: "otherCounty").status == .notFound)
        let draw = try await desk.post(
            "\(address)/draw", as: "reviewer", ["version": "1", "seed": "七", "source": "公证处"], from: address)
        #expect(draw.status == .unprocessableContent)
        let drawn = try await desk.post(
            "\(address)/draw", as: "reviewer", ["version": "1", "seed": "20260401073", "source": "福彩3D第2026073期"],
            from: address)
        #expect(drawn.location != nil)
        let found = try await desk.get(address, as: "reviewer").text
        let finding = String(try #require(found.firstMatch(of: #/href="(/staff/samplings/\d+/cases/\d+)"/#)?.1))
        let silent = try await desk.post(finding, as: "reviewer", ["finding": "wrongAmount", "words": ""])
        #expect(silent.status == .unprocessableContent)
        try await desk.must(finding, as: "reviewer", ["finding": "wrongAmount", "words": "少算一人"])
        let list = try await desk.get("/staff/corrections", as: "townshipReviewer").text
        #expect(list.contains("金额有误") && list.contains("待纠正") && list.contains("赵*龙"))
        #expect(try await desk.get(page, as: "clerk").text.contains("少算一人"), "the review says why it began")
        let close = String(try #require(list.firstMatch(of: #/href="(/staff/corrections/\d+)"/#)?.1))
        let unproven = try await desk.post(
            close, as: "townshipReviewer", ["version": "1", "outcome": "corrected", "words": "已改"])
        #expect(unproven.status == .unprocessableContent && unproven.text.contains("还没有作出新的决定"))
        #expect(try await desk.elsewhere().get(close, as: "otherReviewer").status == .notFound)
        let upheld = try await desk.post(
            close, as: "reviewer", ["version": "1", "outcome": "upheld", "words": "原决定正确"])
        #expect(upheld.status == .unprocessableContent, "whoever found it wrong does not let it stand")
        await desk.close()
    }
}

extension PayDesk {
    /// The same store with people of another township and another county at the desks.
    func elsewhere() async throws -> PayDesk {
        var actors: [String: StaffActor] = [:]
        let posts: [(String, Role, String)] = [
            ("otherClerk", .townshipClerk, "371621101"), ("otherReviewer", .townshipReviewer, "371621101"),
            ("otherCounty", .countyReviewer, "371622"), ("otherAide", .aide, "371621101201"),
        ]
        for (name, role, region) in posts { actors[name] = try await test.staff(role, at: region, name: name) }
        return try await with(People(actors: actors))
    }

    /// A case that a delegated township confirmed by its meeting; answers its page.
    func decidedByTownship() async throws -> String {
        try await must(
            "/staff/delegations/issue", as: "reviewer",
            [
                "kind": "entrusted", "townships": "371621001", "programs": "dibao", "basis": "惠民政办发〔2026〕3号",
                "publishedOn": "2026-03-02", "from": "2026-03-02", "sampling": "10",
            ])
        let id = try await fileAtWindow()
        try await confirmable(id)
        let second = try await test.staff(.townshipReviewer, at: "371621001", name: "冯副镇")
        let (clerk, reviewer) = (try actor("clerk"), try actor("townshipReviewer"))
        let row = try await test.bureau.view(as: .staff(clerk)) { try $0.store.caseRow(id, in: $0.scope) }
        guard let row else { throw NoForm(path: id.text) }
        let meeting = RecordMeeting(
            caseID: id, seenVersion: row.version,
            meeting: DecisionMeeting(
                on: try await test.bureau.today(), members: [reviewer.staffID, second.staffID, clerk.staffID],
                recused: [clerk.staffID],
                ballots: [.init(by: reviewer.staffID, .agree), .init(by: second.staffID, .agree)],
                chair: second.staffID, minutes: "逐项核对了报告、入户和公示情况。"))
        let voted = try await test.perform(meeting, as: .staff(clerk))
        let after = try await test.bureau.view(as: .staff(clerk)) { try $0.store.caseRow(id, in: $0.scope)?.version }
        let done = try await test.perform(
            ConfirmCase(caseID: id, seenVersion: after ?? 0), as: .staff(second))
        guard voted.value != nil, done.value != nil else {
            throw Refused(path: id.text, text: "\(voted.reasons) \(done.reasons)")
        }
        return "/staff/cases/\(id.text)"
    }
}

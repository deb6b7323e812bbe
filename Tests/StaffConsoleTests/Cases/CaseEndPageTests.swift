import Casework
import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

/// The side ways and ends of a case, each sent through its page by the person whose step it is.
@Suite struct CaseEndPageTests {
    struct End: CustomTestStringConvertible, Sendable {
        let step: String
        let person: String
        let fields: [String: String]
        let says: [String]
        var testDescription: String { step }
    }

    @Test(arguments: [
        End(
            step: "transfer", person: "clerk", fields: ["target": "371622101", "reason": "户口和住处都在外县"],
            says: ["已转办", "户口和住处都在外县"]),
        End(
            step: "withdraw", person: "clerk", fields: ["reason": "申请人要求撤回", "hand": "family"],
            says: ["已按申请人要求撤回", "已撤回"]),
        End(
            step: "death", person: "townshipReviewer",
            fields: ["day-year": "2026", "day-month": "3", "day-day": "1", "source": "家属报告"],
            says: ["因死亡终结", "家属报告"]),
        End(
            step: "moved", person: "townshipReviewer", fields: ["target": "371622101", "source": "村委会来电"],
            says: ["因迁出终结", "村委会来电"]),
    ])
    func `an end says what happened, and the case is late for nobody`(end: End) async throws {
        let desk = try await PayDesk.open()
        let page = "/staff/cases/\(try await desk.fileAtWindow().text)"
        let path = "\(page)/\(end.step)"
        let bare = try await desk.post(path, as: end.person)
        #expect(bare.status == .unprocessableContent && bare.text.contains("error-summary"))
        let location = try await desk.must(path, as: end.person, end.fields)
        #expect(location == "\(page)?done=\(end.step)")
        let told = try await desk.get(location, as: end.person).text
        for words in end.says { #expect(told.contains(words), "\(words)") }
        desk.test.clock.advance(days: 90)
        let queue = try await desk.get("/staff/cases", as: end.person).text
        #expect(queue.contains(page) && !queue.contains("class=\"deadline") && !queue.contains("超期 "))
        #expect(try await !desk.get("/staff/cases?state=overdue", as: end.person).text.contains(page))
        #expect(try await !desk.get("/staff/late", as: end.person).text.contains(page))
        await desk.close()
    }

    @Test func `the county returns a case with its reason, and refuses it with a clause and a way to object`()
        async throws
    {
        let desk = try await PayDesk.open()
        let id = try await desk.fileAtWindow()
        let page = "/staff/cases/\(id.text)"
        try await desk.confirmable(id)
        let returned = try await desk.must("\(page)/return", as: "reviewer", ["reason": "收入核实不清，请再入户"])
        let back = try await desk.get(returned, as: "reviewer").text
        #expect(back.contains("已退回乡镇") && back.contains("收入核实不清，请再入户") && back.contains("调查核对中"))
        #expect(try await desk.get("\(page)/refuse", as: "reviewer").text.contains("现在还不能办"))
        try await desk.giveOpinion(page)
        try await desk.closeNotice(id)
        let silent = try await desk.post("\(page)/refuse", as: "reviewer", ["text": "不符合条件"])
        #expect(silent.status == .unprocessableContent, "a refusal names its clause")
        let refused = try await desk.must(
            "\(page)/refuse", as: "reviewer", ["text": "家庭拒绝配合核实", "reasonCodes": "investigationRefused"])
        let told = try await desk.get(refused, as: "reviewer").text
        #expect(told.contains("已决定不予确认") && told.contains("不予确认") && told.contains("家庭拒绝配合核实"))
        let notice = try #require(
            try await desk.test.bureau.view(as: .staff(desk.actor("reviewer"))) {
                try $0.store.documents(of: id, in: $0.scope).first { $0.kind == DocumentKind.refusalNotice.rawValue }
            })
        let paper = try await desk.get("/staff/documents/\(notice.id.text)", as: "reviewer").text
        #expect(paper.contains("家庭拒绝配合核实") && paper.contains("复议"))
        await desk.close()
    }

    @Test func `an orphan is recorded with the paper, and the notice page then says why it may not hang`() async throws
    {
        let desk = try await PayDesk.open()
        let id = try await desk.fileAtWindow(withChild: true)
        let page = "/staff/cases/\(id.text)"
        let form = try await desk.get("\(page)/recognise", as: "clerk").text
        let member = String(try #require(form.firstMatch(of: /name="member" value="(\d+)"/)?.1))
        let version = try desk.hidden("version", of: "\(page)/recognise", in: form)
        let fields = ["version": version, "member": member, "kind": "orphan", "basis": "民政局孤儿认定〔2026〕7号"]
        let bare = try await desk.send(
            "\(page)/recognise", as: "clerk", fields.merging(["basis": ""]) { $1 },
            file: ("photo1", "a.jpg", PayDesk.jpeg + [7]))
        #expect(bare.status == .unprocessableContent)
        let kept = try await desk.send(
            "\(page)/recognise", as: "clerk", fields, file: ("photo1", "a.jpg", PayDesk.jpeg + [7]))
        #expect(kept.location == "\(page)?done=recognise", "\(PayDesk.Refused(path: "", text: kept.text))")
        let file = try await desk.get(page, as: "clerk").text
        #expect(file.contains("孤儿") && file.contains("民政局孤儿认定〔2026〕7号"))
        try await desk.investigate(page)
        try await desk.determine(page, as: "clerk")
        try await desk.giveOpinion(page)
        #expect(try await desk.get(page, as: "reviewer").text.contains("待确认"))
        await desk.close()
    }
}

extension PayDesk {
    /// Up to a case that the county may decide.
    func confirmable(_ id: CaseID) async throws {
        let page = "/staff/cases/\(id.text)"
        try await investigate(page)
        try await determine(page, as: "clerk")
        try await giveOpinion(page)
        try await closeNotice(id)
    }

    /// Posts the notice, photographs it on both days and closes it.
    func closeNotice(_ id: CaseID) async throws {
        let page = "/staff/cases/\(id.text)"
        try await must("\(page)/post-notice", as: "clerk")
        let list = try await get("/staff/notices", as: "clerk").text
        guard let photo = list.firstMatch(of: #/href="(/staff/notices/\d+/photo)"/#)?.1 else {
            throw NoForm(path: "/staff/notices")
        }
        let board = try await post(String(photo).replacing("/photo", with: "/board"), as: "clerk")
        guard let code = board.text.firstMatch(of: #/>([0-9A-F]{8})</#).map({ String($0.1) }) else {
            throw NoForm(path: "the code of the board")
        }
        let day = try await test.bureau.today().text
        _ = try await send(
            String(photo), as: "clerk", ["which": "first", "code": code],
            file: ("photo", "a.jpg", Self.jpeg + Array(day.utf8)))
        test.clock.advance(days: 7)
        for _ in 0..<6 {
            let last = try await send(
                String(photo), as: "clerk", ["which": "last", "code": code],
                file: ("photo", "b.jpg", Self.jpeg + Array(day.utf8) + [2]))
            if last.location != nil { break }
            test.clock.advance(days: 1)
        }
        test.clock.advance(days: 2)
        try await must("\(page)/close-notice", as: "clerk")
    }
}

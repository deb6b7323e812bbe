import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

/// Village codes, users, the audit log and the demonstration's clock, through their pages.
@Suite struct OfficeTests {
    @Test func `a village gets its code, a poster with it, and loses it again`() async throws {
        let desk = try await PayDesk.open()
        let form = "/staff/villages/371621001201/issue"
        let bad = try await desk.post(form, as: "clerk", ["helperName": "王芳", "helperPhone": "12"])
        #expect(bad.status == .unprocessableContent && bad.text.contains("value=\"王芳\""))
        try await desk.post(form, as: "clerk", ["helperName": "王芳", "helperPhone": "05435340000"])
        let list = try await desk.get("/staff/villages", as: "clerk").text
        let poster = try #require(list.firstMatch(of: #/href="(\/staff\/villages\/code\/[^"]+\/poster)"/#)?.1)
        let sheet = try await desk.get(String(poster), as: "clerk").text
        #expect(sheet.contains("王惠理村") && sheet.contains("05435340000") && sheet.contains("<path d=\"M"))
        #expect(try await desk.get("/staff/villages/371622101201/issue", as: "clerk").status == .notFound)
        let close = poster.replacing("/poster", with: "/close")
        #expect(try await desk.post(String(close), as: "clerk").location == "/staff/villages?done=close")
        #expect(try await desk.get(String(poster), as: "clerk").status == .notFound)
        await desk.close()
    }

    @Test func `an administrator adds a user, gives and ends posts, and changes nothing of their own`() async throws {
        let desk = try await PayDesk.open()
        let fields = [
            "login": "lisi", "name": "李四", "password": "一句只有自己知道的话", "role": "payer", "region": "371621",
        ]
        let added = try await desk.post("/staff/users/add", as: "administrator", fields)
        let user = try #require(added.location?.split(separator: "?").first.map(String.init))
        let conflict = try await desk.post(
            "\(user)/post", as: "administrator", ["role": "payChecker", "region": "371621"])
        #expect(conflict.status == .unprocessableContent)
        let page = try await desk.get(user, as: "administrator").text
        let end = try #require(page.firstMatch(of: #/href="(\/staff\/users\/\d+\/posts\/\d+\/close)"/#)?.1)
        #expect(try await desk.post(String(end), as: "administrator", ["reason": ""]).status == .unprocessableContent)
        #expect(try await desk.post(String(end), as: "administrator", ["reason": "调岗"]).location == "\(user)?done=post")
        for (act, values) in [
            ("unlock", ["reason": "核实本人"]), ("sessions", ["reason": "电脑丢失"]),
            ("password", ["password": "另一句只有自己知道的话"]), ("close", ["reason": "离职"]),
        ] {
            #expect(
                try await desk.post("\(user)/\(act)", as: "administrator", values).location == "\(user)?done=\(act)")
        }
        await desk.close()
    }

    @Test func `an auditor sees who did what and verifies the chain`() async throws {
        let desk = try await PayDesk.open()
        try await desk.post(
            "/staff/villages/371621001201/issue", as: "clerk", ["helperName": "王芳", "helperPhone": "05435340000"])
        _ = try await desk.test.bureau.sealAudit(holder: "test", headFile: desk.test.folder + "/head")
        let list = try await desk.get("/staff/audit", as: "auditor").text
        #expect(list.contains("village.issueCode") && list.contains("clerk"))
        #expect(list.contains("地区 王惠理村"), "a subject stands as people call it")
        let verdict = try await desk.post("/staff/audit/verify", as: "auditor", from: "/staff/audit")
        #expect(verdict.text.contains("日志链完整") && verdict.text.contains("库外的链头文件对照"))
        await desk.close()
    }

    @Test func `the page sees what the command sees: a head file that knows more, or is gone`() async throws {
        let desk = try await PayDesk.open()
        try await desk.post(
            "/staff/villages/371621001201/issue", as: "clerk", ["helperName": "王芳", "helperPhone": "05435340000"])
        let head = desk.test.folder + "/head"
        _ = try await desk.test.bureau.sealAudit(holder: "test", headFile: head)
        try FileManager.default.removeItem(atPath: head)
        let gone = try await desk.post("/staff/audit/verify", as: "auditor", from: "/staff/audit")
        #expect(gone.text.contains("日志链有问题") && gone.text.contains("head file is missing"))
        await desk.close()
    }

    @Test func `a case is found by its number and named by it`() async throws {
        let desk = try await PayDesk.open()
        let id = try await desk.fileAtWindow()
        let number = try #require(
            try await desk.test.bureau.view(as: .staff(desk.actor("clerk"))) {
                try $0.store.caseRow(id, in: $0.scope)?.number
            })
        let found = try await desk.get("/staff/audit?subject=\(number)", as: "auditor").text
        #expect(found.contains("案件 \(number)") && !found.contains("case \(id.text)"))
        let nothing = try await desk.get("/staff/audit?subject=371699-2026-000001", as: "auditor").text
        #expect(nothing.contains("class=\"empty\""))
        await desk.close()
    }

    @Test func `a demonstration's clock moves on by the administrator's button, once a press`() async throws {
        let desk = try await PayDesk.open()
        let before = try await desk.test.bureau.today()
        let page = try await desk.get("/staff/system", as: "administrator").text
        let token = try desk.hidden("form-token", of: "/staff/system/clock", in: page)
        let key = try desk.hidden("form-key", of: "/staff/system/clock", in: page)
        for _ in 1...2 {
            let answer = try await desk.post(
                "/staff/system/clock", as: "administrator", ["days": "7"], token: token, key: key)
            #expect(answer.status == .seeOther)
        }
        #expect(try await desk.test.bureau.today() == before.adding(days: 7))
        #expect(try await !desk.get("/staff/system", as: "auditor").text.contains("/staff/system/clock"))
        await desk.close()
    }
}

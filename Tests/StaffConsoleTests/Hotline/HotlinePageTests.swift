import Casework
import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import StaffConsole
import Testing
import WebSupport

/// Tickets through their pages: the whole course, every page for every post, and nobody below the county learns who
/// called, by any route.
@Suite struct HotlinePageTests {
    private static let secrets = ["王桂花", "13805431234", "我家就在他家东隔壁"]
    private static let town = "371621001"

    /// A named report handed to the township; answers its address.
    private func report(
        _ desk: PayDesk, _ number: String = "BZ20260302000001", _ more: [String: String] = [:]
    ) async throws -> String {
        let fields = [
            "number": number, "received": "2026-03-02", "subject": "report", "caller": Self.secrets[0],
            "phone": Self.secrets[1], "content": "\(Self.secrets[2])，有车。", "gist": "反映有低保户家中有车，请核查。",
            "office": Self.town,
        ]
        let location = try await desk.must(
            "/staff/hotline/take", as: "reviewer", fields.merging(more) { $1 })
        return String(location.prefix { $0 != "?" })
    }

    /// A form token of somebody's session, as every page has one.
    private func token(_ desk: PayDesk, _ name: String) async throws -> String {
        let page = try await desk.get("/staff", as: name).text
        let start = try #require(page.range(of: "name=\"form-token\" value=\""))
        return String(page[start.upperBound...].prefix { $0 != "\"" })
    }

    @Test func `a ticket walks through its pages from the county to the township and back`() async throws {
        let desk = try await PayDesk.open()
        let ticket = try await report(desk)
        let list = try await desk.get("/staff/hotline", as: "clerk").text
        #expect(list.contains("BZ20260302000001") && list.contains("待签收"))
        try await desk.must("\(ticket)/sign-in", as: "clerk")
        try await desk.must("\(ticket)/extend", as: "townshipReviewer", ["words": "等车管所回函"])
        try await desk.must("\(ticket)/reply", as: "townshipReviewer", ["words": "已核查，家中没有车。"])
        try await desk.must("\(ticket)/call-back", as: "clerk", ["satisfied": "no", "words": "再查查"])
        let blank = try await desk.post("\(ticket)/close", as: "townshipReviewer", ["version": "5"])
        #expect(blank.text.contains("来电人不满意"))
        try await desk.must("\(ticket)/reopen", as: "townshipReviewer", ["words": "再查一次"])
        try await desk.must("\(ticket)/reply", as: "townshipReviewer", ["words": "再次核查属实没有车。"])
        try await desk.must("\(ticket)/call-back", as: "reviewer", ["satisfied": "yes", "words": ""])
        try await desk.must("\(ticket)/close", as: "townshipReviewer", ["words": ""])
        let page = try await desk.get(ticket, as: "clerk").text
        for part in ["已办结", "等车管所回函", "再次核查属实没有车", "来电人对乡镇、村级和其他岗位保密"] { #expect(page.contains(part)) }
        let register = try await desk.get("/staff/hotline/register?state=closed", as: "leader").text
        #expect(register.contains("BZ20260302000001"))
        let figures = try await desk.get("/staff/hotline/statistics", as: "leader").text
        #expect(figures.contains("100.0%") && figures.contains("孙武街道"))
        await desk.close()
    }

    @Test func `taking in, sending back, handing on, tying and linking answer their faults on the page`() async throws {
        let desk = try await PayDesk.open()
        let first = try await report(desk)
        let again = try await desk.post(
            "/staff/hotline/take", as: "reviewer",
            [
                "number": "BZ20260302000001", "received": "2026-03-02", "subject": "report", "content": "有车",
                "gist": "有车", "office": Self.town,
            ])
        #expect(again.text.contains("已经登记过"))
        let empty = try await desk.post("/staff/hotline/take", as: "reviewer", ["office": ""])
        #expect(empty.text.contains("请选择承办单位"))
        try await desk.must("\(first)/send-back", as: "townshipReviewer", ["words": "不是本镇的村"])
        try await desk.must("\(first)/redirect", as: "reviewer", ["office": "371621101", "words": "属地办理"])
        #expect(try await desk.get(first, as: "clerk").status == .notFound)
        let second = try await report(desk, "BZ20260302000002", ["repeats": ""])
        try await desk.must("\(second)/repeat", as: "reviewer", ["repeats": "BZ20260302000001"])
        #expect(try await desk.get(second, as: "reviewer").text.contains("BZ20260302000001"))
        let tie = try await desk.post(
            "\(second)/tie", as: "clerk", ["version": "2", "caseNumber": "371621-2026-000099", "reason": ""])
        #expect(tie.text.contains("没有找到这个受理号"))
        let shown = try await desk.post("\(second)/informant", as: "reviewer", ["reason": "答复署名举报人"])
        for secret in Self.secrets { #expect(shown.text.contains(secret)) }
        let blank = try await desk.post("\(second)/informant", as: "reviewer", ["reason": ""])
        #expect(blank.text.contains("查看完整信息要写明原因") && !blank.text.contains(Self.secrets[1]))
        let csv = "工单编号,来电日期,诉求类别,诉求内容\nBZ3,2026-03-02,咨询,怎么申请\n"
        let listed = try await desk.post("/staff/hotline/list", as: "reviewer", file: csv)
        #expect(listed.text.contains("已导入 1 张"))
        let bad = try await desk.post("/staff/hotline/list", as: "reviewer", file: "工单编号,来电日期\nBZ4,昨天\n")
        #expect(bad.text.contains("缺少此列"))
        await desk.close()
    }

    @Test func `every route and list, asked by those who may not know, keeps the caller to itself`() async throws {
        let desk = try await PayDesk.open()
        let first = try await report(desk)
        let second = try await report(
            desk, "BZ20260302000002", ["subject": "complaint", "repeats": "BZ20260302000001"])
        try await desk.must("\(first)/sign-in", as: "clerk")
        try await desk.must("\(first)/reply", as: "townshipReviewer", ["words": "已核查。"])
        _ = try await desk.post("\(first)/informant", as: "reviewer", ["reason": "答复署名举报人"])
        let ids = [first, second].map { String($0.split(separator: "/").last ?? "") }
        let hidden = ["clerk", "townshipReviewer", "aide", "grid", "leader"]
        var tokens: [String: String] = [:]
        for name in hidden { tokens[name] = try await token(desk, name) }
        var asked = 0
        for entry in desk.entries where entry.kind != .asset && !entry.path.hasSuffix("sign-out") {
            let paths =
                entry.path.contains("{")
                ? ids.map { entry.path.replacing(#/\{\w+\}/#, with: $0) }
                : [entry.path, "\(entry.path)?q=BZ20260302000001", "\(entry.path)?number=BZ2026"]
            for path in paths {
                for name in hidden {
                    let answer =
                        entry.method == "GET"
                        ? try await desk.get(path, as: name)
                        : try await desk.post(
                            path, as: name,
                            ["reason": "想看看是谁", "version": "1", "words": "想看看", "satisfied": "yes"],
                            token: tokens[name] ?? "none", key: UUID().uuidString)
                    asked += 1
                    let text = answer.text
                    let found = Self.secrets.filter { text.contains($0) }
                    #expect(found.isEmpty, "\(name) \(entry.method) \(path) shows \(found)")
                }
            }
        }
        #expect(asked > desk.entries.count * 5)
        for name in ["clerk", "townshipReviewer"] {
            #expect(try await desk.get("\(first)/informant", as: name).status == .forbidden)
        }
        #expect(try await desk.get(first, as: "reviewer").text.contains("查看来电人"), "so that this test can fail")
        await desk.close()
    }

    @Test func `every page opens for its posts, in both languages, and refuses all others`() async throws {
        let desk = try await PayDesk.open()
        let ticket = try await report(desk)
        let id = String(ticket.split(separator: "/").last ?? "")
        let pages = desk.entries.filter { $0.method == "GET" && $0.path.hasPrefix("/staff/hotline") }
        #expect(pages.count > 15)
        for entry in pages {
            for (name, role, _) in PayDesk.posts {
                let path = entry.path.replacing("{id}", with: id)
                let answer = try await desk.get("\(path)", as: name)
                guard entry.roles.contains(role.rawValue) else {
                    #expect(answer.status == .forbidden, "\(path) as \(name)")
                    continue
                }
                let isHidden = path.hasSuffix("informant") && ["clerk", "townshipReviewer"].contains(name)
                #expect(answer.status == (isHidden ? .forbidden : .ok), "\(path) as \(name): \(answer.status)")
                #expect(
                    !answer.text.contains("{{") && answer.text.firstMatch(of: #/\[\w+\.[\w-]+\]/#) == nil, "\(path)")
            }
        }
        let elsewhere = try await desk.get("/staff/hotline?office=371622101", as: "clerk").text
        #expect(!elsewhere.contains("BZ20260302000001"))
        await desk.close()
    }
}

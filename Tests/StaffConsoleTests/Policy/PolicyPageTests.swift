import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

/// A raised standard through the pages: written, tried, approved by another person, published; and what may stop it.
@Suite struct PolicyPageTests {
    private static let folder = "/staff/policies/packs/standards/371621"
    private static let note = "滨民字〔2026〕12号"

    private static func hidden(_ name: String, in text: String) -> String {
        let parts = text.components(separatedBy: "name=\"\(name)\" value=\"")
        return parts.count > 1 ? String(parts[1].prefix { $0 != "\"" }) : ""
    }

    private static func step(
        _ desk: PayDesk, _ version: String, _ step: String, as person: String, _ more: [String: String] = [:]
    )
        async throws -> PayDesk.Answer
    {
        let page = try await desk.get("\(version)/\(step)", as: person).text
        return try await desk.post(
            "\(version)/\(step)", as: person, more.merging(["seen": hidden("seen", in: page)]) { first, _ in first })
    }

    @Test func `a raised standard goes through two persons' hands and is in force from its day`() async throws {
        let desk = try await PayDesk.open()
        #expect(try await desk.get("/staff/policies", as: "clerk").status == .forbidden)
        let list = try await desk.get("/staff/policies", as: "reviewer").text
        #expect(list.contains("最低生活保障") && list.contains(Self.folder) && list.contains("没有正在办理的改动"))
        #expect(!list.contains("packs/standards/371622"), "another county is not the own one")
        let shown = try await desk.get(Self.folder, as: "reviewer").text
        #expect(shown.contains("800.00元/月") && shown.contains("随系统安装的政策文件"))
        let bare = try await desk.post("\(Self.folder)/draft", as: "reviewer", ["inForceFrom": "", "note": ""])
        #expect(bare.status == .unprocessableContent)
        let begun = try await desk.post(
            "\(Self.folder)/draft", as: "reviewer", ["inForceFrom": "2026-04-01", "note": Self.note])
        let version = try #require(begun.location)
        let value = "\(version)/value/standardRural"
        let form = try await desk.get(value, as: "reviewer").text
        #expect(form.contains("value=\"800.00\""))
        let seen = Self.hidden("seen", in: form)
        let typed = ["value": "850", "from": "2026-04-01", "citation": Self.note, "seen": seen]
        let wrong = try await desk.post(value, as: "reviewer", typed.merging(["value": "很多"]) { $1 })
        #expect(wrong.status == .unprocessableContent && wrong.text.contains("很多"))
        #expect(try await desk.post(value, as: "reviewer", typed).location == "\(version)?done=keep")
        let late = try await desk.post(value, as: "reviewer", typed)
        #expect(late.text.contains("改过这份草稿"))
        #expect(try await Self.step(desk, version, "try", as: "reviewer").location == "\(version)?done=trial")
        let running = try await desk.get(version, as: "reviewer").text
        #expect(running.contains("<progress") && running.contains("\(version)/try/cancel"))
        #expect(try await desk.test.bureau.runJobs(holder: "one", kinds: [.packTrial], limit: 5) == 1)
        let tried = try await desk.get(version, as: "reviewer").text
        #expect(!tried.contains("<progress"))
        #expect(tried.contains("由800.00元/月改为850.00元/月（升6.2%）") && tried.contains("算例与测算"))
        #expect(try await Self.step(desk, version, "submit", as: "reviewer").location == "\(version)?done=submit")
        #expect(try await desk.get(version, as: "reviewer").text.contains("等另一位有权限的人批准"))
        #expect(try await desk.get("\(version)/approve", as: "reviewer").status == .forbidden)
        #expect(try await Self.step(desk, version, "approve", as: "leader").location == "\(version)?done=approve")
        #expect(try await Self.step(desk, version, "publish", as: "leader").location == "\(version)?done=publish")
        let later = try await desk.get("\(Self.folder)?day=2026-04-01", as: "reviewer").text
        #expect(later.contains("850.00元/月") && later.contains("第1号公布"))
        #expect(try await desk.get(Self.folder, as: "reviewer").text.contains("800.00元/月"))
        #expect(try await desk.get(version, as: "elsewhere").status == .forbidden)
        await desk.close()
    }

    @Test func `a trial can be stopped, and without one the version cannot be published`() async throws {
        let desk = try await PayDesk.open()
        let begun = try await desk.post(
            "\(Self.folder)/draft", as: "reviewer", ["inForceFrom": "2026-04-01", "note": Self.note])
        let version = try #require(begun.location)
        let value = "\(version)/value/standardRural"
        let seen = Self.hidden("seen", in: try await desk.get(value, as: "reviewer").text)
        try await desk.post(
            value, as: "reviewer", ["value": "850", "from": "2026-04-01", "citation": Self.note, "seen": seen])
        _ = try await Self.step(desk, version, "try", as: "reviewer")
        let stopped = try await desk.post("\(version)/try/cancel", as: "reviewer", from: version)
        #expect(stopped.location == "\(version)?done=cancelTrial")
        #expect(try await desk.test.bureau.runJobs(holder: "one", kinds: [.packTrial], limit: 5) == 0)
        #expect(try await desk.get(version, as: "reviewer").text.contains("最近一次试算被取消了"))
        _ = try await Self.step(desk, version, "submit", as: "reviewer")
        _ = try await Self.step(desk, version, "approve", as: "leader")
        #expect(try await desk.get(version, as: "leader").text.contains("先试算这份内容"))
        let refused = try await Self.step(desk, version, "publish", as: "leader")
        #expect(refused.status == .unprocessableContent && refused.text.contains("这份内容还没有试算"))
        #expect(desk.audit.findings.isEmpty, "\(desk.audit.findings)")
        await desk.close()
    }

    @Test func `texts with a mistake are kept and named with their place`() async throws {
        let desk = try await PayDesk.open()
        let begun = try await desk.post(
            "\(Self.folder)/draft", as: "reviewer", ["inForceFrom": "2026-04-01", "note": Self.note])
        let version = try #require(begun.location)
        let form = try await desk.get("\(version)/text", as: "reviewer").text
        #expect(form.contains("standardRural:"))
        let fields = [
            "seen": Self.hidden("seen", in: form), "inForceFrom": "2026-04-01", "note": Self.note,
            "files.pack.yaml": "schema: 1\nprogram: standards\nregion: \"371621\"\nkindd: shared\n",
        ]
        let saved = try await desk.post("\(version)/text", as: "reviewer", fields)
        #expect(saved.location == "\(version)?done=keep")
        let shown = try await desk.get(version, as: "reviewer").text
        #expect(shown.contains("standards/371621/pack.yaml:4:1"))
        let refused = try await Self.step(desk, version, "submit", as: "reviewer")
        #expect(refused.status == .unprocessableContent && refused.text.contains("第 4 行第 1 列"))
        // Somebody else's earlier page: what was typed comes back, with how it differs.
        let stale = try await desk.post(
            "\(version)/text", as: "reviewer", fields.merging(["files.pack.yaml": "schema: 1\n# mine\n"]) { $1 })
        #expect(stale.text.contains("# mine") && stale.text.contains("您填的内容与现在草稿的不同之处"))
        await desk.close()
    }

    @Test func `a change for the past has a page and a file, empty while nothing was paid`() async throws {
        let desk = try await PayDesk.open()
        let begun = try await desk.post(
            "\(Self.folder)/draft", as: "reviewer", ["inForceFrom": "2026-04-01", "note": Self.note])
        let version = try #require(begun.location)
        #expect(try await desk.get("\(version)/retroactive", as: "leader").text.contains("没有受影响的已发放月份"))
        let file = try await desk.get("\(version)/retroactive.csv", as: "leader")
        #expect(file.text.hasPrefix("\u{FEFF}证号或受理号,"))
        await desk.close()
    }
}

import Casework
import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

/// Every page of money, screen and office for every post: open to those it is for, closed to all others.
@Suite struct PageAccessTests {
    static let prefixes = [
        "/staff/batches", "/staff/account-changes", "/staff/paying-account", "/staff/recipients", "/staff/screen",
        "/staff/figures", "/staff/villages", "/staff/users", "/staff/audit", "/staff/messages", "/staff/jobs",
        "/staff/system",
    ]

    @Test func `every page opens for its posts and refuses all others`() async throws {
        let desk = try await PayDesk.open()
        let pages = desk.entries.filter { entry in
            entry.method == "GET" && Self.prefixes.contains { entry.path.hasPrefix($0) }
        }
        #expect(pages.count > 30)
        for entry in pages {
            for (name, role, _) in PayDesk.posts {
                let answer = try await desk.get(entry.path.replacing(#/\{\w+\}/#, with: "1"), as: name)
                guard entry.roles.contains(role.rawValue) else {
                    #expect(answer.status == .forbidden, "\(entry.path) as \(name)")
                    continue
                }
                let expected: [HTTPResponse.Status] = entry.path.contains("{") ? [.notFound, .ok] : [.ok]
                #expect(expected.contains(answer.status), "\(entry.path) as \(name): \(answer.status)")
                #expect(
                    !answer.text.contains("{{") && answer.text.firstMatch(of: #/\[\w+\.\w+\]/#) == nil, "\(entry.path)")
            }
        }
        await desk.close()
    }

    @Test func `every template names only what its page has, in both languages`() async throws {
        let desk = try await PayDesk.open()
        #expect(desk.site.messages.problems.isEmpty)
        try await OfficeWalk(desk: desk).everything()
        let unfilled = desk.audit.findings.filter { finding in !Self.needsOtherRooms.contains { finding.contains($0) } }
        #expect(unfilled == [])
        let own = desk.site.templates.outlines.keys.filter { name in
            PageAudit.folders.contains { name.hasPrefix($0) } && !Self.parts.contains(name)
        }
        #expect(Set(own).subtracting(desk.audit.templates) == [])
        await desk.close()
    }

    /// Lists that fill from cases, department data or hundreds of rows, which no walk of these rooms makes.
    private static let needsOtherRooms = [
        "recipients, line 3: no sample has anything in 'taken'", "no sample has anything in 'next'",
        "office/audit, line 5: no sample has anything in 'faults'",
        "office/messages, line 8: no sample has anything in 'rows'", "no sample has anything in 'datasets'",
        "screen/answers, line 12: no sample has anything in 'rows'", "no sample has anything in 'head'",
        "no sample has anything in 'sourceNote'",
    ]

    private static let parts: Set<String> = ["staff/money/change", "staff/money/exclusions"]
}

/// Walks so that every part of every template is filled by some page.
struct OfficeWalk {
    let desk: PayDesk

    func everything() async throws {
        try await money()
        try await accounts()
        try await holds()
        try await office()
        try await screen()
    }

    private func money() async throws {
        for number in 1...2 { try await desk.award(number, yuan: 400) }
        try await desk.award(3, yuan: 300, hasAccount: false)
        _ = try await desk.get("/staff/batches", as: "payer")
        _ = try await desk.get("/staff/batches?month=2026-03", as: "finance")
        _ = try await desk.get("/staff/batches/make", as: "payer")
        _ = try await desk.get("/staff/batches/make?month=2025-01", as: "payer")
        let made = try await desk.post("/staff/batches/make", as: "payer", ["month": "2026-03", "program": "dibao"])
        guard let page = made.location?.split(separator: "?").first.map(String.init),
            let batch = page.split(separator: "/").last.flatMap({ BatchID(text: String($0)) })
        else { return }
        _ = try await desk.get("\(page)?done=make", as: "payer")
        _ = try await desk.get("/staff/batches/make", as: "payer")
        try await desk.post("\(page)/lock", as: "payer")
        _ = try await desk.get(page, as: "payer")
        try await desk.post("\(page)/return", as: "checker", ["reason": "少了一户"])
        _ = try await desk.get(page, as: "payer")
        try await desk.post("\(page)/lock", as: "payer")
        for (step, person) in [
            ("check", "checker"), ("request-funds", "payer"), ("approve-funds", "finance"), ("bank-file", "payer"),
        ] { try await desk.post("\(page)/\(step)", as: person) }
        try await desk.post("\(page)/answer", as: "payer", file: "nonsense")
        try await desk.post("\(page)/answer", as: "payer", file: desk.bankAnswer(batch, failing: [0]))
        try await desk.post("\(page)/retry", as: "payer")
        for path in [page, "\(page)/print", "\(page)?items=retried", "\(page)?items=due", "/staff/batches"] {
            _ = try await desk.get(path, as: "payer")
        }
        try await desk.post("\(page)/close", as: "checker")
        _ = try await desk.get(page, as: "leader")
        _ = try await desk.get("/staff/recipients", as: "payer")
        try await desk.post("/staff/recipients", as: "payer", ["program": "dibao"], file: "证号\n1\n")
        _ = try await desk.get("/staff/paying-account", as: "finance")
        try await desk.post("/staff/paying-account", as: "finance", ["holder": "", "account": "x"])
    }

    private func accounts() async throws {
        _ = try await desk.get("/staff/account-changes?certificate=nobody", as: "payer")
        guard let form = try await desk.get("/staff/account-changes?certificate=DB-1", as: "payer").location,
            let holder = try await desk.get(form, as: "payer").text.firstMatch(of: #/name="holder" value="(\d+)"/#)?.1
        else { return }
        try await desk.post(
            form, as: "payer", ["account": "6228480000000019999", "reason": "换卡", "holder": String(holder)])
        for person in ["payer", "checker", "clerk"] {
            _ = try await desk.get("/staff/account-changes?done=propose", as: person)
        }
        let list = try await desk.get("/staff/account-changes", as: "checker").text
        if let refuse = list.firstMatch(of: #/href="(\/staff\/account-changes\/\d+\/refuse)"/#)?.1 {
            try await desk.post(String(refuse), as: "checker", ["reason": ""])
        }
    }

    private func holds() async throws {
        _ = try await desk.get("/staff/awards?certificate=nobody", as: "payer")
        guard let page = try await desk.get("/staff/awards?certificate=DB-1", as: "payer").location else { return }
        _ = try await desk.get(page, as: "payer")
        for reason in [" ", "户口迁移待核实"] {
            try await desk.post("\(page)/hold", as: "payer", ["reason": reason], from: page)
        }
        for path in ["\(page)?done=hold", "/staff/awards"] { _ = try await desk.get(path, as: "checker") }
        try await desk.post("\(page)/release", as: "checker", from: page)
    }

    private func office() async throws {
        _ = try await desk.get("/staff/villages?within=371621001", as: "administrator")
        try await desk.post(
            "/staff/villages/371621001201/issue", as: "clerk", ["helperName": "王芳", "helperPhone": "05435340000"])
        let villages = try await desk.get("/staff/villages?done=issue", as: "clerk").text
        if let poster = villages.firstMatch(of: #/href="(\/staff\/villages\/code\/[^"]+\/poster)"/#)?.1 {
            _ = try await desk.get(String(poster), as: "clerk")
        }
        _ = try await desk.get("/staff/villages?within=371621101", as: "clerk")
        _ = try await desk.get("/staff/villages?within=370000", as: "administrator")
        try await desk.post("/staff/users/add", as: "administrator", ["login": "x", "name": "", "role": "payer"])
        let added = try await desk.post(
            "/staff/users/add", as: "administrator",
            [
                "login": "lisi", "name": "李四", "password": "一句只有自己知道的话", "role": "payer", "region": "371621",
            ])
        if let user = added.location?.split(separator: "?").first.map(String.init) {
            for path in [added.location ?? user, "\(user)/password", "\(user)/post", "\(user)/close"] {
                _ = try await desk.get(path, as: "administrator")
            }
            try await desk.post("\(user)/unlock", as: "administrator", ["reason": ""])
        }
        let own = try desk.actor("administrator").staffID.text
        _ = try await desk.get("/staff/users/\(own)", as: "administrator")
        _ = try await desk.get("/staff/users", as: "administrator")
        _ = try await desk.get("/staff/users?after=lisi", as: "administrator")
        _ = try await desk.get("/staff/users?after=zzz", as: "administrator")
        _ = try await desk.get("/staff/audit", as: "auditor")
        _ = try await desk.get(
            "/staff/audit?login=nobody&before=1&kind=x&subject=1&from=2026-01-01&through=2026-01-02", as: "auditor")
        try await desk.post("/staff/audit/verify", as: "auditor", from: "/staff/audit")
        _ = try await desk.get("/staff/messages?state=failed&before=1", as: "administrator")
        _ = try await desk.get("/staff/system?done=1", as: "administrator")
        try await desk.post("/staff/system/clock", as: "administrator", ["days": "0"], from: "/staff/system")
        let now = desk.test.clock.now
        try await desk.test.bureau.store.write {
            _ = try $0.enqueueJob(kind: "compare", dedupeKey: "1", runAt: now, at: now)
        }
        _ = try await desk.get("/staff/jobs", as: "auditor")
    }

    private func screen() async throws {
        for path in ["/staff/screen", "/staff/figures", "/staff/figures/paid"] {
            _ = try await desk.get(path, as: "leader")
        }
        _ = try await desk.get("/staff/figures/verification/vehicle?outcome=hit", as: "leader")
    }
}

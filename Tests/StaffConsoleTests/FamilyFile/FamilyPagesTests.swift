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

/// The pages of the family's file and of what stands beside a case: content, a right form, a refusal, another township.
@Suite struct FamilyPagesTests {
    /// A confirmed case with its page and its family's.
    private static func open() async throws -> (desk: PayDesk, page: String, family: String) {
        let desk = try await PayDesk.open()
        let page = try await desk.confirmed()
        let services = try await desk.get("\(page)/services", as: "clerk").text
        guard let family = services.firstMatch(of: #/href="(/staff/objects/\d+)"/#)?.1 else {
            throw PayDesk.NoForm(path: page)
        }
        return (desk, page, String(family))
    }

    private static let why = ["reason": "家属报告", "evidence": "村委会证明"]

    @Test func `the file shows people and help without whole names, and every form opens here and nowhere else`()
        async throws
    {
        let (desk, page, family) = try await Self.open()
        let text = try await desk.get(family, as: "clerk").text
        #expect(text.contains("赵*龙") && text.contains("钱*梅") && !text.contains("赵小龙"))
        let other = try await desk.elsewhere()
        let bases = [("/staff/objects/{id}", family), ("/staff/cases/{id}/services", "\(page)/services")]
        var opened = 0
        for (template, base) in bases {
            #expect(try await other.get(base, as: "otherClerk").status == .notFound)
            for entry in desk.entries where entry.method == "GET" && entry.path.hasPrefix(template + "/") {
                guard !entry.path.dropFirst(template.count).contains("{"), entry.kind == .page else { continue }
                let path = base + entry.path.dropFirst(template.count)
                let asked = entry.roles.contains("townshipClerk") ? "clerk" : "townshipReviewer"
                let status = try await desk.get(path, as: asked).status
                #expect(status == .ok || status == .notFound, "\(path) \(status)")
                if status == .ok { opened += 1 }
                let there = try await other.get(path, as: asked == "clerk" ? "otherClerk" : "otherReviewer")
                #expect(there.status == .notFound, "\(path) of another township")
            }
        }
        #expect(opened >= 12)
        await desk.close()
    }

    @Test func `a birth is written down with its proof, and a form without it says what is missing`() async throws {
        let (desk, page, family) = try await Self.open()
        let today = try await desk.test.bureau.today()
        let bare = try await desk.post("\(family)/join", as: "clerk", ["version": "1"])
        #expect(bare.status == .unprocessableContent && bare.text.contains("error-summary"))
        let id = try PayDesk.citizenID(today.text.filter { $0 != "-" }, 77)
        let child = [
            "name": "赵小妹", "idNumber": id, "relation": "grandchild", "cause": "birth", "day": today.text,
            "health": "healthy", "work": "underAge", "able": "no",
        ]
        let future = child.merging(["day": today.adding(days: 3).text]) { $1 }
        let refused = try await desk.post("\(family)/join", as: "clerk", future.merging(Self.why) { $1 })
        #expect(refused.status == .unprocessableContent)
        try await desk.must("\(family)/join", as: "clerk", child.merging(Self.why) { $1 })
        let after = try await desk.get(family, as: "clerk").text
        #expect(after.contains("赵*妹") && after.contains("变化后要办的事"))
        #expect(try await desk.get(page, as: "clerk").text.contains("复核"))
        await desk.close()
    }

    @Test func `a certificate is issued and reported lost, and a letter needs its reader`() async throws {
        let (desk, page, _) = try await Self.open()
        let services = "\(page)/services"
        try await desk.must("\(services)/certificate", as: "clerk")
        #expect(try await desk.get(services, as: "clerk").text.contains("最低生活保障证"))
        let again = try await desk.post("\(services)/letter", as: "clerk", ["office": "", "purpose": ""])
        #expect(again.status == .unprocessableContent)
        try await desk.must("\(services)/letter", as: "clerk", ["office": "南京市秦淮区", "purpose": "申请临时救助"])
        #expect(try await desk.get(services, as: "clerk").text.contains("南京市秦淮区"))
        await desk.close()
    }

    @Test func `a family is sent with what its file lacks, and the receiver sees it before it answers`() async throws {
        let (desk, page, _) = try await Self.open()
        let move = "\(page)/services/move"
        let month = try await desk.test.bureau.today().calendarMonth.adding(months: 2).text
        let fields = ["target": "371621101201", "month": month, "reason": "随女儿居住", "missing": "户口簿复印件\n残疾证"]
        let undated = try await desk.post(move, as: "clerk", fields.merging(["version": "99"]) { $1 })
        #expect(undated.status == .unprocessableContent)
        let page422 = try await desk.refusal(move, as: "clerk", fields)
        #expect(page422.contains("档案还缺") && page422.contains("户口簿复印件"))
        let due = try await desk.test.bureau.today().adding(days: 20).text
        try await desk.must(move, as: "clerk", fields.merging(["missingDue": due]) { $1 })
        let other = try await desk.elsewhere()
        let waiting = try await other.get("/staff/moves", as: "otherReviewer").text
        #expect(waiting.contains("户口簿复印件；残疾证") && waiting.contains("赵*龙"))
        let one = String(try #require(waiting.firstMatch(of: #/href="(/staff/moves/\d+)"/#)?.1))
        #expect(try await other.get(one, as: "otherReviewer").text.contains("补交日期"))
        #expect(try await desk.get(one, as: "townshipReviewer").status == .notFound, "the sender does not answer")
        let blank = try await other.post(one, as: "otherReviewer", ["isTaken": "no", "reason": ""])
        #expect(blank.status == .unprocessableContent)
        try await other.must(one, as: "otherReviewer", ["isTaken": "yes", "reason": ""])
        #expect(try await desk.get(page, as: "clerk").status == .notFound)
        await desk.close()
    }
}

extension PayDesk {
    /// What a page says when it refuses a form that is sent with its own hidden fields.
    func refusal(_ path: String, as name: String, _ fields: [String: String]) async throws -> String {
        let page = try await get(path, as: name).text
        var all = fields
        if let version = try? hidden("version", of: path, in: page) { all["version"] = version }
        let answer = try await post(path, as: name, all)
        guard answer.status == .unprocessableContent else { throw NoForm(path: path) }
        return answer.text
    }
}

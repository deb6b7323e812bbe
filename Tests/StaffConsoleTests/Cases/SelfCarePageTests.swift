import Casework
import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

/// The self-care assessment of a destitute person through its page, and the form E04 it prints.
@Suite struct SelfCarePageTests {
    private static let answers = [
        "member": "1", "day": "2026-03-02", "secondName": "李网格", "canEat": "yes", "canDress": "yes",
        "canGetUp": "yes", "canToilet": "no", "canWalk": "yes", "canBathe": "no",
    ]

    @Test func `two people assess item by item, and the form is in the file and prints`() async throws {
        let desk = try await PayDesk.open()
        let id = try await desk.fileAtWindow(program: "destituteSupport")
        let page = "/staff/cases/\(id.text)"
        try await desk.must("\(page)/accept", as: "clerk")
        #expect(try await !desk.get(page, as: "clerk").text.contains("\(page)/self-care"), "not before it begins")
        try await desk.must("\(page)/investigate", as: "clerk")
        for name in ["clerk", "grid"] {
            #expect(try await desk.get(page, as: name).text.contains("\(page)/self-care"), "\(name)")
        }
        #expect(try await !desk.get(page, as: "reviewer").text.contains("\(page)/self-care"))
        #expect(try await desk.get("\(page)/self-care", as: "reviewer").status == .forbidden)
        let asked = try await desk.get("\(page)/self-care", as: "clerk").text
        #expect(asked.contains("另一名评估人") && !asked.contains("调查人"), "whoever assesses investigates nothing")
        let bare = try await desk.post("\(page)/self-care", as: "clerk")
        #expect(bare.status == .unprocessableContent && bare.text.contains("error-summary"))
        let early = Self.answers.merging(["day": "2026-01-01"]) { $1 }
        let refused = try await desk.refusal("\(page)/self-care", as: "clerk", early)
        #expect(refused.contains("评估日期应在"))
        let done = try await desk.must("\(page)/self-care", as: "clerk", Self.answers)
        #expect(done == "\(page)?done=self-care")
        let file = try await desk.get(done, as: "clerk").text
        #expect(file.contains("评估已记录") && file.contains("特困人员生活自理能力评估表"))
        let papers = try await desk.test.bureau.view(as: .staff(desk.actor("clerk"))) { context in
            try context.store.documents(of: id, in: context.scope).filter { $0.kind == "E04" }.map(\.id)
        }
        let paper = try await desk.get("/staff/documents/\(try #require(papers.first).text)", as: "clerk").text
        for words in ["赵小龙", "部分丧失生活自理能力", "半护理", "2项", "如厕", "李网格"] {
            #expect(paper.contains(words), "\(words)")
        }
        #expect(papers.count == 1 && desk.audit.findings.isEmpty, "\(desk.audit.findings)")
        await desk.close()
    }

    @Test func `a household of another program is not assessed`() async throws {
        let desk = try await PayDesk.open()
        let page = "/staff/cases/\(try await desk.fileAtWindow().text)"
        try await desk.must("\(page)/accept", as: "clerk")
        try await desk.must("\(page)/investigate", as: "clerk")
        #expect(try await !desk.get(page, as: "clerk").text.contains("\(page)/self-care"))
        let refused = try await desk.refusal("\(page)/self-care", as: "clerk", Self.answers)
        #expect(refused.contains("只用于特困人员救助供养"))
        await desk.close()
    }
}

import Casework
import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

/// The other ways a case can go, through the pages.
@Suite struct CasePathPageTests {
    @Test func `an objection is upheld, the household visited again, and only the county learns who objected`()
        async throws
    {
        let desk = try await PayDesk.open()
        let id = try await desk.fileAtWindow()
        let page = "/staff/cases/\(id.text)"
        try await desk.investigate(page)
        try await desk.determine(page, as: "clerk")
        try await desk.giveOpinion(page)
        try await desk.must("\(page)/post-notice", as: "clerk")
        let notice = try #require(
            try await desk.test.bureau.view(as: .staff(desk.actor("clerk"))) {
                try $0.store.notices(of: id, in: $0.scope).first
            })
        _ = try await desk.test.perform(
            FileObjection(noticeToken: notice.token, text: "他家有车", contact: "13900000000", addressKey: "a"),
            as: .visitor)
        let list = try await desk.get("\(page)/objections", as: "clerk").text
        #expect(list.contains("他家有车") && !list.contains("13900000000"), "the township does not learn who objected")
        #expect(!list.contains("<form class=\"form\""), "a clerk reads, the reviewer answers")
        let shown = try await desk.get("\(page)/objections", as: "townshipReviewer").text
        let answer = String(try #require(shown.firstMatch(of: #/action="(/staff/cases/\d+/objections/\d+)"/#)?.1))
        let bare = try await desk.post(answer, as: "townshipReviewer", ["upheld": "no"], from: "\(page)/objections")
        #expect(bare.status == .unprocessableContent)
        let answered = try await desk.post(
            answer, as: "townshipReviewer", ["upheld": "yes", "text": "确有一辆旧车，重新核实"], from: "\(page)/objections")
        #expect(answered.location == "\(page)?done=objections", "\(PayDesk.Refused(path: answer, text: answered.text))")
        try await desk.visit(page, ["purpose": "recheck"])
        let file = try await desk.get(page, as: "reviewer").text
        #expect(file.contains("异议复查") && file.contains("异议成立"))
        #expect(file.contains("13900000000"), "the county does")
        #expect(desk.audit.findings.isEmpty, "\(desk.audit.findings)")
        await desk.close()
    }

    @Test func `papers and files are closed to the other township, and numbers of addresses are numbers`() async throws
    {
        let desk = try await PayDesk.open()
        let id = try await desk.fileAtWindow()
        let page = "/staff/cases/\(id.text)"
        try await desk.investigate(page)
        try await desk.determine(page, as: "clerk")
        let file = try await desk.get(page, as: "clerk").text
        let stranger = try await desk.test.staff(.townshipClerk, at: "371621101", name: "王外乡")
        let other = try await desk.with(PayDesk.People(actors: ["stranger": stranger]))
        let papers = file.matches(of: #/href="(/staff/(?:documents|reports|determinations|uploads)/\d+)"/#)
        #expect(papers.count >= 4)
        for path in papers.map({ String($0.1) }) {
            #expect(try await desk.get(path, as: "clerk").status == .ok, "\(path)")
            #expect(try await other.get(path, as: "stranger").status == .notFound, "\(path)")
        }
        for path in [
            "/staff/cases/x", "/staff/cases/1 OR 1", "/staff/documents/x", "/staff/uploads/-", "/staff/objects/x",
        ] {
            #expect(
                try await desk.get(path.replacing(" ", with: "%20"), as: "clerk").status == .notFound, "\(path)")
        }
        let refused = try await other.get("\(page)/accept", as: "stranger")
        #expect(refused.status == .notFound && !refused.text.contains("赵"))
        await desk.close()
    }

    @Test func `a step that is not this person's turn is shown with its reason and no form`() async throws {
        let desk = try await PayDesk.open()
        let page = "/staff/cases/\(try await desk.fileAtWindow().text)"
        let early = try await desk.get("\(page)/post-notice", as: "clerk").text
        #expect(early.contains("现在还不能办") && !early.contains("action=\"\(page)/post-notice\""))
        #expect(try await desk.get("\(page)/confirm", as: "clerk").status == .forbidden)
        let english = try await desk.get("\(page)/accept", as: "clerk").text
        #expect(english.contains("受理"))
        await desk.close()
    }
}

import Casework
import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

/// Help by promise while somebody could not sign: the authorisation is given afterwards, on the case's own page.
@Suite struct AuthorizeAfterPromiseTests {
    @Test
    func `who could not sign before the approval by promise authorises afterwards, once, and only at its township`()
        async throws
    {
        let desk = try await PayDesk.open()
        let id = try await desk.fileAtWindow(spouseSignsLater: true)
        let page = "/staff/cases/\(id.text)"
        try await desk.investigate(page)
        try await desk.promise(page)
        try await desk.must("\(page)/approve-provisional", as: "reviewer")
        let file = try await desk.get(page, as: "clerk").text
        #expect(file.contains("容缺保障中") && !file.contains("\(page)/authorize/1\""))
        let authorize = "\(page)/authorize/2"
        #expect(file.contains("href=\"\(authorize)\""), "the one who could not sign is asked for it here")
        for name in ["reviewer", "townshipReviewer", "grid"] {
            #expect(try await !desk.get(page, as: name).text.contains(authorize), "\(name) takes no signature")
        }
        let form = try await desk.get(authorize, as: "clerk").text
        #expect(form.contains("钱小梅"), "whoever signs reads the whole text with the whole name")
        let bare = try await desk.post(authorize, as: "clerk")
        #expect(bare.status == .unprocessableContent && bare.text.contains("error-summary"))
        let other = try await desk.elsewhere()
        #expect(try await other.get(authorize, as: "otherClerk").status == .notFound)
        let done = try await desk.must(authorize, as: "clerk", ["way": "beforeClerk"])
        #expect(done == "\(page)?done=authorize")
        let signed = try await desk.get(page, as: "clerk").text
        #expect(!signed.contains("href=\"\(authorize)\""), "nobody is asked twice")
        let rows = try await desk.test.bureau.view(as: .staff(desk.actor("clerk"))) {
            try CaseView.load(id, in: $0)?.members.map { $0.authorizationRow != nil }
        }
        #expect(rows == [true, true])
        #expect(signed.contains("容缺保障中"), "the signature decides nothing by itself")
        #expect(desk.audit.findings.isEmpty, "\(desk.audit.findings)")
        await desk.close()
    }
}

extension PayDesk {
    /// The bill, the credit standing, the signed pledge and the village's word, each on its page.
    fileprivate func promise(_ page: String) async throws {
        func photo(_ path: String, _ fields: [String: String]) async throws {
            var all = fields
            let form = try await get(path, as: "clerk").text
            all["version"] = try hidden("version", of: path, in: form)
            if let hash = form.firstMatch(of: #/<option value="([0-9a-f]{64})"/#)?.1 { all["hash"] = String(hash) }
            // One file serves one purpose, so every paper has bytes of its own.
            let answer = try await send(path, as: "clerk", all, file: ("photo1", "paper.jpg", Self.jpeg + path.utf8))
            guard answer.location != nil else { throw Refused(path: path, text: answer.text) }
        }
        try await photo("\(page)/fast-ask", ["cause": "medical", "cost": "90000"])
        try await must(
            "\(page)/fast-credit", as: "clerk", ["standing": "good", "reference": "XY-2026-1"])
        try await photo("\(page)/fast-pledge", [:])
        try await photo(
            "\(page)/appraisal",
            [
                "day": try await test.bureau.today().text, "place": "村委会", "body": "9", "present": "9", "agree": "9",
                "disagree": "0", "abstain": "0", "related": "0",
                "organiser": try actor("clerk").staffID.text, "attendees": "王大等九人", "minutes": "大家认为这家人诚实",
            ])
    }
}

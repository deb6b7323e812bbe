import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

/// The pages of the linking review: one pair after another, refusals said on the page, and the file of judgements.
@Suite struct LinkReviewPageTests {
    private static let path = "/staff/verification/links"

    private static func review(_ desk: PayDesk) async throws -> LinkReviewID {
        let evidence = #"{"advice":"两边都像","lines":[],"totalCentibits":120}"#
        let command = MakeLinkReview(
            title: "医保与户籍", lowerPermille: 500, upperPermille: 900,
            pairs: [("=1+1", "b1", 700), ("a2", "b2", 600)].map {
                LinkPairEntry(recordA: $0, recordB: $1, permille: $2, reason: "close", content: evidence)
            })
        let outcome = try await desk.test.bureau.perform(command, as: .staff(desk.actor("verifier")), key: "review")
        return try #require(outcome.value)
    }

    @Test func `pairs are judged on the page, and what was said is a file that no spreadsheet runs`() async throws {
        let desk = try await PayDesk.open()
        let page = "\(Self.path)/\(try await Self.review(desk).text)"
        #expect(try await desk.get(Self.path, as: "verifier").text.contains("医保与户籍"))
        let first = try await desk.get(page, as: "verifier").text
        #expect(first.contains("=1+1") && !first.contains("decisions.csv"))
        let pair = try desk.hidden("pair", of: page, in: first)
        // Nothing chosen: said on the page, and the pair still waits.
        let silent = try await desk.post(page, as: "verifier", ["pair": pair, "version": "1"])
        #expect(silent.status == .unprocessableContent && silent.text.contains("请选择：同一人"))
        let judged = try await desk.post(
            page, as: "verifier", ["pair": pair, "version": "1", "decision": "same"])
        #expect(judged.location == page)
        // Somebody who looked before is told.
        let late = try await desk.post(
            page, as: "verifier", ["pair": pair, "version": "1", "decision": "different"])
        #expect(late.status == .unprocessableContent)
        let file = try await desk.get("\(page)/decisions.csv", as: "verifier")
        #expect(file.status == .ok && Array(file.bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
        let lines = file.text.split(separator: "\r\n")
        #expect(lines.count == 2 && lines[1].hasPrefix(#""'=1+1","b1","same","0.700","#))
        await desk.close()
    }

    @Test func `other posts see no review and no file, and an unknown one is none`() async throws {
        let desk = try await PayDesk.open()
        let page = "\(Self.path)/\(try await Self.review(desk).text)"
        for name in ["clerk", "payer", "grid", "reviewer"] {
            for address in [Self.path, page, "\(page)/decisions.csv"] {
                #expect(try await desk.get(address, as: name).status == .forbidden, "\(address) as \(name)")
            }
        }
        for address in ["\(Self.path)/7", "\(Self.path)/7/decisions.csv"] {
            #expect(try await desk.get(address, as: "verifier").status == .notFound, "\(address)")
        }
        await desk.close()
    }
}

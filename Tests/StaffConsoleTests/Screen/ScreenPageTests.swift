import Foundation
import HTTPTypes
import Insight
import Operations
import OperationsTestKit
import Primitives
import Testing
import WebSupport

/// The big screen: its numbers, their lists, and what it does without its chart files.
@Suite struct ScreenPageTests {
    @Test func `every number of the JSON has its label, definition and list, and stands on the page`() async throws {
        let desk = try await PayDesk.open()
        try await desk.award(1, yuan: 400)
        let json = try await desk.get("/staff/screen.json", as: "leader")
        let model = try JSONDecoder().decode(ScreenModel.self, from: Data(json.bytes))
        let page = try await desk.get("/staff/screen", as: "leader").text
        let tables = try await desk.get("/staff/figures", as: "leader").text
        let groups = [model.programs, model.ages, model.applicants, model.counties] + model.verification
        for figure in model.totals + groups.flatMap(\.figures) {
            #expect(!figure.labels.zh.isEmpty && !figure.labels.en.isEmpty && !figure.definition.isEmpty)
            #expect(page.contains("data-figure=\"\(figure.key)\""))
            let link = "href=\"\(try #require(figure.link).replacing("&", with: "&amp;"))\""
            #expect(page.contains(link) && tables.contains(link), "\(figure.link)")
        }
        #expect(page.contains(model.payment.definition) && model.moment.milliseconds > 0)
        await desk.close()
    }

    @Test func `every number opens a list of exactly as many`() async throws {
        let desk = try await PayDesk.open()
        for serial in 1...3 { _ = try await desk.fileAtWindow(serial: serial) }
        try await desk.investigate("/staff/cases/\(try await desk.fileAtWindow(serial: 4).text)")
        desk.test.clock.advance(days: 60)
        try await desk.payEverybody(families: 3)
        let json = try await desk.get("/staff/screen.json", as: "leader")
        let model = try JSONDecoder().decode(ScreenModel.self, from: Data(json.bytes))
        let groups = [model.programs, model.ages, model.applicants, model.counties] + model.verification
        let figures = model.totals + groups.flatMap(\.figures)
        #expect(figures.contains { $0.key == "overdueCases" && $0.count == .exact(4) })
        #expect(figures.contains { $0.key == "paidFamilies" } && figures.count > 30)
        for person in ["leader", "reviewer"] {
            for figure in figures {
                let link = try #require(figure.link)
                let list = try await desk.get(link, as: person)
                #expect(list.status == .ok, "\(link) as \(person)")
                #expect(Self.total(of: list.text) == figure.count.value, "\(figure.key): \(link) as \(person)")
            }
        }
        let paid = try await desk.get(try #require(model.payment.link), as: "reviewer").text
        #expect(paid.contains(try #require(model.payment.amount).grouped))
        await desk.close()
    }

    /// What a list says it holds: the persons or families it names first, else the pager's total; 0 when it is empty.
    private static func total(of page: String) -> Int? {
        if page.contains("class=\"empty\"") { return 0 }
        let counted =
            page.firstMatch(of: #/共 ([\d,]+) (?:人次|户，)/#)?.1
            ?? page.firstMatch(of: #/role="status">共 ([\d,]+) /#)?.1
        return counted.flatMap { Int($0.replacing(",", with: "")) }
    }

    @Test func `an administrator sees the numbers and opens no family behind them`() async throws {
        let desk = try await PayDesk.open()
        try await desk.award(1, yuan: 400)
        let json = try await desk.get("/staff/screen.json", as: "administrator")
        #expect(!json.text.contains("/staff/objects") && !json.text.contains("/staff/cases"))
        for path in ["/staff/screen", "/staff/figures"] {
            let page = try await desk.get(path, as: "administrator").text
            #expect(page.contains("在保户数") && !page.contains(#/href="\/staff\/(objects|cases|figures\/)/#))
        }
        for path in ["/staff/objects", "/staff/figures/paid", "/staff/figures/verification/vehicle"] {
            #expect(try await desk.get(path, as: "administrator").status == .forbidden)
        }
        await desk.close()
    }

    @Test func `the page carries no inline script or style, and works as tables without vendor files`() async throws {
        let desk = try await PayDesk.open(hasVendorFiles: false)
        let page = try await desk.get("/staff/screen", as: "leader").text
        #expect(!page.contains("<script>") && !page.contains("style=") && !page.contains("<style"))
        #expect(page.contains("scripts/setup web") && !page.contains("data-charts"))
        #expect(page.contains("data-figure=\"families\""))
        // Whoever moves by landmarks meets the notice too: it stands in the main part, not beside it.
        let body = try #require(page.split(separator: "<main").last?.split(separator: "</main>").first)
        #expect(body.contains("class=\"missing\""))
        await desk.close()
    }
}

extension PayDesk {
    /// Families with awards, paid by the bank for the present month.
    func payEverybody(families: Int) async throws {
        for number in 1...families { try await award(number, yuan: Int64(300 + number)) }
        let month = try await test.bureau.today().calendarMonth.text
        let made = try await post("/staff/batches/make", as: "payer", ["month": month, "program": "dibao"])
        guard let page = made.location?.split(separator: "?").first.map(String.init),
            let batch = page.split(separator: "/").last.flatMap({ BatchID(text: String($0)) })
        else { throw Refused(path: "/staff/batches/make", text: made.text) }
        for (step, person) in [
            ("lock", "payer"), ("check", "checker"), ("request-funds", "payer"), ("approve-funds", "finance"),
            ("bank-file", "payer"),
        ] { try await post("\(page)/\(step)", as: person) }
        try await post("\(page)/answer", as: "payer", file: bankAnswer(batch))
    }
}

import Foundation
import HTTPTypes
import Insight
import Operations
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
            let link = "href=\"\(figure.link.replacing("&", with: "&amp;"))\""
            #expect(page.contains(link) && tables.contains(link), "\(figure.link)")
        }
        #expect(page.contains(model.payment.definition) && model.moment.milliseconds > 0)
        await desk.close()
    }

    @Test func `every path behind a number is a page of the console`() async throws {
        let desk = try await PayDesk.open()
        let json = try await desk.get("/staff/screen.json", as: "leader")
        let model = try JSONDecoder().decode(ScreenModel.self, from: Data(json.bytes))
        #expect(model.payment.link.hasPrefix("/staff/batches?month="))
        #expect(try await desk.get(model.payment.link, as: "leader").status == .ok)
        let answers = try await desk.get("/staff/figures/verification/vehicle?outcome=hit", as: "leader")
        #expect(answers.status == .ok)
        await desk.close()
    }

    @Test func `the page carries no inline script or style, and works as tables without vendor files`() async throws {
        let desk = try await PayDesk.open(hasVendorFiles: false)
        let page = try await desk.get("/staff/screen", as: "leader").text
        #expect(!page.contains("<script>") && !page.contains("style=") && !page.contains("<style"))
        #expect(page.contains("scripts/setup web") && !page.contains("data-charts"))
        #expect(page.contains("data-figure=\"families\""))
        await desk.close()
    }
}

import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Testing
import WebSupport

/// The pages of policy simulations, walked as the people who may see them.
@Suite struct SimulationPagesTests {
    private static let path = "/staff/policies/simulate"

    @Test func `A simulation is asked for, waits, runs and shows its tables and its workbook`() async throws {
        let desk = try await PayDesk.open()
        let empty = try await desk.get(Self.path, as: "reviewer").text
        #expect(empty.contains("还没有测算") && empty.contains("惠民县"))
        let bare = try await desk.post(Self.path, as: "reviewer", ["day": "2026-03-12"], from: Self.path)
        #expect(bare.status == .unprocessableContent && bare.text.contains("error-summary"))
        let asked = try await desk.post(
            Self.path, as: "reviewer", ["day": "2026-03-12", "rural.371621": "850"], from: Self.path)
        let page = try #require(asked.location)
        #expect(try await desk.get(page, as: "reviewer").text.contains("<progress"))
        #expect(try await desk.test.bureau.runJobs(holder: "one", kinds: [.simulation], limit: 5) == 1)
        let shown = try await desk.get(page, as: "reviewer").text
        #expect(shown.contains("standards/371621/standardRural=850.00") && shown.contains("按户类"))
        #expect(!shown.contains("<progress") && shown.contains("/workbook"))
        let book = try await desk.get("\(page)/workbook", as: "reviewer")
        #expect(book.status == .ok)
        #expect(try await desk.get(Self.path, as: "reviewer").text.contains("1个新数值"))
        await desk.close()
    }

    @Test func `A wrong value is said at its place, and what was typed stays`() async throws {
        let desk = try await PayDesk.open()
        let answer = try await desk.post(
            Self.path, as: "reviewer", ["day": "2026-03-12", "rural.371621": "八百五", "more": "no override"],
            from: Self.path)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("八百五") && answer.text.contains("no override"))
        #expect(answer.text.contains("aria-invalid"))
        await desk.close()
    }

    @Test func `Sums are for readers of policy, the workbook for the region's own, and nothing for others`()
        async throws
    {
        let desk = try await PayDesk.open()
        let asked = try await desk.post(
            Self.path, as: "reviewer", ["day": "2026-03-12", "rural.371621": "850"], from: Self.path)
        let page = try #require(asked.location)
        for person in ["leader", "auditor", "administrator"] {
            #expect(try await desk.get(page, as: person).status == .ok, "\(person)")
        }
        for person in ["auditor", "administrator", "clerk", "payer"] {
            #expect(try await desk.get("\(page)/workbook", as: person).status == .forbidden, "\(person)")
        }
        for person in ["clerk", "payer", "grid", "verifier"] {
            #expect(try await desk.get(page, as: person).status == .forbidden, "\(person)")
        }
        #expect(!(try await desk.get(Self.path, as: "auditor").text.contains("开始测算")))
        await desk.close()
    }
}

import Foundation
import Primitives
import Testing
import Verification

@Suite struct VerificationReportTests {
    @Test func `the canonical bytes are stable and read back`() throws {
        var world = try ReportWorld()
        world.rows["vehicle"] = ["1,鲁M1,\(ReportWorld.man),K,丰田,2024-01-01,1000.00,A"]
        let report = try world.report()
        let bytes = try report.canonicalJSON()
        let again = try VerificationReport(canonicalJSON: bytes)
        #expect(again == report)
        #expect(try again.canonicalJSON() == bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix(#"{"answers":[{"asOf":"2025-06-29","dataset":"#))
    }

    @Test func `a report sealed under schema 1 is read as it was`() throws {
        let text = """
            {"answers":[{"asOf":"2025-06-29","dataset":"vehicle","department":"公安","member":"m1","queriedAt":1,\
            "rows":1,"status":"hit","title":"机动车登记"}],"asOf":"2025-06-29","commissionedBy":"民政局",\
            "conclusion":"doesNotMeet","findings":[{"dataset":"vehicle","evidence":[{"dataset":"vehicle",\
            "note":"鲁M1","recordNumber":1}],"limit":{"unit":"count","value":0},"observed":{"unit":"count",\
            "value":1},"rule":"vehicle.undeclared","sentence":"登记的机动车辆多于申报数","severity":"conflict"}],\
            "lines":[{"declared":{"unit":"count","value":0},"found":{"unit":"count","value":1},"isComplete":true,\
            "item":"vehicle.count","title":"机动车辆数"}],"members":[{"key":"m1","lastFour":"002X","name":"赵小龙"}],\
            "number":"HD-1","objectionChannel":"x","purpose":"y","queriedAt":1,"reasons":["家庭：登记的机动车辆多于申报数"],\
            "schemaVersion":1,"validThrough":"2025-12-29","version":1}
            """
        let report = try VerificationReport(canonicalJSON: Data(text.utf8))
        #expect(report.schemaVersion == 1 && report.conclusion == .doesNotMeet)
        #expect(report.findings[0].evidenceHash.isEmpty && report.findings[0].title.isEmpty)
        #expect(report.findings[0].datasets == ["vehicle"] && report.findings[0].observed.text == "1")
        #expect(report.lines[0].feeds == nil && report.lines[0].datasets.isEmpty)
        #expect(report.suppressedFindings.isEmpty && report.staleAnswers.isEmpty)
    }
}

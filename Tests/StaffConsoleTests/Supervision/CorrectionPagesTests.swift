import Casework
import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing
import WebSupport

/// A correction that a sample asked for, on the case's own page, with the way to act on it.
@Suite struct CorrectionPagesTests {
    @Test func `an open correction stands at the head of the case with a link for whoever may act`() async throws {
        let desk = try await PayDesk.open()
        let id = try await desk.fileAtWindow()
        let page = "/staff/cases/\(id.text)"
        #expect(try await !desk.get(page, as: "townshipReviewer").text.contains("县级抽查待纠正"))
        try await desk.openCorrection(of: id)
        let shown = try await desk.get(page, as: "townshipReviewer").text
        let act = String(try #require(shown.firstMatch(of: #/href="(/staff/corrections/\d+)"/#)?.1))
        #expect(shown.contains("县级抽查待纠正") && shown.contains("金额有误"))
        #expect(try await desk.get(act, as: "townshipReviewer").text.contains("金额有误"))
        let clerk = try await desk.get(page, as: "clerk").text
        #expect(clerk.contains("县级抽查待纠正") && !clerk.contains(act) && clerk.contains("href=\"/staff/corrections\""))
        #expect(try await !desk.get(page, as: "grid").text.contains("县级抽查待纠正"), "a grid worker has no part in it")
        try await desk.must(act, as: "reviewer", ["outcome": "upheld", "words": "重新核算，原金额正确"])
        let closed = try await desk.get(page, as: "townshipReviewer").text
        #expect(!closed.contains("县级抽查待纠正") && closed.contains("复核后维持"))
        #expect(closed.contains("重新核算，原金额正确") && !closed.contains(act))
        #expect(desk.audit.findings.isEmpty, "\(desk.audit.findings)")
        await desk.close()
    }
}

extension PayDesk {
    /// Another county reviewer's sample found the sum wrong.
    fileprivate func openCorrection(of id: CaseID) async throws {
        let finder = try await test.staff(.countyReviewer, at: "371621", name: "郑抽查")
        let (now, day) = (test.clock.now, try await test.bureau.today())
        try await test.bureau.store.write { store in
            let plan: SamplingID = store.ids.next()
            try store.sql.execute(
                """
                INSERT INTO sampling_plan (id, version, county_code, number, from_day, through_day, share_permille,
                least, list_hash, frozen_day, frozen_by_id, created_at) VALUES (\(plan), 1, '371621', 'CY-1', \(day),
                \(day), 100, 1, \([UInt8]([1])), \(day), \(finder.staffID), \(now))
                """)
            try store.insertCorrection(
                of: id, in: plan, finding: .wrongAmount, afterEvent: 99,
                due: Deadline(on: day.adding(days: 20), provisional: false, citation: "演示值"), by: finder.staffID,
                on: day)
        }
    }
}

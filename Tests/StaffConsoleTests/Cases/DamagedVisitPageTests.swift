import Casework
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// A stored visit that cannot be read is said to be damaged; it is never shown or computed with as an empty one.
@Suite struct DamagedVisitPageTests {
    @Test func `the case can be opened, nothing is computed from it, and another visit mends it`() async throws {
        let desk = try await PayDesk.open()
        let id = try await desk.fileAtWindow()
        let page = "/staff/cases/\(id.text)"
        try await desk.investigate(page)
        #expect(try await !desk.get(page, as: "clerk").text.contains("记录已损坏"))
        let (clerk, now) = (try desk.actor("clerk").staffID, desk.test.clock.now)
        try await desk.test.bureau.store.write { store in
            try store.insertVisit(
                VisitRow(
                    id: store.ids.next(), caseID: id, purpose: .investigation, visitedOn: now.chinaDate,
                    firstVisitorID: clerk, secondVisitorID: nil, secondVisitorName: "李网格", householdSigner: "赵小龙",
                    findings: Array("{\"livingConditions\":".utf8)), at: now)
        }
        for name in ["clerk", "townshipReviewer", "reviewer"] {
            let file = try await desk.get(page, as: name)
            #expect(file.status == .ok && file.text.contains("这次入户的记录已损坏") && file.text.contains("重新入户"), "\(name)")
            #expect(file.text.contains("土坯房三间"), "the visit before is shown as it was: \(name)")
        }
        let refused = await #expect(throws: PayDesk.Refused.self) { try await desk.determine(page, as: "clerk") }
        #expect(refused?.text.contains("入户记录已损坏") == true)
        #expect(try await desk.get("\(page)/programs", as: "clerk").status == .ok)
        try await desk.visit(page, ["livingConditions": "砖房两间"])
        #expect(try await desk.get(page, as: "clerk").text.contains("砖房两间"))
        try await desk.determine(page, as: "clerk")
        #expect(desk.audit.findings.isEmpty, "\(desk.audit.findings)")
        await desk.close()
    }
}

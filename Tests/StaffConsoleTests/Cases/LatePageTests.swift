import Casework
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

@Suite struct LatePageTests {
    @Test func `a step a day late is on both pages, each saying what it counts, and only within the area`() async throws
    {
        let desk = try await PayDesk.open()
        let page = "/staff/cases/\(try await desk.fileAtWindow().text)"
        try await desk.must("\(page)/accept", as: "clerk")
        for name in ["clerk", "townshipReviewer", "reviewer", "leader"] {
            let empty = try await desk.get("/staff/late", as: name).text
            #expect(empty.contains("没有超期案件") && empty.contains("没有超期的步骤"), "\(name)")
        }
        desk.test.clock.advance(days: 4)
        _ = try await desk.test.bureau.remindOfDeadlines()
        let told = try await desk.get("/staff/reminders", as: "townshipReviewer").text
        #expect(told.contains("启动调查") && told.contains(page))
        for name in ["clerk", "townshipReviewer", "reviewer", "leader"] {
            let late = try await desk.get("/staff/late", as: name).text
            #expect(late.contains("没有超期案件") && late.contains(page), "the whole limit runs, the step is late: \(name)")
            #expect(late.contains("启动调查") && late.contains("等待乡镇（街道）办理"), "\(name)")
            #expect(late.contains("赵*龙") && !late.contains("赵小龙"), "\(name)")
        }
        let stranger = try await desk.test.staff(.townshipClerk, at: "371621101", name: "王外乡")
        let other = try await desk.with(PayDesk.People(actors: ["stranger": stranger]))
        #expect(try await !other.get("/staff/late", as: "stranger").text.contains(page))
        try await desk.must("\(page)/investigate", as: "clerk")
        #expect(try await desk.get("/staff/late", as: "reviewer").text.contains("没有超期的步骤"))
        #expect(try await !desk.get("/staff/reminders", as: "townshipReviewer").text.contains(page))
        #expect(desk.audit.findings.isEmpty, "\(desk.audit.findings)")
        await desk.close()
    }
}

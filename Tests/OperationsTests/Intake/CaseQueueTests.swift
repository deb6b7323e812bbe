import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// Queues, counters, search and export: bounded statements, one scope, one filter.
@Suite struct CaseQueueTests {
    @Test func `each view of five hundred cases takes a handful of statements`() async throws {
        try await withBureau { test in
            let clerk = try await test.staff(.townshipClerk, at: "371621001")
            try await test.bureau.seedCases(count: 500, village: Household.village)
            let counter = StatementCounter()
            let counted = test.bureau.counting(counter)
            var filter = CaseQueueFilter()
            filter.pageSize = 100
            let queue = try await counted.view(as: .staff(clerk)) { [filter] in try CaseQueue.load(filter, in: $0) }
            #expect(queue.rows.count == 100)
            #expect(queue.total == 500)
            #expect(queue.pageCount == 5)
            #expect(counter.take() <= 5)
            let table = try await counted.view(as: .staff(clerk)) { try WorkTable.load(in: $0) }
            #expect(table.groups.first { $0.code == "toAccept" }?.count == 500)
            #expect(counter.take() <= 3)
            let found = try await counted.view(as: .staff(clerk)) { try CaseSearch.load("赵小龙", in: $0) }
            #expect(found.caseTotal == 500)
            #expect(counter.take() <= 7)
            let first = try #require(queue.rows.first)
            _ = try await counted.view(as: .staff(clerk)) { try CaseView.load(first.id, in: $0) }
            #expect(counter.take() <= 36)
            let export = try await counted.exportCaseQueue(filter, reason: "月度汇总", as: .staff(clerk), key: "x").get()
            #expect(export.count == 500)
            #expect(export[0].applicantMasked == "赵*龙")
        }
    }

    @Test func `another township's clerk, a citizen and a visitor get nothing from any view`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let county = Actor.staff(try await test.staff(.countyReviewer, at: "371621"))
            let sent = try await Household().submit(test, as: actor)
            let strangers: [Actor] = [
                .staff(try await test.staff(.townshipClerk, at: "371621101")),
                .staff(try await test.staff(.countyReviewer, at: "371622")),
                .citizen(try await test.citizen(phone: "19900000002")), .visitor,
            ]
            let text = try Household().ids[0].text
            let audience = [(clerk, 1), (county, 1)] + strangers.map { ($0, 0) }
            for (who, rows) in audience {
                let queue = try await test.bureau.view(as: who) { try CaseQueue.load(CaseQueueFilter(), in: $0) }
                #expect(queue.total == rows)
                let table = try await test.bureau.view(as: who) { try WorkTable.load(in: $0) }
                #expect(table.groups.reduce(0) { $0 + $1.count } == rows)
                for asked in ["赵小龙", sent.number, text, String(text.suffix(4))] {
                    let found = try await test.bureau.view(as: who) { try CaseSearch.load(asked, in: $0) }
                    #expect(found.caseTotal == rows)
                    #expect(found.familyTotal <= rows)
                }
                let view = try await test.bureau.view(as: who) { try CaseView.load(sent.caseID, in: $0) }
                #expect((view == nil) == (rows == 0))
                let export = try await test.bureau.exportCaseQueue(
                    CaseQueueFilter(), reason: "检查", as: who, key: "export")
                #expect((export.value?.count ?? 0) == rows)
            }
            for who in strangers + [clerk] {
                #expect(try await test.bureau.view(as: who) { try CitizenProgress.load(sent.caseID, in: $0) } == nil)
            }
            for who in strangers {
                #expect(try await test.bureau.view(as: who) { try CitizenCaseLine.list(in: $0) }.isEmpty)
                let reasons = try await test.perform(AcceptCase(caseID: sent.caseID, seenVersion: 2), as: who)
                    .reasonCodes
                #expect(reasons == ["notFound"])
            }
        }
    }

    @Test func `filters, bands and pages cut the same list`() async throws {
        try await withBureau { test in
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            try await test.bureau.seedCases(count: 45, village: Household.village)
            try await test.bureau.seedCases(count: 5, village: "371621001202", from: 100)
            func load(_ change: (inout CaseQueueFilter) -> Void) async throws -> CaseQueue {
                var filter = CaseQueueFilter()
                change(&filter)
                return try await test.bureau.view(as: clerk) { [filter] in try CaseQueue.load(filter, in: $0) }
            }
            let last = try await load { $0.page = 3 }
            #expect((last.rows.count, last.total, last.pageCount) == (10, 50, 3))
            #expect(try await load { $0.region = try? RegionCode("371621001202") }.total == 5)
            #expect(try await load { $0.program = .destituteSupport }.total == 0)
            #expect(try await load { $0.group = .confirming }.total == 0)
            #expect(try await load { $0.band = .soon }.total == 0)
            #expect(try await load { $0.isMine = true }.total == 0)
            #expect(try await load { $0.text = "371621-2026-000007" }.rows.map(\.number) == ["371621-2026-000007"])
            #expect(try await load { $0.pageSize = 7 }.rows.count == 20)
            let row = try #require(last.rows.first)
            #expect(row.villageName == "王惠理村" || row.villageName == "西关村")
            #expect(row.townshipName == "孙武街道")
            #expect(row.declaredPerCapita == Money(yuan: 300))
            #expect(row.daysLeft == 5)
            #expect(row.verification == .none)
            test.clock.advance(days: 4)
            #expect(try await load { $0.band = .soon }.total == 50)
            test.clock.advance(days: 10)
            #expect(try await load { $0.band = .overdue }.total == 50)
            #expect(try #require(try await load { $0.band = .overdue }.rows.first?.daysLeft) < 0)
            #expect(try await load { $0.isOpen = true }.total == 50)
            #expect(try await load { $0.filed = try? CalendarMonth(parsing: "2026-03") }.total == 50)
            #expect(try await load { $0.filed = try? CalendarMonth(parsing: "2026-04") }.total == 0)
            let late = try await test.bureau.view(as: clerk) { try LateList.load(limit: 20, offset: 40, in: $0) }
            #expect(late.total == 50 && late.lines.count == 10 && late.places.map(\.count) == [50])
        }
    }

    @Test(arguments: [
        ("赵小龙", 5), ("赵", 5), ("赵小", 5), ("赵大", 0), ("zxl", 5), ("ZHAO xiaolong", 5), ("zhaoxiaol", 5), ("zdl", 0),
        ("000003", 1), ("3", 1), ("99", 0), ("371621-2026-000002", 1), ("王惠理", 5), ("孙武", 5), ("西关", 0), ("%", 0),
    ])
    func `the search box knows names, pinyin, initials, running numbers and places`(
        text: String, count: Int
    ) async throws {
        try await withBureau { test in
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            try await test.bureau.seedCases(count: 5, village: Household.village)
            var filter = CaseQueueFilter()
            filter.text = text
            let queue = try await test.bureau.view(as: clerk) { [filter] in try CaseQueue.load(filter, in: $0) }
            #expect(queue.total == count)
        }
    }

    @Test(arguments: CaseListColumn.allCases, [false, true])
    func `a column orders the whole list, not the page`(column: CaseListColumn, isDescending: Bool) async throws {
        try await withBureau { test in
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            try await test.bureau.seedCases(count: 25, village: Household.village)
            var filter = CaseQueueFilter()
            filter.order = CaseListOrder(column, isDescending: isDescending)
            var numbers: [String] = []
            for page in 1...2 {
                filter.page = page
                numbers += try await test.bureau.view(as: clerk) { [filter] in try CaseQueue.load(filter, in: $0) }
                    .rows.map(\.number)
            }
            #expect(Set(numbers).count == 25, "no case stands on two pages")
            if column == .number { #expect(numbers == numbers.sorted { isDescending ? $0 > $1 : $0 < $1 }) }
        }
    }

    @Test func `an export without a reason is refused, and one with it is written down`() async throws {
        try await withBureau { test in
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let refused = try await test.bureau.exportCaseQueue(CaseQueueFilter(), reason: " ", as: clerk, key: "a")
            #expect(refused.reasonCodes == ["exportReasonMissing"])
            let visitor = try await test.bureau.exportCaseQueue(CaseQueueFilter(), reason: "好奇", as: .visitor, key: "a")
            #expect(visitor.reasonCodes == ["notAllowed"])
            _ = try await test.bureau.exportCaseQueue(CaseQueueFilter(), reason: "月报", as: clerk, key: "b").get()
            let lines = try await test.bureau.store.read { try $0.auditLines(subjectKind: "queue", subjectID: 0) }
            #expect(lines.map(\.reason) == ["月报"])
        }
    }
}

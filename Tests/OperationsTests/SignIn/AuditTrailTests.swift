import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

@Suite struct AuditTrailTests {
    @Test func `an auditor sees the own region, by subject, actor and day, a page at a time`() async throws {
        try await withSignInBureau { test in
            let one = try await test.addStaff("one", .townshipClerk, at: "371621001")
            _ = try await test.addStaff("two", .townshipClerk, at: "371622101")
            let clerk = try await test.staff(.townshipClerk, at: "371621001", name: "王惠芳")
            let village = try RegionCode("371621001201")
            _ = try await test.perform(
                IssueVillageCode(region: village, helperName: "李", helperPhone: "0543-1234567"), as: .staff(clerk))
            test.clock.advance(days: 1)
            _ = try await test.signedIn()
            func lines(
                _ role: Role, at region: String, limit: Int = 50, _ change: (inout AuditFilter) -> Void = { _ in }
            ) async throws -> AuditTrail? {
                var filter = AuditFilter()
                change(&filter)
                let asked = filter
                let actor = Actor.staff(try await test.staff(role, at: region))
                return try await test.bureau.view(as: actor) { try AuditTrail.load(asked, limit: limit, in: $0) }
            }
            #expect(try await lines(.leader, at: "371621") == nil)
            let county = try #require(try await lines(.auditor, at: "371621"))
            #expect(county.lines.map(\.entry.verb) == ["village.issueCode", "staff.addUser"])
            #expect(county.lines.first?.actorName == "王惠芳")
            let city = try #require(try await lines(.auditor, at: "3716"))
            #expect(city.lines.count == 4, "the whole region also sees what has no region")
            let first = try #require(try await lines(.auditor, at: "3716", limit: 3))
            #expect(first.lines.count == 3)
            let rest = try #require(try await lines(.auditor, at: "3716", limit: 3) { $0.before = first.next })
            #expect(rest.lines.count == 1 && rest.next == nil)
            let bySubject = try #require(
                try await lines(.auditor, at: "3716") {
                    $0.subjectKind = "staff"
                    $0.subjectID = one.staffID.rawValue
                })
            #expect(bySubject.lines.count == 1)
            let byActor = try #require(
                try await lines(.auditor, at: "3716") {
                    $0.actorKind = .staff
                    $0.actorID = clerk.staffID.rawValue
                })
            #expect(byActor.lines.map(\.entry.verb) == ["village.issueCode"])
            let today = test.clock.now.chinaDate
            let byDay = try #require(
                try await lines(.auditor, at: "3716") {
                    $0.from = today
                    $0.through = today
                })
            #expect(byDay.lines.map(\.entry.verb) == [SignInWithPhoneCode.name])
        }
    }
}

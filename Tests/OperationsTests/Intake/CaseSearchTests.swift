import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// The one search box finds everything that has a number, within the reader's reach.
@Suite struct CaseSearchTests {
    private func find(_ text: String, _ test: TestBureau, as actor: Actor) async throws -> CaseSearch {
        try await test.bureau.view(as: actor) { try CaseSearch.load(text, in: $0) }
    }

    @Test(arguments: ["SD20260302000001", "sd20260302000001", "SD202603", " SD20260302000001 "])
    func `a ticket is found by its number or its beginning, by the posts that deal with it`(typed: String) async throws
    {
        let world = try await HotlineWorld.make()
        _ = try await world.take(try HotlineWorld.report())
        for staff in [world.county, world.clerk, world.reviewer, world.leader, world.auditor] {
            let found = try await find(typed, world.test, as: .staff(staff))
            #expect(found.tickets.map(\.row.ticket.number) == ["SD20260302000001"], "\(staff.role)")
        }
        let village = try await world.test.staff(.aide, at: "371621001201")
        let otherCounty = try await world.test.staff(.countyReviewer, at: "371622")
        for staff in [world.stranger, village, otherCounty] {
            #expect(try await find(typed, world.test, as: .staff(staff)).tickets.isEmpty, "\(staff.role)")
        }
        #expect(try await find(typed, world.test, as: .visitor).tickets.isEmpty)
        await world.test.close()
    }

    @Test func `nobody finds a ticket that is about themselves, and a name or a short number asks for none`()
        async throws
    {
        let world = try await HotlineWorld.make()
        var report = try HotlineWorld.report()
        report.about = [world.auditor.staffID]
        _ = try await world.take(report)
        let number = report.number
        #expect(try await find(number, world.test, as: .staff(world.auditor)).tickets.isEmpty)
        #expect(try await find(number, world.test, as: .staff(world.clerk)).tickets.count == 1)
        for text in ["SD2", "202", "王桂花", "%%%%", HotlineWorld.phone] {
            #expect(try await find(text, world.test, as: .staff(world.county)).tickets.isEmpty, "\(text)")
        }
        await world.test.close()
    }

    @Test func `a family file is found by its number, by whoever's place it is in`() async throws {
        try await withBureau { test in
            let village = try RegionCode("371621001201")
            let (now, ids) = (test.clock.now, try Household().ids)
            let entry = FamilyEntry(
                registerNumber: "H00000777", program: .dibao, area: .rural, region: village, startedDay: now.chinaDate,
                members: [FamilyMemberEntry(number: 1, name: "赵小龙", citizenID: ids[0], relation: "head")])
            _ = try await test.bureau.store.write { try $0.insertFamily(entry, on: now.chinaDate, at: now) }
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let stranger = Actor.staff(try await test.staff(.townshipClerk, at: "371621101"))
            for typed in ["H00000777", "h00000777", " H00000777 "] {
                let found = try await find(typed, test, as: clerk)
                #expect(found.families.map(\.registerNumber) == ["H00000777"] && found.familyTotal == 1)
                #expect(try await find(typed, test, as: stranger).familyTotal == 0)
            }
        }
    }

    @Test func `a certificate's number finds its case, within reach`() async throws {
        let world = try await CaseWorld.inForce()
        _ = try await world.ok(IssueCertificate(caseID: world.caseID), as: world.clerk)
        let number = try #require(try await world.services().certificates.first).row.certificate.number
        let stranger = try await world.test.staff(.townshipClerk, at: "371621101")
        #expect(try await find(number, world.test, as: .staff(world.clerk)).cases.map(\.id) == [world.caseID])
        #expect(try await find(number, world.test, as: .staff(stranger)).caseTotal == 0)
        await world.end()
    }
}

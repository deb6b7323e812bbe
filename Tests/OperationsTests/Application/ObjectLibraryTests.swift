import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// People and families of the object library: found within the scope, brought in many at a time.
@Suite struct ObjectLibraryTests {
    private static func entries(_ count: Int, in village: String, from start: Int = 0) throws -> [FamilyEntry] {
        let region = try RegionCode(village)
        return try (start..<start + count).map { position in
            FamilyEntry(
                registerNumber: "H\(position)", program: position % 2 == 0 ? .dibao : .monitored, area: .rural,
                region: region, startedDay: try CivilDate(year: 2025, month: 1, day: 1),
                members: try (1...3).map { number in
                    let year = 1940 + position / 300 % 60
                    let id = try Household.id("\(year)0\(number)01", position % 300 * 3 + number)
                    return FamilyMemberEntry(
                        number: number, name: number == 1 ? "孙大山" : "孙小\(number == 2 ? "花" : "树")", citizenID: id,
                        relation: number == 1 ? "head" : "child", income: Money(yuan: 100), pension: .zero)
                })
        }
    }

    @Test func `families come in many at a time, and are found by name, last four, whole ID and register number`()
        async throws
    {
        try await withBureau { test in
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let other = Actor.staff(try await test.staff(.townshipClerk, at: "371621101"))
            let entries = try Self.entries(700, in: Household.village)
            let now = test.clock.now
            let ids = try await test.bureau.store.write {
                try $0.insertUnknownFamilies(entries, on: now.chinaDate, at: now)
            }
            #expect(ids.count == 700)
            #expect(try await test.count("person") == 2_100)
            let last = entries[650]
            let whole = last.members[2].citizenID
            for (text, rows) in [("", 700), ("孙大山", 700), ("H650", 1), (whole.text, 1), ("无此人", 0)] {
                let page: @Sendable (CommandContext) throws -> (rows: [FamilyListRow], total: Int) = {
                    try $0.store.families(FamilyFilter(text: text), page: 1, pageSize: 20, in: $0.scope)
                }
                #expect(try await test.bureau.view(as: clerk, page).total == rows)
                #expect(try await test.bureau.view(as: other, page).total == 0)
            }
            let found = try await test.bureau.view(as: clerk) {
                try $0.store.families(FamilyFilter(text: "H650"), page: 1, pageSize: 20, in: $0.scope)
            }.rows
            #expect(found.first?.headMasked == "孙*山")
            #expect(found.first?.memberCount == 3)
            #expect(found.first?.regionName == "王惠理村")
            let byLayer = try await test.bureau.view(as: clerk) {
                try $0.store.families(FamilyFilter(program: .dibao), page: 18, pageSize: 20, in: $0.scope)
            }
            #expect((byLayer.rows.count, byLayer.total) == (10, 350))
            let person = try await test.bureau.store.read { try $0.personID(of: whole) }
            let revealed: @Sendable (CommandContext) throws -> CitizenID? = {
                try person.flatMap { [context = $0] in try context.store.citizenID(of: $0, in: context.scope) }
            }
            #expect(try await test.bureau.view(as: clerk, revealed) == whole)
            #expect(try await test.bureau.view(as: other, revealed) == nil)
        }
    }

    @Test func `a person known already cannot come in twice, and nothing of such a list stays`() async throws {
        try await withBureau { test in
            let entries = try Self.entries(3, in: Household.village)
            let now = test.clock.now
            await #expect(throws: SQLError.self) {
                try await test.bureau.store.write {
                    _ = try $0.insertUnknownFamilies(entries + [entries[0]], on: now.chinaDate, at: now)
                }
            }
            #expect(try await test.count("person") == 0)
        }
    }

    @Test func `a phone typed by an applicant proves nothing, one that a clerk noted does`() async throws {
        try await withBureau { test in
            let entry = try Self.entries(1, in: Household.village)[0]
            let now = test.clock.now
            let village = try RegionCode(Household.village)
            try await test.bureau.store.write { store in
                _ = try store.insertFamily(entry, on: now.chinaDate, at: now)
                let id = entry.members[0].citizenID
                guard let person = try store.personID(of: id) else { throw Refused(reasons: []) }
                try store.addPhone("13900000001", of: person, source: "clerk", on: now.chinaDate)
                try store.addPhone("13900000001", of: person, source: "clerk", on: now.chinaDate)
                #expect(try store.isPhoneOnFile("13900000001", of: person))
                #expect(try !store.isPhoneOnFile("13900000001", of: person, sources: ["import"]))
                #expect(try !store.isPhoneOnFile("13900000002", of: person))
                let scope = Scope.region(village, on: now.chinaDate)
                #expect(try store.phonesOnFile(of: person, in: scope) == ["139****0001"])
                try store.setAddress(.habitual, of: person, region: village, detail: "一组", on: now.chinaDate)
                try store.setAddress(.habitual, of: person, region: village, detail: "二组", on: now.chinaDate)
                #expect(try store.address(.habitual, of: person, in: scope)?.detail == "二组")
                try store.endPhone("13900000001", of: person, on: now.chinaDate, in: scope)
                #expect(try store.phonesOnFile(of: person, in: scope).isEmpty)
            }
            #expect(try await test.count("person_phone") == 1)
        }
    }
}

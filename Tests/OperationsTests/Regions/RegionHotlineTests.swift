import Casework
import Operations
import OperationsTestKit
import Primitives
import Testing

@Suite struct RegionHotlineTests {
    @Test func `a village rings its township, else its county, else the bureau`() async throws {
        try await withBureau { test in
            let admin = Actor.staff(try await test.staff(.administrator, at: "3716"))
            let village = try RegionCode(Household.village)
            func hotline() async throws -> String {
                try await test.bureau.view(as: .visitor) { try $0.hotline(at: village) }
            }
            #expect(try await hotline() == "0543-12345")
            func set(_ code: String, _ number: String, as actor: Actor) async throws -> [String] {
                try await test.perform(SetRegionHotline(region: RegionCode(code), number: number), as: actor)
                    .reasonCodes
            }
            #expect(try await set("371621", "0543-5321000", as: admin) == [])
            #expect(try await hotline() == "0543-5321000")
            #expect(try await set("371621001", "0543-5321001", as: admin) == [])
            #expect(try await hotline() == "0543-5321001")
            #expect(try await set("371621001", "", as: admin) == [])
            #expect(try await hotline() == "0543-5321000")
            #expect(try await set("371621001", "13800005678", as: admin) == ["hotlineInvalid"])
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            #expect(try await set("371621001", "0543-5321001", as: clerk) == ["notAllowed"])
        }
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Village codes, and the places somebody may choose from.
@Suite struct VillageCodeTests {
    private func issue(
        _ region: String = "371621001201", name: String = "李秀英", phone: String = "0543-1234567"
    ) throws -> IssueVillageCode {
        IssueVillageCode(region: try RegionCode(region), helperName: name, helperPhone: phone)
    }

    @Test func `a code leads to its village until it is closed`() async throws {
        try await withSignInBureau { test in
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let other = Actor.staff(try await test.staff(.townshipClerk, at: "371621101"))
            let first = try await test.bureau.perform(try issue(), as: clerk, key: "k")
            #expect(try await test.bureau.perform(try issue(), as: clerk, key: "k") == first)
            let code = try #require(first.value)
            #expect(code.address == "http://127.0.0.1:8080/v/\(code.token)")
            let found = try #require(try await test.bureau.villageCode(token: code.token))
            #expect(found.regionPath == ["惠民县", "孙武街道", "王惠理村"])
            #expect(found.helperName == "李秀英" && found.helperPhone == "0543-1234567" && found.hotline == "0543-12345")
            let mistyped = String(code.token.dropLast()) + (code.token.hasSuffix("0") ? "1" : "0")
            #expect(try await test.bureau.villageCode(token: mistyped) == nil)
            #expect(try await test.bureau.villageCode(token: "") == nil)
            let list = try await test.bureau.view(as: clerk) { try VillageCodeList.load(in: $0) }
            #expect(list?.lines.map(\.name) == ["王惠理村", "西关村"])
            #expect(list?.lines.map(\.codes.count) == [1, 0])
            let close = CloseVillageCode(token: code.token)
            #expect(try await test.perform(close, as: other).reasons == [.notFound])
            #expect(try await test.perform(close, as: .visitor).reasons == [.notAllowed])
            #expect(try await test.perform(close, as: clerk).value != nil)
            #expect(try await test.bureau.villageCode(token: code.token) == nil)
            #expect(try await test.perform(close, as: clerk).reasons == [.notFound])
        }
    }

    @Test func `every reason against a code is said`() async throws {
        try await withSignInBureau { test in
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let payer = Actor.staff(try await test.staff(.payer, at: "371621"))
            #expect(try await test.perform(try issue(), as: payer).reasons == [.notAllowed])
            #expect(try await test.perform(try issue("371621101201"), as: clerk).reasons == [.notFound])
            #expect(try await test.perform(try issue("371621001299"), as: clerk).reasons == [.notFound])
            let bad = try issue("371621001", name: " ", phone: "call me")
            #expect(
                try await test.perform(bad, as: clerk).reasons == [
                    .villageWanted, .helperNameMissing, .helperPhoneInvalid,
                ])
        }
    }

    @Test func `staff choose places of their own region, everybody else of the installation`() async throws {
        try await withSignInBureau { test in
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            func children(_ actor: Actor, _ code: String? = nil) async throws -> RegionChildren? {
                let code = try code.map { try RegionCode($0) }
                return try await test.bureau.view(as: actor) { try RegionChildren.load(of: code, in: $0) }
            }
            #expect(try await children(clerk)?.children.map(\.name) == ["王惠理村", "西关村"])
            #expect(try await children(clerk, "371621101") == nil)
            #expect(try await children(clerk, "371621") == nil)
            #expect(try await children(.visitor)?.parent.name == "滨州市")
            let path = try await children(.visitor, "371621001")?.path.map(\.name)
            #expect(path == ["滨州市", "惠民县", "孙武街道"])
            #expect(try await children(.visitor, "3717") == nil)
            let villages = try await test.bureau.view(as: .visitor) { try RegionChoices.load(.village, in: $0).regions }
            #expect(villages.count == 4)
            let outside = try RegionCode("371622101201")
            let own = try await test.bureau.view(as: clerk) { context in
                try (
                    RegionChoices.load(.village, in: context).regions.count,
                    RegionChoices.load(.village, within: outside, in: context).regions.count,
                    RegionChoices.allows(outside, in: context)
                )
            }
            #expect(own == (2, 0, false))
        }
    }
}

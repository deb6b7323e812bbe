import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Promises in place of papers, and their checks.
@Suite struct PromisesTests {
    private static func promise(
        _ world: CaseWorld, item: String = "婚姻状况证明", statement: String = "本人离异", signer: String = "赵小龙",
        isInformed: Bool = true
    ) -> TakePromise {
        TakePromise(
            caseID: world.caseID, item: item, statement: statement, signer: signer, isInformed: isInformed)
    }

    @Test func `a promise stands with the text that was signed, is checked, and a false one bars the next`()
        async throws
    {
        let world = try await CaseWorld.make()
        let id = try await world.ok(Self.promise(world), as: world.clerk)
        let row = try #require(try await world.services().promises.first)
        #expect(row.content.text.contains("本人离异") && row.textHash.count == 64 && row.state == .promised)
        #expect(try await world.codes(Self.promise(world), as: world.clerk) == ["promiseTwice"])
        func check(_ isTrue: Bool, _ finding: String = "民政婚姻登记数据") -> CheckPromise {
            CheckPromise(promise: id, isTrue: isTrue, finding: finding)
        }
        #expect(try await world.codes(check(false, " "), as: world.clerk) == ["findingMissing"])
        #expect(try await world.codes(check(false), as: world.stranger) == ["notFound"])
        #expect(try await world.codes(check(false), as: world.county) == ["notAllowed"])
        _ = try await world.ok(check(false), as: world.clerk)
        #expect(try await world.codes(check(true), as: world.clerk) == ["promiseChecked"])
        #expect(try await world.codes(Self.promise(world, item: "租房证明"), as: world.clerk) == ["promiseBarred"])
        #expect(try await world.row().state == .accepted, "a false promise stops nothing by itself")
        await world.end()
    }

    @Test func `only listed papers, by a member who was told, with words in it`() async throws {
        let world = try await CaseWorld.make()
        #expect(
            try await world.codes(
                Self.promise(world, item: "收入证明", statement: " ", signer: "张三", isInformed: false), as: world.clerk)
                == ["promiseItemUnknown", "promiseMissing", "signerUnknown", "notInformed"])
        #expect(try await world.codes(Self.promise(world), as: world.reviewer) == ["notAllowed"])
        #expect(try await world.codes(Self.promise(world), as: world.stranger) == ["notFound"])
        #expect(try await world.test.count("inform_commitment") == 0)
        await world.end()
    }
}

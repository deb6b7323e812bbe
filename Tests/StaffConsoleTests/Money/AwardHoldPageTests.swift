import HTTPTypes
import Operations
import Primitives
import Testing
import WebSupport

/// An award that waits by order: through the pages, and what the roster makes of it.
@Suite struct AwardHoldPageTests {
    @Test func `a family is put on hold with a reason, left out of the roster, and released`() async throws {
        let desk = try await PayDesk.open()
        for number in 1...2 { try await desk.award(number, yuan: 400) }
        #expect(try await desk.get("/staff/awards", as: "payer").text.contains("没有暂缓发放的家庭"))
        #expect(try await desk.get("/staff/awards?certificate=none", as: "payer").text.contains("没有这个证号"))
        let page = try #require(try await desk.get("/staff/awards?certificate=DB-1", as: "payer").location)
        let bare = try await desk.post("\(page)/hold", as: "payer", ["reason": " "], from: page)
        #expect(bare.status == .unprocessableContent && bare.text.contains("error-summary"))
        let held = try await desk.post("\(page)/hold", as: "payer", ["reason": "户口迁移待核实"], from: page)
        #expect(held.location == "\(page)?done=hold")
        let told = try await desk.get("\(page)?done=hold", as: "checker").text
        #expect(told.contains("下一批次不含这一户") && told.contains("户口迁移待核实") && told.contains("暂缓中"))
        #expect(!told.contains("赵小1"), "the payee is masked")
        let list = try await desk.get("/staff/awards", as: "checker").text
        #expect(list.contains("DB-1") && list.contains("户口迁移待核实") && !list.contains("DB-2"))
        let preview = try await desk.get("/staff/batches/make", as: "payer").text
        #expect(preview.contains("户口迁移待核实"))
        let released = try await desk.post("\(page)/release", as: "checker", from: page)
        #expect(released.location == "\(page)?done=release")
        #expect(try await desk.get("\(page)?done=release", as: "payer").text.contains("正常发放"))
        await desk.close()
    }

    @Test func `another county's award is not there, and other posts have no such page`() async throws {
        let desk = try await PayDesk.open()
        try await desk.award(1, yuan: 400)
        let page = try #require(try await desk.get("/staff/awards?certificate=DB-1", as: "payer").location)
        #expect(try await desk.get(page, as: "elsewhere").status == .notFound)
        #expect(try await desk.get("/staff/awards?certificate=DB-1", as: "elsewhere").location == nil)
        for person in ["clerk", "leader", "administrator", "finance"] {
            #expect(try await desk.get(page, as: person).status == .forbidden, "\(person)")
        }
        await desk.close()
    }
}

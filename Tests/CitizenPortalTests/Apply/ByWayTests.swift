import OperationsTestKit
import Testing
import WebSupport

/// The ways beside the straight path: a register elsewhere, consent later, taking things out, throwing a draft away.
@Suite struct ByWayTests {
    @Test func `a register in another province is two pages away and shown by its name`() async throws {
        try await PortalWorld.run { world in
            let (browser, draft) = try await Self.begun(world)
            try await browser.open("\(draft)/places/register")
            try await browser.send(try world.form(browser, asking: "region"), ["region": "elsewhere"])
            #expect(browser.now.path == "\(draft)/places/register?at=elsewhere")
            try await browser.send(try world.form(browser, asking: "region"), ["region": "37"])
            #expect(browser.now.path == "\(draft)/places")
            #expect(browser.now.page.words.contains("山东省"))
        }
    }

    @Test func `a place outside the city is no answer to where one lives`() async throws {
        try await PortalWorld.run { world in
            let (browser, draft) = try await Self.begun(world)
            try await browser.open("\(draft)/places/residence")
            let form = try world.form(browser, asking: "region")
            let said = try await browser.send(form, ["region": "110101001001"])
            #expect(said.status == 404)
            #expect(try await browser.open("\(draft)/places").page.words.contains("王惠理村"))
        }
    }

    @Test func `an item taken out twice by an impatient finger takes out one`() async throws {
        try await PortalWorld.run { world in
            let (browser, draft) = try await Self.begun(world)
            try await Self.member(world, browser, draft)
            for (index, amount) in ["100", "200"].enumerated() {
                try await browser.open("\(draft)/incomes/\(index)")
                let answers = ["member": "1", "kind": "wage", "period": "monthly", "amount": amount]
                try await browser.send(try world.form(browser, asking: "amount"), answers)
            }
            let removal = try #require(browser.now.page.forms.first { $0.action.hasSuffix("/incomes/0/remove") })
            try await browser.send(removal)
            let again = try await browser.send(removal)
            #expect(again.status == 200 && again.page.words.contains("200"))
        }
    }

    @Test func `consent may wait with a reason, and without one it is asked for`() async throws {
        try await PortalWorld.run { world in
            let (browser, draft) = try await Self.begun(world)
            try await Self.member(world, browser, draft)
            try await browser.open("\(draft)/consent/1/later")
            let silent = try await browser.send(try world.form(browser, asking: "reason"), ["reason": " "])
            #expect(silent.status == 422)
            let said = try await browser.send(try world.form(browser, asking: "reason"), ["reason": "在外打工"])
            #expect(said.path == "\(draft)/consent" && said.page.words.contains("以后再授权"))
        }
    }

    @Test func `an adult who cannot sign is represented with a proof that is sent once`() async throws {
        try await PortalWorld.run { world in
            let (browser, draft) = try await Self.begun(world)
            try await Self.member(world, browser, draft)
            try await browser.open("\(draft)/consent/1/represented")
            let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 9, count: 300)
            let answers = ["name": "钱小梅", "standing": "closeRelative", "reason": ""]
            let said = try await browser.send(
                try world.form(browser, asking: "standing"), answers,
                file: ("evidence", "proof.jpg", "image/jpeg", picture))
            #expect(said.status == 422 && said.page.html.contains("钱小梅"))
            let taken = try await browser.send(try world.form(browser, asking: "standing"), ["reason": "重病不能表达"])
            #expect(taken.path == "\(draft)/consent" && taken.page.words.contains("已授权"))
        }
    }

    @Test func `a draft thrown away is gone, and a second press finds it gone`() async throws {
        try await PortalWorld.run { world in
            let (browser, draft) = try await Self.begun(world)
            try await browser.open("\(draft)/discard")
            let form = try #require(browser.now.page.forms.last)
            #expect(try await browser.send(form).path == "/apply")
            #expect(try await browser.send(form).path == "/apply")
            #expect(try await browser.open(draft).status == 404)
        }
    }

    private static func begun(_ world: PortalWorld) async throws -> (Browser, String) {
        let browser = try await world.signedIn()
        let applicant = Applicant()
        try await applicant.begin(world, browser)
        return (browser, applicant.draft)
    }

    private static func member(_ world: PortalWorld, _ browser: Browser, _ draft: String) async throws {
        try await browser.open("\(draft)/members/0")
        let who = ["name": Applicant.names[0], "idNumber": try Applicant.ids[0], "relation": "applicant"]
        try await browser.send(try world.form(browser, asking: "idNumber"), who)
    }
}

import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

@Suite struct ConsentPagesTests {
    /// A family whose second adult authorises later, sent; answers the case's id and the link's token.
    private func sent(_ world: PortalWorld, _ browser: Browser) async throws -> (path: String, token: String) {
        let applicant = Applicant()
        try await applicant.begin(world, browser)
        try await applicant.members(world, browser)
        try await applicant.items(world, browser)
        try await applicant.answers(world, browser)
        try await applicant.consents(world, browser)
        try await browser.open("\(applicant.draft)/members/2")
        // Another number of the ID is another person: the authorisation given before is hers no more.
        try await browser.send(
            try world.form(browser, asking: "idNumber"), ["idNumber": try Applicant.id("19820611", 5)])
        try await browser.open("\(applicant.draft)/consent/2/later")
        try await browser.send(try world.form(browser, asking: "reason"), ["reason": "在外打工"])
        try await applicant.submit(world, browser)
        let links = browser.now.page.links
        let progress = try #require(links.first { $0.hasPrefix("/progress/") })
        let tracking = try #require(links.first { $0.hasPrefix("/t/") })
        return (progress, String(tracking.dropFirst(3)))
    }

    @Test func `who had not authorised is waited for, and authorises by the link on the own phone`() async throws {
        try await PortalWorld.run { world in
            let browser = try await world.signedIn()
            let (path, token) = try await sent(world, browser)
            #expect(try await browser.open(path).page.words.contains("还等家人授权"))
            let list = try await browser.open("\(path)/consent").page
            #expect(list.words.contains("还没有授权：在外打工") && list.words.contains("发给家里人"))
            #expect(list.html.contains("/t/\(token)/consent\""))
            let other = Browser(world.client)
            #expect(try await other.open("/t/\(token)").page.words.contains("还等 1 人授权核对"))
            let people = try await other.open("/t/\(token)/consent").page
            #expect(people.words.contains("钱*梅") && !people.html.contains("钱小梅"))
            try await other.open("/t/\(token)/consent/2")
            #expect(other.now.page.words.contains("199****0002") && !other.now.page.html.contains("钱小梅"))
            world.test.clock.advance(seconds: 61)
            try await other.send(try #require(other.now.page.forms.last))
            let code = try #require(other.shownCode, "\(other.now.page.words)")
            let form = try world.form(other, asking: "code")
            let wrong = try await other.send(form, ["code": code == "111111" ? "222222" : "111111"])
            #expect(wrong.status == 422 && wrong.page.words.contains("验证码不对"))
            try await other.send(try world.form(other, asking: "code"), ["code": code])
            #expect(other.now.path == "/t/\(token)/consent?done=given" && other.now.page.words.contains("授权收到了"))
            #expect(try await !browser.open(path).page.words.contains("还等家人授权"))
        }
    }

    @Test func `the list says who authorised until when, and taking it back needs a tick`() async throws {
        try await PortalWorld.run { world in
            let browser = try await world.signedIn()
            let (path, _) = try await sent(world, browser)
            let list = try await browser.open("\(path)/consent").page
            #expect(list.words.contains("本人用手机验证码授权") && list.words.contains("有效到2026年"))
            #expect(list.words.contains("由监护人赵小龙代签"))
            try await browser.open("\(path)/consent/1/withdraw")
            #expect(browser.now.page.words.contains("申请不会因此停办"))
            let silent = try await browser.send(try world.form(browser, asking: "sure"), ["reason": "再想想"])
            #expect(silent.status == 422 && silent.page.html.contains("再想想"))
            let form = try world.form(browser, asking: "sure")
            for _ in 0..<2 {
                try await browser.send(form, ["sure": "yes", "reason": "再想想"])
                #expect(browser.now.status == 200 && browser.now.page.words.contains("授权已经撤回"))
            }
            #expect(browser.now.page.words.contains("还没有授权：授权已撤回：再想想"))
            let stranger = try await world.signedIn("19900000009")
            for page in ["", "/1", "/1/withdraw", "/1/later", "/1/represented"] {
                #expect(try await stranger.open("\(path)/consent\(page)").status == 404)
            }
        }
    }

    @Test func `after sending, an adult who cannot sign is represented with reason and proof`() async throws {
        try await PortalWorld.run { world in
            let browser = try await world.signedIn()
            let (path, _) = try await sent(world, browser)
            try await browser.open("\(path)/consent/2/represented")
            let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 9, count: 300)
            let answers = ["name": "赵小龙", "standing": "closeRelative", "reason": "昏迷住院"]
            let bare = try await browser.send(try world.form(browser, asking: "standing"), answers)
            #expect(bare.status == 422, "no proof, no signature")
            try await browser.send(
                try world.form(browser, asking: "standing"), answers,
                file: ("evidence", "proof.jpg", "image/jpeg", picture))
            #expect(browser.now.path == "\(path)/consent?done=given", "\(browser.now.page.words)")
            #expect(browser.now.page.words.contains("由赵小龙代签"))
        }
    }

    @Test func `the proof sent for one person serves no other`() async throws {
        try await PortalWorld.run { world in
            let browser = try await world.signedIn()
            let applicant = Applicant()
            try await applicant.begin(world, browser)
            try await applicant.members(world, browser)
            let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 9, count: 300)
            let answers = ["name": "钱小梅", "standing": "closeRelative", "reason": "昏迷住院"]
            try await browser.open("\(applicant.draft)/consent/1/represented")
            try await browser.send(
                try world.form(browser, asking: "standing"), answers,
                file: ("evidence", "proof.jpg", "image/jpeg", picture))
            #expect(browser.now.path == "\(applicant.draft)/consent")
            try await browser.open("\(applicant.draft)/consent/2/represented")
            #expect(try await browser.send(try world.form(browser, asking: "standing"), answers).status == 422)
        }
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import Testing
import WebSupport

/// Village notices and objections, checks of papers, and the pages of advice: all without signing in.
@Suite struct NoticePageTests {
    @Test func `a notice hangs masked for its days and then is gone`() async throws {
        try await PortalWorld.run { world in
            let board = "/notices/\(world.villageToken)"
            let browser = Browser(world.client)
            #expect(try await browser.open(board).page.words.contains("现在没有公示。"))
            let family = try await FollowFamily.apply(world.test)
            try await family.investigate()
            let posted = try await family.post()
            let token = try await family.noticeToken()
            let page = try await browser.open(board).page
            #expect(page.words.contains("赵*龙") && page.links.contains("/notice/\(token)"))
            let notice = try await browser.open("/notice/\(token)")
            #expect(notice.status == 200)
            for secret in try FollowFamily.secrets() {
                #expect(!page.html.contains(secret) && !notice.page.html.contains(secret), "\(secret)")
            }
            let today = try await world.test.bureau.today()
            world.test.clock.advance(days: today.days(until: posted.closes.on) + 1)
            #expect(try await browser.open(board).page.words.contains("现在没有公示。"))
            let gone = try await browser.open("/notice/\(token)")
            #expect(gone.status == 404 && gone.page.words.contains("这份公示已经结束"))
        }
    }

    @Test func `anybody objects without a name, and a second press gives the same receipt`() async throws {
        try await PortalWorld.run { world in
            let family = try await FollowFamily.apply(world.test)
            try await family.investigate()
            _ = try await family.post()
            let path = "/notice/\(try await family.noticeToken())"
            let browser = Browser(world.client)
            try await browser.open(path)
            try await browser.send(try world.form(browser, asking: "text"), ["text": "", "contact": "13900000009"])
            #expect(browser.now.status == 422)
            #expect(browser.now.page.html.contains("13900000009"))
            let form = try world.form(browser, asking: "text")
            try await browser.send(form, ["text": "他家有两辆车", "contact": "13900000009"])
            #expect(browser.now.status == 200 && browser.now.page.words.contains("意见收到了"))
            let receipt = browser.now.page.words
            try await browser.send(form, ["text": "他家有两辆车", "contact": "13900000009"])
            #expect(browser.now.page.words == receipt)
            // The sixth within a day from one place is refused with the phone to ring.
            for number in 2...6 {
                try await browser.open(path)
                guard let again = browser.now.page.forms.first else { break }
                try await browser.send(again, ["text": "第\(number)次"])
                #expect(browser.now.status == (number == 6 ? 422 : 200), "\(number)")
            }
            #expect(browser.now.page.words.contains("0543-12345"))
        }
    }

    @Test func `a code is typed or pasted, and an unknown one is said so`() async throws {
        try await PortalWorld.run { world in
            let browser = Browser(world.client)
            #expect(try await browser.open("/check").status == 200)
            #expect(try await browser.open("/check?code=").page.html.contains("field-code-problem"))
            let pasted = try await browser.open("/check?code=https://example.org/check/ABC%20123")
            #expect(pasted.path == "/check/abc123" && pasted.status == 404)
            #expect(pasted.page.words.contains("没有查到这份文书"))
        }
    }

    @Test(arguments: Language.allCases)
    func `the pages of advice answer in both languages, small, with one heading`(language: Language) async throws {
        try await PortalWorld.run { world in
            let browser = Browser(world.client)
            browser.keep("lang", language.code)
            for path in ["/help", "/helper", "/policies", "/policies/dibao", "/privacy", "/check"] {
                let answer = try await browser.open(path)
                #expect(answer.status == 200 && answer.bytes < 30 << 10, "\(path)")
                #expect(answer.page.count("h1") == 1 && answer.page.emptyElements == [], "\(path)")
                #expect(answer.page.html.contains("lang=\"\(language.htmlTag)\""), "\(path)")
            }
        }
    }

    @Test func `where the village is known, its helper and its county's standards are shown`() async throws {
        try await PortalWorld.run { world in
            let browser = Browser(world.client)
            try await browser.open("/v/\(world.villageToken)")
            let helper = try await browser.open("/helper").page
            #expect(helper.words.contains("周暖") && helper.html.contains("tel:0543-5340000"))
            let policy = try await browser.open("/policies/dibao").page
            #expect(policy.words.contains("惠民县") && policy.words.contains("800.00") && policy.words.contains("（元）"))
            #expect(!policy.words.contains("阳信县"))
            #expect(policy.words.contains("演示数字") && policy.words.contains("居民基础养老金"))
            #expect(policy.links.contains("/apply"))
        }
    }
}

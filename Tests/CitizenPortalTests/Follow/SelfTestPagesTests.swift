import OperationsTestKit
import Testing
import WebSupport

@Suite struct SelfTestPagesTests {
    /// Answers a question as the browser would: the form is sent by its address.
    private func answer(_ browser: Browser, _ answers: [(String, String)]) async throws {
        let form = try #require(browser.now.page.forms.last, "\(browser.now.page.words)")
        let own = Set(answers.map(\.0))
        var pairs = form.sent([:]).map { ($0.name, $0.value) }.filter { !own.contains($0.0) }
        pairs += answers
        let query = pairs.filter { !$0.1.isEmpty }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        try await browser.open("\(form.action)?\(query)")
    }

    @Test func `six questions without signing in lead to what fits, and into the application with the answers`()
        async throws
    {
        try await PortalWorld.run { world in
            let browser = Browser(world.client)
            try await browser.open("/v/\(world.villageToken)")
            #expect(browser.now.page.links.contains("/fits"))
            #expect(try await browser.open("/fits").page.words.contains("回答不保存"))
            try await browser.open("/fits?asked=start")
            #expect(browser.now.page.words.contains("第 1 题，共 6 题"))
            #expect(try await browser.open("/fits?asked=area").status == 422, "an empty answer is asked for")
            try await browser.open("/fits?asked=start")
            try await answer(browser, [("area", "rural")])
            try await answer(browser, [("people", "3")])
            #expect(browser.now.page.words.contains("第 3 题"))
            try await answer(browser, [("income", "900")])
            try await answer(browser, [("property", "none"), ("property", "vehicle")])
            #expect(browser.now.status == 422, "none and a car cannot both be")
            try await answer(browser, [("property", "none")])
            try await answer(browser, [("situation", "seriousIllness"), ("situation", "severeDisability")])
            #expect(browser.now.page.words.contains("第 6 题"))
            let back = try #require(browser.now.page.links.first { $0.hasPrefix("/fits?") })
            try await answer(browser, [("sudden", "no")])
            let result = browser.now.page
            #expect(result.words.contains("最低生活保障（低保）") && result.words.contains("可能符合"))
            #expect(result.words.contains("这里说不准的"))
            #expect(try await browser.open(back).page.words.contains("第 5 题"))
            let apply = try #require(result.links.first { $0.hasPrefix("/apply?") })
            #expect(apply == "/apply?program=dibao&people=3&income=900.00")
            let signedIn = try await world.signedIn()
            try await signedIn.open(apply)
            try await signedIn.send(try world.form(signedIn, asking: "program"))
            let draft = signedIn.now.path
            #expect(try await signedIn.open("\(draft)/members").page.words.contains("家里有 3 口人"))
            #expect(try await signedIn.open("\(draft)/incomes").page.words.contains("900.00 元"))
        }
    }

    @Test func `nonsense in the address asks again and never breaks`() async throws {
        try await PortalWorld.run { world in
            let browser = Browser(world.client)
            for query in [
                "asked=people&area=rural&people=-1", "asked=x&area=moon", "asked=income&area=rural&people=2&income=1e9",
                "asked=sudden&area=urban&people=2&unknown=yes&property=none&situation=none&sudden=perhaps",
                "asked=income&area=rural&people=2&income=99999999999999",
            ] {
                let answer = try await browser.open("/fits?\(query)")
                #expect([200, 422].contains(answer.status), "\(query): \(answer.status)")
                #expect(!answer.page.words.contains("可能办哪几项"), "\(query)")
            }
        }
    }
}

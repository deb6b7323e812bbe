import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

/// Asking somebody to act for the family, on the phone.
@Suite struct MandatePagesTests {
    @Test func `an assistant of the village is asked by name until a day, and asked no more by one button`()
        async throws
    {
        try await PortalWorld.run { world in
            let family = try await FollowFamily.apply(world.test)
            let aide = try await world.test.staff(.aide, at: PortalWorld.village, name: "李协理")
            let path = "/progress/\(family.id.text)/mandate"
            let browser = try await world.signedIn(FollowFamily.phone)
            #expect(try await browser.open("/progress/\(family.id.text)").page.links.contains(path))
            #expect(try await browser.open(path).page.words.contains("李协理"))
            // Nobody and nothing chosen.
            try await browser.send(try world.form(browser, asking: "who"), [:])
            #expect(browser.now.status == 422 && browser.now.page.html.contains("error-summary"))
            try await browser.send(
                try world.form(browser, asking: "who"), ["who": aide.staffID.text, "months": "3"])
            #expect(browser.now.status == 422, "what may be done was not said")
            try await browser.send(
                try world.form(browser, asking: "who"),
                ["who": aide.staffID.text, "months": "3", "events": "answerSupplement"])
            #expect(browser.now.status == 200 && browser.now.page.words.contains("已经委托"))
            #expect(browser.now.page.words.contains("替我补交材料") && browser.now.page.words.contains("有效"))
            let mandate = try await world.test.bureau.view(as: family.clerk) {
                try CaseFamilyView.load(family.id, in: $0)?.mandates.first
            }
            let end = "\(path)/\(try #require(mandate).id.text)/end"
            let form = try #require(browser.now.page.forms.first { $0.action == end })
            try await browser.send(form, [:])
            #expect(browser.now.status == 200 && browser.now.page.words.contains("已经收回委托"))
            #expect(browser.now.page.words.contains("已结束"))
        }
    }

    @Test func `a relative is named with a phone, and another account finds no such page`() async throws {
        try await PortalWorld.run { world in
            let family = try await FollowFamily.apply(world.test)
            let path = "/progress/\(family.id.text)/mandate"
            let browser = try await world.signedIn(FollowFamily.phone)
            try await browser.open(path)
            try await browser.send(
                try world.form(browser, asking: "who"),
                ["who": "other", "agentName": "赵大山", "months": "1", "events": "answerSupplement"])
            #expect(browser.now.status == 422 && browser.now.page.html.contains("赵大山"))
            try await browser.send(
                try world.form(browser, asking: "who"),
                [
                    "who": "other", "agentName": "赵大山", "agentPhone": "13900000001", "months": "1",
                    "events": "answerSupplement",
                ])
            #expect(browser.now.status == 200 && browser.now.page.words.contains("赵大山"))
            let stranger = try await world.signedIn("19900000088")
            #expect(try await stranger.open(path).status == 404)
            #expect(try await !Browser(world.client).open(path).page.words.contains("赵大山"))
        }
    }
}

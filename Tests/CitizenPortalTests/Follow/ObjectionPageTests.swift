import Casework
import Foundation
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

/// The family reads what records say against its words, says that one is wrong, and finds the answer in its place.
@Suite struct ObjectionPageTests {
    /// The wife's car, which nobody declared: one record that touches two rules.
    private static func run(_ body: @escaping @Sendable (PortalWorld, FollowFamily) async throws -> Void) async throws {
        let ids = try FollowFamily.ids()
        let population = zip(ids, FollowFamily.names).enumerated().map {
            "\($0 + 1),\($1.0.text),\($1.1),男,371621,1,滨州市惠民县,N"
        }
        try await PortalWorld.run(
            files: ["population": population, "vehicle": ["7,鲁M8,\(ids[1].text),K,丰田,2025-06-01,98000.00,A"]]
        ) { world in
            let family = try await FollowFamily.apply(world.test)
            try await family.investigate()
            try await body(world, family)
        }
    }

    private static func officer(_ world: PortalWorld) async throws -> Actor {
        .staff(try await world.test.staff(.verificationOfficer, at: "371621", name: "郑核对"))
    }

    private static func decide(
        _ world: PortalWorld, _ isUpheld: Bool, _ reason: String
    ) async throws -> DecideReportObjection.Decided {
        let officer = try await officer(world)
        let open = try await world.test.bureau.view(as: officer) { try ObjectionDesk.load(in: $0).open }
        let line = try #require(open.first)
        return try await world.test.done(
            DecideReportObjection(
                objectionID: line.row.id, seenVersion: line.row.version, isUpheld: isUpheld, reason: reason),
            as: officer)
    }

    @Test func `one record is answered once for all it touches, and is gone when the family was right`() async throws {
        try await Self.run { world, family in
            let path = "/progress/\(family.id.text)/objections"
            let browser = try await world.signedIn(FollowFamily.phone)
            let list = try await browser.open(path)
            #expect(list.status == 200 && list.page.words.contains("登记有1辆汽车"))
            #expect(list.page.words.contains("估价合计98,000元"))
            let asks = list.page.links.filter { $0.hasPrefix("\(path)/") }
            #expect(asks.count == 2)
            try await browser.open(try #require(asks.first))
            #expect(browser.now.page.words.contains("鲁M8"))
            // Nothing said: refused, and the page asks again.
            try await browser.send(try world.form(browser, asking: "text"), ["text": " "])
            #expect(browser.now.status == 422 && browser.now.page.html.contains("error-summary"))
            // A file that is no photo.
            try await browser.send(
                try world.form(browser, asking: "text"), ["text": "车早卖了"],
                file: ("photo", "a.jpg", "image/jpeg", Array("hello".utf8)))
            #expect(browser.now.status == 422 && browser.now.page.html.contains("车早卖了"))
            let form = try world.form(browser, asking: "text")
            for _ in 0..<2 {
                try await browser.send(form, ["text": "车早卖了"])
                #expect(browser.now.status == 200 && browser.now.path == "\(path)?done=1")
            }
            // The one objection stands under both entries, and neither asks any more.
            #expect(browser.now.page.words.components(separatedBy: "YY371621-2026-000001").count == 3)
            #expect(!browser.now.page.links.contains { $0.hasPrefix("\(path)/") })
            let late = try await browser.open(try #require(asks.last))
            #expect(late.page.words.contains("这一条现在不能提交说明"))
            #expect(late.page.forms.allSatisfy { !$0.asked.contains("text") })
            _ = try await Self.decide(world, true, "车管所回函：2025年1月已过户。")
            _ = try await world.test.bureau.runJobs(holder: "test", limit: 5)
            let after = try await browser.open(path).page
            #expect(after.words.contains("您说得对") || after.words.contains("不再计入"))
            #expect(after.words.contains("车管所回函") && !after.links.contains { $0.hasPrefix("\(path)/") })
            let report = try await browser.open("/progress/\(family.id.text)/report").page
            #expect(report.words.contains("登记有1辆汽车") && !report.links.contains(path))
        }
    }

    @Test func `a rejected objection is answered with its reason and is not heard twice`() async throws {
        try await Self.run { world, family in
            let path = "/progress/\(family.id.text)/objections"
            let browser = try await world.signedIn(FollowFamily.phone)
            try await browser.open("\(path)/1")
            try await browser.send(try world.form(browser, asking: "text"), ["text": "不是我家的"])
            #expect(try await Self.decide(world, false, "车辆仍在名下，由家人使用。").ticketID == nil)
            _ = try await world.test.bureau.runJobs(holder: "test", limit: 5)
            let page = try await browser.open(path).page
            #expect(page.words.contains("车辆仍在名下") && !page.links.contains { $0.hasPrefix("\(path)/") })
        }
    }

    @Test func `the time to explain ends, and the page says so`() async throws {
        try await Self.run { world, family in
            let path = "/progress/\(family.id.text)/objections"
            let browser = try await world.signedIn(FollowFamily.phone)
            #expect(try await browser.open(path).page.links.contains("\(path)/1"))
            world.test.clock.advance(days: 60)
            let again = try await world.signedIn(FollowFamily.phone)
            #expect(try await again.open(path).page.links.contains("\(path)/1") == false)
            #expect(try await again.open("\(path)/1").page.words.contains("这一条现在不能提交说明"))
        }
    }

    @Test func `other accounts, entries that are none, and passers-by get nothing`() async throws {
        try await Self.run { world, family in
            let path = "/progress/\(family.id.text)/objections"
            let own = try await world.signedIn(FollowFamily.phone)
            try await own.open("\(path)/1")
            let form = try world.form(own, asking: "text")
            for entry in ["0", "3", "99"] { #expect(try await own.open("\(path)/\(entry)").status == 404) }
            let stranger = try await world.signedIn("19900000077")
            for address in [path, "\(path)/1"] { #expect(try await stranger.open(address).status == 404) }
            try await stranger.send(form, ["text": "不是我家的"])
            #expect([403, 404, 422].contains(stranger.now.status))
            let passer = try await Browser(world.client).open(path)
            #expect(passer.path.hasPrefix("/sign-in") && !passer.page.words.contains("鲁M8"))
            let officer = try await Self.officer(world)
            let filed = try await world.test.bureau.view(as: officer) { try ObjectionDesk.load(in: $0).open }
            #expect(filed.isEmpty)
        }
    }

    @Test(arguments: Language.allCases)
    func `the pages answer in both languages, small, with one heading`(language: Language) async throws {
        try await Self.run { world, family in
            let path = "/progress/\(family.id.text)/objections"
            let browser = try await world.signedIn(FollowFamily.phone)
            browser.keep("lang", language.code)
            for address in [path, "\(path)/1"] {
                let answer = try await browser.open(address)
                #expect(answer.status == 200 && answer.bytes < 30 << 10, "\(address)")
                #expect(answer.page.count("h1") == 1 && answer.page.emptyElements == [], "\(address)")
                #expect(answer.page.html.contains("lang=\"\(language.htmlTag)\""), "\(address)")
            }
        }
    }
}

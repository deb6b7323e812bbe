import Casework
import Operations
import Primitives
import Storage
import Testing
import WebSupport

/// The family's own pages after sending, and what others get in their place.
@Suite struct ProgressPageTests {
    @Test func `an account with nothing is led to the application`() async throws {
        try await PortalWorld.run { world in
            let page = try await world.signedIn().open("/progress").page
            #expect(page.words.contains("您还没有申请过。"))
            #expect(page.links.contains("/apply"))
        }
    }

    @Test func `the tracking link shows the steps, and nothing of the family`() async throws {
        try await PortalWorld.run { world in
            let family = try await FollowFamily.apply(world.test)
            try await family.ask(["赵小龙的诊断证明"])
            let answer = try await Browser(world.client).open("/t/\(family.sent.trackingToken)")
            #expect(answer.status == 200)
            #expect(answer.page.words.contains("赵*龙"))
            #expect(answer.page.words.contains("还缺 1 样材料"))
            for secret in try FollowFamily.secrets() + ["诊断证明", family.id.text] {
                #expect(!answer.page.html.contains(secret), "the link shows \(secret)")
            }
        }
    }

    @Test func `what is missing is brought by photos and words, and a second press changes nothing`() async throws {
        try await PortalWorld.run { world in
            let family = try await FollowFamily.apply(world.test)
            try await family.ask(["赵小龙的诊断证明"])
            let path = "/progress/\(family.id.text)"
            let browser = try await world.signedIn(FollowFamily.phone)
            #expect(try await browser.open("/progress").page.words.contains("需要您补材料"))
            #expect(try await browser.open(path).page.words.contains("赵小龙的诊断证明"))
            try await browser.open("\(path)/supplement")
            // Nothing brought: refused, and what was typed stays.
            try await browser.send(try world.form(browser, asking: "answer"), ["answer": " "])
            #expect(browser.now.status == 422)
            #expect(browser.now.page.html.contains("error-summary"))
            // A file that is no photo.
            try await browser.send(
                try world.form(browser, asking: "photo"), file: ("photo", "a.jpg", "image/jpeg", Array("hello".utf8)))
            #expect(browser.now.status == 422)
            try await browser.send(
                try world.form(browser, asking: "photo"), file: ("photo", "a.png", "image/png", Self.png))
            #expect(browser.now.status == 200 && browser.now.path.hasPrefix("\(path)/supplement"))
            let upload = try #require(browser.now.page.links.first { $0.hasPrefix("/uploads/") })
            let form = try world.form(browser, asking: "answer")
            for _ in 0..<2 {
                try await browser.send(form, ["answer": "诊断证明已拍照"])
                #expect(browser.now.status == 200 && browser.now.path == "\(path)?done=supplement")
                #expect(browser.now.page.words.contains("材料已交上"))
            }
            #expect(try await browser.open(upload).mediaType == "image/png")
            #expect(try await browser.open("\(path)/supplement").page.words.contains("现在没有要补的材料"))
            try await strangers(world, paths: [path, "\(path)/supplement", "\(path)/withdraw", upload])
        }
    }

    @Test func `withdrawing needs a tick, and pressed twice is one withdrawal`() async throws {
        try await PortalWorld.run { world in
            let family = try await FollowFamily.apply(world.test)
            let path = "/progress/\(family.id.text)/withdraw"
            let browser = try await world.signedIn(FollowFamily.phone)
            try await browser.open(path)
            try await browser.send(try world.form(browser, asking: "sure"), ["reason": "找到工作了"])
            #expect(browser.now.status == 422)
            #expect(browser.now.page.html.contains("找到工作了"))
            let form = try world.form(browser, asking: "sure")
            for _ in 0..<2 {
                try await browser.send(form, ["sure": "yes", "reason": "找到工作了"])
                #expect(browser.now.status == 200 && browser.now.page.words.contains("已经撤回。"))
            }
            #expect(try await browser.open(path).page.words.contains("现在不能在网上撤回"))
        }
    }

    @Test func `a granted case shows sum, month, why, remedy, report and papers`() async throws {
        try await PortalWorld.run { world in
            let family = try await FollowFamily.apply(world.test)
            try await family.investigate()
            try await family.confirm(try await family.post())
            let path = "/progress/\(family.id.text)"
            let browser = try await world.signedIn(FollowFamily.phone)
            let progress = try await browser.open(path).page
            #expect(progress.words.contains("每月 ") && progress.words.contains("开始发"))
            let papers = progress.links.filter { $0.hasPrefix("/documents/") }
            #expect(papers.count >= 4)
            let result = try await browser.open("\(path)/result").page
            #expect(result.words.contains("批准了：最低生活保障"))
            #expect(result.words.contains("惠民县人民政府申请行政复议"))
            #expect(result.words.contains("起诉最晚2026年"))
            #expect(result.words.contains("从哪个月开始"))
            let report = try await browser.open("\(path)/report").page
            #expect(report.words.contains("没有回答，不等于没有"))
            #expect(report.words.contains("还没有答复"))
            let decision = try #require(result.links.first { $0.hasPrefix("/documents/") })
            let paper = try await browser.open(decision).page
            #expect(paper.words.contains("/check/"))
            let picture = try await browser.open("\(decision)/qr.svg")
            #expect(picture.mediaType == "image/svg+xml" && picture.bytes > 500)
            let check = try #require(paper.words.firstMatch(of: /\/check\/[0-9a-f]+/)).0
            let checked = try await Browser(world.client).open(String(check)).page
            #expect(checked.words.contains("有效"))
            for secret in try FollowFamily.secrets() { #expect(!checked.html.contains(secret)) }
            try await strangers(
                world, paths: [path, "\(path)/result", "\(path)/report"] + papers + papers.map { $0 + "/qr.svg" })
            browser.keep("lang", "en")
            #expect(try await browser.open("\(path)/result").page.words.contains("Approved"))
            for address in [path, "\(path)/result", "\(path)/report", decision] {
                #expect(try await browser.open(address).bytes < 30 << 10, "\(address)")
            }
        }
    }

    @Test func `a refusal says why in plain words with the clause`() async throws {
        try await PortalWorld.run { world in
            let family = try await FollowFamily.apply(world.test)
            try await family.investigate()
            try await family.giveOpinion(.negative, [.notCoLiving])
            _ = try await world.test.done(
                RefuseCase(
                    caseID: family.id, seenVersion: try await family.version(), reasonCodes: [.notCoLiving],
                    text: "申报的家人不共同生活"), as: family.county)
            let page = try await world.signedIn(FollowFamily.phone).open("/progress/\(family.id.text)/result").page
            #expect(page.words.contains("这次没有批准"))
            #expect(page.words.contains(ReasonCode.notCoLiving.chinesePlain))
            #expect(page.words.contains(ReasonCode.notCoLiving.clause))
            #expect(page.words.contains("申报的家人不共同生活"))
        }
    }

    private func strangers(_ world: PortalWorld, paths: [String]) async throws {
        let stranger = try await world.signedIn("19900000002")
        let visitor = Browser(world.client)
        for path in paths {
            #expect(try await stranger.open(path).status == 404, "\(path)")
            #expect(try await visitor.open(path).path.hasPrefix("/sign-in"), "\(path)")
        }
    }

    /// The smallest PNG: one pixel.
    static let png: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1,
        8,
        6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89,
    ]
}

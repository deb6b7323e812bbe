import Foundation
import Testing
import WebSupport

/// Follows every link that a page of the portal shows.
///
/// With `BACKSTOP_PAGES` naming a folder the pages are also written there, to be looked at.
@Suite struct CrawlTests {
    /// Most bytes of a page with its style sheets and scripts (`style.md`: 50 KB on a poor line).
    private static let bytesMax = 50 << 10

    @Test(arguments: Language.allCases)
    func `every page that links lead to answers, is small, and says something in its language`(
        language: Language
    ) async throws {
        try await PortalWorld.run { world in
            let browser = try await world.signedIn()
            try await Applicant().apply(world, browser)
            let second = Applicant()
            try await second.begin(world, browser)
            try await second.members(world, browser)
            try await second.items(world, browser)
            try await second.photo(world, browser)
            browser.keep("lang", language.code)
            let starts = ["/v/\(world.villageToken)", "/", "/sign-in", "/apply", "/progress", "/help"]
            let pages = try await crawl(browser, from: starts)
            #expect(pages.count >= 60, "\(pages.map(\.path))")
            try check(pages, world, language, "apply")
        }
    }

    /// How far a case has come.
    enum Stage: String, CaseIterable, Sendable {
        case asked, posted, granted
    }

    @Test(arguments: Stage.allCases, Language.allCases)
    func `so does every page of a case on its way`(stage: Stage, language: Language) async throws {
        try await PortalWorld.run { world in
            let family = try await FollowFamily.apply(world.test)
            if stage == .asked {
                try await family.ask(["赵小龙的诊断证明"])
            } else {
                try await family.investigate()
                let posted = try await family.post()
                if stage == .granted { try await family.confirm(posted) }
            }
            let browser = try await world.signedIn(FollowFamily.phone)
            browser.keep("lang", language.code)
            let pages = try await crawl(browser, from: ["/v/\(world.villageToken)", "/progress"])
            #expect(pages.contains { $0.path.hasPrefix("/progress/") })
            #expect(pages.contains { $0.path.hasPrefix("/notice/") } == (stage == .posted))
            try check(pages, world, language, stage.rawValue)
        }
    }

    private func crawl(_ browser: Browser, from starts: [String]) async throws -> [Browser.Answer] {
        var waiting = starts
        var seen = Set(starts)
        var answers: [Browser.Answer] = []
        while let path = waiting.popLast(), answers.count < 200 {
            let answer = try await browser.open(path)
            answers.append(answer)
            for link in answer.page.links where seen.insert(link).inserted { waiting.append(link) }
        }
        return answers
    }

    private func check(
        _ pages: [Browser.Answer], _ world: PortalWorld, _ language: Language, _ prefix: String
    ) throws {
        let sheets = ["tokens.css", "citizen.css", "form-guard.js", "photo-shrink.js"].reduce(0) {
            $0 + (world.site.assets.byteCount($1) ?? 0)
        }
        for answer in pages {
            check(answer, language, sheets: sheets)
            try write(answer, language, prefix)
        }
    }

    private func check(_ answer: Browser.Answer, _ language: Language, sheets: Int) {
        let page = answer.page
        #expect(answer.status == 200, "\(answer.path)")
        guard answer.mediaType.hasPrefix("text/html") else { return }
        #expect(answer.bytes + sheets < Self.bytesMax, "\(answer.path): \(answer.bytes) bytes")
        #expect(page.count("h1") == 1, "\(answer.path) has \(page.count("h1")) headings")
        #expect(page.html.contains("lang=\"\(language.htmlTag)\""), "\(answer.path)")
        #expect(page.emptyElements == [], "\(answer.path)")
        #expect(!page.html.contains("{{"), "\(answer.path)")
        let unknown = page.words.matches(of: /\[[a-z]+\.[A-Za-z.]+\]/).map { String($0.0) }
        #expect(unknown == [], "\(answer.path) names sentences that do not exist")
    }

    private func write(_ answer: Browser.Answer, _ language: Language, _ prefix: String) throws {
        guard let path = ProcessInfo.processInfo.environment["BACKSTOP_PAGES"], !path.isEmpty,
            answer.mediaType.hasPrefix("text/html")
        else { return }
        let folder = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let name = answer.path.replacing(/\d{9,}/, with: "N").map { $0.isLetter || $0.isNumber ? String($0) : "_" }
        let html = answer.page.html.replacing(/\/assets\/[^\/"]+\//, with: "assets/")
        try Data(html.utf8).write(to: folder.appendingPathComponent("\(prefix)\(name.joined()).\(language.code).html"))
    }
}

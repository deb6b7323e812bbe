import CitizenPortal
import Foundation
import Hummingbird
import HummingbirdTesting
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

/// The citizens' door over a fresh bureau with one village code, asked at router level.
struct PortalWorld: Sendable {
    let test: TestBureau
    let site: Site
    /// Every route, as listed for the leak test.
    let entries: [RouteEntry]
    /// The token on the wall of 王惠理村.
    let villageToken: String
    let client: any TestClientProtocol

    static let village = "371621001201"

    /// The sessions of citizens, as the server finds them.
    private struct Sessions: SessionResolving {
        let bureau: Bureau

        func session(token: String, audience: Audience) async throws -> WebSession? {
            guard audience == .citizen, let found = try await bureau.citizenSession(token: token) else { return nil }
            return WebSession(
                audience: .citizen, userID: found.accountID.rawValue, displayName: found.phoneLastFour,
                formSecret: found.formSecret, token: token)
        }
    }

    /// Templates and sentences, read once for all tests.
    private static let files = Result {
        try SiteFiles.load(roomFolders: CitizenRoutes.roomFolders, vendorFolder: SiteOptions().vendorFolder)
    }

    /// The site over the room's own templates and sentences.
    static func site(_ sessions: any SessionResolving = NoSessions()) throws -> Site {
        Site(
            options: SiteOptions(), files: try files.get(),
            forms: FormGuard(secret: Array(repeating: 7, count: 32), random: { .random(in: .min ... .max) }),
            sessions: sessions)
    }

    /// Runs a test against a fresh portal, over department files if any are given, and removes it.
    static func run(
        files: [String: [String]]? = nil, _ body: @escaping @Sendable (PortalWorld) async throws -> Void
    ) async throws {
        let day = try CivilDate(year: 2026, month: 3, day: 2)
        let test = try await TestBureau.make(
            on: day, snapshots: try files.map { try DepartmentFiles.store($0, asOf: day) })
        do {
            let site = try site(Sessions(bureau: test.bureau))
            let routes = RouteRegistry(site: site)
            CitizenRoutes(bureau: test.bureau, site: site).register(in: routes)
            let entries = routes.entries
            let code = try await test.perform(
                IssueVillageCode(region: RegionCode(village), helperName: "周暖", helperPhone: "0543-5340000"),
                as: .system)
            let token = code.value?.token ?? ""
            try await Application(responder: routes.responder()).test(.router) { client in
                try await body(
                    PortalWorld(test: test, site: site, entries: entries, villageToken: token, client: client))
            }
        } catch {
            await test.close()
            throw error
        }
        await test.close()
    }

    /// A browser that has scanned the village's code and signed in.
    func signedIn(_ phone: String = "19900000001") async throws -> Browser {
        let browser = Browser(client)
        try await browser.open("/v/\(villageToken)")
        try await browser.open("/sign-in")
        try await browser.send(try form(browser, asking: "phone"), ["phone": phone])
        let code = try #require(browser.shownCode)
        try await browser.send(try form(browser, asking: "code"), ["code": code])
        return browser
    }

    /// The form of the present page that asks for a field.
    func form(_ browser: Browser, asking field: String) throws -> PageText.Form {
        guard let form = browser.now.page.forms.first(where: { $0.asked.contains(field) }) else {
            throw BrowserError.noForm("\(browser.now.path) has no '\(field)': \(browser.now.page.words.prefix(600))")
        }
        return form
    }
}

extension Browser {
    /// The six digits that a page of the demo shows.
    var shownCode: String? {
        let digits = now.page.words.split { !("0"..."9").contains($0) }
        return digits.first { $0.utf8.count == 6 }.map(String.init)
    }
}

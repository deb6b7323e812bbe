import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import WebSupport

@Suite struct SiteTests {
    private func get(
        _ uri: String, _ headers: HTTPFields = [:], site: Site? = nil
    ) async throws -> (status: HTTPResponse.Status, headers: HTTPFields, text: String) {
        let site = try site ?? TestSite.make()
        return try await TestSite.application(site).test(.router) { client in
            try await client.execute(uri: uri, method: .get, headers: headers) { response in
                (response.status, response.headers, String(buffer: response.body))
            }
        }
    }

    private func post(_ fields: String, _ headers: HTTPFields) async throws -> (HTTPResponse.Status, String) {
        let site = try TestSite.make()
        var headers = headers
        headers[.contentType] = headers[.contentType] ?? "application/x-www-form-urlencoded"
        let token = site.forms.token(boundTo: TestSite.citizen.formSecret)
        let body = ByteBuffer(string: fields.replacing("TOKEN", with: token))
        return try await TestSite.application(site).test(.router) { [headers] client in
            try await client.execute(uri: "/echo", method: .post, headers: headers, body: body) { response in
                (response.status, String(buffer: response.body))
            }
        }
    }

    @Test(arguments: [
        "/hello/x", "/nowhere", "/broken", "/broken-page", "/favicon.ico", "/mine", "/staff/queue", "/preferences",
    ])
    func `every answer carries the headers that protect it`(path: String) async throws {
        let answer = try await get(path)
        let policy = answer.headers[.contentSecurityPolicy] ?? ""
        for part in [
            "default-src 'self'", "script-src 'self'", "form-action 'self'", "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            #expect(policy.contains(part))
        }
        #expect(!policy.contains("unsafe"))
        for name in [
            "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy",
            "X-Request-ID", "Cache-Control",
        ] {
            #expect(answer.headers.contains { $0.name.rawName == name }, "\(name)")
        }
        #expect(answer.headers[.strictTransportSecurity] == nil)
        if path != "/favicon.ico" { #expect(answer.headers[.cacheControl] == "no-store") }
    }

    @Test func `behind TLS browsers must stay there and cookies are bound to the host`() async throws {
        let site = try TestSite.make { options in
            options.isSecure = true
            options.hstsSeconds = 31_536_000
        }
        let answer = try await get("/hello/x", site: site)
        #expect(answer.headers[.strictTransportSecurity] == "max-age=31536000; includeSubDomains")
        let cookie = answer.headers[.setCookie] ?? ""
        #expect(cookie.hasPrefix("__Host-backstop_visitor="))
        for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(part)) }
    }

    @Test func `an address that does not exist gets a page in the reader's language`() async throws {
        let chinese = try await get("/nowhere")
        #expect(chinese.status == .notFound)
        #expect(chinese.text.contains("找不到这个页面") && chinese.text.contains("lang=\"zh-CN\""))
        let english = try await get("/nowhere", [.cookie: "lang=en"])
        #expect(english.text.contains("Page not found") && english.text.contains("lang=\"en\""))
        let asked = try await get("/nowhere?lang=en", [.cookie: "lang=zh"])
        #expect(asked.text.contains("Page not found"))
    }

    @Test(arguments: ["/broken", "/broken-page"])
    func `a fault of ours shows a number to call with and nothing of what went wrong`(path: String) async throws {
        let answer = try await get(path)
        #expect(answer.status == .internalServerError)
        #expect(!answer.text.contains("371621199001011234"))
        let id = try #require(answer.headers[.requestID])
        #expect(answer.text.contains(id))
    }

    @Test func `who is not signed in is sent to sign in and comes back`() async throws {
        let citizen = try await get("/mine?x=1")
        #expect(citizen.status == .seeOther)
        #expect(citizen.headers[.location] == "/sign-in?next=%2Fmine%3Fx%3D1")
        let staff = try await get("/staff/queue")
        #expect(staff.headers[.location] == "/staff/sign-in?next=%2Fstaff%2Fqueue")
        let fragment = try await get("/staff/queue", [.hxRequest: "true"])
        #expect(fragment.status == .unauthorized)
        #expect(fragment.headers[.hxRedirect] == "/staff/sign-in?next=%2Fstaff%2Fqueue")
    }

    @Test func `a session opens its own side only, and a role its own work only`() async throws {
        #expect(try await get("/mine", TestSite.citizenCookie).text == #"{"person":7}"#)
        #expect(try await get("/mine", TestSite.clerkCookie).status == .seeOther)
        #expect(try await get("/mine", [.cookie: "backstop_citizen=clerk-token"]).status == .seeOther)
        #expect(try await get("/staff/queue", TestSite.clerkCookie).status == .ok)
        #expect(try await get("/staff/queue", TestSite.citizenCookie).status == .seeOther)
        let refused = try await get("/staff/payments", TestSite.clerkCookie)
        #expect(refused.status == .forbidden)
        #expect(refused.text.contains("您不能看这个页面"))
    }

    @Test func `htmx gets the part, everybody else the page, at the same address`() async throws {
        var headers = TestSite.clerkCookie
        #expect(try await get("/staff/queue", headers).text.contains("<!doctype html>"))
        headers[.hxRequest] = "true"
        let part = try await get("/staff/queue", headers)
        #expect(!part.text.contains("<!doctype html>"))
        #expect(part.headers[.vary] == "HX-Request")
    }

    @Test func `a form is accepted with its token and refused without`() async throws {
        let name = "name=%E8%B5%B5&form-key=k"
        #expect(try await post("\(name)&form-token=TOKEN", TestSite.citizenCookie).0 == .ok)
        #expect(try await post(name, TestSite.citizenCookie).0 == .forbidden)
        #expect(try await post("\(name)&form-token=TOKEX", TestSite.citizenCookie).0 == .forbidden)
        #expect(try await post("\(name)&form-token=TOKEN", TestSite.clerkCookie).0 == .forbidden)
        #expect(try await post("\(name)&form-token=TOKEN", [:]).0 == .forbidden)
        var foreign = TestSite.citizenCookie
        foreign[.secFetchSite] = "cross-site"
        let (status, text) = try await post("\(name)&form-token=TOKEN", foreign)
        #expect(status == .forbidden)
        #expect(text.contains("什么都没有改动"))
    }

    @Test func `a visitor's form works through the visitor's cookie`() async throws {
        let site = try TestSite.make()
        try await TestSite.application(site).test(.router) { client in
            let (cookie, token) = try await client.execute(uri: "/token", method: .get) { response in
                let values = try JSONDecoder().decode([String].self, from: Data(response.body.readableBytesView))
                let set = try #require(response.headers[.setCookie])
                return (set.split(separator: ";").first.map(String.init) ?? "", values[0])
            }
            let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .cookie: cookie]
            let body = ByteBuffer(string: "form-token=\(token)")
            let status = try await client.execute(uri: "/echo", method: .post, headers: headers, body: body) {
                $0.status
            }
            #expect(status == .ok)
        }
    }

    @Test func `a body that is no form, or too large, is refused in words`() async throws {
        var headers = TestSite.citizenCookie
        #expect(try await post("a=%ff&form-token=TOKEN", headers).0 == .badRequest)
        let (status, text) = try await post("a=\(String(repeating: "x", count: 300_000))", headers)
        #expect(status == .contentTooLarge)
        #expect(text.contains("内容太大了"))
        headers[.contentType] = "text/plain"
        #expect(try await post("form-token=TOKEN", headers).0 == .badRequest)
    }

    @Test func `files of the product are kept for a year under their content's hash`() async throws {
        let site = try TestSite.make()
        let address = try #require(site.assets.address("citizen.css"))
        let file = try await get(address, site: site)
        #expect(file.headers[.contentType] == "text/css; charset=utf-8")
        #expect(file.headers[.cacheControl] == "public, max-age=31536000, immutable")
        let tag = try #require(file.headers[.eTag])
        #expect(try await get(address, [.ifNoneMatch: tag], site: site).status == .notModified)
        let script = try #require(site.assets.address("form-guard.js"))
        #expect(try await get(script, site: site).headers[.contentType] == "text/javascript; charset=utf-8")
        let stale = try await get("/assets/0000/citizen.css", site: site)
        #expect(stale.status == .found)
        #expect(stale.headers[.location] == address)
        #expect(try await get("/favicon.ico").headers[.contentType] == "image/svg+xml")
    }

    @Test(arguments: [
        "/assets/x/../../templates/error.mustache", "/assets/x/%2e%2e/messages/messages.en.json",
        "/assets/x//etc/passwd",
        "/assets/x/..%2f..%2fPackage.swift", "/assets/x/vendor/../citizen.css", "/assets/x/",
        "/assets/x/templates/error.mustache",
    ])
    func `no address of a file climbs out of its folder`(path: String) async throws {
        #expect(try await get(path).status == .notFound)
    }

    @Test func `third-party files come compressed where there is a twin`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "vendor-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("maps"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("plain".utf8).write(to: folder.appendingPathComponent("htmx-2.min.js"))
        try Data("packed".utf8).write(to: folder.appendingPathComponent("htmx-2.min.js.gz"))
        try Data("{}".utf8).write(to: folder.appendingPathComponent("maps/371600.json"))
        let site = try TestSite.make { $0.vendorFolder = folder }
        let address = try #require(site.assets.address("vendor/htmx-2.min.js"))
        let packed = try await get(address, [.acceptEncoding: "br, gzip"], site: site)
        #expect(packed.text == "packed")
        #expect(packed.headers[.contentEncoding] == "gzip")
        #expect(try await get(address, site: site).text == "plain")
        #expect(site.assets.has("vendor/maps/371600.json"))
    }

    @Test(arguments: [
        ("/preferences?lang=en&back=/mine", "/mine", "lang=en"),
        ("/preferences?size=largest&back=//evil.example", "/", "size=largest"),
        ("/preferences?size=large&back=https://evil.example", "/", "size=large"),
        ("/preferences?size=large&back=/%5Cevil", "/", "size=large"),
    ])
    func `language and size are kept in a cookie, and one comes back to this site only`(
        path: String, back: String, cookie: String
    ) async throws {
        let answer = try await get(path)
        #expect(answer.status == .seeOther)
        #expect(answer.headers[.location] == back)
        #expect(answer.headers[values: .setCookie].contains { $0.hasPrefix(cookie) })
    }

    @Test func `every route is listed with its audience, the product's own too`() throws {
        let routes = RouteRegistry(site: try TestSite.make())
        #expect(routes.entries.map(\.path) == ["/assets/{hash}/**", "/favicon.ico", "/preferences"])
        routes.post("/x", for: .staff, roles: ["clerk"], summary: "Does x.") { _, _ in .seeOther("/") }
        let entry = try #require(routes.entries.last)
        #expect(entry.kind == .action && entry.method == "POST" && entry.roles == ["clerk"])
        let data = try JSONEncoder().encode(entry)
        #expect(try JSONDecoder().decode(RouteEntry.self, from: data) == entry)
    }
}

extension HTTPField.Name {
    fileprivate static let requestID = HTTPField.Name("X-Request-ID")!
    fileprivate static let hxRequest = HTTPField.Name("HX-Request")!
    fileprivate static let hxRedirect = HTTPField.Name("HX-Redirect")!
    fileprivate static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}

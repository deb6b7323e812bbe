import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import WebSupport

/// A site with two known persons and a few routes, for every test of this room.
enum TestSite {
    static let citizen = WebSession(
        audience: .citizen, userID: 7, displayName: "赵小龙", formSecret: Array(repeating: 1, count: 16),
        token: "citizen-token")
    static let clerk = WebSession(
        audience: .staff, userID: 8, role: "clerk", postID: 3, regionCode: "371621", displayName: "王超",
        formSecret: Array(repeating: 2, count: 16), token: "clerk-token")

    struct Sessions: SessionResolving {
        func session(token: String, audience: Audience) async throws -> WebSession? {
            [citizen, clerk].first { $0.token == token && $0.audience == audience }
        }
    }

    static let citizenCookie: HTTPFields = [.cookie: "backstop_citizen=citizen-token"]
    static let clerkCookie: HTTPFields = [.cookie: "backstop_staff=clerk-token"]

    static func make(
        roomFolders: [URL] = [], _ change: (inout SiteOptions) -> Void = { _ in }
    ) throws -> Site {
        var options = SiteOptions()
        change(&options)
        var seed: UInt64 = 42
        let words = (0..<4_096).map { _ in
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return seed
        }
        let counter = Counter()
        return try Site(
            options: options, roomFolders: roomFolders,
            forms: FormGuard(secret: Array(repeating: 9, count: 32)) { words[counter.next() % words.count] },
            sessions: Sessions())
    }

    /// An application with one route of each kind.
    static func application(_ site: Site) -> some ApplicationProtocol {
        let routes = RouteRegistry(site: site)
        routes.get("/hello/{name}", for: .public, summary: "Greets.") { request, context in
            site.page("error", SamplePages.problem, frame: PlainFrame(title: "你好"), context)
        }
        routes.get("/mine", for: .citizen, summary: "Shows what is mine.") { _, context in
            site.json(["person": try context.person().userID])
        }
        routes.get("/staff/queue", for: .staff, roles: ["clerk"], summary: "The queue.") { request, context in
            site.pageOrFragment(
                "error", fragment: "error-fragment", model: SamplePages.problem, frame: PlainFrame(title: "队列"),
                request, context)
        }
        routes.get("/staff/payments", for: .staff, roles: ["payer"], summary: "The payments.") { _, _ in
            Response(status: .ok)
        }
        routes.get("/broken", for: .public, kind: .json, summary: "Fails.") { _, _ in
            throw Secret(id: "371621199001011234")
        }
        routes.get("/broken-page", for: .public, summary: "Fails.") { _, _ in throw Secret(id: "371621199001011234") }
        routes.get("/token", for: .public, summary: "Gives the values of a form.") { _, context in
            let form = site.form(context, action: "/echo", submit: "提交")
            return site.json([form.child(named: "token") as? String, form.child(named: "key") as? String])
        }
        routes.post("/echo", for: .public, takes: .files, summary: "Says back what was sent.") { submission, _ in
            var said = ["name": submission.values.text("name"), "key": submission.idempotencyKey]
            if submission.values["with-photo"] != nil {
                let upload = try submission.file("photo")
                said["photo"] = "\(upload.kind.rawValue) \(upload.content.readableBytes) \(upload.fileName)"
            }
            return site.json(said)
        }
        return Application(responder: routes.responder())
    }

    struct Secret: Error {
        let id: String
    }
}

/// Counts up; the only state that tests share within one site.
final class Counter: Sendable {
    private let value = Mutex(0)

    func next() -> Int {
        value.withLock { value in
            value += 1
            return value
        }
    }
}

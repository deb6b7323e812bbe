import Casework
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Operations
import OperationsTestKit
import Payments
import Primitives
import StaffConsole
import Storage
import WebSupport

/// The console over a fresh store, walked through its router by people who are signed in already.
struct PayDesk: Sendable {
    let test: TestBureau
    let site: Site
    let audit: PageAudit
    let entries: [RouteEntry]
    private let people: People
    private let responder: RouterResponder<BackstopContext>

    /// Everybody the pages are for, all at 惠民县 but the second payer and those of the city.
    static let posts: [(name: String, role: Role, region: String)] = [
        ("payer", .payer, "371621"), ("checker", .payChecker, "371621"), ("finance", .financeOfficer, "371621"),
        ("elsewhere", .payer, "371622"), ("leader", .leader, "3716"), ("auditor", .auditor, "3716"),
        ("administrator", .administrator, "3716"), ("reviewer", .countyReviewer, "371621"),
        ("clerk", .townshipClerk, "371621001"), ("townshipReviewer", .townshipReviewer, "371621001"),
        ("verifier", .verificationOfficer, "371621"), ("aide", .aide, "371621001201"),
        ("grid", .gridWorker, "371621001201"),
    ]

    /// The vendor folder, where it was fetched.
    private static let vendor: URL? = {
        let folder = URL(fileURLWithPath: TestBureau.repository + "/Public/vendor")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// Templates and sentences, read once for all tests.
    private static let files = Result {
        try SiteFiles.load(roomFolders: StaffRoutes.roomFolders, vendorFolder: vendor)
    }
    private static let filesWithoutVendor = Result {
        try SiteFiles.load(roomFolders: StaffRoutes.roomFolders, vendorFolder: nil)
    }

    struct People: SessionResolving {
        let actors: [String: StaffActor]

        func session(token: String, audience: Audience) async throws -> WebSession? {
            guard audience == .staff, let actor = actors[token] else { return nil }
            return WebSession(
                audience: .staff, userID: actor.staffID.rawValue, role: actor.role.rawValue,
                postID: actor.postID.rawValue, regionCode: actor.region.text, displayName: actor.name,
                formSecret: Array(token.utf8) + Array(repeating: 7, count: 16), token: token)
        }
    }

    /// A desk with everybody of `posts`, over department files if any are given.
    static func open(hasVendorFiles: Bool = true, files: [String: [String]]? = nil) async throws -> PayDesk {
        let day = try CivilDate(year: 2026, month: 3, day: 2)
        let test = try await TestBureau.make(
            on: day, snapshots: try files.map { try DepartmentFiles.store($0, asOf: day) })
        var actors: [String: StaffActor] = [:]
        for post in posts { actors[post.name] = try await test.staff(post.role, at: post.region, name: post.name) }
        return try make(test, People(actors: actors), hasVendorFiles: hasVendorFiles)
    }

    /// The same store with other people at the desks.
    func with(_ people: People) async throws -> PayDesk { try Self.make(test, people, hasVendorFiles: true) }

    private static func make(_ test: TestBureau, _ people: People, hasVendorFiles: Bool) throws -> PayDesk {
        var options = SiteOptions()
        if hasVendorFiles { options.vendorFolder = vendor }
        var site = Site(
            options: options, files: try (hasVendorFiles ? files : filesWithoutVendor).get(),
            forms: FormGuard(secret: Array(repeating: 9, count: 32)) { UInt64.random(in: 0 ... .max) },
            sessions: people)
        let audit = PageAudit(site: site)
        site.watch = { audit.see($0, $1, $2, $3) }
        let routes = RouteRegistry(site: site)
        StaffRoutes(bureau: test.bureau, site: site, auditHeadFile: test.folder + "/head").register(in: routes)
        return PayDesk(
            test: test, site: site, audit: audit, entries: routes.entries, people: people, responder: routes.responder()
        )
    }

    func actor(_ name: String) throws -> StaffActor {
        guard let actor = people.actors[name] else { throw PageProblem.notFound }
        return actor
    }

    /// The application, for tests that serve it.
    var application: some ApplicationProtocol { Application(responder: responder) }

    /// The application on a port.
    func served(port: Int) -> Application<RouterResponder<BackstopContext>> {
        Application(responder: responder, configuration: .init(address: .hostname("127.0.0.1", port: port)))
    }

    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        var location: String? { headers[.location] }
        let bytes: [UInt8]
        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    func get(_ path: String, as name: String) async throws -> Answer {
        try await send(path, .get, [.cookie: "backstop_staff=\(name)"], nil)
    }

    /// Sends a form as the browser would: opens its page first for token and key.
    @discardableResult
    func post(
        _ path: String, as name: String, _ fields: [String: String] = [:], file: String? = nil, from page: String? = nil
    ) async throws -> Answer {
        let form = try await get(page ?? path, as: name).text
        return try await post(
            path, as: name, fields, file: file, token: try hidden("form-token", of: path, in: form),
            key: try hidden("form-key", of: path, in: form))
    }

    func post(
        _ path: String, as name: String, _ fields: [String: String], file: String? = nil, token: String, key: String
    ) async throws -> Answer {
        let all = fields.merging(["form-token": token, "form-key": key]) { first, _ in first }
        if let file { return try await upload(path, as: name, all, file: ("list.csv", Array(file.utf8))) }
        let body = all.map { "\($0.key)=\(PageAddress.percentEncoded($0.value))" }.joined(separator: "&")
        return try await send(
            path, .post,
            [.cookie: "backstop_staff=\(name)", .contentType: "application/x-www-form-urlencoded"],
            ByteBuffer(string: body))
    }

    /// Sends a form with a file, its token and key among the fields.
    func upload(
        _ path: String, as name: String, _ fields: [String: String], file: (name: String, bytes: [UInt8])
    ) async throws -> Answer {
        var body = ByteBuffer()
        for (field, value) in fields.sorted(by: { $0.key < $1.key }) {
            body.writeString("--edge\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n")
        }
        body.writeString("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(file.name)\"\r\n")
        body.writeString("Content-Type: application/octet-stream\r\n\r\n")
        body.writeBytes(file.bytes)
        body.writeString("\r\n--edge--\r\n")
        return try await send(
            path, .post, [.cookie: "backstop_staff=\(name)", .contentType: "multipart/form-data; boundary=edge"], body)
    }

    private func send(
        _ path: String, _ method: HTTPRequest.Method, _ headers: HTTPFields, _ body: ByteBuffer?
    ) async throws -> Answer {
        try await application.test(.router) { client in
            try await client.execute(
                uri: path, method: method, headers: headers, body: body
            ) { response in
                Answer(
                    status: response.status, headers: response.headers, bytes: Array(response.body.readableBytesView))
            }
        }
    }

    struct NoForm: Error { let path: String }

    func hidden(_ field: String, of path: String, in page: String) throws -> String {
        guard let form = page.range(of: "action=\"\(path)\""),
            let name = page[form.upperBound...].range(of: "name=\"\(field)\" value=\""),
            let end = page[name.upperBound...].firstIndex(of: "\"")
        else { throw NoForm(path: path) }
        return String(page[name.upperBound..<end])
    }

    /// Adds a family of one with an award, put straight into the store.
    func award(_ number: Int, yuan: Int64, hasAccount: Bool = true) async throws {
        let body = "37162119\(50 + number)0101" + String(100 + number)
        let id = try CitizenID(body + String(CitizenID.checkCharacter(forFirst17: body)))
        let name = "赵小\(number)"
        let now = test.clock.now
        let region = try RegionCode("371621001201")
        try await test.bureau.store.write { store in
            let day = try CivilDate(year: 2026, month: 1, day: 1)
            let family = try store.insertFamily(
                FamilyEntry(
                    registerNumber: "R\(number)", program: .dibao, area: .rural, region: region, startedDay: day,
                    members: [
                        FamilyMemberEntry(
                            number: 1, name: name, citizenID: id, relation: "本人", income: .zero, pension: .zero)
                    ]), on: day, at: now)
            guard let person = try store.personID(of: id) else { return }
            let payee = try PayeeAccount(
                person: person, holderName: name, account: BankAccount("62284800000000" + String(10_000 + number)))
            let terms = AwardTerms(
                program: Program.dibao.rawValue, family: family, caseID: nil, members: [person], classCode: "",
                monthlyAmount: Money(yuan: yuan), firstMonth: try CalendarMonth(year: 2026, month: 3),
                payee: hasAccount ? payee : nil)
            let award = try Award(id: store.ids.next(), start: terms, at: now, by: StaffID(1))
            try store.insertAward(
                AwardRow(award: award, certificateNumber: "DB-\(number)", region: region, origin: .imported),
                actor: ActorRow(kind: .system), at: now, on: day)
        }
    }

    /// The bank's answer to a batch, the payments at some places failing.
    func bankAnswer(_ batch: BatchID, failing: Set<Int> = []) async throws -> String {
        let (row, items) = try await test.bureau.store.read { store in
            (try store.batch(batch, in: StoreTransaction.payrollScope), try store.items(of: batch))
        }
        let sent = items.filter(\.wentToBank)
        func sum(_ isFailed: Bool) -> Int64 {
            sent.enumerated().filter { failing.contains($0.offset) == isFailed }.reduce(0) {
                $0 + $1.element.amount.fen
            }
        }
        var text = "YKT1|A|\(row?.number ?? "")|\(sent.count)|\(sum(false))|\(sum(true))\n"
        for (index, item) in sent.enumerated() {
            let outcome = failing.contains(index) ? "03|账号不存在" : "00|"
            text += "\(index + 1)|\(item.id.text)|\(outcome)|\(item.amount.text)\n"
        }
        return text
    }

    func close() async { await test.close() }
}

import AsyncHTTPClient
import BackstopServer
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Operations
import Primitives
import Storage
import Synchronization
import Testing

/// Telling medical security over HTTP, with an example of a receiver: what it takes, and what counts as not taken.
@Suite struct HTTPMedicalGatewayTests {
    private static func notice() throws -> MedicalNoticeContent {
        MedicalNoticeContent(
            id: "42", kind: .provisional, caseNumber: "371621-2026-000001", program: "dibao", county: "371621",
            entryDay: try CivilDate(parsing: "2026-03-02"), throughDay: nil,
            people: [MedicalNoticeContent.Person(name: "赵小龙", idNumber: "11010519491231002X")])
    }

    /// An example receiver on a port of its own: a notice's number gives one receipt, however often it comes.
    private func with<T: Sendable>(
        _ handle: @escaping @Sendable (String, [UInt8], String) -> (Int, String),
        _ body: @escaping @Sendable (HTTPMedicalGateway) async throws -> T
    ) async throws -> T {
        let router = Router()
        router.put("recognitions/{id}") { request, _ in
            let bytes = Array(buffer: try await request.body.collect(upTo: 1 << 20))
            let (status, text) = handle(request.uri.path, bytes, request.headers[.authorization] ?? "")
            return Response(
                status: .init(code: status), body: text.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(string: text)))
        }
        var quiet = Logger(label: "receiver")
        quiet.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)), logger: quiet)
        return try await application.test(.live) { client in
            let http = HTTPClient(eventLoopGroupProvider: .singleton)
            let address = "http://127.0.0.1:\(try #require(client.port))/"
            do {
                let result = try await body(HTTPMedicalGateway(client: http, address: address, token: "secret"))
                try await http.shutdown()
                return result
            } catch {
                try? await http.shutdown()
                throw error
            }
        }
    }

    @Test func `a notice is handed over with the token, and a repeat gets the same receipt`() async throws {
        let notice = try Self.notice()
        let taken = Mutex<[String: MedicalNoticeContent]>([:])
        try await with { path, bytes, token in
            guard token == "Bearer secret", path == "/recognitions/42",
                let notice = try? JSONDecoder().decode(MedicalNoticeContent.self, from: Data(bytes))
            else { return (400, "") }
            taken.withLock { $0[notice.id] = notice }
            return (200, "{\"receipt\":\"YB-\(notice.id)\"}")
        } _: { gateway in
            let first = try await gateway.hand(notice)
            let again = try await gateway.hand(notice)
            #expect([first, again] == ["YB-42", "YB-42"])
            #expect(taken.withLock { $0 } == ["42": notice])
        }
    }

    @Test(arguments: [(500, "oops"), (200, ""), (200, "{\"receipt\":\"\"}"), (404, ""), (301, "")])
    func `what is not answered with a receipt was not taken`(status: Int, text: String) async throws {
        let notice = try Self.notice()
        try await with { _, _, _ in
            (status, text)
        } _: { gateway in
            _ = await #expect(throws: MedicalGatewayError.self) { try await gateway.hand(notice) }
        }
    }

    @Test func `nobody at the address is a failure, not an answer`() async throws {
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        let gateway = HTTPMedicalGateway(client: client, address: "http://127.0.0.1:1", token: "")
        let notice = try Self.notice()
        _ = await #expect(throws: MedicalGatewayError.self) { try await gateway.hand(notice) }
        try await client.shutdown()
    }
}

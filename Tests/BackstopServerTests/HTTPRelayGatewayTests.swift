import AsyncHTTPClient
import BackstopServer
import Foundation
import Glibc
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Operations
import Primitives
import Synchronization
import Testing
import Verification

/// The exchange over HTTP with an example of a higher platform: what it takes, says, drops and gets wrong.
@Suite struct HTTPRelayGatewayTests {
    private static func question() throws -> RelayQuestion {
        let terms = try RelayTerms.load(file: TestInstallation.home + "/catalogue/relay.yaml")
        return RelayQuestion(
            number: "SJ371621-2026-000001", askedBy: "孙武街道", purpose: "低保审核确认",
            on: try CivilDate(parsing: "2026-03-02"),
            people: [RelayPerson(key: "m1", idNumber: "11010519491231002X", name: "赵小龙", authorization: nil)],
            terms: terms)
    }

    /// An example platform on a port of its own; `handle` answers a method and a path.
    private func with<T: Sendable>(
        _ handle: @escaping @Sendable (String, String, [UInt8], String) -> (Int, String),
        _ body: @escaping @Sendable (HTTPRelayGateway) async throws -> T
    ) async throws -> T {
        let router = Router()
        @Sendable func answer(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
            let bytes = Array(buffer: try await request.body.collect(upTo: 1 << 20))
            let token = request.headers[.authorization] ?? ""
            let (status, text) = handle(request.method.rawValue, request.uri.path, bytes, token)
            return Response(
                status: .init(code: status), body: text.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(string: text)))
        }
        router.put("questions/{number}", use: answer)
        router.get("questions/{number}/parts/{sequence}", use: answer)
        var quiet = Logger(label: "platform")
        quiet.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)), logger: quiet)
        return try await application.test(.live) { client in
            let address = "http://127.0.0.1:\(try #require(client.port))"
            return try await Self.with(address, body)
        }
    }

    private static func with<T: Sendable>(
        _ address: String, _ body: @Sendable (HTTPRelayGateway) async throws -> T
    ) async throws -> T {
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        do {
            let result = try await body(HTTPRelayGateway(client: client, address: address + "/", token: "secret"))
            try await client.shutdown()
            return result
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    @Test func `a question is handed over with the bureau's token, and its reply fetched part by part`() async throws {
        let question = try Self.question()
        let part = RelayPart(
            number: question.number, sequence: 1, isLast: true,
            answers: [
                RelayAnswer(
                    RelayPair(person: "m1", item: "province_aid"), .noHit, source: "省民政厅", asOf: question.asOf)
            ])
        let said = String(decoding: try JSONEncoder().encode(part), as: UTF8.self)
        let taken = Mutex<[RelayQuestion]>([])
        try await with { method, path, body, token in
            guard token == "Bearer secret" else { return (401, "") }
            if method == "PUT" {
                guard let question = try? JSONDecoder().decode(RelayQuestion.self, from: Data(body)) else {
                    return (400, "")
                }
                taken.withLock { $0.append(question) }
                return (202, "{\"receipt\":\"R-7\"}")
            }
            return path.hasSuffix("/parts/1") ? (200, said) : (204, "")
        } _: { gateway in
            #expect(try await gateway.submit(question) == "R-7")
            #expect(taken.withLock { $0 } == [question])
            let bytes = try #require(try await gateway.part(of: question.number, after: 0))
            #expect(try RelayPart(checking: bytes, for: question) == part)
            #expect(try await gateway.part(of: question.number, after: 1) == nil)
        }
    }

    @Test(arguments: [(500, "oops"), (202, ""), (202, "{\"receipt\":\"\"}"), (404, ""), (301, "")])
    func `a question without a receipt was not taken`(status: Int, text: String) async throws {
        let question = try Self.question()
        try await with { _, _, _, _ in
            (status, text)
        } _: { gateway in
            _ = await #expect(throws: RelayGatewayError.self) { try await gateway.submit(question) }
            guard status != 202 else { return }
            _ = await #expect(throws: RelayGatewayError.self) { try await gateway.part(of: question.number, after: 0) }
        }
    }

    @Test func `a line that drops in the middle of an answer is a failure`() async throws {
        let listener = try Dropping()
        let question = try Self.question()
        try await Self.with("http://127.0.0.1:\(listener.port)") { gateway in
            _ = await #expect(throws: RelayGatewayError.self) { try await gateway.part(of: question.number, after: 0) }
        }
        listener.close()
        try await Self.with("http://127.0.0.1:\(listener.port)") { gateway in
            _ = await #expect(throws: RelayGatewayError.self) { try await gateway.submit(question) }
        }
    }
}

/// A listener that sends half an answer to whoever connects and hangs up.
private final class Dropping: Sendable {
    let port: UInt16
    private let descriptor: Int32

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 4) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        try #require(isOpen)
        port = UInt16(bigEndian: address.sin_port)
        descriptor = listener
        Thread.detachNewThread {
            while true {
                let peer = accept(listener, nil, nil)
                guard peer >= 0 else { return }
                var request = [UInt8](repeating: 0, count: 4096)
                _ = read(peer, &request, request.count)
                let half = Array("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"number\":".utf8)
                _ = write(peer, half, half.count)
                Glibc.close(peer)
            }
        }
    }

    func close() {
        shutdown(descriptor, Int32(SHUT_RDWR))
        Glibc.close(descriptor)
    }
}

import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Operations
import Primitives
import Storage

/// Sends messages to the bureau's message gateway: one POST a message, with the message's id so that repeats are
/// dropped there.
struct HTTPMessageGateway: MessageGateway {
    let client: HTTPClient
    let address: String
    let token: String

    private struct Envelope: Encodable {
        let id: String
        let channel: String
        let template: String
        let recipient: String
        let body: String
    }

    func send(_ message: OutboxMessage) async throws {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json; charset=utf-8")
        request.headers.add(name: "idempotency-key", value: message.id.text)
        if !token.isEmpty { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        let envelope = Envelope(
            id: message.id.text, channel: message.channel, template: message.template, recipient: message.recipient,
            body: message.body)
        request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(envelope)))
        let response = try await client.execute(request, timeout: .seconds(10))
        guard (200..<300).contains(Int(response.status.code)) else {
            throw InstallationError(
                "The message gateway answered \(response.status.code); the message is sent again later.")
        }
    }
}

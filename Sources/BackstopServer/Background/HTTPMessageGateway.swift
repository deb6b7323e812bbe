import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Operations
import Primitives
import Storage

/// Sends messages to the bureau's message gateway: one POST a message, with the message's id so that repeats are
/// dropped there.
struct HTTPMessageGateway: MessageGateway {
    let endpoint: JSONEndpoint

    private struct Envelope: Encodable {
        let id: String
        let channel: String
        let template: String
        let recipient: String
        let body: String
    }

    func send(_ message: OutboxMessage) async throws {
        let envelope = Envelope(
            id: message.id.text, channel: message.channel, template: message.template, recipient: message.recipient,
            body: message.body)
        var request = try endpoint.request("", .POST, json: envelope)
        request.headers.add(name: "idempotency-key", value: message.id.text)
        let response = try await endpoint.client.execute(request, timeout: .seconds(10))
        guard response.isSuccess else {
            throw InstallationError(
                "The message gateway answered \(response.status.code); the message is sent again later.")
        }
    }
}

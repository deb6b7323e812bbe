package import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Operations
package import Verification

/// Asks a higher verification platform over HTTP, by two requests that may be repeated without harm.
///
/// `PUT {address}/questions/{number}` hands the question over and is answered with `{"receipt": "…"}`.
/// `GET {address}/questions/{number}/parts/{sequence}` fetches one part of the reply: 200 with the part, 204 while
/// there is none. Anything else is a failure; what a body says is checked by `RelayPart(checking:for:)`.
package struct HTTPRelayGateway: RelayGateway {
    private let endpoint: JSONEndpoint
    /// The most bytes of one part; a longer one is a failure, not a half answer.
    private static let partBytes = 4 << 20
    private static let wait = TimeAmount.seconds(20)

    /// Takes the client, the platform's address and the token that names this bureau to it.
    package init(client: HTTPClient, address: String, token: String) {
        endpoint = JSONEndpoint(client: client, address: address, token: token)
    }

    /// Hands a question over; what is not answered with a receipt was not taken.
    package func submit(_ question: RelayQuestion) async throws -> String {
        let request = try endpoint.request("/questions/\(question.number)", .PUT, json: question)
        let response = try await answer(to: request)
        guard response.isSuccess else { throw refused(response) }
        guard let receipt = JSONEndpoint.receipt(in: try await bytes(of: response)) else {
            throw RelayGatewayError("上级平台没有给出回执，不能算已经受理。")
        }
        return receipt
    }

    /// Fetches the part behind a sequence; nil while there is none.
    package func part(of number: String, after sequence: Int) async throws -> [UInt8]? {
        let response = try await answer(to: endpoint.request("/questions/\(number)/parts/\(sequence + 1)", .GET))
        switch Int(response.status.code) {
        case 200: return try await bytes(of: response)
        case 204: return nil
        default: throw refused(response)
        }
    }

    private func answer(to request: HTTPClientRequest) async throws -> HTTPClientResponse {
        do {
            return try await endpoint.client.execute(request, timeout: Self.wait)
        } catch let error where !(error is CancellationError) {
            throw RelayGatewayError("连不上上级平台，或等待超时。")
        }
    }

    private func bytes(of response: HTTPClientResponse) async throws -> [UInt8] {
        do {
            return Array(buffer: try await response.body.collect(upTo: Self.partBytes))
        } catch let error where !(error is CancellationError) {
            throw RelayGatewayError("上级平台的回复没有传完，或者太长。")
        }
    }

    private func refused(_ response: HTTPClientResponse) -> RelayGatewayError {
        RelayGatewayError("上级平台回答 \(response.status.code)，没有办理。")
    }
}

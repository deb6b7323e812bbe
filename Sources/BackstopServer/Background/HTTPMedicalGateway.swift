package import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import Operations

/// Tells medical security of recognitions over HTTP, by a request that may be repeated without harm.
///
/// `PUT {address}/recognitions/{id}` hands a notice over and is answered with `{"receipt": "…"}`; the same id again is
/// answered with the same receipt. Anything else means that it was not taken.
package struct HTTPMedicalGateway: MedicalGateway {
    private let endpoint: JSONEndpoint

    /// Takes the client, the receiver's address and the token that names this bureau to it.
    package init(client: HTTPClient, address: String, token: String) {
        endpoint = JSONEndpoint(client: client, address: address, token: token)
    }

    /// Hands a notice over; what is not answered with a receipt was not taken.
    package func hand(_ notice: MedicalNoticeContent) async throws -> String {
        let request = try endpoint.request("/recognitions/\(notice.id)", .PUT, json: notice)
        let response: HTTPClientResponse
        do {
            response = try await endpoint.client.execute(request, timeout: .seconds(20))
        } catch let error where !(error is CancellationError) {
            throw MedicalGatewayError("连不上医疗保障部门的接口，或等待超时。")
        }
        guard response.isSuccess else {
            throw MedicalGatewayError("医疗保障部门的接口回答 \(response.status.code)，没有收下。")
        }
        let body = try await response.body.collect(upTo: 1 << 16)
        guard let receipt = JSONEndpoint.receipt(in: Array(buffer: body)) else {
            throw MedicalGatewayError("医疗保障部门的接口没有给出回执，不能算已经收下。")
        }
        return receipt
    }
}

import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Another office's address that takes JSON; every request carries the token that names this bureau there.
struct JSONEndpoint: Sendable {
    let client: HTTPClient
    let address: String
    let token: String

    private struct Receipt: Decodable {
        let receipt: String
    }

    /// A request below the address; an empty path is the address itself, as it was configured.
    func request(_ path: String, _ method: HTTPMethod) -> HTTPClientRequest {
        let isClosed = !path.isEmpty && address.hasSuffix("/")
        var request = HTTPClientRequest(url: (isClosed ? String(address.dropLast()) : address) + path)
        request.method = method
        if !token.isEmpty { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        return request
    }

    /// The same with a value as its body.
    func request(_ path: String, _ method: HTTPMethod, json value: some Encodable) throws -> HTTPClientRequest {
        var request = request(path, method)
        request.headers.add(name: "content-type", value: "application/json; charset=utf-8")
        request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(value)))
        return request
    }

    /// The receipt that the body of an answer gives; nil where it gives none.
    static func receipt(in body: [UInt8]) -> String? {
        guard let found = try? JSONDecoder().decode(Receipt.self, from: Data(body)) else { return nil }
        return found.receipt.isEmpty ? nil : found.receipt
    }
}

extension HTTPClientResponse {
    /// Whether it says that what was asked was done.
    var isSuccess: Bool { (200..<300).contains(Int(status.code)) }
}

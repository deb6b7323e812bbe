import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore

/// A browser without script: it keeps cookies, follows redirects, and sends the forms of the page it is on.
final class Browser {
    /// An answer after all redirects.
    struct Answer {
        let path: String
        let status: Int
        let page: PageText
        let bytes: Int
        let mediaType: String
    }

    private let client: any TestClientProtocol
    private var cookies: [String: String] = [:]
    /// Where it is now.
    private(set) var now: Answer

    init(_ client: any TestClientProtocol) {
        self.client = client
        now = Answer(path: "", status: 0, page: PageText(""), bytes: 0, mediaType: "")
    }

    /// Sets a cookie, such as the language.
    func keep(_ name: String, _ value: String) { cookies[name] = value }

    /// Opens an address.
    @discardableResult
    func open(_ path: String) async throws -> Answer { try await go(path, .get, [:], nil) }

    /// Sends a form of the page as a person would, with the answers given in place of what it holds.
    @discardableResult
    func send(_ form: PageText.Form, _ answers: [String: String] = [:]) async throws -> Answer {
        let pairs = form.sent(answers.mapValues { [$0] })
        guard form.isUpload else {
            let body = pairs.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
            let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            return try await go(form.action, .post, headers, ByteBuffer(string: body))
        }
        return try await send(form, pairs, file: nil)
    }

    /// Sends a form with a file.
    @discardableResult
    func send(
        _ form: PageText.Form, _ answers: [String: String] = [:],
        file: (field: String, name: String, type: String, bytes: [UInt8])
    ) async throws -> Answer {
        try await send(form, form.sent(answers.mapValues { [$0] }), file: file)
    }

    private func send(
        _ form: PageText.Form, _ pairs: [(name: String, value: String)],
        file: (field: String, name: String, type: String, bytes: [UInt8])?
    ) async throws -> Answer {
        var body = ByteBuffer()
        for pair in pairs {
            body.writeString("--edge\r\nContent-Disposition: form-data; name=\"\(pair.name)\"\r\n\r\n\(pair.value)\r\n")
        }
        if let file {
            body.writeString(
                "--edge\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\"\r\n"
                    + "Content-Type: \(file.type)\r\n\r\n")
            body.writeBytes(file.bytes)
            body.writeString("\r\n")
        }
        body.writeString("--edge--\r\n")
        return try await go(form.action, .post, [.contentType: "multipart/form-data; boundary=edge"], body)
    }

    private func go(
        _ path: String, _ method: HTTPRequest.Method, _ headers: HTTPFields, _ body: ByteBuffer?
    ) async throws -> Answer {
        var (path, method, headers, body) = (path, method, headers, body)
        for _ in 0..<6 {
            headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
            let response = try await client.executeRequest(uri: path, method: method, headers: headers, body: body)
            for line in response.headers[values: .setCookie] { take(line) }
            guard let next = response.headers[.location], response.status.code == 303 else {
                let bytes = response.body.readableBytes
                let type = response.headers[.contentType] ?? ""
                let text = type.hasPrefix("text/") ? String(buffer: response.body) : ""
                now = Answer(
                    path: path, status: response.status.code, page: PageText(text), bytes: bytes, mediaType: type)
                return now
            }
            (path, method, headers, body) = (String(next.prefix { $0 != "#" }), .get, [:], nil)
        }
        throw BrowserError.redirectedForEver(path)
    }

    private func take(_ line: String) {
        guard let pair = line.split(separator: ";").first, let equals = pair.firstIndex(of: "=") else { return }
        let value = String(pair[pair.index(after: equals)...])
        cookies[String(pair[..<equals])] = value.isEmpty ? nil : value
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

/// What a browser gives up over.
enum BrowserError: Error {
    case redirectedForEver(String)
    case noForm(String)
}

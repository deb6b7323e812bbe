import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Primitives
import Synchronization
import Testing
import WebSupport

extension LeakTown {
    /// Asks every route for the township's rows, and expects to get and to change nothing.
    func tryEveryRoute(as intruder: Intruder) async throws {
        let before = try await fingerprint()
        let asked = Mutex(0)
        try await application.test(.router) { client in
            let formToken = try await self.formToken(client, intruder)
            for entry in entries where entry.kind != .asset && !entry.path.hasSuffix("sign-out") {
                for (path, typed) in addresses(entry) {
                    let body = entry.method == "POST" ? fields(formToken) : nil
                    let answer = try await client.execute(
                        uri: path, method: entry.method == "POST" ? .post : .get, headers: headers(intruder, body),
                        body: body.map { ByteBuffer(string: $0) })
                    asked.withLock { $0 += 1 }
                    // A form shown again repeats what was posted, which the intruder knew.
                    let posted = body == nil ? "" : markers.first ?? ""
                    let shown = shown(in: answer.body, typed: typed + " " + posted)
                    #expect(shown.isEmpty, "\(intruder.name) \(entry.method) \(path) shows \(shown)")
                }
            }
        }
        #expect(asked.withLock { $0 } > entries.count, "every route is asked at least once")
        #expect(try await fingerprint() == before, "\(intruder.name) changed something")
    }

    /// The addresses at which somebody finds the township's families.
    func pagesThatShow(as person: Intruder) async throws -> [String] {
        let found = Mutex<[String]>([])
        try await application.test(.router) { client in
            for entry in entries where entry.method == "GET" && entry.kind == .page {
                for (path, typed) in addresses(entry) {
                    let answer = try await client.execute(uri: path, method: .get, headers: headers(person, nil))
                    if !shown(in: answer.body, typed: typed).isEmpty { found.withLock { $0.append(path) } }
                }
            }
        }
        return Array(Set(found.withLock { $0 })).sorted()
    }

    /// A route with the township's ids in its parameters, or with its numbers and names in its query; with what was
    /// typed.
    func addresses(_ entry: RouteEntry) -> [(path: String, typed: String)] {
        guard entry.path.contains("{") || entry.path.contains("*") else {
            let queries =
                markers.prefix(3).flatMap { ["q=\($0)", "text=\($0)"] } + [
                    "township=\(town.text)", "region=\(town.text)",
                ]
            return [(entry.path, "")]
                + (entry.method == "GET" ? queries.map { ("\(entry.path)?\(encoded($0))", $0) } : [])
        }
        return ids.map { id in
            let path = entry.path.split(separator: "/", omittingEmptySubsequences: false).map { part in
                part.hasPrefix("{") || part.hasPrefix("*") ? id : String(part)
            }.joined(separator: "/")
            return (path, "cases/\(id) \(id)")
        }
    }

    /// The markers in an answer that were not in what was asked.
    ///
    /// Bytes are searched by the C library: there are millions of searches.
    private func shown(in body: ByteBuffer, typed: String) -> [String] {
        let text = Array(body.readableBytesView) + [0]
        return text.withUnsafeBufferPointer { text in
            markers.filter { marker in
                marker.withCString { Self.holds(text, $0) } && !typed.contains(marker)
            }
        }
    }

    /// Whether bytes hold a text; what stands between NUL bytes, which a PDF has and a page has not, piece by piece.
    private static func holds(_ bytes: UnsafeBufferPointer<UInt8>, _ sought: UnsafePointer<CChar>) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        var start = UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self)
        let end = start + bytes.count
        while start < end {
            if strstr(start, sought) != nil { return true }
            start += strlen(start) + 1
        }
        return false
    }

    func headers(_ intruder: Intruder, _ body: String?) -> HTTPFields {
        var headers = HTTPFields()
        if intruder.audience != .public {
            headers[.cookie] = "backstop_\(intruder.audience.rawValue)=\(intruder.token)"
        }
        if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        return headers
    }

    private func formToken(_ client: some TestClientProtocol, _ intruder: Intruder) async throws -> String {
        let page = intruder.audience == .staff ? "/staff" : "/apply"
        let answer = try await client.execute(uri: page, method: .get, headers: headers(intruder, nil))
        let body = String(buffer: answer.body)
        guard let start = body.range(of: "name=\"form-token\" value=\"") else { return "none" }
        return String(body[start.upperBound...].prefix { $0 != "\"" })
    }

    private func fields(_ token: String) -> String {
        [
            "form-token=\(encoded(token))", "form-key=\(UUID().uuidString)", "version=1", "seenVersion=1",
            "reason=\(encoded("我想看看"))", "text=\(encoded("我想看看"))", "direction=positive", "purpose=investigation",
            "confirm=yes", "q=\(encoded(markers.first ?? ""))",
        ].joined(separator: "&")
    }

    private func encoded(_ text: String) -> String {
        text.addingPercentEncoding(
            withAllowedCharacters: CharacterSet(
                charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-=._~")) ?? ""
    }
}

import Casework
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Operations
import OperationsTestKit
import Primitives
import Storage
import WebSupport

/// Walking a case through its pages, each step by the person whose step it is.
extension PayDesk {
    /// A family of two at the window: every page of the filing, up to the case.
    func fileAtWindow(
        serial: Int = 1, withChild: Bool = false, program: String = "dibao", spouseSignsLater: Bool = false
    ) async throws -> CaseID {
        let started = try await post(
            "/staff/filing", as: "clerk",
            ["program": program, "region": "371621001201", "phone": "19900000001"])
        guard let draft = started.location else { throw NoForm(path: started.text) }
        var people: [(String, String, String, String)] = [
            ("赵小龙", try Self.citizenID("19500501", serial * 2), "applicant", "retired"),
            ("钱小梅", try Self.citizenID("19520611", serial * 2 + 1), "spouse", "unable"),
        ]
        if withChild {
            people.append(("赵小宝", try Self.citizenID("20160912", serial * 2 + 500), "grandchild", "underAge"))
        }
        for person in people {
            try await must(
                "\(draft)/member/0", as: "clerk",
                [
                    "name": person.0, "idNumber": person.1, "relation": person.2, "health": "seriousIllness",
                    "work": person.3, "able": "no", "student": "no",
                ])
        }
        try await must(
            "\(draft)/part/incomes", as: "clerk",
            ["kind-0": "transfer", "who-0": "1", "amount-0": "120", "period-0": "monthly", "note-0": "养老金"])
        try await must("\(draft)/part/properties", as: "clerk")
        try await must("\(draft)/part/expenses", as: "clerk")
        try await must("\(draft)/part/hardship", as: "clerk", ["hardship": "看病花费大"])
        try await must(
            "\(draft)/part/places", as: "clerk",
            ["register": "371621001201", "residence": "371621001201", "address": "三组12号"])
        try await must(
            "\(draft)/part/contact", as: "clerk",
            ["phone": "19900000001", "account": "6217000000001858", "holder": "1"])
        try await must("\(draft)/part/pledge", as: "clerk", ["pledge": "yes", "relative": "no"])
        try await must("\(draft)/authorization/1", as: "clerk", ["way": "beforeClerk"])
        try await must(
            "\(draft)/authorization/2", as: "clerk",
            spouseSignsLater ? ["way": "later", "reason": "住院抢救，不能签字"] : ["way": "beforeClerk"])
        if withChild {
            try await must("\(draft)/authorization/3", as: "clerk", ["way": "guardian", "name": "赵小龙"])
        }
        let sent = try await post("\(draft)/submit", as: "clerk", from: draft)
        let id = sent.location?.split(separator: "?").first?.split(separator: "/").last
        guard let id = id.flatMap({ CaseID(text: String($0)) }) else { throw NoForm(path: sent.text) }
        return id
    }

    /// A form that has to be taken.
    @discardableResult
    func must(_ path: String, as name: String, _ fields: [String: String] = [:]) async throws -> String {
        let page = try await get(path, as: name)
        var all = fields
        for field in ["version", "textHash", "screen"] where all[field] == nil {
            all[field] = try? hidden(field, of: path, in: page.text)
        }
        let answer = try await post(path, as: name, all)
        guard let location = answer.location else { throw Refused(path: path, text: answer.text) }
        return location
    }

    /// What a page says is wrong.
    struct Refused: Error, CustomStringConvertible {
        let path: String
        let text: String
        var description: String {
            let summary = text.range(of: "error-summary").map { String(text[$0.lowerBound...].prefix(900)) }
            let notice = text.range(of: "notice warn").map { String(text[$0.lowerBound...].prefix(500)) }
            return "\(path): \(summary ?? notice ?? String(text.suffix(900)))"
        }
    }

    static func citizenID(_ birth: String, _ serial: Int) throws -> String {
        let tail = String(serial)
        let body = "371621" + birth + String(repeating: "0", count: 3 - tail.count) + tail
        return body + String(CitizenID.checkCharacter(forFirst17: body))
    }

    /// Computes, answering every open question with "none", until nothing is open.
    func determine(_ page: String, as name: String) async throws {
        let path = "\(page)/determine"
        var shown = try await get(path, as: name).text
        for _ in 0..<12 {
            var fields: [String: String] = [:]
            for field in ["version", "stated", "asked"] {
                fields[field] = try Self.unescaped(hidden(field, of: path, in: shown))
            }
            var index = 0
            while shown.contains("name=\"note-\(index)\"") {
                let isYesNo = shown.contains("id=\"field-answer-\(index)\" type=\"radio\"")
                fields["answer-\(index)"] = isYesNo ? "no" : "0"
                fields["basis-\(index)"] = "visit"
                fields["note-\(index)"] = "入户时没有见到"
                index += 1
            }
            let answer = try await post(
                path, as: name, fields, token: try hidden("form-token", of: path, in: shown),
                key: try hidden("form-key", of: path, in: shown))
            if answer.location != nil { return }
            guard answer.status == .ok else { throw Refused(path: path, text: answer.text) }
            shown = answer.text
        }
        throw Refused(path: path, text: "questions stay open")
    }

    private static func unescaped(_ text: String) -> String {
        text.replacing("&quot;", with: "\"").replacing("&#34;", with: "\"").replacing("&amp;", with: "&")
            .replacing("&#39;", with: "'").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
    }

    /// Sends a form with one file.
    func send(
        _ path: String, as name: String, _ fields: [String: String], file: (field: String, name: String, bytes: [UInt8])
    ) async throws -> Answer {
        let page = try await get(path, as: name).text
        var all = fields
        all["form-token"] = try hidden("form-token", of: path, in: page)
        all["form-key"] = try hidden("form-key", of: path, in: page)
        var body = ByteBuffer()
        for (field, value) in all.sorted(by: { $0.key < $1.key }) {
            body.writeString("--edge\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n")
        }
        body.writeString(
            "--edge\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n")
        body.writeBytes(file.bytes)
        body.writeString("\r\n--edge--\r\n")
        let sent = body
        return try await application.test(.router) { client in
            try await client.execute(
                uri: path, method: .post,
                headers: [.cookie: "backstop_staff=\(name)", .contentType: "multipart/form-data; boundary=edge"],
                body: sent
            ) { response in
                Answer(
                    status: response.status, headers: response.headers,
                    bytes: Array(response.body.readableBytesView))
            }
        }
    }

    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 1, count: 400)

    /// Fields of a visit that finds everything in order.
    static let visit: [String: String] = [
        "purpose": "investigation", "day": "2026-03-02", "secondName": "李网格", "livingConditions": "土坯房三间",
        "housing": "自住", "householdSigner": "赵小龙", "visitorsSigned": "yes", "seen-1": "yes", "ill-1": "yes",
        "able-1": "no", "carer-1": "no", "work-1": "retired", "seen-2": "yes", "ill-2": "yes", "able-2": "no",
        "carer-2": "no", "work-2": "unable", "placeNote": "王惠理村家中", "neighbourName1": "邻居张某",
        "neighbourWords1": "确实困难",
    ]

    /// Up to a report and a visit.
    func investigate(_ page: String) async throws {
        try await must("\(page)/accept", as: "clerk")
        try await must("\(page)/investigate", as: "clerk")
        _ = try await test.bureau.runJobs(holder: "test", limit: 5)
        try await visit(page)
    }

    /// A visit with a photo.
    func visit(_ page: String, as name: String = "clerk", _ fields: [String: String] = [:]) async throws {
        let path = "\(page)/visit"
        var all = Self.visit.merging(fields) { $1 }
        all["version"] = try hidden("version", of: path, in: try await get(path, as: name).text)
        let answer = try await send(path, as: name, all, file: ("photo1", "home.jpg", Self.jpeg))
        guard answer.location != nil else { throw Refused(path: path, text: answer.text) }
    }

    /// A positive first opinion that names every silent source.
    func giveOpinion(_ page: String) async throws {
        let path = "\(page)/opinion"
        let form = try await get(path, as: "townshipReviewer").text
        let silent = form.matches(of: /name="silent" value="([^"]+)"/).map { String($0.1) }
        let fields =
            [
                ("version", try hidden("version", of: path, in: form)), ("direction", "positive"), ("text", "情况属实"),
                ("form-token", try hidden("form-token", of: path, in: form)),
                ("form-key", try hidden("form-key", of: path, in: form)),
                ("screen", try hidden("screen", of: path, in: form)),
            ] + silent.map { ("silent", $0) }
        let body = fields.map { "\($0.0)=\(PageAddress.percentEncoded($0.1))" }.joined(separator: "&")
        try await application.test(.router) { client in
            try await client.execute(
                uri: path, method: .post,
                headers: [
                    .cookie: "backstop_staff=townshipReviewer", .contentType: "application/x-www-form-urlencoded",
                ], body: ByteBuffer(string: body)
            ) { response in
                guard response.headers[.location] != nil else {
                    throw Refused(path: path, text: String(buffer: response.body))
                }
            }
        }
    }
}

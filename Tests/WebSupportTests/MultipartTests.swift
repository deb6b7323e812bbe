import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Primitives
import Testing
import WebSupport

/// Uploads in chunks of any size, within their limits.
@Suite struct FileKindTests {
    @Test(
        arguments: [
            ([0xFF, 0xD8, 0xFF, 0xE0], FileKind.jpeg), ([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], .png),
            (Array("RIFF1234WEBPVP8 ".utf8), .webp), (Array("%PDF-1.7".utf8), .pdf),
            ([0, 0, 0, 24] + Array("ftypheic".utf8), .heic),
            (Array("GIF89a".utf8), nil), (Array("<svg>".utf8), nil), ([], nil), ([0xFF, 0xD8], nil),
            (Array("MZ".utf8), nil), (Array("RIFF1234WAVE".utf8), nil), ([0, 0, 0, 24] + Array("ftypisom".utf8), nil),
        ] as [([UInt8], FileKind?)])
    func `knows a file by its bytes`(bytes: [UInt8], kind: FileKind?) {
        #expect(FileKind.detect(bytes) == kind)
    }
}

@Suite struct SubmissionTests {
    static let photo: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array("\r\n--line\r\n photo \r".utf8)

    static func body(
        fields: [(String, String)], photo: [UInt8] = photo, name: String = "身份证.jpg", type: String = "image/jpeg"
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        for (name, value) in fields {
            bytes += Array("--line-1\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        let disposition = "form-data; name=\"photo\"; filename=\"\(name)\""
        bytes += Array("--line-1\r\nContent-Disposition: \(disposition)\r\nContent-Type: \(type)\r\n\r\n".utf8)
        return bytes + photo + Array("\r\n--line-1--\r\n".utf8)
    }

    /// Sends a body to the form route with a right token and returns status and text.
    static func send(_ bytes: (String) -> [UInt8]) async throws -> (HTTPResponse.Status, String) {
        let site = try TestSite.make()
        let body = ByteBuffer(bytes: bytes(site.forms.token(boundTo: TestSite.citizen.formSecret)))
        return try await TestSite.application(site).test(.router) { client in
            var headers = TestSite.citizenCookie
            headers[.contentType] = "multipart/form-data; boundary=line-1"
            return try await client.execute(
                uri: "/echo", method: .post, headers: headers, body: body
            ) { response in (response.status, String(buffer: response.body)) }
        }
    }

    @Test func `takes fields and a photo that contains a boundary of its own`() async throws {
        let (status, text) = try await Self.send {
            Self.body(fields: [("form-token", $0), ("form-key", "k"), ("name", "赵小龙"), ("with-photo", "1")])
        }
        #expect(status == .ok)
        #expect(text == #"{"key":"k","name":"赵小龙","photo":"jpeg 22 身份证.jpg"}"#)
    }

    @Test func `a photo over ten megabytes is refused in words, and the request's other fields are read`() async throws
    {
        let large = [0xFF, 0xD8, 0xFF] + [UInt8](repeating: 7, count: 20 << 20)
        let (status, text) = try await Self.send {
            Self.body(fields: [("form-token", $0), ("with-photo", "1")], photo: large)
        }
        #expect(status == .contentTooLarge)
        #expect(text.contains("照片太大了") && text.contains("10 MB"))
        let (kept, said) = try await Self.send {
            Self.body(fields: [("form-token", $0), ("name", "仍在")], photo: large)
        }
        #expect(kept == .ok)
        #expect(said.contains("仍在"))
    }

    @Test(arguments: [
        ("%PDF-1.7 …", "照片.jpg", "image/jpeg", "文件和名字对不上"), ("MZ program", "照片.jpg", "image/jpeg", "这个文件打不开"),
        ("%PDF-1.7 …", "申请.pdf", "text/html", "文件和名字对不上"), ("", "", "application/octet-stream", "还没有选照片"),
    ])
    func `a file that lies about its type gets a clear page`(
        content: String, name: String, type: String, words: String
    ) async throws {
        let (status, text) = try await Self.send {
            Self.body(
                fields: [("form-token", $0), ("with-photo", "1")], photo: Array(content.utf8), name: name, type: type)
        }
        #expect(status == .unsupportedMediaType)
        #expect(text.contains(words))
    }

    @Test func `a body cut short anywhere is refused, never half read`() async throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<60 {
            let (status, _) = try await Self.send { token in
                let whole = Self.body(fields: [("form-token", token), ("with-photo", "1")])
                return Array(whole.prefix(Int.random(in: 0..<(whole.count - 4), using: &generator)))
            }
            #expect(status == .badRequest)
        }
    }

    @Test func `noise in a body never does more than refuse it`() async throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<120 {
            let (status, _) = try await Self.send { token in
                var bytes = Self.body(fields: [("form-token", token), ("with-photo", "1")])
                for _ in 0..<Int.random(in: 1...12, using: &generator) {
                    bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                        in: 0...255, using: &generator)
                }
                return bytes
            }
            #expect(status != .internalServerError)
        }
    }

    @Test(arguments: [
        "--line-1\r\nContent-Type: text/plain\r\n\r\nx\r\n--line-1--", "--line-1\r\nno colon\r\n\r\nx\r\n--line-1--",
        "--line-1x\r\n", "--line-1\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--line-1--",
    ])
    func `what is against the grammar is refused`(text: String) async throws {
        let (status, page) = try await Self.send { _ in Array(text.utf8) }
        #expect(status == .badRequest)
        #expect(page.contains("没看懂这次提交"))
    }

    @Test func `too many parts and too much text are refused`() async throws {
        let (status, _) = try await Self.send { token in
            Self.body(fields: [("form-token", token)] + (0..<200).map { ("f\($0)", "x") })
        }
        #expect(status == .badRequest)
        let (large, _) = try await Self.send { token in
            Self.body(fields: [("form-token", token), ("story", String(repeating: "长", count: 30_000))])
        }
        #expect(large == .contentTooLarge)
    }
}

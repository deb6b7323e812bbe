import NIOCore
import Primitives
import Testing
import WebSupport

@Suite struct MultipartParserTests {
    @Test func `gives the same parts however the bytes are cut`() async throws {
        let photo = SubmissionTests.photo + [UInt8](repeating: 13, count: 100) + Array("\r\n--line-".utf8)
        let bytes = SubmissionTests.body(fields: [("a", "1"), ("b", ""), ("c", "\r\n")], photo: photo)
        let whole = try MultipartForm(boundary: "line-1", chunks: [ByteBuffer(bytes: bytes)])
        #expect(whole.values == FormValues([("a", "1"), ("b", ""), ("c", "\n")]))
        #expect(whole.files.map(\.content) == [ByteBuffer(bytes: photo)])
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<300 {
            var chunks: [ByteBuffer] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let length = min(
                    rest.count, Int.random(in: 1...Int.random(in: 1...60, using: &generator), using: &generator))
                chunks.append(ByteBuffer(bytes: rest.prefix(length)))
                rest = rest.dropFirst(length)
            }
            #expect(try MultipartForm(boundary: "line-1", chunks: chunks) == whole)
        }
    }

    @Test func `every prefix is a typed error`() throws {
        let bytes = SubmissionTests.body(fields: [("a", "1")])
        for length in 0..<(bytes.count - 4) {
            #expect(throws: MultipartError.truncated) {
                try MultipartForm(boundary: "line-1", chunks: [ByteBuffer(bytes: bytes.prefix(length))])
            }
        }
    }
}

package import NIOCore

/// Gathers the parts of a multipart request within limits.
///
/// A file over its own limit is marked and its bytes are dropped while the rest is still read, so that the page can
/// show the form again with everything else that was typed. Text over its limit, too many parts or too much in all
/// is an error.
struct MultipartCollector: Sendable {
    /// Limits of one request.
    struct Limits: Sendable {
        var totalBytesMax = 12 << 20
        var fileBytesMax = 10 << 20
        var textBytesMax = 64 << 10
        var partsMax = 200
        /// Bytes read and dropped before the sender is cut off; a browser shows an answer only after it has sent all.
        var drainBytesMax = 64 << 20
    }

    private var parser: MultipartParser
    private let limits: Limits
    private var values = FormValues()
    private var files: [ReceivedFile] = []
    private var current: ReceivedFile?
    private var isFile = false
    private var keptBytes = 0
    private var partCount = 0

    init(boundary: String, limits: Limits = Limits()) throws(MultipartError) {
        parser = try MultipartParser(boundary: boundary)
        self.limits = limits
    }

    /// Boundary of a content type, nil when it is not multipart form data.
    static func boundary(ofContentType contentType: String) -> String? {
        guard contentType.lowercased().hasPrefix("multipart/form-data"),
            let mark = contentType.lowercased().firstRange(of: "boundary=")
        else { return nil }
        let rest = contentType[mark.upperBound...]
        let value = rest.first == "\"" ? rest.dropFirst().prefix { $0 != "\"" } : rest.prefix { $0 != ";" && $0 != " " }
        return value.isEmpty ? nil : String(value)
    }

    mutating func feed(_ chunk: ByteBuffer) throws(MultipartError) {
        for event in try parser.feed(chunk) {
            switch event {
            case .partBegan(let header): try begin(header)
            case .bytes(let bytes): try take(bytes)
            case .partEnded: try end()
            }
        }
    }

    /// The values and files when all bytes have come.
    func finish() throws(MultipartError) -> (values: FormValues, files: [ReceivedFile]) {
        try parser.finish()
        return (values, files)
    }

    private mutating func begin(_ header: MultipartHeader) throws(MultipartError) {
        partCount += 1
        guard partCount <= limits.partsMax else { throw .tooManyParts(limit: limits.partsMax) }
        isFile = header.fileName != nil
        current = ReceivedFile(
            field: header.name, fileName: header.fileName ?? "", claimedType: header.contentType,
            content: ByteBuffer())
    }

    private mutating func take(_ bytes: ByteBuffer) throws(MultipartError) {
        guard var part = current, !part.isTooLarge else { return }
        // The only other holder lets go, or appending would copy the file at every chunk.
        current = nil
        let partMax = isFile ? limits.fileBytesMax : limits.textBytesMax
        if part.content.readableBytes + bytes.readableBytes > partMax {
            guard isFile else { throw .tooLarge(limitBytes: partMax) }
            keptBytes -= part.content.readableBytes
            part.content = ByteBuffer()
            part.isTooLarge = true
        } else {
            part.content.writeImmutableBuffer(bytes)
            keptBytes += bytes.readableBytes
        }
        current = part
        guard keptBytes <= limits.totalBytesMax else { throw .tooLarge(limitBytes: limits.totalBytesMax) }
    }

    private mutating func end() throws(MultipartError) {
        guard let part = current else { return }
        current = nil
        if isFile {
            files.append(part)
        } else {
            guard let text = String(validating: part.content.readableBytesView, as: UTF8.self) else {
                throw .malformed("the text of '\(part.field)' is not UTF-8")
            }
            values.append(part.field, text)
        }
    }
}

/// A multipart request read from pieces, for callers that have no HTTP request: imports and tests.
package struct MultipartForm: Hashable, Sendable {
    /// The text parts.
    package let values: FormValues
    /// The file parts, unjudged.
    package let files: [ReceivedFile]

    /// Reads the pieces in order, within the limits of a form.
    package init(boundary: String, chunks: some Sequence<ByteBuffer>) throws(MultipartError) {
        var collector = try MultipartCollector(boundary: boundary)
        for chunk in chunks { try collector.feed(chunk) }
        (values, files) = try collector.finish()
    }
}

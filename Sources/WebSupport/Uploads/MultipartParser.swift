import NIOCore

/// A streaming reader of `multipart/form-data` (RFC 7578) as a value: bytes in, events out, whatever the chunks.
struct MultipartParser: Sendable {
    /// What the bytes said.
    enum Event: Hashable, Sendable {
        case partBegan(MultipartHeader)
        case bytes(ByteBuffer)
        case partEnded
    }

    /// Longest header block of one part.
    static let headerBytesMax = 8 << 10

    private enum State: Hashable, Sendable {
        case preamble, afterBoundary, header, body, epilogue
    }

    private let delimiter: [UInt8]
    private var buffer: ByteBuffer
    private var state = State.preamble

    /// A parser for a boundary of 1 to 70 characters (RFC 2046, section 5.1.1).
    init(boundary: String) throws(MultipartError) {
        guard (1...70).contains(boundary.utf8.count) else { throw .malformed("the boundary has a wrong length") }
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first boundary may open the body; a line end before it makes it look like every other.
        buffer = ByteBuffer(bytes: [13, 10])
    }

    /// Takes some bytes and returns what they complete.
    mutating func feed(_ chunk: ByteBuffer) throws(MultipartError) -> [Event] {
        buffer.writeImmutableBuffer(chunk)
        var events: [Event] = []
        while try step(&events) {}
        buffer.discardReadBytes()
        return events
    }

    /// Says that no bytes follow; a body cut short is an error.
    func finish() throws(MultipartError) {
        guard state == .epilogue else { throw .truncated }
    }

    private mutating func step(_ events: inout [Event]) throws(MultipartError) -> Bool {
        switch state {
        case .preamble, .body: return skipToDelimiter(&events)
        case .afterBoundary: return try readBoundaryEnd()
        case .header: return try readHeader(&events)
        case .epilogue:
            buffer.moveReaderIndex(to: buffer.writerIndex)
            return false
        }
    }

    private mutating func skipToDelimiter(_ events: inout [Event]) -> Bool {
        let found = Self.offset(of: delimiter, in: buffer)
        // Without a delimiter, its beginning may still stand at the end of what is here.
        let length = found ?? max(0, buffer.readableBytes - (delimiter.count - 1))
        if let content = buffer.readSlice(length: length), length > 0, state == .body { events.append(.bytes(content)) }
        guard found != nil else { return false }
        buffer.moveReaderIndex(forwardBy: delimiter.count)
        if state == .body { events.append(.partEnded) }
        state = .afterBoundary
        return true
    }

    private mutating func readBoundaryEnd() throws(MultipartError) -> Bool {
        while let byte = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self), byte == 32 || byte == 9 {
            buffer.moveReaderIndex(forwardBy: 1)
        }
        guard let mark = buffer.readInteger(as: UInt16.self) else { return false }
        switch mark {
        case 0x0D0A: state = .header
        case 0x2D2D: state = .epilogue
        default: throw .malformed("a boundary is followed by other bytes")
        }
        return true
    }

    private mutating func readHeader(_ events: inout [Event]) throws(MultipartError) -> Bool {
        guard let length = Self.offset(of: [13, 10, 13, 10], in: buffer) else {
            guard buffer.readableBytes <= Self.headerBytesMax else { throw .headerTooLarge }
            return false
        }
        guard length <= Self.headerBytesMax, let bytes = buffer.readBytes(length: length) else { throw .headerTooLarge }
        buffer.moveReaderIndex(forwardBy: 4)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed("a header is not UTF-8") }
        events.append(.partBegan(try MultipartHeader(text)))
        state = .body
        return true
    }

    private static func offset(of needle: [UInt8], in buffer: ByteBuffer) -> Int? {
        let view = buffer.readableBytesView
        var start = view.startIndex
        while let first = view[start...].firstIndex(of: needle[0]) {
            guard view.endIndex - first >= needle.count else { return nil }
            if view[first..<(first + needle.count)].elementsEqual(needle) { return first - view.startIndex }
            start = first + 1
        }
        return nil
    }
}

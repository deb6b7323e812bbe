import Glibc

/// What a file may hold before it is refused, so that a wrong file cannot exhaust memory.
package struct CSVLimits: Hashable, Sendable {
    /// Longest record in bytes, quotes and line breaks included.
    package var recordBytes: Int
    /// Most records, the header not counted.
    package var rows: Int

    /// Limits by their numbers.
    package init(recordBytes: Int = 65_536, rows: Int = 100_000_000) {
        self.recordBytes = recordBytes
        self.rows = rows
    }
}

/// Reads the records of a CSV file (RFC 4180, UTF-8, optional byte order mark, LF or CRLF) in chunks of 1 MiB.
///
/// Fields are views into the reader's buffer and valid until the next call of `next`; no field is copied unless it
/// holds doubled quotes.
@safe final class CSVReader {
    /// What is wrong with the form of a record.
    enum Fault { case strayQuote, unterminatedQuote, tooLong }

    private(set) var row = 0
    private(set) var fault: Fault?
    private(set) var fields: [UnsafeBufferPointer<UInt8>] = unsafe []
    /// The record's bytes as they stand in the file, without the line break.
    private(set) var record = unsafe UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// Whether the last record of the file has no line break, which a file cut off has too.
    private(set) var endsWithoutLineBreak = false

    private let descriptor: Int32
    private let limits: CSVLimits
    private let buffer: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    private let scratch: UnsafeMutablePointer<UInt8>
    private var spans: [Span] = []
    private var position = 0
    private var filled = 0
    private var isAtEnd = false

    private struct Span { var start: Int, end: Int, hasDoubledQuotes: Bool }
    private enum Scan { case record(end: Int, next: Int), needsMore }

    init(path: String, limits: CSVLimits) throws(SnapshotError) {
        descriptor = try FileAccess.open(path, O_RDONLY)
        self.limits = limits
        capacity = max(1 << 20, limits.recordBytes * 2)
        unsafe buffer = .allocate(capacity: capacity)
        unsafe scratch = .allocate(capacity: limits.recordBytes + 1)
        try refill(path: path)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if filled >= 3, unsafe UnsafeBufferPointer(start: buffer, count: 3).elementsEqual(mark) { position = 3 }
        self.path = path
    }

    private var path = ""

    deinit {
        close(descriptor)
        unsafe buffer.deallocate()
        unsafe scratch.deallocate()
    }

    /// Reads the next record that is not a blank line; false at the end of the file.
    func next() throws(SnapshotError) -> Bool {
        while true {
            fault = nil
            if position == filled, isAtEnd { return false }
            switch scan() {
            case .needsMore:
                if filled - position > limits.recordBytes || isAtEnd {
                    try skipLine(because: isAtEnd ? .unterminatedQuote : .tooLong)
                    return true
                }
                try refill(path: path)
                continue
            case .record(let end, let next):
                let start = position
                position = next
                row += 1
                if end == start { continue }
                if end - start > limits.recordBytes {
                    fault = .tooLong
                    unsafe fields.removeAll(keepingCapacity: true)
                    unsafe record = unsafe UnsafeBufferPointer(start: buffer + start, count: min(end - start, 200))
                    return true
                }
                unsafe record = unsafe UnsafeBufferPointer(start: buffer + start, count: end - start)
                collectFields()
                return true
            }
        }
    }

    /// Finds the record that starts at `position` and the spans of its fields.
    private func scan() -> Scan {
        let bytes = unsafe buffer
        let limit = filled
        var index = position
        spans.removeAll(keepingCapacity: true)
        while true {
            if index < limit, unsafe bytes[index] == UInt8(ascii: "\"") {
                var doubled = false
                let start = index + 1
                index = start
                while true {
                    while index < limit, unsafe bytes[index] != UInt8(ascii: "\"") { index += 1 }
                    if index >= limit { return .needsMore }
                    if index + 1 < limit, unsafe bytes[index + 1] == UInt8(ascii: "\"") {
                        doubled = true
                        index += 2
                        continue
                    }
                    if index + 1 >= limit, !isAtEnd { return .needsMore }
                    break
                }
                spans.append(Span(start: start, end: index, hasDoubledQuotes: doubled))
                index += 1
                if index < limit, !Self.endsField(unsafe bytes[index]) { fault = .strayQuote }
                while index < limit, unsafe !Self.endsField(bytes[index]) { index += 1 }
            } else {
                let start = index
                while index < limit {
                    let byte = unsafe bytes[index]
                    if byte <= UInt8(ascii: ","), Self.endsField(byte) { break }
                    if byte == UInt8(ascii: "\"") { fault = .strayQuote }
                    index += 1
                }
                spans.append(Span(start: start, end: index, hasDoubledQuotes: false))
            }
            if index >= limit {
                if !isAtEnd { return .needsMore }
                endsWithoutLineBreak = true
                return .record(end: index, next: index)
            }
            switch unsafe bytes[index] {
            case UInt8(ascii: ","): index += 1
            case UInt8(ascii: "\n"): return .record(end: index, next: index + 1)
            default:
                if index + 1 >= limit, !isAtEnd { return .needsMore }
                let isPair = index + 1 < limit ? unsafe bytes[index + 1] == UInt8(ascii: "\n") : false
                return .record(end: index, next: index + (isPair ? 2 : 1))
            }
        }
    }

    @inline(__always)
    private static func endsField(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private func collectFields() {
        unsafe fields.removeAll(keepingCapacity: true)
        var used = 0
        for span in spans {
            guard span.hasDoubledQuotes else {
                unsafe fields.append(UnsafeBufferPointer(start: buffer + span.start, count: span.end - span.start))
                continue
            }
            let start = used
            var index = span.start
            while index < span.end {
                let byte = unsafe buffer[index]
                unsafe scratch[used] = byte
                used += 1
                index += byte == UInt8(ascii: "\"") ? 2 : 1
            }
            unsafe fields.append(UnsafeBufferPointer(start: scratch + start, count: used - start))
        }
    }

    /// Gives up the record at `position`: the reader goes on behind the next line break, however far that is.
    private func skipLine(because reason: Fault) throws(SnapshotError) {
        row += 1
        fault = reason
        unsafe fields.removeAll(keepingCapacity: true)
        let start = position
        var index = position
        while index < filled, unsafe buffer[index] != UInt8(ascii: "\n") { index += 1 }
        if index < filled {
            unsafe record = unsafe UnsafeBufferPointer(start: buffer + start, count: min(index - start, 200))
            position = index + 1
            return
        }
        // The line is longer than the buffer: keep its beginning for the report, drop the rest as it is read.
        let kept = min(filled - start, min(200, limits.recordBytes))
        for offset in 0..<kept { unsafe scratch[offset] = buffer[start + offset] }
        unsafe record = unsafe UnsafeBufferPointer(start: scratch, count: kept)
        while !isAtEnd {
            position = filled
            try refill(path: path)
            index = position
            while index < filled, unsafe buffer[index] != UInt8(ascii: "\n") { index += 1 }
            if index < filled {
                position = index + 1
                return
            }
        }
        position = filled
    }

    /// Moves what is left to the front of the buffer and reads on behind it.
    private func refill(path: String) throws(SnapshotError) {
        let rest = filled - position
        if position > 0 {
            unsafe buffer.update(from: buffer + position, count: rest)
            position = 0
            filled = rest
        }
        let count = try unsafe FileAccess.read(descriptor, buffer + filled, capacity - filled, path: path)
        if count == 0 { isAtEnd = true }
        filled += count
    }
}

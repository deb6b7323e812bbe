/// Writes the header of a segment: numbers in seven-bit groups, texts behind their length.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func append(_ number: Int) { append(UInt64(bitPattern: Int64(number))) }

    mutating func append(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func append(_ text: String) {
        append(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append<Element>(_ list: [Element], _ each: (inout ByteWriter, Element) -> Void) {
        append(list.count)
        for element in list { each(&self, element) }
    }
}

/// Reads what `ByteWriter` wrote; bytes that do not fit are damage.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int
    private let path: String

    init(_ bytes: ArraySlice<UInt8>, path: String) {
        (self.bytes, self.path) = (bytes, path)
        position = bytes.startIndex
    }

    private var damage: SnapshotError { SnapshotError(.damaged, subject: path, cause: "文件头内容不符") }

    private mutating func byte() throws(SnapshotError) -> UInt8 {
        guard position < bytes.endIndex else { throw damage }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func number() throws(SnapshotError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = try byte()
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw damage
    }

    mutating func integer() throws(SnapshotError) -> Int { Int(truncatingIfNeeded: try number()) }

    /// A count or an offset: not below zero, and not more than a header may name.
    mutating func count() throws(SnapshotError) -> Int {
        let value = try integer()
        guard value >= 0, value < 1 << 48 else { throw damage }
        return value
    }

    mutating func flag() throws(SnapshotError) -> Bool { try byte() != 0 }

    mutating func text() throws(SnapshotError) -> String {
        let length = try count()
        guard length <= bytes.endIndex - position else { throw damage }
        defer { position += length }
        return String(decoding: bytes[position..<position + length], as: UTF8.self)
    }

    mutating func list<Element>(
        _ each: (inout ByteReader) throws(SnapshotError) -> Element
    ) throws(SnapshotError) -> [Element] {
        let length = try count()
        guard length <= bytes.count else { throw damage }
        var elements: [Element] = []
        for _ in 0..<length { elements.append(try each(&self)) }
        return elements
    }
}

import Columns

/// Texts one behind another, and where each begins.
struct PackedLines: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var starts: [UInt32] = [0]

    var count: Int { starts.count - 1 }
    var indices: Range<Int> { 0..<count }

    init() {}

    /// A line as text.
    func text(_ line: Int) -> String { String(decoding: self[line], as: UTF8.self) }

    /// Whether each line comes before the next.
    var ascends: Bool { (1..<max(1, count)).allSatisfy { isBefore($0 - 1, $0) } }

    private func isBefore(_ line: Int, _ other: Int) -> Bool { with(line) { a in with(other) { precedes(a, $0) } } }

    /// The lines in the order of their bytes, by their numbers.
    func sorted() -> [Int] {
        if ascends { return Array(indices) }
        // Beginnings as numbers decide most comparisons without looking at the bytes.
        struct Key {
            let (high, low): (UInt64, UInt64)
            let line: Int
        }
        let keys = indices.map { line in
            with(line) { text in
                func part(_ range: Range<Int>) -> UInt64 {
                    range.reduce(0) { $0 << 8 | ($1 < text.count ? UInt64(text[$1]) : 0) }
                }
                return Key(high: part(0..<8), low: part(8..<16), line: line)
            }
        }
        return keys.sorted {
            if $0.high != $1.high { return $0.high < $1.high }
            if $0.low != $1.low { return $0.low < $1.low }
            return isBefore($0.line, $1.line)
        }.map(\.line)
    }

    init(bytes: [UInt8], starts: [UInt32]) { (self.bytes, self.starts) = (bytes, starts) }

    mutating func reserve(_ count: Int, bytes: Int) {
        starts.reserveCapacity(count + 1)
        self.bytes.reserveCapacity(bytes)
    }

    mutating func append(_ line: some Collection<UInt8>) {
        bytes.append(contentsOf: line)
        endLine()
    }

    /// Adds bytes to the line that `endLine` ends.
    @inline(__always)
    mutating func extend(_ part: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: part) }

    /// Adds a byte to the line that `endLine` ends.
    mutating func extend(_ byte: UInt8) { bytes.append(byte) }

    /// Adds a text to the line that `endLine` ends.
    mutating func extend(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Adds a number to the line that `endLine` ends.
    mutating func extend(decimal number: UInt64) {
        if number >= 10 { extend(decimal: number / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }

    /// Ends the line that is being written.
    mutating func endLine() { starts.append(UInt32(bytes.count)) }

    /// Calls a closure with the bytes of a line.
    @inline(__always)
    func with<Result>(_ line: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        let range = Int(starts[line])..<Int(starts[line + 1])
        return try bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Adds a stretch of another's lines.
    mutating func append(_ other: PackedLines, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let (first, end) = (other.starts[range.lowerBound], other.starts[range.upperBound])
        let shift = UInt32(bytes.count) &- first
        bytes.append(contentsOf: other.bytes[Int(first)..<Int(end)])
        for line in range { starts.append(other.starts[line + 1] &+ shift) }
    }

    subscript(_ line: Int) -> ArraySlice<UInt8> { bytes[Int(starts[line])..<Int(starts[line + 1])] }

    /// The lines in another order.
    func arranged(_ order: [Int]) -> PackedLines {
        var lines = PackedLines()
        lines.reserve(order.count, bytes: bytes.count)
        for line in order {
            with(line) { lines.extend($0) }
            lines.endLine()
        }
        return lines
    }

    /// The place of a line among lines that ascend.
    func position(of line: some Collection<UInt8>) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].lexicographicallyPrecedes(line) { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low].elementsEqual(line) ? low : nil
    }
}

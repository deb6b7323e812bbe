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
    var ascends: Bool { (1..<max(1, count)).allSatisfy { self[$0 - 1].lexicographicallyPrecedes(self[$0]) } }

    init(bytes: [UInt8], starts: [UInt32]) { (self.bytes, self.starts) = (bytes, starts) }

    mutating func reserve(_ count: Int, bytes: Int) {
        starts.reserveCapacity(count + 1)
        self.bytes.reserveCapacity(bytes)
    }

    mutating func append(_ line: some Collection<UInt8>) {
        bytes.append(contentsOf: line)
        starts.append(UInt32(bytes.count))
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
        for line in order { lines.append(self[line]) }
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

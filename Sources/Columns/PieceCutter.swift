/// Cuts a file into pieces of whole records, each at most so many bytes; a line longer than that stands alone.
struct PieceCutter {
    struct Cut {
        let number: Int
        let range: Range<Int>
        /// Whether the range is one line that is longer than a piece, and is not to be read.
        let isOverlong: Bool
    }

    private let file: CSVFile
    private let pieceBytes: Int
    /// Where the cutting ends, which is where a record does.
    private let end: Int
    /// Whether quotes are counted, because some field holds line breaks.
    private let isCareful: Bool
    private var offset: Int
    private var number = 0

    /// Cuts a whole file, or a range that begins and ends where records do.
    init(_ file: CSVFile, _ range: Range<Int>? = nil, pieceBytes: Int, isCareful: Bool) {
        (self.file, self.pieceBytes, self.isCareful) = (file, pieceBytes, isCareful)
        (offset, end) = (range?.lowerBound ?? file.firstRecord, range?.upperBound ?? file.size)
    }

    mutating func next() throws(SnapshotError) -> Cut? {
        guard offset < end else { return nil }
        let start = offset
        var isOverlong = false
        if start + pieceBytes >= end {
            offset = end
        } else if let next = try isCareful ? carefulEnd(start) : lastBreak(start) {
            offset = next
        } else {
            offset = try file.recordStart(atOrAfter: start + pieceBytes)
            isOverlong = true
        }
        defer { number += 1 }
        return Cut(number: number, range: start..<offset, isOverlong: isOverlong)
    }

    /// Behind the last line break of a piece that begins at an offset.
    private func lastBreak(_ start: Int) throws(SnapshotError) -> Int? {
        var end = start + pieceBytes
        var step = 4096
        while end > start {
            let begin = max(start, end - step)
            let bytes = try file.bytes(begin..<end)
            if let found = bytes.lastIndex(of: UInt8(ascii: "\n")) { return begin + found + 1 }
            end = begin
            step = 65_536
        }
        return nil
    }

    /// Behind the last whole record of a piece; a quote left open through all of it costs its own line only.
    private func carefulEnd(_ start: Int) throws(SnapshotError) -> Int? {
        var bytes = try file.bytes(start..<start + pieceBytes)
        let count = bytes.count
        return unsafe bytes.withUnsafeMutableBufferPointer { buffer -> Int? in
            guard let base = buffer.baseAddress else { return nil }
            var scan = RecordScan(position: 0, end: count)
            var end: Int?
            while let record = unsafe scan.next(in: base) {
                let isWhole = unsafe base[record.range.upperBound - 1] == UInt8(ascii: "\n")
                if record.isUnterminated || !isWhole {
                    // Its end may stand in the next piece, unless it began with this one.
                    return end ?? (isWhole ? start + record.range.upperBound : nil)
                }
                end = start + record.range.upperBound
            }
            return end
        }
    }
}

/// A record that is not as many fields as the header says, or whose quotes do not fit.
package struct RecordFault: Hashable, Sendable {
    /// How many lines of the piece stand before it.
    package let line: Int
    /// What is wrong; `strayQuote`, `unterminatedQuote` or `fieldCount`.
    package let reason: ProblemReason
    /// How many fields it has.
    package let fieldCount: Int
    /// Its first bytes, at most two hundred.
    package let text: [UInt8]
    /// How many good records of the piece stand before it.
    package let recordsBefore: Int
}

/// A field that does not hold what its column should.
package struct FieldFault: Hashable, Sendable {
    /// The record's position among the good records of the piece.
    package let record: Int
    /// What is wrong.
    package let reason: ProblemReason
}

/// A piece of a CSV file in memory: whole records, and where each field begins.
///
/// Loading finds all separators sixty-four bytes at a time; columns are then read one after another, each by a loop
/// for its type over the records asked for, in the order asked for. Records that are not well-formed are taken out
/// and listed; the others go on. A piece is filled again and again; nothing read from it outlives the next `load`.
@safe package final class CSVPiece {
    /// How many fields a record has.
    package let fieldCount: Int
    /// How many good records there are.
    package private(set) var count = 0
    /// The records taken out.
    package private(set) var faults: [RecordFault] = []
    /// Whether the piece ends between quotes, so that the next piece does not begin where a record begins.
    package private(set) var endsInsideQuotes = false
    /// Lines of the piece, good and bad, blank ones counted.
    package private(set) var lineCount = 0

    /// Longest record in bytes; a longer one is taken out.
    package var recordLimit = Int.max

    /// The lines of the good records, where bad records or blank lines stand between them.
    private var lines: [Int] = []

    /// Bytes in front of the text, so that eight or sixteen bytes may be loaded that end with any field.
    static let margin = 64

    var text: UnsafeMutablePointer<UInt8>
    /// Where each field begins; a field ends one byte before the next begins.
    var starts: UnsafeMutablePointer<UInt32>
    var byteCount = 0
    /// Whether a byte of the piece is neither a printable ASCII character nor a line break.
    var isPlainText = true
    /// Whether the text is known to be well-formed UTF-8 or not to be.
    var isValid: Bool?
    private var capacity: Int
    private var startCapacity = 0

    /// An empty piece for records of so many fields.
    package init(fieldCount: Int) {
        precondition(fieldCount > 0, "A record has a field or more.")
        self.fieldCount = fieldCount
        capacity = 0
        unsafe text = .allocate(capacity: 2 * Self.margin) + Self.margin
        unsafe starts = .allocate(capacity: 0)
    }

    deinit {
        unsafe (text - Self.margin).deallocate()
        unsafe starts.deallocate()
    }

    /// Reads a range of a file that begins and ends where records do, and finds its fields.
    package func load(_ file: CSVFile, _ range: Range<Int>) throws(SnapshotError) {
        precondition(range.count < Int(UInt32.max) - 128, "A piece is shorter than 4 GiB.")
        try read(file, range)
        findFields(range.count)
    }

    /// The same, and a checksum of the bytes as they stand in the file.
    func loadSummed(_ file: CSVFile, _ range: Range<Int>) throws(SnapshotError) -> UInt64 {
        try read(file, range)
        let sum = unsafe Checksum.of(UnsafeRawBufferPointer(start: text, count: range.count))
        findFields(range.count)
        return sum
    }

    private func read(_ file: CSVFile, _ range: Range<Int>) throws(SnapshotError) {
        reserve(range.count + 1)
        try unsafe file.read(range, to: text)
    }

    /// Takes bytes that hold whole records, and finds their fields.
    package func load(_ bytes: some Collection<UInt8>) {
        reserve(bytes.count + 1)
        _ = unsafe UnsafeMutableBufferPointer(start: text, count: bytes.count).update(fromContentsOf: bytes)
        findFields(bytes.count)
    }

    private func findFields(_ loaded: Int) {
        byteCount = loaded
        if loaded > 0, unsafe text[loaded - 1] != UInt8(ascii: "\n") {
            unsafe text[loaded] = UInt8(ascii: "\n")
            byteCount += 1
        }
        // The scan reads whole blocks of 64 bytes; what lies behind the text must not look like a separator.
        unsafe (text + byteCount).initialize(repeating: 0, count: Self.margin)
        faults.removeAll()
        isValid = nil
        lines.removeAll(keepingCapacity: true)
        endsInsideQuotes = false
        let found = unsafe SeparatorScan.run(text, byteCount, into: starts)
        isPlainText = found.isPlainText
        if found.isWellFormed, found.separators % fieldCount == 0, hasLineBreaks(found) {
            count = found.separators / fieldCount
            lineCount = count
        } else {
            takeOutFaults()
        }
    }

    /// Whether the last field of each record, and no other, ends with a line break.
    private func hasLineBreaks(_ found: SeparatorScan.Found) -> Bool {
        let records = found.separators / fieldCount
        guard found.lineBreaks == records else { return false }
        var next = fieldCount
        var (begin, longest) = (0, 0)
        var allBreaks = true
        for _ in 0..<records {
            let end = unsafe Int(starts[next])
            allBreaks = unsafe allBreaks && text[end &- 1] == UInt8(ascii: "\n")
            longest = max(longest, end &- begin)
            begin = end
            next += fieldCount
        }
        return allBreaks && longest <= recordLimit
    }

    /// Goes through the records one by one, closes the gaps that bad ones and blank lines leave, and scans again.
    private func takeOutFaults() {
        var reader = RecordScan(position: 0, end: byteCount)
        var kept = 0
        count = 0
        lineCount = 0
        while let record = unsafe reader.next(in: text) {
            let range = record.range
            lineCount += 1
            if record.isBlank { continue }
            if let reason = reason(against: record) {
                let shown = unsafe Array(
                    UnsafeBufferPointer(start: text + range.lowerBound, count: min(range.count, 200)))
                endsInsideQuotes = endsInsideQuotes || record.isUnterminated
                faults.append(
                    RecordFault(
                        line: lineCount - 1, reason: reason, fieldCount: record.fields, text: shown,
                        recordsBefore: count))
                continue
            }
            lines.append(lineCount - 1)
            if kept != range.lowerBound {
                unsafe (text + kept).update(from: text + range.lowerBound, count: range.count)
            }
            kept += range.count
            count += 1
        }
        byteCount = kept
        unsafe (text + kept).initialize(repeating: 0, count: Self.margin)
        let found = unsafe SeparatorScan.run(text, byteCount, into: starts)
        precondition(found.separators == count * fieldCount, "Good records have as many fields as the header.")
    }

    private func reason(against record: RecordScan.Record) -> ProblemReason? {
        if record.isUnterminated || record.isCutShort { return .unterminatedQuote }
        if record.hasStrayQuote { return .strayQuote }
        if record.range.count > recordLimit { return .lineTooLong }
        return record.fields == fieldCount ? nil : .fieldCount
    }

    /// The line of a good record, counted from the beginning of the piece.
    package func line(of record: Int) -> Int { record < lines.count ? lines[record] : record }

    /// Where a good record begins among the bytes of the piece, when no record before it was taken out.
    package func offset(of record: Int) -> Int { unsafe Int(starts[record * fieldCount]) }

    /// The bytes of a good record with its line break.
    package func bytes(of record: Int) -> [UInt8] {
        let (start, end) = (offset(of: record), offset(of: record + 1))
        return unsafe Array(UnsafeBufferPointer(start: text + start, count: end - start))
    }

    /// Room for a usual piece at least: what one file gives back fits the next, and what is not touched costs nothing.
    private func reserve(_ bytes: Int) {
        if bytes > capacity {
            unsafe (text - Self.margin).deallocate()
            capacity = max(bytes, capacity * 3 / 2, Intake.pieceBytes + 1)
            unsafe text = .allocate(capacity: capacity + 2 * Self.margin) + Self.margin
            unsafe (text - Self.margin).initialize(repeating: 0, count: Self.margin)
        }
        if capacity + Self.margin > startCapacity {
            unsafe starts.deallocate()
            startCapacity = capacity + Self.margin
            unsafe starts = .allocate(capacity: startCapacity + 1)
        }
    }

    /// Where a field begins and ends.
    @inline(__always)
    func bounds(_ record: Int, _ column: Int) -> (start: Int, end: Int) {
        let position = record * fieldCount + column
        return unsafe (Int(starts[position]), Int(starts[position + 1]) - 1)
    }

    /// The bytes of a field as they stand, without the carriage return of a line that ends in CR LF.
    @inline(__always)
    func rawField(_ record: Int, _ column: Int) -> UnsafeBufferPointer<UInt8> {
        let start = bounds(record, column).start
        var end = bounds(record, column).end
        if column == fieldCount - 1, end > start, unsafe text[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return unsafe UnsafeBufferPointer(start: text + start, count: end - start)
    }
}

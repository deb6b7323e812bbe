/// One batch of matched rows: for each the subject's number and the wanted columns, as the lookup orders them.
///
/// A source fills it and lends it to a body; the memory is used again for the next batch.
@safe package final class MatchedRows {
    /// How many rows.
    package private(set) var count = 0
    /// Which lookup of the request matched them.
    package private(set) var lookup = 0
    /// What could not be read, of these rows and of records before them.
    package var faults: [MatchedFault] = []

    private let capacity: Int
    private let subjectLanes: UnsafeMutablePointer<UInt32>
    private var lanes: [Lane] = unsafe []
    /// Memory for texts that do not stand in the source as they are handed over, filled one piece after the other.
    private var kept: [UnsafeMutableBufferPointer<UInt8>] = unsafe []
    private var keptPiece = 0
    private var keptBytes = 0

    private static let keptPieceBytes = 1 << 16

    @unsafe private struct Lane {
        var numbers: UnsafeMutablePointer<Int64>
        var given: UnsafeMutablePointer<UInt8>
        var texts: UnsafeMutablePointer<UnsafeBufferPointer<UInt8>>?
        var hasEmpty = false
    }

    /// Room for so many rows at most.
    package init(capacity: Int) {
        self.capacity = capacity
        unsafe subjectLanes = .allocate(capacity: capacity)
    }

    deinit {
        for position in unsafe kept.indices { unsafe kept[position].deallocate() }
        unsafe subjectLanes.deallocate()
        for position in unsafe lanes.indices {
            unsafe lanes[position].numbers.deallocate()
            unsafe lanes[position].given.deallocate()
            unsafe lanes[position].texts?.deallocate()
        }
    }

    // MARK: What a source does

    /// Begins a batch for a lookup; no column has an empty field until `markEmpty` says so.
    package func begin(_ count: Int, lookup: Int, columns: [RowColumn]) {
        precondition(count <= capacity, "A batch fits its memory.")
        (self.count, self.lookup) = (count, lookup)
        faults.removeAll(keepingCapacity: true)
        forget()
        for (position, column) in columns.enumerated() {
            if unsafe position == lanes.count {
                unsafe lanes.append(
                    Lane(numbers: .allocate(capacity: capacity), given: .allocate(capacity: capacity), texts: nil))
            }
            if column.form == .text, unsafe lanes[position].texts == nil {
                unsafe lanes[position].texts = .allocate(capacity: capacity)
            }
            unsafe lanes[position].hasEmpty = false
        }
    }

    /// Where the subjects' numbers go.
    @unsafe package var subjectTarget: UnsafeMutablePointer<UInt32> { unsafe subjectLanes }

    /// Where a column's numbers or prints go.
    @unsafe package func numberTarget(_ column: Int) -> UnsafeMutablePointer<Int64> { unsafe lanes[column].numbers }

    /// Where a column's texts go.
    @unsafe package func textTarget(_ column: Int) -> UnsafeMutablePointer<UnsafeBufferPointer<UInt8>> {
        guard let texts = unsafe lanes[column].texts else { preconditionFailure("The column was asked for as text.") }
        return unsafe texts
    }

    /// Says that a field is empty; its lane must still be written, with zero or an empty text.
    package func markEmpty(_ column: Int, _ row: Int) {
        if unsafe !lanes[column].hasEmpty {
            unsafe lanes[column].given.update(repeating: 1, count: count)
            unsafe lanes[column].hasEmpty = true
        }
        unsafe lanes[column].given[row] = 0
    }

    /// Keeps bytes until the batch ends, for texts that do not stand in the source as they are handed over.
    package func keep(_ bytes: some Collection<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let target = unsafe room(bytes.count)
        _ = unsafe target.update(fromContentsOf: bytes)
        return UnsafeBufferPointer(target)
    }

    /// Room for so many bytes until the batch ends.
    func room(_ bytes: Int) -> UnsafeMutableBufferPointer<UInt8> {
        while unsafe keptPiece < kept.count, unsafe keptBytes + bytes > kept[keptPiece].count {
            keptPiece += 1
            keptBytes = 0
        }
        if unsafe keptPiece == kept.count {
            unsafe kept.append(.allocate(capacity: max(bytes, Self.keptPieceBytes)))
            unsafe kept[keptPiece].initialize(repeating: 0)
        }
        defer { keptBytes += bytes }
        return unsafe UnsafeMutableBufferPointer(rebasing: kept[keptPiece][keptBytes..<keptBytes + bytes])
    }

    private func forget() { (keptPiece, keptBytes) = (0, 0) }

    // MARK: What a body reads

    /// The subjects' numbers.
    package var subjects: UnsafeBufferPointer<UInt32> { unsafe UnsafeBufferPointer(start: subjectLanes, count: count) }

    /// A column's numbers or prints, by its position in the lookup.
    package func numbers(_ column: Int) -> UnsafeBufferPointer<Int64> {
        unsafe UnsafeBufferPointer(start: lanes[column].numbers, count: count)
    }

    /// Whether any field of a column is empty.
    package func hasEmpty(_ column: Int) -> Bool { unsafe lanes[column].hasEmpty }

    /// Whether a field is not empty.
    @inline(__always)
    package func isGiven(_ column: Int, _ row: Int) -> Bool {
        unsafe !lanes[column].hasEmpty || lanes[column].given[row] != 0
    }

    /// The text of a field.
    @inline(__always)
    package func text(_ column: Int, _ row: Int) -> UnsafeBufferPointer<UInt8> { unsafe textTarget(column)[row] }
}

/// The record numbers that layers take away from the segments below them, for asking about many rows.
///
/// A bit for each number from the least to the greatest where that takes no more than what a table would.
/// `@unchecked Sendable` because nothing changes once they are made.
@safe final class TakenRecords: @unchecked Sendable {
    /// Bits by record number; whoever asks keeps the records they are of.
    @unsafe struct Bits: BitwiseCopyable {
        fileprivate let least: Int64
        fileprivate let count: UInt64
        fileprivate let words: UnsafePointer<UInt64>

        @inline(__always)
        func contains(_ record: Int64) -> Bool {
            let (distance, overflow) = unsafe record.subtractingReportingOverflow(least)
            let place = UInt64(bitPattern: distance)
            return unsafe !overflow && place < count && words[Int(place >> 6)] >> (place & 63) & 1 != 0
        }
    }

    /// Nil where a table has the numbers.
    let bits: Bits?
    private let words: Lane<UInt64>
    /// Open addressing; `RowTable.absent` is an empty place, since it is no record's number.
    private let slots: [Int64]
    private let shift: UInt64

    /// Bytes of bits that one record number is worth: those of its places in a table, and of the look at them.
    private static let bytesPerRecord = 64

    /// What some segments take away.
    init(_ later: ArraySlice<SegmentFile>) throws(SnapshotError) {
        var numbers: [Int64] = []
        numbers.reserveCapacity(later.reduce(0) { $0 + $1.header.taken.count })
        for segment in later { try segment.forEachTaken { numbers.append($0) } }
        let (least, greatest) = (numbers.min() ?? 0, numbers.max() ?? 0)
        let (span, overflow) = greatest.subtractingReportingOverflow(least)
        if !overflow, span / 8 <= Int64(numbers.count * Self.bytesPerRecord) {
            (slots, shift) = ([], 0)
            words = try Lane(capacity: Int(span) / 64 + 1, isZeroed: true)
            for number in numbers { words[Int(number &- least) >> 6] |= 1 << UInt64((number &- least) & 63) }
            unsafe bits = Bits(least: least, count: UInt64(span) + 1, words: words.base)
        } else {
            let size = max(4, Int.bitWidth - (numbers.count * 2).leadingZeroBitCount)
            (slots, shift) = (Self.table(numbers, size: size), UInt64(64 - size))
            words = try Lane(capacity: 0)
            unsafe bits = nil
        }
    }

    private static func table(_ numbers: [Int64], size: Int) -> [Int64] {
        var slots = Array(repeating: RowTable.absent, count: 1 << size)
        for number in numbers {
            var place = place(number, UInt64(64 - size))
            while slots[place] != RowTable.absent, slots[place] != number { place = (place + 1) & (slots.count - 1) }
            slots[place] = number
        }
        return slots
    }

    @inline(__always)
    private static func place(_ record: Int64, _ shift: UInt64) -> Int {
        Int(truncatingIfNeeded: (UInt64(bitPattern: record) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }

    /// Whether a record is taken away.
    func contains(_ record: Int64) -> Bool {
        if let bits = unsafe bits { return unsafe bits.contains(record) }
        var place = Self.place(record, shift)
        while slots[place] != RowTable.absent {
            if slots[place] == record { return true }
            place = (place + 1) & (slots.count - 1)
        }
        return false
    }
}

/// The record numbers that layers take away from the segments below them, for asking about many rows.
struct TakenRecords {
    /// `RowTable.absent` is an empty place, since it is no record's number.
    private var slots: [Int64]
    private let shift: UInt64

    /// What some segments take away.
    init(_ later: ArraySlice<SegmentFile>) throws(SnapshotError) {
        let count = later.reduce(1) { $0 + $1.header.taken.count }
        let bits = max(4, Int.bitWidth - (count * 2 - 1).leadingZeroBitCount)
        shift = UInt64(64 - bits)
        slots = Array(repeating: RowTable.absent, count: 1 << bits)
        for segment in later {
            for place in 0..<segment.header.taken.count { insert(try segment.takenRecord(place)) }
        }
    }

    @inline(__always)
    private func place(_ record: Int64) -> Int {
        Int(truncatingIfNeeded: (UInt64(bitPattern: record) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }

    private mutating func insert(_ record: Int64) {
        var place = place(record)
        while slots[place] != RowTable.absent, slots[place] != record { place = (place + 1) & (slots.count - 1) }
        slots[place] = record
    }

    @inline(__always)
    func contains(_ record: Int64) -> Bool {
        var place = place(record)
        while slots[place] != RowTable.absent {
            if slots[place] == record { return true }
            place = (place + 1) & (slots.count - 1)
        }
        return false
    }
}

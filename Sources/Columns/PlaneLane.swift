import Synchronization

/// Sixty-four bits for each row, in two planes of thirty-two.
///
/// The upper plane is touched only by pieces of a file in which some row needs it: most columns never do, and cost half
/// the memory, the clearing of which is what taking a file in spends most on.
/// `@unchecked Sendable` because threads write to rows of their own, and others read them when those are done.
final class PlaneLane: @unchecked Sendable {
    private let low: Lane<UInt32>
    private let high: Lane<UInt32>
    private let hasHigh = Atomic(false)

    init(capacity: Int) throws(SnapshotError) {
        low = try Lane(capacity: capacity)
        high = try Lane(capacity: capacity, isFresh: true)
    }

    /// Whether some row has bits above the lower thirty-two.
    var usesHigh: Bool { hasHigh.load(ordering: .relaxed) }

    /// The lower plane, for loops over rows that need no other.
    @unsafe var lowBase: UnsafePointer<UInt32> { unsafe UnsafePointer(low.base) }

    subscript(row: Int) -> UInt64 {
        @inline(__always) get { UInt64(low[row]) | UInt64(high[row]) << 32 }
        set {
            low[row] = UInt32(truncatingIfNeeded: newValue)
            high[row] = UInt32(truncatingIfNeeded: newValue >> 32)
            if newValue >> 32 != 0 { hasHigh.store(true, ordering: .relaxed) }
        }
    }

    /// Puts the bits of rows that follow one another.
    func store(_ values: UnsafeBufferPointer<UInt64>, at first: Int) {
        let lower = unsafe low.base + first
        var any: UInt64 = 0
        for row in 0..<values.count {
            let value = unsafe values[row]
            any |= value
            unsafe lower[row] = UInt32(truncatingIfNeeded: value)
        }
        guard any >> 32 != 0 else { return }
        hasHigh.store(true, ordering: .relaxed)
        let upper = unsafe high.base + first
        for row in 0..<values.count { unsafe upper[row] = UInt32(truncatingIfNeeded: values[row] >> 32) }
    }
}

/// A number for each row; `RowTable.absent` is no value.
struct NumberLane: Sendable {
    let bits: PlaneLane

    init(capacity: Int) throws(SnapshotError) { bits = try PlaneLane(capacity: capacity) }

    subscript(row: Int) -> Int64 {
        @inline(__always) get { Int64(bitPattern: bits[row]) }
        nonmutating set { bits[row] = UInt64(bitPattern: newValue) }
    }

    /// The least and greatest of the first so many values, and whether one is absent; holes count too.
    func range(_ count: Int) -> (least: Int64, greatest: Int64, hasAbsent: Bool) {
        guard bits.usesHigh else {
            let values = unsafe bits.lowBase
            var (least, greatest) = (UInt32.max, UInt32.min)
            for row in 0..<count {
                least = unsafe min(least, values[row])
                greatest = unsafe max(greatest, values[row])
            }
            return count == 0 ? (.max, .min, false) : (Int64(least), Int64(greatest), false)
        }
        var (least, greatest, hasAbsent) = (Int64.max, Int64.min, false)
        for row in 0..<count {
            let value = self[row]
            let isAbsent = value == RowTable.absent
            least = min(least, isAbsent ? Int64.max : value)
            greatest = max(greatest, value)
            hasAbsent = hasAbsent || isAbsent
        }
        return (least, greatest, hasAbsent)
    }
}

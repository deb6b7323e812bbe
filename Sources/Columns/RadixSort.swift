/// A key and the row it belongs to.
struct KeyedRow: BitwiseCopyable {
    var key: UInt64
    var row: UInt32
}

/// Sorts rows by key; rows of one key keep their order.
enum RadixSort {
    private static let bits: UInt64 = 11
    private static let buckets = 1 << 11

    /// Sorts the first `count` entries into the lane returned; the second lane is scratch.
    static func sort(_ entries: Lane<KeyedRow>, _ scratch: Lane<KeyedRow>, count: Int) -> Lane<KeyedRow> {
        guard count > 1 else { return entries }
        var (all, any) = (UInt64.max, UInt64(0))
        var isSorted = true
        var last: UInt64 = 0
        for index in 0..<count {
            let key = entries[index].key
            all &= key
            any |= key
            isSorted = isSorted && last <= key
            last = key
        }
        if isSorted { return entries }
        let differing = all ^ any
        var (from, to) = (entries, scratch)
        var shift: UInt64 = 0
        while shift < 64, differing >> shift != 0 {
            if (differing >> shift) & UInt64(buckets - 1) != 0 {
                pass(from, to, count, shift)
                swap(&from, &to)
            }
            shift += bits
        }
        return from
    }

    private static func pass(_ from: Lane<KeyedRow>, _ to: Lane<KeyedRow>, _ count: Int, _ shift: UInt64) {
        let (source, target) = unsafe (from.base, to.base)
        let mask = UInt64(buckets - 1)
        unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: buckets) { starts in
            unsafe starts.initialize(repeating: 0)
            for index in 0..<count { unsafe starts[Int(truncatingIfNeeded: source[index].key &>> shift & mask)] &+= 1 }
            var next = 0
            for bucket in 0..<buckets {
                let size = unsafe starts[bucket]
                unsafe starts[bucket] = next
                next += size
            }
            for index in 0..<count {
                let entry = unsafe source[index]
                let bucket = Int(truncatingIfNeeded: entry.key &>> shift & mask)
                unsafe target[starts[bucket]] = entry
                unsafe starts[bucket] &+= 1
            }
        }
    }
}

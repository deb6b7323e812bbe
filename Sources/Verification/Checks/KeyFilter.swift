import Columns

/// Says of most keys that they are none of some; of one in a thousand wrongly that it may be.
struct KeyFilter {
    private var bits: [UInt64]

    init(_ keys: UnsafeBufferPointer<UInt64>) {
        var size = 1024
        while size < keys.count / 2 { size *= 2 }
        bits = Array(repeating: 0, count: size)
        for key in keys where key != ChangedRows.absent { insert(key) }
    }

    /// The filter of these keys and more.
    func adding(_ keys: [UInt64]) -> KeyFilter {
        var filter = self
        for key in keys where key != ChangedRows.absent { filter.insert(key) }
        return filter
    }

    private static func hashes(_ key: UInt64) -> (UInt64, UInt64) {
        // Of a citizen ID the body counts, since one written with 15 characters is the same person.
        let body = key >> 62 == 1 ? key : (key & ~(1 << 63)) >> 6
        let first = body &* 0x9E37_79B9_7F4A_7C15
        return (first ^ first >> 29, (first ^ first >> 31) &* 0xD6E8_FEB8_6659_FD93)
    }

    private mutating func insert(_ key: UInt64) {
        let (a, b) = Self.hashes(key)
        bits[Int(a >> 19) & (bits.count - 1)] |= 1 << (a >> 13 & 63)
        bits[Int(b >> 19) & (bits.count - 1)] |= 1 << (b >> 13 & 63)
    }

    func mayHold(_ key: UInt64) -> Bool {
        let (a, b) = Self.hashes(key)
        return bits[Int(a >> 19) & (bits.count - 1)] >> (a >> 13 & 63) & 1 != 0
            && bits[Int(b >> 19) & (bits.count - 1)] >> (b >> 13 & 63) & 1 != 0
    }
}

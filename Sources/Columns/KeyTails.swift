/// What a raw citizen key has besides its 17-digit body: 0 for the right check character, 1 for a 15-digit key,
/// otherwise the check value and two.
struct KeyTails {
    /// Stands for a row without a key.
    static let absent: UInt8 = 0xFF
    private static let legacy: UInt8 = 1
    private static let letterX: UInt64 = 33

    /// For four digits the sum of each times 1, 2, 4 and 8 from the right (GB 11643-1999 weighs by powers of two).
    private let sums: [UInt8]

    init() {
        sums = (0..<10_000).map { (number: Int) -> UInt8 in
            let low = number % 10 + number / 10 % 10 * 2
            let high = number / 100 % 10 * 4 + number / 1000 * 8
            return UInt8(low + high)
        }
    }

    /// The tails of some raw keys, in the order of the rows; the greatest of them, and whether one is absent.
    func write(
        _ keys: Lane<UInt64>, _ order: Lane<UInt32>, _ rows: Int, to target: Lane<UInt8>
    ) -> (greatest: UInt8, hasAbsent: Bool) {
        unsafe sums.withUnsafeBufferPointer { sums in
            var (greatest, hasAbsent) = (UInt8(0), false)
            for row in 0..<rows {
                let raw = keys[Int(order[row])]
                var tail = Self.absent
                if raw == RowTable.absentKey {
                    hasAbsent = true
                } else {
                    tail = raw >> 63 != 0 ? Self.legacy : unsafe Self.tail(raw, sums)
                    greatest = max(greatest, tail)
                }
                target[row] = tail
            }
            return (greatest, hasAbsent)
        }
    }

    @inline(__always)
    private static func tail(_ raw: UInt64, _ sums: UnsafeBufferPointer<UInt8>) -> UInt8 {
        let check = raw & 63
        return unsafe expected(raw >> 6, sums) == check ? 0 : UInt8(truncatingIfNeeded: check) + 2
    }

    @inline(__always)
    private static func expected(_ body: UInt64, _ sums: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let high = body / 100_000_000
        let low = UInt32(truncatingIfNeeded: body &- high &* 100_000_000)
        let middle = UInt32(truncatingIfNeeded: high % 100_000_000)
        func sum(_ digits: UInt32) -> UInt64 { unsafe UInt64(sums[Int(digits)]) }
        var total = sum(low % 10_000) &* 2 &+ sum(low / 10_000) &* 32
        total &+= sum(middle % 10_000) &* 512 &+ sum(middle / 10_000) &* 8192
        total &+= high / 100_000_000 &* 131_072
        let value = (12 &- total % 11) % 11
        return value == 10 ? letterX : value
    }

    /// The raw key of a body and its tail.
    func raw(body: UInt64, tail: UInt64) -> UInt64 {
        switch tail {
        case 0: unsafe sums.withUnsafeBufferPointer { unsafe body << 6 | Self.expected(body, $0) }
        case 1: 1 << 63 | body << 6 | 63
        default: body << 6 | (tail - 2)
        }
    }

    /// One for all, since its table takes a while to make.
    static let shared = KeyTails()
}

/// A hash that is the same in every run: block keys decide which pairs are looked at.
struct LinkHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ unit: some BinaryInteger) {
        value = (value ^ UInt64(truncatingIfNeeded: unit)) &* 0x9E37_79B9_7F4A_7C15
        value ^= value >> 29
    }

    /// The hash of some units; never 0, which stands for "nothing".
    static func of(_ units: some Sequence<some BinaryInteger>) -> UInt64 {
        var hash = LinkHash()
        for unit in units { hash.add(unit) }
        return max(1, hash.value)
    }
}

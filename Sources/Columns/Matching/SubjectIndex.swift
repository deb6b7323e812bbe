package import Primitives

/// People by their packed citizen IDs; looking up a stranger costs one load from a table of bits.
///
/// Open addressing over the 17-digit bodies; a filter of twelve bits or more for each person stands in front. An
/// 18-character key finds the person only with the right check character, a 15-digit key by the body.
package struct SubjectIndex: Sendable {
    /// The packed 18-character IDs in the order they were given.
    package let keys: [UInt64]
    /// The caller's number of each key.
    package let numbers: [UInt32]
    private let filter: [UInt64]
    private let filterShift: UInt64
    private let slots: [Slot]
    private let slotShift: UInt64

    private struct Slot {
        var key: UInt64
        var number: UInt32
    }

    private static let empty = UInt64.max

    /// An index of packed IDs (`PackedCitizenID.rawValue`) with the numbers a match is to give, 0, 1, 2 … if none.
    package init(keys: [UInt64], numbers: [UInt32]? = nil) {
        let numbers = numbers ?? (0..<UInt32(keys.count)).map { $0 }
        precondition(numbers.count == keys.count, "Every key has a number.")
        self.keys = keys
        self.numbers = numbers
        let words = max(1, Self.bits(for: keys.count * 12) - 6)
        let size = max(3, Self.bits(for: keys.count * 2))
        (filterShift, slotShift) = (UInt64(64 - words), UInt64(64 - size))
        var filter = [UInt64](repeating: 0, count: 1 << words)
        var slots = Array(repeating: Slot(key: Self.empty, number: 0), count: 1 << size)
        for (key, number) in zip(keys, numbers) {
            let hash = Self.hash(Self.body(key))
            filter[Int(hash >> filterShift)] |= Self.mask(hash)
            var slot = Int(hash >> slotShift)
            while slots[slot].key != Self.empty, slots[slot].key != key { slot = (slot + 1) & (slots.count - 1) }
            if slots[slot].key == Self.empty { slots[slot] = Slot(key: key, number: number) }
        }
        (self.filter, self.slots) = (filter, slots)
    }

    private static func bits(for count: Int) -> Int {
        Int.bitWidth - max(1, count - 1).leadingZeroBitCount
    }

    /// How many people.
    package var count: Int { keys.count }

    /// A person's number by a packed key, 18 characters or 15.
    package func position(of key: PackedCitizenID) -> Int? {
        let number = find(key.rawValue)
        return number < 0 ? nil : number
    }

    /// Whether a 17-digit body may be somebody's; false is certain.
    @inline(__always)
    package func mayHold(body: UInt64) -> Bool {
        let hash = Self.hash(body)
        let mask = Self.mask(hash)
        return filter[Int(truncatingIfNeeded: hash >> filterShift)] & mask == mask
    }

    /// The number of a raw packed key, or -1.
    @inline(__always)
    package func find(_ key: UInt64) -> Int {
        let body = Self.body(key)
        guard mayHold(body: body) else { return -1 }
        return findBehindFilter(key)
    }

    /// The number of a raw packed key that the filter does not know to be a stranger's, or -1.
    @inline(__always)
    func findBehindFilter(_ key: UInt64) -> Int {
        let body = Self.body(key)
        let isLegacy = key >> 63 != 0
        var slot = Int(truncatingIfNeeded: Self.hash(body) >> slotShift)
        while true {
            let found = slots[slot]
            if found.key == Self.empty { return -1 }
            if found.key == key || (isLegacy && Self.body(found.key) == body) { return Int(found.number) }
            slot = (slot + 1) & (slots.count - 1)
        }
    }

    @inline(__always)
    private static func body(_ key: UInt64) -> UInt64 { (key & ~(1 << 63)) >> 6 }

    /// Two bits of a filter's word.
    @inline(__always)
    private static func mask(_ hash: UInt64) -> UInt64 { 1 << (hash & 63) | 1 << (hash >> 6 & 63) }

    @inline(__always)
    private static func hash(_ body: UInt64) -> UInt64 {
        // Bodies differ in few digits; the fold brings the high half's digits down before the second multiplication.
        let first = body &* 0x9E37_79B9_7F4A_7C15
        return (first ^ first >> 32) &* 0xD6E8_FEB8_6659_FD93
    }
}

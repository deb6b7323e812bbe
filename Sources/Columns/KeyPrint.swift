/// A 32-bit print of a key under which rows are found: enough to tell whose rows a day changed.
///
/// Of a citizen ID the 17-digit body counts, so that the 15-digit form has the print of its 18-character one. Of two
/// keys one pair in four billion has the same print: who asks by print may hear of another's change, and misses none.
package enum KeyPrint {
    /// Stands for "no row", and in `ChangedRows` for "no key" too.
    package static let none: UInt32 = 0
    /// A row whose key field is empty.
    static let noKey: UInt32 = 1

    /// The print of a packed citizen ID.
    @inline(__always)
    package static func of(person raw: UInt64) -> UInt32 { of(indexKey: IndexKey.of(raw: raw)) }

    /// The print of a text by its `TextPrint`.
    @inline(__always)
    package static func of(textPrint: Int64) -> UInt32 { of(indexKey: UInt64(bitPattern: textPrint)) }

    /// The print of a key of an index.
    @inline(__always)
    static func of(indexKey: UInt64) -> UInt32 {
        if indexKey == IndexKey.absent { return noKey }
        let hash = (indexKey ^ indexKey >> 32) &* 0x9E37_79B9_7F4A_7C15
        return max(noKey + 1, UInt32(truncatingIfNeeded: hash >> 32))
    }
}

/// Says of most prints that they are none of some; of one in sixteen wrongly that it may be.
package struct PrintFilter: Sendable {
    private var bits: [UInt64]

    /// A filter of the prints of some people by their packed citizen IDs.
    package init(people: UnsafeBufferPointer<UInt64>) {
        var size = 64
        while size < people.count / 4 { size *= 2 }
        bits = Array(repeating: 0, count: size)
        for place in 0..<people.count {
            let print = unsafe KeyPrint.of(person: people[place])
            bits[Int(print >> 6) & (size - 1)] |= 1 << UInt64(print & 63)
        }
    }

    /// Whether a print may be one of these.
    @inline(__always)
    package func mayHold(_ print: UInt32) -> Bool {
        bits[Int(print >> 6) & (bits.count - 1)] >> UInt64(print & 63) & 1 != 0
    }
}

/// Prints of keys, for asking of many others whether they are among them.
package struct PrintSet: Sendable {
    /// How many.
    package private(set) var count = 0
    /// Says of most others at once that they are none of these.
    private var bits: [UInt64]
    private var slots: [UInt32]

    /// The keys of some prints; those that stand for none are left out.
    package init(_ prints: [UInt32]) {
        var size = 64
        while size < prints.count * 2 { size *= 2 }
        bits = Array(repeating: 0, count: size / 8)
        slots = Array(repeating: KeyPrint.none, count: size)
        for print in prints where print > KeyPrint.noKey { insert(print) }
    }

    /// The place of a print in the table; a print is a hash already.
    @inline(__always)
    private static func place(_ print: UInt32, _ count: Int) -> Int { Int(print >> 5) & (count - 1) }

    private mutating func insert(_ print: UInt32) {
        bits[Self.place(print >> 1, bits.count)] |= 1 << UInt64(print & 63)
        var place = Self.place(print, slots.count)
        while slots[place] != KeyPrint.none, slots[place] != print { place = (place + 1) & (slots.count - 1) }
        if slots[place] == KeyPrint.none { count += 1 }
        slots[place] = print
    }

    /// Whether a print is one of these.
    @inline(__always)
    package func contains(_ print: UInt32) -> Bool {
        guard bits[Self.place(print >> 1, bits.count)] >> UInt64(print & 63) & 1 != 0 else { return false }
        return holds(print)
    }

    private func holds(_ print: UInt32) -> Bool {
        var place = Self.place(print, slots.count)
        while slots[place] != KeyPrint.none {
            if slots[place] == print { return true }
            place = (place + 1) & (slots.count - 1)
        }
        return false
    }
}

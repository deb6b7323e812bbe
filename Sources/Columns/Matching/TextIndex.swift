/// Keys that are no citizen IDs, by their exact bytes: a print finds the place, the bytes decide.
package struct TextIndex: Sendable {
    /// The keys by number.
    package let keys: [[UInt8]]
    /// Places of an open table: the print of a key and one more than its number; 0 is an empty place.
    private let slots: [Slot]

    private struct Slot {
        var print: Int64 = 0
        var mark: UInt32 = 0
    }

    /// An index of keys, numbered in their order; a key given twice has the first number.
    package init(keys: [[UInt8]]) {
        self.keys = keys
        var slots = Array(repeating: Slot(), count: (keys.count * 4).nextPowerOfTwo)
        for (number, key) in keys.enumerated() {
            let print = unsafe key.withUnsafeBufferPointer { unsafe TextPrint.of($0) }
            var slot = Self.place(print, slots.count)
            while slots[slot].mark != 0, slots[slot].print != print || keys[Int(slots[slot].mark) - 1] != key {
                slot = (slot + 1) & (slots.count - 1)
            }
            if slots[slot].mark == 0 { slots[slot] = Slot(print: print, mark: UInt32(number + 1)) }
        }
        self.slots = slots
    }

    /// The number of a key, or nil.
    package func position(of key: UnsafeBufferPointer<UInt8>) -> Int? {
        let print = unsafe TextPrint.of(key)
        var slot = Self.place(print, slots.count)
        while slots[slot].mark != 0 {
            let number = Int(slots[slot].mark) - 1
            if slots[slot].print == print, unsafe keys[number].elementsEqual(key) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    @inline(__always)
    private static func place(_ print: Int64, _ count: Int) -> Int {
        Int(truncatingIfNeeded: (UInt64(bitPattern: print) &* 0x9E37_79B9_7F4A_7C15) >> 32) & (count - 1)
    }
}

extension Int {
    fileprivate var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}

/// Keys that are no citizen IDs, by their exact bytes: a print finds the place, the bytes decide.
package struct TextIndex: Sendable {
    /// The keys by number.
    package let keys: [[UInt8]]
    private let filter: [UInt64]
    private let numbers: [Int64: [UInt32]]

    /// An index of keys, numbered in their order; a key given twice has the first number.
    package init(keys: [[UInt8]]) {
        self.keys = keys
        var numbers: [Int64: [UInt32]] = [:]
        var filter = [UInt64](repeating: 0, count: max(1, keys.count / 4).nextPowerOfTwo)
        for (number, key) in keys.enumerated() {
            let print = unsafe key.withUnsafeBufferPointer { unsafe TextPrint.of($0) }
            numbers[print, default: []].append(UInt32(number))
            let place = Self.place(print, filter.count)
            filter[place.word] |= place.bit
        }
        (self.numbers, self.filter) = (numbers, filter)
    }

    /// The number of a key, or nil.
    package func position(of key: UnsafeBufferPointer<UInt8>) -> Int? {
        let print = unsafe TextPrint.of(key)
        let place = Self.place(print, filter.count)
        guard filter[place.word] & place.bit != 0, let found = numbers[print] else { return nil }
        return found.first { unsafe keys[Int($0)].elementsEqual(key) }.map { Int($0) }
    }

    @inline(__always)
    private static func place(_ print: Int64, _ words: Int) -> (word: Int, bit: UInt64) {
        let hash = UInt64(bitPattern: print) &* 0x9E37_79B9_7F4A_7C15
        return (Int(truncatingIfNeeded: hash >> 40) & (words - 1), 1 << (hash >> 34 & 63))
    }
}

extension Int {
    fileprivate var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}

/// A number that stands for a text: the text itself up to seven bytes, a 62-bit hash of longer ones.
///
/// Two texts are held to be the same when their prints are; prints are never below 2⁵⁶, so that small numbers are free
/// for words that a program numbers itself.
package enum TextPrint {
    /// The print of some bytes.
    @inline(__always)
    package static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64 {
        let count = bytes.count
        guard let base = bytes.baseAddress, count > 0 else { return short(0, 0) }
        if count < 8 {
            var word: UInt64 = 0
            for position in 0..<count { word |= unsafe UInt64(base[position]) << UInt64(position * 8) }
            return short(word, count)
        }
        var hash = UInt64(count) &* 0x9E37_79B9_7F4A_7C15
        var offset = 0
        while offset + 8 <= count {
            hash = unsafe mixed(hash, UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self))
            offset += 8
        }
        if offset < count {
            // The last eight bytes, some of them a second time: every byte counts, and nothing behind is read.
            hash = unsafe mixed(hash, UnsafeRawPointer(base + (count - 8)).loadUnaligned(as: UInt64.self))
        }
        return Int64(bitPattern: (hash >> 2) | 1 << 62)
    }

    /// The print of a text.
    package static func of(_ text: String) -> Int64 {
        let bytes = Array(text.utf8)
        return unsafe bytes.withUnsafeBufferPointer { unsafe of($0) }
    }

    @inline(__always)
    private static func short(_ word: UInt64, _ count: Int) -> Int64 {
        Int64(bitPattern: UInt64(count + 1) << 56 | word)
    }

    @inline(__always)
    static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let (high, low) = (hash ^ word &* 0xFF51_AFD7_ED55_8CCD).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return high ^ low
    }
}

/// A 64-bit checksum of blocks by folded multiplication (as in wyhash): finds damage, keeps nobody out.
enum Checksum {
    private static let odd: UInt64 = 0x9E37_79B9_7F4A_7C15

    @inline(__always)
    private static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let (high, low) = left.multipliedFullWidth(by: right)
        return high ^ low
    }

    /// The checksum of some bytes; four chains run side by side, sixteen bytes each a step.
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let count = bytes.count
        @inline(__always) func word(_ offset: Int) -> UInt64 {
            unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        var (a, b, c, d) = (odd, odd &+ 1, odd &+ 2, odd &+ 3)
        var offset = 0
        while offset &+ 64 <= count {
            a = mixed(word(offset) ^ 0xA076_1D64_78BD_642F, word(offset &+ 8) ^ a)
            b = mixed(word(offset &+ 16) ^ 0xE703_7ED1_A0B4_28DB, word(offset &+ 24) ^ b)
            c = mixed(word(offset &+ 32) ^ 0x8EBC_6AF0_9C88_C6E3, word(offset &+ 40) ^ c)
            d = mixed(word(offset &+ 48) ^ 0x5899_65CC_7537_4CC3, word(offset &+ 56) ^ d)
            offset &+= 64
        }
        var hash = mixed(a ^ b, odd ^ UInt64(count)) ^ mixed(c ^ odd, d ^ UInt64(count))
        while offset &+ 8 <= count {
            hash = mixed(word(offset) ^ 0xA076_1D64_78BD_642F, hash ^ odd)
            offset &+= 8
        }
        var rest: UInt64 = 1
        while offset < count {
            rest = unsafe rest << 8 | UInt64(bytes[offset])
            offset &+= 1
        }
        return mixed(rest ^ 0xE703_7ED1_A0B4_28DB, hash ^ odd)
    }

    /// The checksum of the bytes of an array.
    static func of(_ bytes: [UInt8]) -> UInt64 { unsafe bytes.withUnsafeBytes { unsafe of($0) } }
}

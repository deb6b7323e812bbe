/// Growing raw memory for encoded rows, written through a pointer because an array append per byte is too slow.
@safe struct ByteBuffer: ~Copyable {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(64, capacity)
        unsafe base = .allocate(capacity: self.capacity)
    }

    deinit { unsafe base.deallocate() }

    private mutating func reserve(_ extra: Int) {
        guard count + extra > capacity else { return }
        let grown = max(capacity * 2, count + extra)
        let target = UnsafeMutablePointer<UInt8>.allocate(capacity: grown)
        unsafe target.update(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = target
        capacity = grown
    }

    /// A number in seven-bit groups, least first.
    mutating func appendVariable(_ number: UInt64) {
        reserve(10)
        var rest = number
        while rest >= 0x80 {
            unsafe base[count] = UInt8(truncatingIfNeeded: rest) | 0x80
            rest >>= 7
            count += 1
        }
        unsafe base[count] = UInt8(rest)
        count += 1
    }

    /// Zero for no value, otherwise one more than the zigzag form.
    mutating func appendNumber(_ number: Int64?) {
        guard let number else { return appendVariable(0) }
        appendVariable(UInt64(bitPattern: (number << 1) ^ (number >> 63)) + 1)
    }

    mutating func appendText(_ bytes: UnsafeBufferPointer<UInt8>) {
        appendVariable(UInt64(bytes.count))
        reserve(bytes.count)
        if let source = bytes.baseAddress { unsafe (base + count).update(from: source, count: bytes.count) }
        count += bytes.count
    }

    mutating func appendFixed(_ number: UInt64) {
        reserve(8)
        unsafe UnsafeMutableRawPointer(base + count).storeBytes(of: number.littleEndian, as: UInt64.self)
        count += 8
    }
}

/// The distinct texts of a column as one thread meets them, numbered in that order; word 0 is the empty text.
///
/// Texts up to sixteen bytes are compared as two numbers, longer ones by a hash first and by their bytes then.
/// `@unchecked Sendable` because one thread fills it, and others read it when that thread is done.
@safe final class WordTable: @unchecked Sendable {
    private struct Slot {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var length: UInt32 = 0
        /// One more than the word's number; 0 is an empty slot.
        var mark: UInt32 = 0
    }

    private(set) var count = 1
    private var slots: [Slot]
    private var heap: [UInt8] = []
    private var starts: [Int] = [0, 0]

    init() { slots = Array(repeating: Slot(), count: 1024) }

    func bytes(_ word: Int) -> ArraySlice<UInt8> { heap[starts[word]..<starts[word + 1]] }

    func length(_ word: Int) -> Int { starts[word + 1] - starts[word] }

    @inline(__always)
    func withBytes<Result>(_ word: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        unsafe heap.withUnsafeBufferPointer {
            unsafe body(UnsafeBufferPointer(rebasing: $0[starts[word]..<starts[word + 1]]))
        }
    }

    /// The number of a text; at least eight bytes may be read behind its beginning and in front of its end.
    @inline(__always)
    func number(_ base: UnsafePointer<UInt8>, _ length: Int) -> Int {
        if length == 0 { return 0 }
        let (low, high) = unsafe Self.parts(base, length)
        var slot = Self.place(low, high, slots.count)
        while true {
            let found = slots[slot]
            if found.low == low, found.high == high, found.length == UInt32(truncatingIfNeeded: length),
                found.mark != 0,
                unsafe length <= 16 || isSame(Int(found.mark) - 1, base, length)
            {
                return Int(found.mark) &- 1
            }
            if found.mark == 0 { return unsafe add(base, length, low, high, slot) }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
    }

    @inline(__always)
    private static func parts(_ base: UnsafePointer<UInt8>, _ length: Int) -> (UInt64, UInt64) {
        let raw = unsafe UnsafeRawPointer(base)
        if length <= 8 { return (unsafe ShortWord(base, length).bytes, 0) }
        let low = unsafe raw.loadUnaligned(as: UInt64.self)
        if length <= 16 { return (low, unsafe raw.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)) }
        var hash = UInt64(length)
        var offset = 0
        while offset &+ 8 < length {
            hash = unsafe TextPrint.mixed(hash, raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset &+= 8
        }
        return (low, unsafe TextPrint.mixed(hash, raw.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)))
    }

    @inline(__always)
    private static func place(_ low: UInt64, _ high: UInt64, _ count: Int) -> Int {
        let hash = (low ^ high &* 0xD6E8_FEB8_6659_FD93) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: hash &>> 32) & (count &- 1)
    }

    private func isSame(_ word: Int, _ base: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        unsafe bytes(word).elementsEqual(UnsafeBufferPointer(start: base, count: length))
    }

    @inline(never)
    private func add(_ base: UnsafePointer<UInt8>, _ length: Int, _ low: UInt64, _ high: UInt64, _ slot: Int) -> Int {
        let word = count
        unsafe heap.append(contentsOf: UnsafeBufferPointer(start: base, count: length))
        starts.append(heap.count)
        count += 1
        slots[slot] = Slot(low: low, high: high, length: UInt32(length), mark: UInt32(word + 1))
        if count * 2 > slots.count { grow() }
        return word
    }

    private func grow() {
        var larger = Array(repeating: Slot(), count: slots.count * 4)
        for old in slots where old.mark != 0 {
            var slot = Self.place(old.low, old.high, larger.count)
            while larger[slot].mark != 0 { slot = (slot + 1) & (larger.count - 1) }
            larger[slot] = old
        }
        slots = larger
    }
}

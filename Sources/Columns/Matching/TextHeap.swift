import Glibc

/// Texts one behind the other, each behind its length: one byte of it, or 255 and four more.
@safe struct TextHeap: ~Copyable {
    private var base: UnsafeMutableRawPointer?
    private var count = 0
    private var capacity = 0

    private static let longFrom = 255

    init() { unsafe base = nil }

    deinit { unsafe free(base) }

    /// All texts with their lengths.
    var bytes: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: base, count: count) }

    /// The text at an offset of some bytes of a heap.
    @inline(__always)
    static func text(in bytes: UnsafeRawBufferPointer, at offset: Int) -> UnsafeBufferPointer<UInt8> {
        precondition(offset >= 0 && offset < bytes.count, "A text stands in its heap.")
        var (start, length) = unsafe (offset + 1, Int(bytes[offset]))
        if length == longFrom {
            precondition(offset + 5 <= bytes.count, "A text stands in its heap.")
            length = unsafe Int(bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))
            start += 4
        }
        precondition(start + length <= bytes.count, "A text stands in its heap.")
        return unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<start + length]).assumingMemoryBound(
            to: UInt8.self)
    }

    /// Puts a text, where another stood if it is no longer than that, and returns its offset; -1 is nowhere.
    mutating func put(_ text: UnsafeBufferPointer<UInt8>, inPlaceOf known: Int) -> Int {
        let prefix = text.count < Self.longFrom ? 1 : 5
        let room = unsafe known < 0 ? 0 : Self.text(in: bytes, at: known).count
        // One byte of length takes the place of one only.
        let fits = known >= 0 && room < Self.longFrom && text.count <= room
        let offset = fits ? known : count
        if !fits {
            reserve(prefix + text.count)
            count += prefix + text.count
        }
        guard let target = unsafe base.map({ unsafe $0 + offset }) else { return offset }
        unsafe target.storeBytes(of: UInt8(min(text.count, Self.longFrom)), as: UInt8.self)
        if prefix > 1 { unsafe target.storeBytes(of: UInt32(text.count), toByteOffset: 1, as: UInt32.self) }
        if let source = text.baseAddress { unsafe memcpy(target + prefix, source, text.count) }
        return offset
    }

    /// Room for more; the kernel moves pages instead of copying what stands in them.
    private mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        capacity = max(capacity * 2, count + more, 1024)
        precondition(capacity <= Int(UInt32.max), "A heap of texts is smaller than four gigabytes.")
        guard let larger = unsafe realloc(base, capacity) else { preconditionFailure("There is memory for texts.") }
        unsafe base = larger
    }
}

/// A lane as it stands in a file: cells, texts, and numbers that no cell holds, each behind its subject.
package struct KeptLane: Sendable {
    let cells: MappedNumbers<Int32>
    let heap: MappedNumbers<UInt8>
    private let wide: MappedNumbers<Int64>

    /// A lane by the three arrays that `SubjectLane.withKept` gave.
    package init(cells: MappedNumbers<Int32>, heap: MappedNumbers<UInt8>, wide: MappedNumbers<Int64>) {
        (self.cells, self.heap, self.wide) = (cells, heap, wide)
    }

    /// The numbers that no cell holds, by subject.
    var wideNumbers: [Int: Int64] {
        var numbers: [Int: Int64] = [:]
        for place in stride(from: 0, to: wide.count - 1, by: 2) { numbers[Int(wide[place])] = wide[place + 1] }
        return numbers
    }
}

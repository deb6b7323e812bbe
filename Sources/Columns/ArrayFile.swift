import Primitives

/// Arrays of numbers in one file, each under a checksum; mapped and checked whole when it is opened.
///
/// With a cipher each array is sealed for itself, and opened into memory. The arrays stand one behind the other at
/// multiples of 64, then a table of where each begins, its bytes and its checksum, then their count, the kind, a
/// checksum of the table and the magic. All numbers are little-endian.
package final class ArrayFile: Sendable {
    /// A checksum of the checksums: another for every other content.
    package let print: UInt64
    private let pages: Pages
    private let path: String
    private let ranges: [Range<Int>]

    static let magic: UInt64 = 0x3152_5241_4B42_0A0D
    static let sealedMagic: UInt64 = 0x3153_5241_4B42_0A0D
    static let footerBytes = 32

    /// Opens a file of a kind; throws when it is of another, or damaged.
    package convenience init(path: String, kind: UInt64, cipher: (any BlockCipher)? = nil) throws(SnapshotError) {
        let pages = try Pages(mapping: path, atLeast: Self.footerBytes)
        try self.init(pages, pages.count, kind: kind, path: path, cipher: cipher)
    }

    init(
        _ pages: Pages, _ byteCount: Int, kind: UInt64, path: String, cipher: (any BlockCipher)? = nil
    ) throws(SnapshotError) {
        (self.path, self.byteCount) = (path, byteCount)
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: pages.bytes[..<byteCount])
        func number(_ offset: Int) -> UInt64 {
            unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        let end = bytes.count - Self.footerBytes
        let isSealed = number(end + 24) == Self.sealedMagic
        guard isSealed || number(end + 24) == Self.magic, number(end + 8) == kind else {
            throw SnapshotError(.unknownFormat, subject: path, cause: "结尾标记不符")
        }
        let count = number(end)
        guard count <= UInt64(end / 24) else { throw Self.damaged(path) }
        let table = end - Int(count) * 24
        print = number(end + 16)
        guard unsafe Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[table..<end])) == print else {
            throw Self.damaged(path)
        }
        var ranges: [Range<Int>] = []
        for entry in 0..<Int(count) {
            let (start, length) = (number(table + entry * 24), number(table + entry * 24 + 8))
            guard start <= UInt64(table), length <= UInt64(table) - start else { throw Self.damaged(path) }
            let range = Int(start)..<Int(start + length)
            guard unsafe Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[range])) == number(table + entry * 24 + 16)
            else { throw Self.damaged(path) }
            ranges.append(range)
        }
        guard isSealed else {
            (self.pages, self.ranges) = (pages, ranges)
            return
        }
        guard let cipher else { throw SnapshotError(.sealed, subject: path, cause: "没有密钥") }
        let room = try Pages(reserving: table)
        var sealed: [[UInt8]] = []
        for range in ranges { sealed.append(unsafe Array(bytes[range])) }
        self.ranges = try Self.open(sealed, into: room, cipher, kind)
        self.pages = room
    }

    /// Opens sealed arrays into memory, and says where each stands there.
    private static func open(
        _ sealed: [[UInt8]], into room: Pages, _ cipher: any BlockCipher, _ kind: UInt64
    ) throws(SnapshotError) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var end = 0
        for (number, bytes) in sealed.enumerated() {
            let plain = try cipher.open(bytes, at: place(number, kind))
            unsafe UnsafeMutableRawBufferPointer(start: room.base + end, count: plain.count).copyBytes(from: plain)
            ranges.append(end..<end + plain.count)
            end += (plain.count + 63) & ~63
        }
        return ranges
    }

    /// What a sealed array is bound to.
    static func place(_ number: Int, _ kind: UInt64) -> BlockPlace {
        BlockPlace(dataset: "arrays", day: CivilDate(dayNumber: 0), folder: "\(kind)", block: number)
    }

    static func damaged(_ path: String) -> SnapshotError {
        SnapshotError(.damaged, subject: path, cause: "内容与校验不符")
    }

    /// Whether there is a file at a path.
    package static func exists(_ path: String) -> Bool { FileAccess.exists(path) }

    /// How many bytes it has.
    package let byteCount: Int

    /// An array by its position.
    package func numbers<Number>(
        _ position: Int, as _: Number.Type = Number.self
    ) throws(SnapshotError) -> MappedNumbers<Number> {
        guard position < ranges.count, ranges[position].count % MemoryLayout<Number>.stride == 0 else {
            throw Self.damaged(path)
        }
        return MappedNumbers(
            file: self, start: ranges[position].lowerBound,
            count: ranges[position].count / MemoryLayout<Number>.stride)
    }

    fileprivate func base(_ start: Int) -> UnsafeRawPointer { unsafe UnsafeRawPointer(pages.base + start) }
}

/// Numbers that stand in a mapped file.
package struct MappedNumbers<Number: BitwiseCopyable & Sendable>: Sendable {
    fileprivate let file: ArrayFile
    fileprivate let start: Int
    /// How many.
    package let count: Int

    /// The positions.
    package var indices: Range<Int> { 0..<count }

    /// A number by its position.
    package subscript(_ position: Int) -> Number {
        precondition(position >= 0 && position < count, "A position is one of those counted.")
        return unsafe file.base(start).load(fromByteOffset: position * MemoryLayout<Number>.stride, as: Number.self)
    }

    /// Calls a closure with all numbers.
    package func withUnsafeBufferPointer<Result>(
        _ body: (UnsafeBufferPointer<Number>) throws -> Result
    ) rethrows -> Result {
        let numbers = unsafe UnsafeBufferPointer(
            start: file.base(start).assumingMemoryBound(to: Number.self), count: count)
        return try withExtendedLifetime(file) { try unsafe body(numbers) }
    }

    /// A copy in memory.
    package var array: [Number] { unsafe withUnsafeBufferPointer { unsafe Array($0) } }
}

import Primitives
import Synchronization

/// An opened segment: header, lengths and checksum table are checked on opening, each block when it is first touched.
///
/// Plain blocks are mapped and checked where they lie; sealed ones are opened into memory of their own.
/// `@unchecked Sendable` because memory is only written by whoever opens a block, under the lock, before it is marked.
@safe final class SegmentFile: @unchecked Sendable {
    let header: SegmentHeader
    let path: String
    /// Where the segment lies under the store's root.
    let folder: String
    /// The open bytes; those of a block that was not touched mean nothing.
    private let base: UnsafeRawPointer
    private let file: Pages
    /// Where sealed blocks are opened to.
    private let opened: Pages?
    private let dataStart: Int
    private let cipher: (any BlockCipher)?
    /// Whether each unit was checked or opened: leaves of plain sections, blocks of sealed ones.
    private let isTouched: UnsafeMutablePointer<Atomic<UInt8>>
    /// The number of the first unit of each section, and how many there are.
    private let firstUnits: [Int]
    /// How record numbers lie; nil where the dataset has none.
    private let recordNumbers: NumberLayout?
    /// How many bytes a unit has, as a power of two.
    let unitShift: Int
    private let lock = Mutex(())

    init(root: String, folder: String, cipher: (any BlockCipher)?) throws(SnapshotError) {
        self.folder = folder
        path = "\(root)/\(folder)/\(SnapshotStore.snapshotName)"
        file = try Pages(mapping: path, atLeast: SegmentHeader.prefixBytes)
        let prefix = try unsafe Self.prefix(file.bytes, folder: folder, path: path, cipher: cipher)
        header = prefix.header
        dataStart = prefix.dataStart
        self.cipher = prefix.isSealed ? cipher : nil
        recordNumbers = header.recordNumbers
        let unitBytes = prefix.isSealed ? SegmentHeader.blockBytes : SegmentHeader.leafBytes
        unitShift = unitBytes.trailingZeroBitCount
        firstUnits = header.firstUnits(of: unitBytes)
        let units = firstUnits.last ?? 0
        let dataBytes = prefix.isSealed ? Self.sealedBytes(header, cipher) : header.openBytes
        let expected = dataStart + dataBytes + units * 8 + 8
        guard file.count == expected else {
            throw SnapshotError(.damaged, subject: path, cause: "长度应为 \(expected) 字节，实为 \(file.count)")
        }
        let table = unsafe UnsafeRawBufferPointer(rebasing: file.bytes[(expected - units * 8 - 8)..<(expected - 8)])
        let sum = unsafe file.bytes.loadUnaligned(fromByteOffset: expected - 8, as: UInt64.self)
        guard unsafe Checksum.of(table) == UInt64(littleEndian: sum) else {
            throw SnapshotError(.damaged, subject: path, cause: "校验表不符")
        }
        let opened = prefix.isSealed ? try Pages(reserving: header.openBytes) : nil
        self.opened = opened
        unsafe base = UnsafeRawPointer(opened?.base ?? file.base + dataStart)
        unsafe isTouched = .allocate(capacity: max(1, units))
        for unit in 0..<units { unsafe (isTouched + unit).initialize(to: Atomic(0)) }
    }

    deinit { unsafe isTouched.deallocate() }

    var rows: Int { header.storedRows }
    var isSealed: Bool { cipher != nil }
    var byteCount: Int { file.count }

    /// Where a section's bytes begin; each unit must be touched before it is read.
    @inline(__always)
    func start(_ section: Int) -> UnsafeRawPointer { unsafe base + header.sections[section].start }

    /// Checks or opens the unit that holds a byte of a section.
    @inline(__always)
    func touch(_ section: Int, byte: Int) throws(SnapshotError) {
        let unit = firstUnits[section] &+ byte >> unitShift
        if unsafe isTouched[unit].load(ordering: .acquiring) == 0 { try open(unit, section) }
    }

    /// Checks or opens all units that hold a range of a section's bytes.
    func touch(_ section: Int, _ bytes: Range<Int>) throws(SnapshotError) {
        guard !bytes.isEmpty else { return }
        for unit in bytes.lowerBound >> unitShift...(bytes.upperBound - 1) >> unitShift {
            try touch(section, byte: unit << unitShift)
        }
    }

    /// Checks every block; for a verification run, not for look-ups.
    func verifyAll() throws(SnapshotError) {
        for section in header.sections.indices { try touch(section, 0..<header.sections[section].byteCount) }
    }

    private func open(_ unit: Int, _ number: Int) throws(SnapshotError) {
        let section = header.sections[number]
        let first = (unit - firstUnits[number]) << unitShift
        guard first >= 0, first < section.byteCount else { throw misplaced }
        let range = section.start + first..<section.start + min(first + 1 << unitShift, section.byteCount)
        guard let cipher, let opened else {
            let bytes = unsafe UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
            try unsafe check(unit, bytes)
            // Behind a section's last leaf zeros stand up to the next section.
            if range.upperBound == section.start + section.byteCount {
                let next = number + 1 < header.sections.count ? header.sections[number + 1].start : header.openBytes
                let gap = range.upperBound..<max(next, range.upperBound)
                guard gap.allSatisfy({ unsafe base.load(fromByteOffset: $0, as: UInt8.self) == 0 }) else {
                    throw SnapshotError(.damaged, subject: path, cause: "第 \(unit + 1) 块之后不是空白")
                }
            }
            return unsafe isTouched[unit].store(1, ordering: .releasing)
        }
        let start = dataStart + Self.sealedOffset(of: unit, range, in: section, header, cipher)
        let sealed = unsafe Array(file.bytes[start..<start + range.count + cipher.overhead])
        let place = BlockPlace(dataset: header.info.dataset, day: header.info.asOf, folder: folder, block: unit)
        let plain = try cipher.open(sealed, at: place)
        guard plain.count == range.count else { throw misplaced }
        lock.withLock { _ in
            guard unsafe isTouched[unit].load(ordering: .acquiring) == 0 else { return }
            unsafe UnsafeMutableRawBufferPointer(start: opened.base + range.lowerBound, count: range.count)
                .copyBytes(from: plain)
            unsafe isTouched[unit].store(1, ordering: .releasing)
        }
    }

    private func check(_ unit: Int, _ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        let entry = file.count - 8 - ((firstUnits.last ?? 0) - unit) * 8
        let expected = unsafe UInt64(littleEndian: file.bytes.loadUnaligned(fromByteOffset: entry, as: UInt64.self))
        guard unsafe Checksum.of(bytes) == expected else {
            throw SnapshotError(.damaged, subject: path, cause: "第 \(unit + 1) 块校验不符")
        }
    }

    /// The record number of a row.
    @inline(__always)
    func recordNumber(_ row: Int) throws(SnapshotError) -> Int64 {
        guard let recordNumbers, let number = try number(recordNumbers, row) else { throw misplaced }
        return number
    }

    var misplaced: SnapshotError { SnapshotError(.damaged, subject: path, cause: "内容越出了数据区") }
}

// MARK: Opening

extension SegmentFile {
    /// Bytes of all sealed blocks.
    static func sealedBytes(_ header: SegmentHeader, _ cipher: (any BlockCipher)?) -> Int {
        header.sections.reduce(0) { $0 + $1.byteCount + $1.blocks * (cipher?.overhead ?? 0) }
    }

    /// Where a sealed block begins behind the header: blocks stand one behind the other without gaps.
    static func sealedOffset(
        of block: Int, _ range: Range<Int>, in section: Section, _ header: SegmentHeader, _ cipher: any BlockCipher
    ) -> Int {
        var before = 0
        for other in header.sections {
            if other.firstBlock == section.firstBlock, other.start == section.start { break }
            before += other.byteCount
        }
        return before + (range.lowerBound - section.start) + block * cipher.overhead
    }

    private static func prefix(
        _ mapping: UnsafeRawBufferPointer, folder: String, path: String, cipher: (any BlockCipher)?
    ) throws(SnapshotError) -> (header: SegmentHeader, dataStart: Int, isSealed: Bool) {
        func damaged(_ cause: String) -> SnapshotError { SnapshotError(.damaged, subject: path, cause: cause) }
        let magic = unsafe mapping[..<8]
        let isSealed = unsafe magic.elementsEqual(SegmentHeader.sealedMagic)
        guard unsafe isSealed || magic.elementsEqual(SegmentHeader.magic) else {
            throw SnapshotError(.unknownFormat, subject: path, cause: "开头标记不符")
        }
        let length = unsafe Int(UInt32(littleEndian: mapping.loadUnaligned(fromByteOffset: 8, as: UInt32.self)))
        let checksum = unsafe UInt64(littleEndian: mapping.loadUnaligned(fromByteOffset: 12, as: UInt64.self))
        let end = SegmentHeader.prefixBytes + length
        guard end <= mapping.count else { throw damaged("文件头不完整") }
        var bytes = unsafe Array(mapping[SegmentHeader.prefixBytes..<end])
        guard Checksum.of(bytes) == checksum else { throw damaged("文件头校验不符") }
        if isSealed {
            guard let cipher else { throw SnapshotError(.sealed, subject: path, cause: "没有密钥") }
            let parts = folder.split(separator: "/")
            let day = parts.last.flatMap { try? CivilDate(parsing: $0.prefix(10)) } ?? CivilDate(dayNumber: 0)
            bytes = try cipher.open(
                bytes,
                at: BlockPlace(dataset: String(parts.first ?? ""), day: day, folder: folder, block: -1))
        }
        let header = try SegmentHeader(decoding: bytes[...], path: path)
        let dataStart = SegmentHeader.dataStart(behind: end, isSealed: isSealed)
        guard dataStart <= mapping.count, unsafe mapping[end..<dataStart].allSatisfy({ $0 == 0 }) else {
            throw damaged("文件头之后不是空白")
        }
        return (header, dataStart, isSealed)
    }
}

import Glibc

/// Writes the data part of a snapshot in blocks and keeps the checksum of each.
@safe final class BlockWriter {
    static let blockBytes = 1 << 20

    private(set) var checksums: [UInt32] = []
    private let descriptor: Int32
    private let path: String
    private let block: UnsafeMutableRawBufferPointer
    private var used = 0

    init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
        unsafe block = .allocate(byteCount: Self.blockBytes, alignment: 16)
    }

    deinit { unsafe block.deallocate() }

    func append(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        var done = 0
        while done < bytes.count {
            let part = min(bytes.count - done, Self.blockBytes - used)
            let target = unsafe UnsafeMutableRawBufferPointer(rebasing: block[used..<used + part])
            unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[done..<done + part]))
            used += part
            done += part
            if used == Self.blockBytes { try flush() }
        }
    }

    func append(_ number: UInt64) throws(SnapshotError) {
        if used + 8 <= Self.blockBytes {
            unsafe block.storeBytes(of: number.littleEndian, toByteOffset: used, as: UInt64.self)
            used += 8
            if used == Self.blockBytes { try flush() }
            return
        }
        for shift in 0..<8 { try append(UInt8(truncatingIfNeeded: number >> (UInt64(shift) * 8))) }
    }

    /// Appends bytes of zero.
    func pad(_ count: Int) throws(SnapshotError) {
        for _ in 0..<count { try append(UInt8(0)) }
    }

    private func append(_ byte: UInt8) throws(SnapshotError) {
        unsafe block[used] = byte
        used += 1
        if used == Self.blockBytes { try flush() }
    }

    func flush() throws(SnapshotError) {
        guard used > 0 else { return }
        let written = unsafe UnsafeRawBufferPointer(rebasing: block[..<used])
        checksums.append(unsafe Checksum.crc32c(written))
        try unsafe FileAccess.write(descriptor, written, path: path)
        used = 0
    }
}

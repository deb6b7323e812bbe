import Glibc
import Primitives
import Synchronization

/// An opened snapshot: mapped, never read whole; header, lengths and checksum table are checked on opening, each block
/// of data when it is first touched.
///
/// `@unchecked Sendable` because the mapping is read-only and lives until `deinit`; the touched blocks are in a mutex.
@safe final class SnapshotFile: @unchecked Sendable {
    let header: SnapshotHeader
    let path: String
    private let mapping: UnsafeRawBufferPointer
    private let dataStart: Int
    private let checked: Mutex<[Bool]>

    init(path: String) throws(SnapshotError) {
        self.path = path
        let mapping = try unsafe Self.map(path)
        do throws(SnapshotError) {
            let (header, dataStart) = try unsafe Self.checkedHeader(mapping, path: path)
            self.header = header
            self.dataStart = dataStart
            unsafe self.mapping = unsafe mapping
            checked = Mutex(Array(repeating: false, count: header.blocks))
        } catch {
            unsafe munmap(UnsafeMutableRawPointer(mutating: mapping.baseAddress), mapping.count)
            throw error
        }
    }

    deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: mapping.baseAddress), mapping.count) }

    private static func map(_ path: String) throws(SnapshotError) -> UnsafeRawBufferPointer {
        let descriptor = try FileAccess.open(path, O_RDONLY)
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw FileAccess.failure(path) }
        let count = Int(status.st_size)
        guard count >= SnapshotHeader.prefixBytes else {
            throw SnapshotError(.damaged, subject: path, cause: "只有 \(count) 字节")
        }
        guard let base = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), unsafe base != MAP_FAILED
        else {
            throw FileAccess.failure(path)
        }
        return unsafe UnsafeRawBufferPointer(start: base, count: count)
    }

    private static func checkedHeader(
        _ mapping: UnsafeRawBufferPointer, path: String
    ) throws(SnapshotError) -> (SnapshotHeader, Int) {
        func damaged(_ cause: String) -> SnapshotError { SnapshotError(.damaged, subject: path, cause: cause) }
        guard unsafe mapping[..<8].elementsEqual(SnapshotHeader.magic) else {
            throw SnapshotError(.unknownFormat, subject: path, cause: "开头标记不符")
        }
        let length = Int(unsafe mapping.loadUnaligned(fromByteOffset: 8, as: UInt32.self).littleEndian)
        let checksum = UInt32(littleEndian: unsafe mapping.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
        let dataStart = SnapshotHeader.prefixBytes + length
        guard dataStart <= mapping.count else { throw damaged("文件头不完整") }
        let json = unsafe UnsafeRawBufferPointer(rebasing: mapping[SnapshotHeader.prefixBytes..<dataStart])
        guard unsafe Checksum.crc32c(json) == checksum else { throw damaged("文件头校验不符") }
        let header = try unsafe StoreJSON.decode(SnapshotHeader.self, from: Array(json), path: path)
        let tableStart = dataStart + header.dataBytes
        guard header.blockBytes > 0, mapping.count == tableStart + header.blocks * 4 + 4 else {
            throw damaged("长度应为 \(tableStart + header.blocks * 4 + 4) 字节，实为 \(mapping.count)")
        }
        let table = unsafe UnsafeRawBufferPointer(rebasing: mapping[tableStart..<mapping.count - 4])
        let expected = unsafe mapping.loadUnaligned(fromByteOffset: mapping.count - 4, as: UInt32.self)
        guard unsafe Checksum.crc32c(table) == UInt32(littleEndian: expected) else { throw damaged("校验表不符") }
        return (header, dataStart)
    }

    /// Checks every block; for a verification run, not for look-ups.
    func verifyAll() throws(SnapshotError) { try verify(0..<header.dataBytes) }

    private func verify(_ range: Range<Int>) throws(SnapshotError) {
        guard !range.isEmpty else { return }
        let blocks = range.lowerBound / header.blockBytes...(range.upperBound - 1) / header.blockBytes
        for block in blocks where !checked.withLock({ $0[block] }) {
            let start = dataStart + block * header.blockBytes
            let end = min(start + header.blockBytes, dataStart + header.dataBytes)
            let entry = dataStart + header.dataBytes + block * 4
            let expected = UInt32(littleEndian: unsafe mapping.loadUnaligned(fromByteOffset: entry, as: UInt32.self))
            guard unsafe Checksum.crc32c(UnsafeRawBufferPointer(rebasing: mapping[start..<end])) == expected else {
                throw SnapshotError(.damaged, subject: path, cause: "第 \(block + 1) 块校验不符")
            }
            checked.withLock { $0[block] = true }
        }
    }

    private func number(at offset: Int) throws(SnapshotError) -> UInt64 {
        try verify(offset..<offset + 8)
        return unsafe UInt64(littleEndian: mapping.loadUnaligned(fromByteOffset: dataStart + offset, as: UInt64.self))
    }

    /// Rows under one key of a column's index, in the order of the index.
    func rows(column: String, key: UInt64) throws(SnapshotError) -> [SnapshotRow] {
        guard let index = header.indexes.first(where: { $0.column.utf8.elementsEqual(column.utf8) }) else {
            throw SnapshotError(.wrongColumn, subject: "\(header.info.dataset).\(column)", cause: "没有索引")
        }
        var low = 0
        var high = index.entries
        while low < high {
            let middle = (low + high) / 2
            if try number(at: index.keysOffset + middle * 8) < key { low = middle + 1 } else { high = middle }
        }
        var found: [SnapshotRow] = []
        while low < index.entries, try number(at: index.keysOffset + low * 8) == key {
            found.append(try row(at: Int(truncatingIfNeeded: try number(at: index.offsetsOffset + low * 8))))
            low += 1
        }
        return found
    }

    private func row(at offset: Int) throws(SnapshotError) -> SnapshotRow {
        var cursor = offset
        var cells: [SnapshotRow.Cell] = []
        cells.reserveCapacity(header.info.schema.columns.count)
        for column in header.info.schema.columns {
            switch column.type {
            case .text:
                let count = Int(truncatingIfNeeded: try variable(&cursor))
                guard count >= 0, cursor + count <= header.rowsBytes else { throw misplaced }
                try verify(cursor..<cursor + count)
                let bytes = unsafe Array(mapping[dataStart + cursor..<dataStart + cursor + count])
                cells.append(count == 0 ? .absent : .text(bytes))
                cursor += count
            case .citizenKey, .citizenKeyOrLegacy:
                guard cursor + 8 <= header.rowsBytes else { throw misplaced }
                let raw = try number(at: cursor)
                guard raw != IndexKey.absent else {
                    cells.append(.absent)
                    cursor += 8
                    continue
                }
                guard let person = PackedCitizenID(rawValue: raw) else { throw misplaced }
                cells.append(.person(person))
                cursor += 8
            case .integer, .hundredths, .date, .month:
                let coded = try variable(&cursor)
                let zigzag = coded &- 1
                let value = Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1)
                cells.append(coded == 0 ? .absent : .number(value))
            }
        }
        return SnapshotRow(schema: header.info.schema, cells: cells)
    }

    private var misplaced: SnapshotError { SnapshotError(.damaged, subject: path, cause: "行越出了数据区") }

    private func variable(_ cursor: inout Int) throws(SnapshotError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64 {
            guard cursor >= 0, cursor < header.rowsBytes else { throw misplaced }
            try verify(cursor..<cursor + 1)
            let byte = unsafe mapping[dataStart + cursor]
            cursor += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw misplaced
    }
}

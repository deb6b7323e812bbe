import FoundationEssentials
import Glibc
import Primitives

/// Collects the encoded rows of one file and writes them as a snapshot, sorted by the first key column.
struct SnapshotBuilder: ~Copyable {
    let schema: TableSchema
    private let indexed: [Int]
    private let recordNumberPosition: Int?
    private var encoded = ByteBuffer(capacity: 1 << 20)
    private var starts: [Int] = []
    private var keys: [[UInt64]]
    private var recordNumbers: [Int64] = []
    private var sourceRows: [Int] = []

    init(schema: TableSchema) {
        self.schema = schema
        indexed = schema.indexedPositions
        recordNumberPosition = schema.recordNumberColumn.flatMap(schema.position(of:))
        keys = Array(repeating: [], count: indexed.count)
    }

    var rows: Int { starts.count }

    mutating func append(_ row: TableRow) {
        starts.append(encoded.count)
        for position in schema.columns.indices {
            switch schema.columns[position].type {
            case .text:
                unsafe encoded.appendText(row.bytes(position))
            case .citizenKey, .citizenKeyOrLegacy:
                encoded.appendFixed(row.person(position)?.rawValue ?? IndexKey.absent)
            case .integer, .hundredths, .date, .month:
                encoded.appendNumber(row.number(position))
            }
        }
        for (index, position) in indexed.enumerated() { keys[index].append(Self.key(of: row, at: position, schema)) }
        if let recordNumberPosition {
            recordNumbers.append(row.number(recordNumberPosition) ?? 0)
            sourceRows.append(row.row)
        }
    }

    private static func key(of row: TableRow, at position: Int, _ schema: TableSchema) -> UInt64 {
        if schema.columns[position].type == .text {
            let bytes = unsafe row.bytes(position)
            return bytes.isEmpty ? IndexKey.absent : unsafe IndexKey.hash(bytes)
        }
        return row.person(position)?.matchKey ?? IndexKey.absent
    }

    /// Rows that repeat an earlier record number, as positions in the order of the file, with row and number.
    func repeatedRecords() -> [(position: Int, row: Int, number: Int64)] {
        var isAscending = true
        for index in recordNumbers.indices.dropFirst() where recordNumbers[index] <= recordNumbers[index - 1] {
            isAscending = false
            break
        }
        if isAscending { return [] }
        let order = recordNumbers.indices.sorted { (recordNumbers[$0], $0) < (recordNumbers[$1], $1) }
        return zip(order.dropFirst(), order)
            .filter { recordNumbers[$0] == recordNumbers[$1] }
            .map { ($0.0, sourceRows[$0.0], recordNumbers[$0.0]) }
            .sorted { $0.0 < $1.0 }
    }

    /// Rows in the order in which they are written: by first key, rows without one last, otherwise as in the file.
    private func order(without excluded: Set<Int>) -> [Int] {
        var entries: [IndexEntry] = []
        entries.reserveCapacity(rows)
        for row in 0..<rows where excluded.isEmpty || !excluded.contains(row) {
            entries.append(IndexEntry(key: keys.first?[row] ?? 0, value: row))
        }
        entries.sort()
        return entries.map(\.value)
    }

    /// Writes the file at `path`, which must not exist, and syncs it.
    func write(
        to path: String, info: SnapshotInfo, sourceRowCount: Int, without excluded: Set<Int>,
        step: (StoreStep) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        let order = order(without: excluded)
        var placed = Array(repeating: 0, count: rows)
        var rowsBytes = 0
        for row in order {
            placed[row] = rowsBytes
            rowsBytes += length(of: row)
        }
        var indexes: [[IndexEntry]] = []
        var layouts: [IndexLayout] = []
        var offset = (rowsBytes + 7) & ~7
        for (index, position) in indexed.enumerated() {
            var entries: [IndexEntry] = []
            entries.reserveCapacity(order.count)
            for row in order where keys[index][row] != IndexKey.absent {
                entries.append(IndexEntry(key: keys[index][row], value: placed[row]))
            }
            if index > 0 { entries.sort() }
            layouts.append(
                IndexLayout(
                    column: schema.columns[position].name, entries: entries.count, keysOffset: offset,
                    offsetsOffset: offset + entries.count * 8))
            offset += entries.count * 16
            indexes.append(entries)
        }
        let header = SnapshotHeader(
            info: info, sourceRows: sourceRowCount, blockBytes: BlockWriter.blockBytes, rowsBytes: rowsBytes,
            dataBytes: offset, indexes: layouts)
        let descriptor = try FileAccess.open(path, O_WRONLY | O_CREAT | O_EXCL)
        defer { close(descriptor) }
        try FileAccess.write(descriptor, Self.prefix(of: header, path: path), path: path)
        let writer = BlockWriter(descriptor: descriptor, path: path)
        for row in order {
            try unsafe writer.append(UnsafeRawBufferPointer(start: encoded.base + starts[row], count: length(of: row)))
        }
        try writer.pad(((rowsBytes + 7) & ~7) - rowsBytes)
        for entries in indexes {
            for entry in entries { try writer.append(entry.key) }
            for entry in entries { try writer.append(UInt64(entry.value)) }
        }
        try writer.flush()
        try FileAccess.write(descriptor, Self.checksumTable(writer.checksums), path: path)
        try step(.dataWritten)
        try FileAccess.sync(descriptor, path: path)
        try step(.snapshotSynced)
    }

    private func length(of row: Int) -> Int {
        (row + 1 < starts.count ? starts[row + 1] : encoded.count) - starts[row]
    }

    private static func prefix(of header: SnapshotHeader, path: String) throws(SnapshotError) -> [UInt8] {
        var json = try StoreJSON.encode(header, path: path)
        json.append(contentsOf: Array(repeating: UInt8(ascii: " "), count: (8 - json.count % 8) % 8))
        let checksum = unsafe json.withUnsafeBytes { unsafe Checksum.crc32c($0) }
        return SnapshotHeader.magic + bytes(UInt32(json.count)) + bytes(checksum) + json
    }

    private static func checksumTable(_ checksums: [UInt32]) -> [UInt8] {
        let table = checksums.flatMap(bytes)
        return table + bytes(unsafe table.withUnsafeBytes { unsafe Checksum.crc32c($0) })
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}

/// A key with a row's number or offset; ties keep the order of the rows.
struct IndexEntry: Comparable {
    let key: UInt64
    let value: Int

    @inline(__always)
    static func < (left: IndexEntry, right: IndexEntry) -> Bool {
        left.key != right.key ? left.key < right.key : left.value < right.value
    }
}

/// JSON of headers and manifests, with sorted keys so that equal content is equal bytes.
enum StoreJSON {
    static func encode(_ value: some Encodable, path: String) throws(SnapshotError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do { return Array(try encoder.encode(value)) } catch {
            throw SnapshotError(.system, subject: path, cause: "无法写成 JSON：\(error)")
        }
    }

    static func decode<Value: Decodable>(_: Value.Type, from bytes: [UInt8], path: String) throws(SnapshotError)
        -> Value
    {
        do { return try JSONDecoder().decode(Value.self, from: Data(bytes)) } catch {
            throw SnapshotError(.unknownFormat, subject: path, cause: "JSON 内容不符")
        }
    }
}

import Primitives

/// The points at which a write can be cut off; tests stop at each of them.
package enum StoreStep: String, Hashable, Sendable, CaseIterable {
    case dataWritten, snapshotSynced, snapshotRenamed, manifestWritten, manifestRenamed
}

/// A stretch of bytes of a segment, cut into blocks of its own; only the last block of a section is shorter.
struct Section: Hashable, Sendable {
    /// Where it begins when all blocks lie open one behind the other.
    let start: Int
    let byteCount: Int
    /// The number of its first block in the segment.
    let firstBlock: Int

    var blocks: Int { (byteCount + SegmentHeader.blockBytes - 1) / SegmentHeader.blockBytes }
}

/// How the values of one column lie in a segment.
enum ColumnLayout: Hashable, Sendable {
    /// Integers, hundredths, days, months; the raw keys of citizens by whom the rows are not sorted.
    case numbers(NumberLayout)
    /// The check characters of the keys that sort the rows: 0 right, 1 a 15-digit key, otherwise the check value + 2.
    case sortKey(tails: NumberLayout)
    /// Texts by their number in a list of words; word 0 is "no value".
    case words(codes: NumberLayout, offsets: NumberLayout, heap: Int, count: Int)
    /// Texts one behind the other; the offset of each, and one more.
    case texts(offsets: NumberLayout, heap: Int)
}

/// A way to rows by key: distinct keys ascending, where the rows of each begin, and which rows.
struct IndexLayout: Hashable, Sendable {
    let column: Int
    let entries: Int
    /// The keys, eight bytes each.
    let keys: Int
    /// Every 512th key, so that a look-up touches few blocks.
    let fences: Int
    /// Where the rows of a key begin, and one entry more.
    let starts: NumberLayout
    /// The rows in the order of the index; nil for the index by which the rows are sorted.
    let rows: NumberLayout?

    static let fenceStep = 512
}

/// The way from a record number to its row.
enum RecordLayout: Hashable, Sendable {
    /// Row by record number from the least one on; absent where no record has the number.
    case dense(least: Int64, count: Int, rows: NumberLayout)
    /// Numbers ascending, and the row of each.
    case sparse(numbers: NumberLayout, rows: NumberLayout)
}

/// The readable beginning of a segment file: a base, or the changes of a day.
///
/// File: magic (8 bytes), header length (4), header checksum (8), header (sealed when the store has a cipher), then
/// from the next multiple of 64 on the blocks, then a checksum of each block as it is stored (8 each) and one of those
/// (8). All integers are little-endian. Plain blocks lie where they lie in memory, so that the file is mapped as it is.
struct SegmentHeader: Sendable {
    static let magic: [UInt8] = Array("BKSNAP2\n".utf8)
    static let sealedMagic: [UInt8] = Array("BKSEAL2\n".utf8)
    static let prefixBytes = 20
    /// Bytes of a block; no more, because looking up one family touches a block of every column.
    static let blockBytes = 1 << 16

    var info: SnapshotInfo
    /// Rows in this file; those of a layer are fewer than the dataset's.
    var storedRows: Int
    /// Folders of the segments that a layer lies on, first the base.
    var earlier: [String] = []
    /// For each of those the rows that this layer takes away: sorted row numbers.
    var dead: [DeadLayout] = []
    var sections: [Section] = []
    var columns: [ColumnLayout] = []
    var indexes: [IndexLayout] = []
    var records: RecordLayout?

    struct DeadLayout: Hashable, Sendable {
        let count: Int
        let rows: NumberLayout
    }

    /// Position of the column by whose key the rows are sorted: the first citizen key looked up, else the first text.
    static func sortPosition(_ schema: TableSchema) -> Int? {
        let indexed = schema.indexedPositions
        return indexed.first { schema.columns[$0].type.isCitizenKey } ?? indexed.first
    }

    var blocks: Int { sections.last.map { $0.firstBlock + $0.blocks } ?? 0 }
    var openBytes: Int { sections.last.map { ($0.start + $0.byteCount + 63) & ~63 } ?? 0 }

    /// The open bytes of each block, by number.
    func range(ofBlock block: Int, in section: Section) -> Range<Int> {
        let start = section.start + (block - section.firstBlock) * Self.blockBytes
        return start..<min(start + Self.blockBytes, section.start + section.byteCount)
    }
}

extension SegmentHeader {
    func encoded() -> [UInt8] {
        var writer = ByteWriter()
        info.write(to: &writer)
        writer.append(storedRows)
        writer.append(earlier) { $0.append($1) }
        writer.append(dead) {
            $0.append($1.count)
            $1.rows.write(to: &$0)
        }
        writer.append(sections) {
            $0.append($1.start)
            $0.append($1.byteCount)
            $0.append($1.firstBlock)
        }
        writer.append(columns) { $1.write(to: &$0) }
        writer.append(indexes) { $1.write(to: &$0) }
        writer.append(records != nil)
        records?.write(to: &writer)
        return writer.bytes
    }

    init(decoding bytes: ArraySlice<UInt8>, path: String) throws(SnapshotError) {
        var reader = ByteReader(bytes, path: path)
        info = try SnapshotInfo(from: &reader)
        storedRows = try reader.count()
        earlier = try reader.list { reader throws(SnapshotError) in try reader.text() }
        dead = try reader.list { reader throws(SnapshotError) in
            DeadLayout(count: try reader.count(), rows: try NumberLayout(from: &reader))
        }
        sections = try reader.list { reader throws(SnapshotError) in
            Section(start: try reader.count(), byteCount: try reader.count(), firstBlock: try reader.count())
        }
        columns = try reader.list { reader throws(SnapshotError) in try ColumnLayout(from: &reader) }
        indexes = try reader.list { reader throws(SnapshotError) in try IndexLayout(from: &reader) }
        records = try reader.flag() ? try RecordLayout(from: &reader) : nil
    }
}

extension ColumnLayout {
    fileprivate func write(to writer: inout ByteWriter) {
        switch self {
        case .numbers(let layout):
            writer.append(0)
            layout.write(to: &writer)
        case .sortKey(let tails):
            writer.append(1)
            tails.write(to: &writer)
        case .words(let codes, let offsets, let heap, let count):
            writer.append(2)
            codes.write(to: &writer)
            offsets.write(to: &writer)
            writer.append(heap)
            writer.append(count)
        case .texts(let offsets, let heap):
            writer.append(3)
            offsets.write(to: &writer)
            writer.append(heap)
        }
    }

    fileprivate init(from reader: inout ByteReader) throws(SnapshotError) {
        switch try reader.integer() {
        case 0: self = .numbers(try NumberLayout(from: &reader))
        case 1: self = .sortKey(tails: try NumberLayout(from: &reader))
        case 2:
            self = .words(
                codes: try NumberLayout(from: &reader), offsets: try NumberLayout(from: &reader),
                heap: try reader.count(), count: try reader.count())
        default: self = .texts(offsets: try NumberLayout(from: &reader), heap: try reader.count())
        }
    }
}

extension IndexLayout {
    fileprivate func write(to writer: inout ByteWriter) {
        for number in [column, entries, keys, fences] { writer.append(number) }
        starts.write(to: &writer)
        writer.append(rows != nil)
        rows?.write(to: &writer)
    }

    fileprivate init(from reader: inout ByteReader) throws(SnapshotError) {
        self.init(
            column: try reader.count(), entries: try reader.count(), keys: try reader.count(),
            fences: try reader.count(), starts: try NumberLayout(from: &reader),
            rows: try reader.flag() ? try NumberLayout(from: &reader) : nil)
    }
}

extension RecordLayout {
    fileprivate func write(to writer: inout ByteWriter) {
        switch self {
        case .dense(let least, let count, let rows):
            writer.append(true)
            writer.append(UInt64(bitPattern: least))
            writer.append(count)
            rows.write(to: &writer)
        case .sparse(let numbers, let rows):
            writer.append(false)
            numbers.write(to: &writer)
            rows.write(to: &writer)
        }
    }

    fileprivate init(from reader: inout ByteReader) throws(SnapshotError) {
        if try reader.flag() {
            self = .dense(
                least: Int64(bitPattern: try reader.number()), count: try reader.count(),
                rows: try NumberLayout(from: &reader))
        } else {
            self = .sparse(numbers: try NumberLayout(from: &reader), rows: try NumberLayout(from: &reader))
        }
    }
}

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

/// The way from a record number to the keys under which its row is found, as prints: one lane for each index.
///
/// Whoever takes a day's changes in asks for them, and touches nearly every page: which records there are at all stands
/// in a bit for each number, and whose they are is asked only where it matters.
struct RecordLayout: Hashable, Sendable {
    /// Records of consecutive numbers from this one on, some of them without a row; nil for a list of numbers.
    let least: Int64?
    /// How many consecutive numbers, or how many rows.
    let count: Int
    /// The numbers, ascending, where they are not consecutive and too far apart for bits.
    let numbers: NumberLayout?
    /// Which records have a row; nil where their numbers lie too far apart.
    let present: PresentLayout?
    let prints: [NumberLayout]
}

/// A bit for each record number from one on that says whether there is a row.
struct PresentLayout: Hashable, Sendable {
    let least: Int64
    let count: Int
    let section: Int
    /// How many rows stand before each stretch of words, which tells the place of a record among those there are; nil
    /// where each number has a place.
    let ranks: NumberLayout?

    /// Words of a stretch: its bits lie in one line of the processor's cache.
    static let wordsPerRank = 8

    /// How many words of 64 bits hold so many.
    static func words(_ count: Int) -> Int { (count + 63) / 64 }
}

/// The records that a layer puts or removes: what the segments below it have of them no longer counts.
struct TakenLayout: Hashable, Sendable {
    let count: Int
    /// The record numbers, ascending; nil for none.
    let numbers: NumberLayout?

    static let nothing = TakenLayout(count: 0, numbers: nil)
}

/// The readable beginning of a segment file: a base, or the changes of a day.
///
/// File: magic (8 bytes), header length (4), header checksum (8), header (sealed when the store has a cipher), then
/// from the next multiple of 64 on the blocks, then a checksum of each block as it is stored (8 each) and one of those
/// (8). All integers are little-endian. Plain sections lie where they lie in memory, from the next page on, so that the
/// file is mapped as it is, and of them each leaf of 4 KiB has a checksum of its own: what is looked up is little, and
/// spread all over.
struct SegmentHeader: Sendable {
    static let magic: [UInt8] = Array("BKSNAP5\n".utf8)
    static let sealedMagic: [UInt8] = Array("BKSEAL5\n".utf8)
    static let prefixBytes = 20
    /// Bytes of a block, which is written and sealed at once; no more, because looking up one family touches a block of
    /// every column.
    static let blockBytes = 1 << 16
    /// Bytes of a leaf, which is checked at once in a plain file: a page, so that whoever checks one touches one.
    static let leafBytes = 1 << 12
    /// Bytes of a plain file that are written at once, and where it is cut for that: what was written together the page
    /// cache keeps together, and a large page of it is mapped with one fault instead of five hundred.
    static let pieceBytes = 1 << 21

    var info: SnapshotInfo
    /// Rows in this file; those of a layer are fewer than the dataset's.
    var storedRows: Int
    /// Folders of the segments that a layer lies on, first the base.
    var earlier: [String] = []
    var taken = TakenLayout.nothing
    /// People of whom no row stands here under a citizen key, since their rows were put apart.
    var strangersTo: PeoplePrint?
    var sections: [Section] = []
    var columns: [ColumnLayout] = []
    var indexes: [IndexLayout] = []
    var records: RecordLayout?

    /// Position of the column by whose key the rows are sorted: the first citizen key looked up, else the first text.
    static func sortPosition(_ schema: TableSchema) -> Int? {
        let indexed = schema.indexedPositions
        return indexed.first { schema.columns[$0].type.isCitizenKey } ?? indexed.first
    }

    var blocks: Int { sections.last.map { $0.firstBlock + $0.blocks } ?? 0 }
    var openBytes: Int { sections.last.map { Self.rounded($0.start + $0.byteCount, to: 64) } ?? 0 }

    /// Where a section begins behind what lies before it: at a multiple of 64, from a leaf on at a page.
    static func start(of byteCount: Int, behind end: Int) -> Int {
        rounded(end, to: byteCount < leafBytes ? 64 : leafBytes)
    }

    /// Where the sections begin behind the header.
    static func dataStart(behind end: Int, isSealed: Bool) -> Int { rounded(end, to: isSealed ? 64 : leafBytes) }

    private static func rounded(_ count: Int, to step: Int) -> Int { (count + step - 1) & ~(step - 1) }

    /// How the column of record numbers lies.
    var recordNumbers: NumberLayout? {
        guard let name = info.schema.recordNumberColumn, let position = info.schema.position(of: name),
            case .numbers(let layout) = columns[position]
        else { return nil }
        return layout
    }

    /// The number of the first unit of each section when units have so many bytes, and how many there are.
    func firstUnits(of unitBytes: Int) -> [Int] {
        sections.reduce(into: [0]) { $0.append(($0.last ?? 0) + ($1.byteCount + unitBytes - 1) / unitBytes) }
    }

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
        taken.write(to: &writer)
        writer.append(strangersTo != nil)
        if let strangersTo { writer.append(strangersTo.bits) }
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
        taken = try TakenLayout(from: &reader)
        strangersTo = try reader.flag() ? PeoplePrint(bits: try reader.number()) : nil
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
        writer.append(least != nil)
        writer.append(UInt64(bitPattern: least ?? 0))
        writer.append(count)
        writer.append(numbers != nil)
        numbers?.write(to: &writer)
        writer.append(present != nil)
        if let present {
            writer.append(UInt64(bitPattern: present.least))
            writer.append(present.count)
            writer.append(present.section)
            writer.append(present.ranks != nil)
            present.ranks?.write(to: &writer)
        }
        writer.append(prints) { $1.write(to: &$0) }
    }

    fileprivate init(from reader: inout ByteReader) throws(SnapshotError) {
        let isDense = try reader.flag()
        let first = Int64(bitPattern: try reader.number())
        least = isDense ? first : nil
        count = try reader.count()
        numbers = try reader.flag() ? try NumberLayout(from: &reader) : nil
        present =
            try reader.flag()
            ? PresentLayout(
                least: Int64(bitPattern: try reader.number()), count: try reader.count(), section: try reader.count(),
                ranks: try reader.flag() ? try NumberLayout(from: &reader) : nil)
            : nil
        prints = try reader.list { reader throws(SnapshotError) in try NumberLayout(from: &reader) }
    }
}

extension TakenLayout {
    fileprivate func write(to writer: inout ByteWriter) {
        writer.append(count)
        if count > 0 { numbers?.write(to: &writer) }
    }

    fileprivate init(from reader: inout ByteReader) throws(SnapshotError) {
        count = try reader.count()
        numbers = count > 0 ? try NumberLayout(from: &reader) : nil
    }
}

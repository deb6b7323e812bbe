/// A text of a row in memory: a word of some thread's table, or a stretch of the heap.
struct TextReference: BitwiseCopyable {
    let bits: UInt64

    static let empty = TextReference(bits: 0)

    init(bits: UInt64) { self.bits = bits }
    /// A word of a table fits thirty-two bits: sixteen tables of 268 million words.
    init(word: Int, table: Int) { bits = UInt64(table) << 28 | UInt64(word) }
    init(offset: Int, length: Int) { bits = 1 << 63 | UInt64(offset) << 24 | UInt64(length) }

    var isHeap: Bool { bits >> 63 != 0 }
    var offset: Int { Int((bits & ~(1 << 63)) >> 24) }
    var length: Int { Int(bits & 0xFF_FFFF) }
    var table: Int { Int(bits >> 28) }
    var word: Int { Int(bits & 0xFFF_FFFF) }
}

/// The texts of one column in memory.
final class TextLane: Sendable {
    private let bits: PlaneLane
    let heap: Lane<UInt8>
    /// One table for each thread that fills the lane.
    let tables: [WordTable]

    init(rows: Int, heapBytes: Int, threads: Int) throws(SnapshotError) {
        bits = try PlaneLane(capacity: rows)
        heap = try Lane(capacity: heapBytes, isSparse: true)
        tables = (0..<threads).map { _ in WordTable() }
    }

    /// The text of a row.
    subscript(row: Int) -> TextReference {
        @inline(__always) get { TextReference(bits: bits[row]) }
        set { bits[row] = newValue.bits }
    }

    /// Puts the texts of rows that follow one another.
    func store(_ references: UnsafeBufferPointer<UInt64>, at first: Int) { unsafe bits.store(references, at: first) }

    @inline(__always)
    func length(_ reference: TextReference) -> Int {
        reference.isHeap ? reference.length : reference.bits == 0 ? 0 : tables[reference.table].length(reference.word)
    }

    @inline(__always)
    func withBytes<Result>(_ reference: TextReference, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if reference.isHeap {
            return unsafe body(UnsafeBufferPointer(start: heap.base + reference.offset, count: reference.length))
        }
        return unsafe tables[reference.table].withBytes(reference.word, body)
    }
}

/// The values of one column in memory.
enum ColumnLanes {
    /// Integers, hundredths, days, months; `RowTable.absent` is no value.
    case numbers(NumberLane)
    /// Raw citizen keys; `RowTable.absentKey` is no value.
    case keys(Lane<UInt64>)
    case texts(TextLane)
}

/// Typed rows in memory, on their way into a segment.
///
/// `@unchecked Sendable` because the counts change only before and after the threads that fill the lanes.
final class RowTable: @unchecked Sendable {
    static let absent = Int64.min
    static let absentKey = UInt64.max

    let schema: TableSchema
    let columns: [ColumnLanes]
    /// Rows that were set aside leave a hole.
    let isHole: Lane<UInt8>
    /// Places for rows, holes included.
    var slots = 0
    var holes = 0

    var rows: Int { slots - holes }

    init(schema: TableSchema, capacity: Int, heapBytes: Int, threads: Int) throws(SnapshotError) {
        self.schema = schema
        isHole = try Lane(capacity: capacity, isZeroed: true)
        var columns: [ColumnLanes] = []
        for column in schema.columns {
            switch column.type {
            case .integer, .hundredths, .date, .month: columns.append(.numbers(try NumberLane(capacity: capacity)))
            case .citizenKey, .citizenKeyOrLegacy: columns.append(.keys(try Lane(capacity: capacity)))
            case .text:
                columns.append(.texts(try TextLane(rows: capacity, heapBytes: heapBytes, threads: threads)))
            }
        }
        self.columns = columns
    }

    /// The lane of record numbers.
    var recordNumbers: NumberLane? {
        guard let name = schema.recordNumberColumn, let position = schema.position(of: name),
            case .numbers(let lane) = columns[position]
        else { return nil }
        return lane
    }

    /// The key under which an index finds a row; `IndexKey.absent` when the field is empty.
    @inline(__always)
    func indexKey(_ position: Int, _ row: Int) -> UInt64 {
        switch columns[position] {
        case .keys(let lane): IndexKey.of(raw: lane[row])
        case .texts(let lane):
            lane[row].bits == 0 ? IndexKey.absent : unsafe lane.withBytes(lane[row]) { unsafe IndexKey.of($0) }
        case .numbers: IndexKey.absent
        }
    }
}

/// Keys of the look-up indexes: the 17-digit body of a citizen ID, the print of a text.
enum IndexKey {
    /// Stands for "no value" while rows are sorted; such rows come last and are in no index.
    static let absent = UInt64.max

    @inline(__always)
    static func of(raw: UInt64) -> UInt64 { raw == RowTable.absentKey ? absent : (raw & ~(1 << 63)) >> 6 }

    @inline(__always)
    static func of(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 { UInt64(bitPattern: unsafe TextPrint.of(text)) }
}

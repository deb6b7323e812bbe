import Primitives

/// Matched rows from a snapshot store: only the keys and the wanted columns of matched rows are read.
///
/// A dataset's files are opened for one scan and given back after it. Rows come by segment, base first, and within
/// one by key. A scan for people goes along the keys once; one for few people looks each of them up.
package struct StoreRowSource: RowSource {
    private let view: SnapshotView
    private let keepsOpen: Bool

    /// The data in force in a view.
    ///
    /// `keepsOpen` leaves files open between scans, for many small questions; a full run gives them back, so that what
    /// is mapped stays small.
    package init(_ view: SnapshotView, keepsOpen: Bool = false) { (self.view, self.keepsOpen) = (view, keepsOpen) }

    /// Whether the dataset has data in force.
    package func hasAnswer(_ dataset: String) -> Bool { view.current(dataset) != nil }

    /// Goes through the dataset's segments and hands over the matched rows, batch by batch.
    package func scan(_ request: RowRequest, _ body: (MatchedRows) throws -> Void) throws {
        let name = request.schema.name
        let chain = keepsOpen ? try view.chain(name) : try view.freshChain(name)
        let positions = try chain.positions(of: request.schema)
        let rows = MatchedRows(capacity: SegmentScan.batchRows)
        var before = 0
        for number in chain.segments.indices {
            for (lookup, wanted) in request.lookups.enumerated() {
                let scan = SegmentScan(chain, number, lookup: lookup, wanted, positions, rows)
                try scan.run(from: before, body)
            }
            before += chain.segments[number].rows
        }
    }
}

extension SnapshotChain {
    /// Where the columns of a schema stand in the snapshot, which may have been written with another order.
    func positions(of schema: TableSchema) throws(SnapshotError) -> [Int] {
        var positions: [Int] = []
        for column in schema.columns {
            let isFitting: (Column) -> Bool = {
                ($0.type == .text) == (column.type == .text) && $0.type.isCitizenKey == column.type.isCitizenKey
            }
            guard let position = self.schema.position(of: column.name), isFitting(self.schema.columns[position]) else {
                throw SnapshotError(
                    .wrongColumn, subject: "\(schema.name).\(column.name)", cause: "快照中没有这一列或类型不符")
            }
            positions.append(position)
        }
        return positions
    }
}

/// One lookup in one segment.
final class SegmentScan {
    static let batchRows = 4096

    private let chain: SnapshotChain
    private let number: Int
    private let segment: SegmentFile
    private let lookup: Int
    private let wanted: RowLookup
    private let positions: [Int]
    private let rows: MatchedRows
    private let gather: ColumnGather
    private var matched: [UInt32] = []
    private var subjects: [UInt32] = []
    /// A bit for each row that later segments take away; empty when few rows are looked up.
    private var dead: [UInt64] = []
    private let hasLater: Bool

    init(
        _ chain: SnapshotChain, _ number: Int, lookup: Int, _ wanted: RowLookup, _ positions: [Int],
        _ rows: MatchedRows
    ) {
        (self.chain, self.number, self.lookup, self.wanted) = (chain, number, lookup, wanted)
        (self.positions, self.rows) = (positions, rows)
        segment = chain.segments[number]
        hasLater = number + 1 < chain.segments.count
        gather = ColumnGather(segment, rows)
        matched.reserveCapacity(Self.batchRows)
        subjects.reserveCapacity(Self.batchRows)
    }

    func run(from first: Int, _ body: (MatchedRows) throws -> Void) throws {
        let column = positions[wanted.key]
        let index = segment.index(of: column)
        switch wanted.index {
        case .everything:
            try markDead()
            for row in 0..<segment.rows { try add(row, first + row, body) }
        case .people(let people):
            if let index, people.count * 32 < index.entries {
                for (key, subject) in zip(people.keys, people.numbers) {
                    try lookUp(index, column, key, Int(subject), body)
                }
            } else if let index {
                try markDead()
                try walk(index, column, people, body)
            } else {
                try markDead()
                for row in 0..<segment.rows {
                    guard let raw = try segment.rawKey(column, row) else { continue }
                    let found = people.find(raw)
                    if found >= 0 { try add(row, found, body) }
                }
            }
        case .texts(let texts):
            if let index, texts.keys.count * 8 < segment.rows {
                for (subject, key) in texts.keys.enumerated() { try lookUp(index, column, key, subject, body) }
            } else {
                try markDead()
                for row in 0..<segment.rows {
                    if let found = unsafe texts.position(of: unsafe try segment.text(column, row)) {
                        try add(row, found, body)
                    }
                }
            }
        }
        try flush(body)
    }

    private func markDead() throws(SnapshotError) {
        guard hasLater else { return }
        dead = [UInt64](repeating: 0, count: segment.rows / 64 + 1)
        for row in try chain.dead(in: number) { dead[Int(row >> 6)] |= 1 << UInt64(row & 63) }
    }

    @inline(__always)
    private func add(_ row: Int, _ subject: Int, _ body: (MatchedRows) throws -> Void) throws {
        if hasLater {
            if dead.isEmpty {
                guard try chain.isAlive(number, row) else { return }
            } else if dead[row >> 6] >> UInt64(row & 63) & 1 != 0 {
                return
            }
        }
        matched.append(UInt32(truncatingIfNeeded: row))
        subjects.append(UInt32(truncatingIfNeeded: subject))
        if matched.count == Self.batchRows { try flush(body) }
    }

    /// Goes along all keys of an index; the people's filter tells strangers apart by one load.
    private func walk(
        _ index: IndexLayout, _ column: Int, _ people: SubjectIndex, _ body: (MatchedRows) throws -> Void
    ) throws {
        let step = SegmentHeader.blockBytes / 8
        let tails = KeyTails.shared
        let isPlain = index.rows == nil && hasRightTailsOnly(column)
        let (layout, width, rowCount) = (index.starts, index.starts.width, segment.rows)
        let starts = unsafe segment.start(layout.section)
        let keys = unsafe segment.start(index.keys).assumingMemoryBound(to: UInt64.self)
        for begin in stride(from: 0, to: index.entries, by: step) {
            let end = min(begin + step, index.entries)
            try segment.touch(index.keys, byte: begin * 8)
            try segment.touch(layout.section, begin * width..<(end + 1) * width)
            for entry in begin..<end {
                let key = unsafe UInt64(littleEndian: keys[entry])
                guard people.mayHold(body: key) else { continue }
                guard isPlain else {
                    try candidates(index, column, entry, key, people, body)
                    continue
                }
                let subject = people.find(tails.raw(body: key, tail: 0))
                guard subject >= 0 else { continue }
                let first = unsafe Int(layout.base &+ Int64(bitPattern: layout.code(starts, entry)))
                let last = unsafe Int(layout.base &+ Int64(bitPattern: layout.code(starts, entry &+ 1)))
                guard first >= 0, first <= last, last <= rowCount else { throw segment.misplaced }
                for row in first..<last { try add(row, subject, body) }
            }
        }
    }

    /// Whether every row has a key of 18 characters with the right check character.
    private func hasRightTailsOnly(_ column: Int) -> Bool {
        guard case .sortKey(let tails) = segment.header.columns[column] else { return false }
        return tails.isConstant && tails.base == -1
    }

    /// The rows of a key that is somebody's, or looks so.
    private func candidates(
        _ index: IndexLayout, _ column: Int, _ entry: Int, _ key: UInt64, _ people: SubjectIndex,
        _ body: (MatchedRows) throws -> Void
    ) throws {
        let right = KeyTails.shared.raw(body: key, tail: 0)
        let subject = people.find(right)
        let first = try segment.place(index.starts, entry, atMost: segment.rows)
        let end = try segment.place(index.starts, entry + 1, atMost: segment.rows)
        guard first <= end else { throw segment.misplaced }
        for position in first..<end {
            let row = try index.rows.map { try segment.place($0, position, atMost: segment.rows - 1) } ?? position
            let raw = try self.raw(column, row, key)
            let found = raw == right ? subject : people.find(raw)
            if found >= 0 { try add(row, found, body) }
        }
    }

    /// The raw key of a row under a key of an index.
    @inline(__always)
    private func raw(_ column: Int, _ row: Int, _ key: UInt64) throws(SnapshotError) -> UInt64 {
        switch segment.header.columns[column] {
        case .sortKey(let tails):
            guard let tail = try segment.number(tails, row) else { throw segment.misplaced }
            return KeyTails.shared.raw(body: key, tail: UInt64(bitPattern: tail))
        case .numbers(let layout):
            guard let raw = try segment.number(layout, row) else { throw segment.misplaced }
            return UInt64(bitPattern: raw)
        case .words, .texts: throw segment.misplaced
        }
    }

    private func lookUp(
        _ index: IndexLayout, _ column: Int, _ key: UInt64, _ subject: Int, _ body: (MatchedRows) throws -> Void
    ) throws {
        let body17 = IndexKey.of(raw: key)
        for row in try segment.rows(index, key: body17) {
            let raw = try self.raw(column, row, body17)
            if raw == key || raw >> 63 != 0 { try add(row, subject, body) }
        }
    }

    private func lookUp(
        _ index: IndexLayout, _ column: Int, _ key: [UInt8], _ subject: Int, _ body: (MatchedRows) throws -> Void
    ) throws {
        let print = unsafe key.withUnsafeBufferPointer { unsafe IndexKey.of($0) }
        for row in try segment.rows(index, key: print)
        where try unsafe segment.text(column, row).elementsEqual(key) {
            try add(row, subject, body)
        }
    }

    private func flush(_ body: (MatchedRows) throws -> Void) throws {
        guard !matched.isEmpty else { return }
        rows.begin(matched.count, lookup: lookup, columns: wanted.columns)
        let target = unsafe rows.subjectTarget
        for row in subjects.indices { unsafe target[row] = subjects[row] }
        for (place, column) in wanted.columns.enumerated() {
            try gather.read(positions[column.position], column.form, of: matched, to: place)
        }
        try body(rows)
        matched.removeAll(keepingCapacity: true)
        subjects.removeAll(keepingCapacity: true)
    }
}

import Primitives

/// One lookup in one segment: finds the rows, gathers their columns batch by batch, and hands them over.
@safe final class SegmentScan {
    static let batchRows = 4096
    /// A key looked up on its own costs as much as going past so many, most of them block by block.
    private static let keysPerLookUp = 4096
    /// Looking for a person in a block costs as much as putting so many of its keys through a filter.
    private static let keysPerPerson = 16

    private let chain: SnapshotChain
    private let number: Int
    private let segment: SegmentFile
    private let lookup: Int
    private let wanted: RowLookup
    private let positions: [Int]
    private let rows: MatchedRows
    private let gather: ColumnGather
    /// Rows found and not yet handed over; their subjects stand in the batch already.
    private let matched: UnsafeMutablePointer<UInt32>
    private var count = 0
    /// What later segments take away, as far as many rows are asked about.
    private var taken: TakenRecords?
    private var takenBits: TakenRecords.Bits?
    /// Whether each row must be asked about: later segments take something away, and few rows are looked up.
    private var isDoubtful: Bool

    init(
        _ chain: SnapshotChain, _ number: Int, lookup: Int, _ wanted: RowLookup, _ positions: [Int],
        _ rows: MatchedRows
    ) {
        (self.chain, self.number, self.lookup, self.wanted) = (chain, number, lookup, wanted)
        (self.positions, self.rows) = (positions, rows)
        segment = chain.segments[number]
        unsafe takenBits = nil
        isDoubtful = chain.segments[(number + 1)...].contains { $0.header.taken.count > 0 }
        gather = ColumnGather(segment, rows)
        unsafe matched = .allocate(capacity: Self.batchRows)
    }

    deinit { unsafe matched.deallocate() }

    func run(from first: Int, _ body: (MatchedRows) throws -> Void) throws {
        let column = positions[wanted.key]
        let index = segment.index(of: column)
        switch wanted.index {
        case .everything:
            try collectTaken()
            for row in 0..<segment.rows { try add(row, first + row, body) }
        case .people(let people):
            if let index, people.count * Self.keysPerLookUp < index.entries {
                for (key, subject) in zip(people.keys, people.numbers) {
                    try lookUp(index, column, key, Int(subject), body)
                }
            } else if let index {
                try collectTaken()
                try walk(index, column, people, body)
            } else {
                try collectTaken()
                let table = people.table
                for row in 0..<segment.rows {
                    guard let raw = try segment.rawKey(column, row) else { continue }
                    let found = table.find(raw)
                    if found >= 0 { try add(row, found, body) }
                }
            }
        case .texts(let texts):
            if let index, texts.keys.count * 4 < segment.rows {
                for (subject, key) in texts.keys.enumerated() { try lookUp(index, column, key, subject, body) }
            } else {
                try collectTaken()
                for row in 0..<segment.rows {
                    if let found = unsafe texts.position(of: unsafe try segment.text(column, row)) {
                        try add(row, found, body)
                    }
                }
            }
        }
        try flush(body)
    }

    private func collectTaken() throws(SnapshotError) {
        guard isDoubtful else { return }
        taken = try chain.taken(after: number)
        unsafe takenBits = taken?.bits
        isDoubtful = false
    }

    @inline(__always)
    private func add(_ row: Int, _ subject: Int, _ body: (MatchedRows) throws -> Void) throws {
        if let bits = unsafe takenBits {
            if unsafe bits.contains(try segment.recordNumber(row)) { return }
        } else if let taken, taken.contains(try segment.recordNumber(row)) {
            return
        }
        if isDoubtful { guard try chain.isAlive(number, row) else { return } }
        unsafe matched[count] = UInt32(truncatingIfNeeded: row)
        unsafe rows.subjectTarget[count] = UInt32(truncatingIfNeeded: subject)
        count &+= 1
        if count == Self.batchRows { try flush(body) }
    }

    /// Goes along the keys of an index and the people together, block by block.
    ///
    /// A block between whose ends nobody is is not opened. Of one with few people each is looked for; of others all
    /// keys go through a filter of those people.
    private func walk(
        _ index: IndexLayout, _ column: Int, _ people: SubjectIndex, _ body: (MatchedRows) throws -> Void
    ) throws {
        let step = SegmentHeader.blockBytes / 8
        let reader = try KeyReader(segment, index, column)
        let (layout, width, rowCount) = (index.starts, index.starts.width, segment.rows)
        let starts = unsafe segment.start(layout.section)
        let keys = unsafe segment.start(index.keys).assumingMemoryBound(to: UInt64.self)
        let found = UnsafeMutablePointer<UInt32>.allocate(capacity: step)
        defer { unsafe found.deallocate() }
        try unsafe people.ascending().withCursor { cursor in
            for begin in stride(from: 0, to: index.entries, by: step) {
                let end = min(begin + step, index.entries)
                let first = try segment.key(index.fences, begin / IndexLayout.fenceStep)
                let limit = end < index.entries ? try segment.key(index.fences, end / IndexLayout.fenceStep) : .max
                let near = unsafe cursor.stretch(from: first, upTo: limit)
                if near == 0 { continue }
                let count: Int
                if near < (end - begin) / Self.keysPerPerson {
                    count = try unsafe seek(cursor, index, begin..<end, into: found)
                } else {
                    try segment.touch(index.keys, begin * 8..<end * 8)
                    count = unsafe cursor.sift(keys + begin, end - begin, into: found)
                }
                for place in 0..<count {
                    let entry = unsafe begin &+ Int(found[place])
                    let key = unsafe UInt64(littleEndian: keys[entry])
                    try segment.touch(layout.section, byte: entry &* width)
                    try segment.touch(layout.section, byte: (entry &+ 1) &* width)
                    let subject = unsafe cursor.find(key)
                    if subject < 0, reader.isPlain { continue }
                    let first = unsafe Int(layout.base &+ Int64(bitPattern: layout.code(starts, entry)))
                    let last = unsafe Int(layout.base &+ Int64(bitPattern: layout.code(starts, entry &+ 1)))
                    guard first >= 0, first <= last, last <= rowCount else { throw segment.misplaced }
                    if reader.isPlain {
                        for row in first..<last { try add(row, subject, body) }
                        continue
                    }
                    for position in first..<last {
                        let (row, other) = try reader.row(at: position, key)
                        let owner = other.map { people.find($0) } ?? subject
                        if owner >= 0 { try add(row, owner, body) }
                    }
                }
            }
        }
    }

    /// Writes the positions in a stretch of keys that the people of a cursor have, and returns how many.
    ///
    /// Fences say which leaf a key would stand in; leaves without anybody are not opened.
    private func seek(
        _ cursor: SubjectCursor, _ index: IndexLayout, _ stretch: Range<Int>,
        into found: UnsafeMutablePointer<UInt32>
    ) throws(SnapshotError) -> Int {
        let step = IndexLayout.fenceStep
        let keys = unsafe segment.start(index.keys).assumingMemoryBound(to: UInt64.self)
        var made = 0
        var fence = stretch.lowerBound / step
        let last = (stretch.upperBound - 1) / step
        try unsafe cursor.forEachBody { body throws(SnapshotError) in
            while fence < last, try segment.key(index.fences, fence &+ 1) <= body { fence &+= 1 }
            var (low, high) = (fence &* step, min((fence &+ 1) &* step, stretch.upperBound))
            try segment.touch(index.keys, byte: low &* 8)
            while low < high {
                let middle = (low &+ high) / 2
                if unsafe UInt64(littleEndian: keys[middle]) < body { low = middle &+ 1 } else { high = middle }
            }
            guard low < stretch.upperBound else { return }
            try segment.touch(index.keys, byte: low &* 8)
            guard unsafe UInt64(littleEndian: keys[low]) == body else { return }
            unsafe found[made] = UInt32(truncatingIfNeeded: low &- stretch.lowerBound)
            made &+= 1
        }
        return made
    }

    private func lookUp(
        _ index: IndexLayout, _ column: Int, _ key: UInt64, _ subject: Int, _ body: (MatchedRows) throws -> Void
    ) throws {
        let body17 = IndexKey.of(raw: key)
        guard let found = try segment.places(index, key: body17) else { return }
        let reader = try KeyReader(segment, index, column)
        let right = KeyTails.shared.raw(body: body17, tail: 0)
        for position in found {
            let (row, other) = try reader.row(at: position, body17)
            let raw = other ?? right
            if raw == key || raw >> 63 != 0 { try add(row, subject, body) }
        }
    }

    private func lookUp(
        _ index: IndexLayout, _ column: Int, _ key: [UInt8], _ subject: Int, _ body: (MatchedRows) throws -> Void
    ) throws {
        let print = unsafe key.withUnsafeBufferPointer { unsafe IndexKey.of($0) }
        guard let found = try segment.places(index, key: print) else { return }
        for position in found {
            let row = try index.rows.map { try segment.place($0, position, atMost: segment.rows - 1) } ?? position
            if try unsafe segment.text(column, row).elementsEqual(key) { try add(row, subject, body) }
        }
    }

    private func flush(_ body: (MatchedRows) throws -> Void) throws {
        guard count > 0 else { return }
        rows.begin(count, lookup: lookup, columns: wanted.columns)
        let all = unsafe UnsafeBufferPointer(start: matched, count: count)
        for (place, column) in wanted.columns.enumerated() {
            try unsafe gather.read(positions[column.position], column.form, of: all, to: place)
        }
        try body(rows)
        count = 0
    }
}

/// What is behind a place of an index of citizen keys: the row, and its key where the check character is not right.
private struct KeyReader {
    private let segment: SegmentFile
    private let rows: NumberLayout?
    private let tails: NumberLayout?
    private let raws: NumberLayout?
    /// Whether places are rows, all of which have keys of 18 characters with the right check character.
    let isPlain: Bool

    init(_ segment: SegmentFile, _ index: IndexLayout, _ column: Int) throws(SnapshotError) {
        self.segment = segment
        rows = index.rows
        switch segment.header.columns[column] {
        case .sortKey(let layout): (tails, raws) = (layout, nil)
        case .numbers(let layout): (tails, raws) = (nil, layout)
        case .words, .texts: throw segment.misplaced
        }
        isPlain = index.rows == nil && tails.map { $0.isConstant && $0.base == -1 } ?? false
    }

    /// The row at a place, and its raw key; nil for that of the body with the right check character.
    @inline(__always)
    func row(at position: Int, _ body: UInt64) throws(SnapshotError) -> (row: Int, raw: UInt64?) {
        let row: Int
        if let rows { row = try segment.place(rows, position, atMost: segment.rows - 1) } else { row = position }
        if let tails {
            guard let tail = try segment.number(tails, row) else { throw segment.misplaced }
            return (row, tail == 0 ? nil : KeyTails.shared.raw(body: body, tail: UInt64(bitPattern: tail)))
        }
        guard let raws, let raw = try segment.number(raws, row) else { throw segment.misplaced }
        return (row, UInt64(bitPattern: raw))
    }
}

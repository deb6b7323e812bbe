/// Reads the wanted columns of matched rows out of a segment.
final class ColumnGather {
    private let segment: SegmentFile
    private let rows: MatchedRows
    /// Prints of the words of a column, by its position.
    private var prints: [Int: [Int64]] = [:]
    private let emptyPrint = unsafe TextPrint.of(UnsafeBufferPointer(start: nil, count: 0))

    init(_ segment: SegmentFile, _ rows: MatchedRows) { (self.segment, self.rows) = (segment, rows) }

    func read(
        _ column: Int, _ form: RowColumn.Form, of matched: UnsafeBufferPointer<UInt32>, to place: Int
    ) throws(SnapshotError) {
        switch (segment.header.columns[column], form) {
        case (.numbers(let layout), .number): try unsafe numbers(layout, matched, place)
        case (.words(_, _, _, let count), .print) where prints[column] == nil && matched.count < count:
            try unsafe texts(column, form, matched, place)
        case (.words(let codes, let offsets, let heap, let count), .print):
            let prints = try self.prints(column, offsets, heap, count)
            let target = unsafe rows.numberTarget(place)
            try unsafe self.codes(codes, matched) { position, code throws(SnapshotError) in
                guard code < UInt64(prints.count) else { throw segment.misplaced }
                if code == 0 { rows.markEmpty(place, position) }
                unsafe target[position] = prints[Int(code)]
            }
        case (.words(let codes, let offsets, let heap, let count), .text):
            let target = unsafe rows.textTarget(place)
            try unsafe self.codes(codes, matched) { position, code throws(SnapshotError) in
                guard code <= UInt64(count) else { throw segment.misplaced }
                if code == 0 {
                    rows.markEmpty(place, position)
                    unsafe target[position] = UnsafeBufferPointer(start: nil, count: 0)
                } else {
                    unsafe target[position] = try segment.bytes(offsets, heap, Int(code) - 1)
                }
            }
        case (.texts, _): try unsafe texts(column, form, matched, place)
        case (.numbers, _), (.sortKey, _):
            guard segment.header.info.schema.columns[column].type.isCitizenKey else { throw segment.misplaced }
            try unsafe keys(column, form, matched, place)
        case (.words, .number): throw segment.misplaced
        }
    }

    private func numbers(
        _ layout: NumberLayout, _ matched: UnsafeBufferPointer<UInt32>, _ place: Int
    ) throws(SnapshotError) {
        let target = unsafe rows.numberTarget(place)
        let base = layout.base
        try unsafe codes(layout, matched) { position, code throws(SnapshotError) in
            if code == 0 {
                rows.markEmpty(place, position)
                unsafe target[position] = 0
            } else {
                unsafe target[position] = base &+ Int64(bitPattern: code)
            }
        }
    }

    /// Calls a closure with the code of each row.
    @inline(__always)
    private func codes(
        _ layout: NumberLayout, _ matched: UnsafeBufferPointer<UInt32>,
        _ body: (Int, UInt64) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        switch layout.width {
        case 1: try unsafe codes(layout, matched, as: UInt8.self, body)
        case 2: try unsafe codes(layout, matched, as: UInt16.self, body)
        case 4: try unsafe codes(layout, matched, as: UInt32.self, body)
        case 8: try unsafe codes(layout, matched, as: UInt64.self, body)
        default: for position in 0..<matched.count { try body(position, layout.isConstant ? 1 : 0) }
        }
    }

    @inline(__always)
    private func codes<Code: FixedWidthInteger & BitwiseCopyable>(
        _ layout: NumberLayout, _ matched: UnsafeBufferPointer<UInt32>, as _: Code.Type,
        _ body: (Int, UInt64) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        let source = unsafe segment.start(layout.section).assumingMemoryBound(to: Code.self)
        let shift = segment.unitShift - MemoryLayout<Code>.size.trailingZeroBitCount
        var touched = -1
        for position in 0..<matched.count {
            let row = unsafe Int(matched[position])
            if row &>> shift != touched {
                touched = row &>> shift
                try segment.touch(layout.section, byte: row &* MemoryLayout<Code>.size)
            }
            try body(position, UInt64(truncatingIfNeeded: unsafe Code(littleEndian: source[row])))
        }
    }

    private func prints(
        _ column: Int, _ offsets: NumberLayout, _ heap: Int, _ count: Int
    ) throws(SnapshotError) -> [Int64] {
        if let known = prints[column] { return known }
        var list = [emptyPrint]
        for word in 0..<count { list.append(unsafe TextPrint.of(try segment.bytes(offsets, heap, word))) }
        prints[column] = list
        return list
    }

    private func texts(
        _ column: Int, _ form: RowColumn.Form, _ matched: UnsafeBufferPointer<UInt32>, _ place: Int
    ) throws(SnapshotError) {
        for position in 0..<matched.count {
            let bytes = try unsafe segment.text(column, Int(matched[position]))
            if bytes.isEmpty { rows.markEmpty(place, position) }
            switch form {
            case .print: unsafe rows.numberTarget(place)[position] = TextPrint.of(bytes)
            case .text: unsafe rows.textTarget(place)[position] = bytes
            case .number: throw segment.misplaced
            }
        }
    }

    private func keys(
        _ column: Int, _ form: RowColumn.Form, _ matched: UnsafeBufferPointer<UInt32>, _ place: Int
    ) throws(SnapshotError) {
        var cursor = SortKeyCursor(segment, column)
        for position in 0..<matched.count {
            let row = unsafe Int(matched[position])
            let raw = cursor == nil ? try segment.rawKey(column, row) : try cursor?.rawKey(row)
            if raw == nil { rows.markEmpty(place, position) }
            if form == .number {
                unsafe rows.numberTarget(place)[position] = Int64(bitPattern: raw ?? RowTable.absentKey)
                continue
            }
            let bytes = unsafe UnsafeBufferPointer(
                raw.map { unsafe KeyText.write($0, to: rows.room(18)) } ?? rows.room(0))
            if form == .print {
                unsafe rows.numberTarget(place)[position] = TextPrint.of(bytes)
            } else {
                unsafe rows.textTarget(place)[position] = bytes
            }
        }
    }
}

/// Reads the keys that sort the rows along rows that mostly ascend.
struct SortKeyCursor {
    private let segment: SegmentFile
    private let index: IndexLayout
    private let tails: NumberLayout
    private var entry = 0
    private var first = 0
    private var end = 0

    /// A cursor before the first row; nil for a column that does not sort the rows.
    init?(_ segment: SegmentFile, _ column: Int) {
        guard case .sortKey(let tails) = segment.header.columns[column],
            let index = segment.header.indexes.first(where: { $0.rows == nil })
        else { return nil }
        (self.segment, self.index, self.tails) = (segment, index, tails)
    }

    private func start(_ entry: Int) throws(SnapshotError) -> Int {
        try segment.place(index.starts, entry, atMost: segment.rows)
    }

    /// The raw key of a row; nil when its field is empty.
    mutating func rawKey(_ row: Int) throws(SnapshotError) -> UInt64? {
        guard let tail = try segment.number(tails, row) else { return nil }
        return KeyTails.shared.raw(body: try body(row), tail: UInt64(bitPattern: tail))
    }

    /// The body of the key of a row that has one.
    mutating func body(_ row: Int) throws(SnapshotError) -> UInt64 {
        if row < first || end == 0 {
            (entry, first) = (0, 0)
            end = try start(1)
        }
        if row >= end, entry + 1 < index.entries {
            // Mostly the next key.
            entry += 1
            first = end
            end = try start(entry + 1)
        }
        if row >= end {
            // Gallop: steps double until the row is passed, and halve back to it.
            var step = 1
            while entry + step <= index.entries, try start(entry + step) <= row {
                entry += step
                step *= 2
            }
            while step > 1 {
                step /= 2
                if entry + step <= index.entries, try start(entry + step) <= row { entry += step }
            }
            guard entry < index.entries else { throw segment.misplaced }
            first = try start(entry)
            end = try start(entry + 1)
        }
        return try segment.key(index.keys, entry)
    }
}

/// Citizen keys as they are written.
enum KeyText {
    /// Writes the 18 characters of a raw key, or the 15 of the time before 1999, and returns what was written.
    static func write(
        _ raw: UInt64, to room: UnsafeMutableBufferPointer<UInt8>
    ) -> UnsafeMutableBufferPointer<UInt8> {
        precondition(room.count >= 18, "A key has eighteen characters.")
        var body = (raw & ~(1 << 63)) >> 6
        for position in stride(from: 16, through: 0, by: -1) {
            unsafe room[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: body % 10)
            body /= 10
        }
        guard raw >> 63 == 0 else {
            // The century goes: characters 9 to 17 move up behind the sixth.
            for position in 6..<15 { unsafe room[position] = room[position + 2] }
            return unsafe UnsafeMutableBufferPointer(rebasing: room[..<15])
        }
        let check = UInt8(truncatingIfNeeded: raw & 63)
        unsafe room[17] = check < 10 ? UInt8(ascii: "0") + check : UInt8(ascii: "A") + check - 10
        return unsafe UnsafeMutableBufferPointer(rebasing: room[..<18])
    }
}

import Primitives

/// The values of a segment by row.
extension SegmentFile {
    /// The code at a place of a column of numbers.
    @inline(__always)
    func code(_ layout: NumberLayout, _ index: Int) throws(SnapshotError) -> UInt64 {
        guard layout.width > 0 else { return layout.isConstant ? 1 : 0 }
        try touch(layout.section, byte: index &* layout.width)
        return unsafe layout.code(unsafe start(layout.section), index)
    }

    /// The number at a place; nil for no value.
    @inline(__always)
    func number(_ layout: NumberLayout, _ index: Int) throws(SnapshotError) -> Int64? {
        let code = try code(layout, index)
        return code == 0 ? nil : layout.base &+ Int64(bitPattern: code)
    }

    /// A place, a row or an offset, which must be there and within bounds.
    @inline(__always)
    func place(_ layout: NumberLayout, _ index: Int, atMost limit: Int) throws(SnapshotError) -> Int {
        // A code past the greatest value, "no value" among them, becomes a number that is none of the places.
        let value = layout.base &+ Int64(bitPattern: try code(layout, index))
        guard value >= 0, value <= Int64(limit) else { throw misplaced }
        return Int(value)
    }

    /// A key of an index.
    @inline(__always)
    func key(_ section: Int, _ entry: Int) throws(SnapshotError) -> UInt64 {
        try touch(section, byte: entry &* 8)
        return unsafe UInt64(littleEndian: start(section).load(fromByteOffset: entry &* 8, as: UInt64.self))
    }

    /// The index of a column, by its position.
    func index(of column: Int) -> IndexLayout? { header.indexes.first { $0.column == column } }

    /// The first entry of an index whose key is not below a key.
    func firstEntry(_ index: IndexLayout, notBelow key: UInt64) throws(SnapshotError) -> Int {
        var (low, high) = (0, (index.entries + IndexLayout.fenceStep - 1) / IndexLayout.fenceStep)
        while low < high {
            let middle = (low + high) / 2
            if try self.key(index.fences, middle) < key { low = middle + 1 } else { high = middle }
        }
        (low, high) = (max(0, low - 1) * IndexLayout.fenceStep, min(low * IndexLayout.fenceStep, index.entries))
        while low < high {
            let middle = (low + high) / 2
            if try self.key(index.keys, middle) < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The rows under an entry of an index, in the index's order.
    func rows(_ index: IndexLayout, entry: Int) throws(SnapshotError) -> [Int] {
        let first = try place(index.starts, entry, atMost: rows)
        let end = try place(index.starts, entry + 1, atMost: rows)
        guard first <= end else { throw misplaced }
        guard let layout = index.rows else { return Array(first..<end) }
        var found: [Int] = []
        for position in first..<end { found.append(try place(layout, position, atMost: rows - 1)) }
        return found
    }

    /// The places of a key in the order of an index: rows, or places of the index's list of rows; nil for no such key.
    func places(_ index: IndexLayout, key: UInt64) throws(SnapshotError) -> Range<Int>? {
        let entry = try firstEntry(index, notBelow: key)
        guard entry < index.entries, try self.key(index.keys, entry) == key else { return nil }
        let first = try place(index.starts, entry, atMost: rows)
        let end = try place(index.starts, entry + 1, atMost: rows)
        guard first <= end else { throw misplaced }
        return first..<end
    }

    /// The rows under a key of an index.
    func rows(_ index: IndexLayout, key: UInt64) throws(SnapshotError) -> [Int] {
        let entry = try firstEntry(index, notBelow: key)
        guard entry < index.entries, try self.key(index.keys, entry) == key else { return [] }
        return try rows(index, entry: entry)
    }

    /// The key by which the rows are sorted, of one row.
    func sortKey(of row: Int) throws(SnapshotError) -> UInt64 {
        guard let index = header.indexes.first(where: { $0.rows == nil }) else { return IndexKey.absent }
        var (low, high) = (0, index.entries)
        while low < high {
            let middle = (low + high) / 2
            if try place(index.starts, middle + 1, atMost: rows) <= row { low = middle + 1 } else { high = middle }
        }
        return low < index.entries ? try key(index.keys, low) : IndexKey.absent
    }

    /// The bytes of a text; empty for no value.
    func text(_ column: Int, _ row: Int) throws(SnapshotError) -> UnsafeBufferPointer<UInt8> {
        switch header.columns[column] {
        case .words(let codes, let offsets, let heap, let count):
            let code = try code(codes, row)
            if code == 0 { return unsafe UnsafeBufferPointer(start: nil, count: 0) }
            guard code <= UInt64(count) else { throw misplaced }
            return try unsafe bytes(offsets, heap, Int(code) - 1)
        case .texts(let offsets, let heap): return try unsafe bytes(offsets, heap, row)
        case .numbers, .sortKey: throw misplaced
        }
    }

    /// The text at a place of a list of texts.
    @inline(__always)
    func bytes(_ offsets: NumberLayout, _ heap: Int, _ index: Int) throws(SnapshotError) -> UnsafeBufferPointer<UInt8> {
        let limit = header.sections[heap].byteCount
        let first = try place(offsets, index, atMost: limit)
        let end = try place(offsets, index + 1, atMost: limit)
        guard first <= end else { throw misplaced }
        if first == end { return unsafe UnsafeBufferPointer(start: nil, count: 0) }
        try touch(heap, byte: first)
        if first >> unitShift != (end - 1) >> unitShift { try touch(heap, first..<end) }
        let base = unsafe start(heap).assumingMemoryBound(to: UInt8.self)
        return unsafe UnsafeBufferPointer(start: base + first, count: end - first)
    }

    /// The raw key of a citizen column.
    func rawKey(_ column: Int, _ row: Int) throws(SnapshotError) -> UInt64? {
        switch header.columns[column] {
        case .numbers(let layout): return try number(layout, row).map { UInt64(bitPattern: $0) }
        case .sortKey(let tails):
            guard let tail = try number(tails, row) else { return nil }
            return KeyTails.shared.raw(body: try sortKey(of: row), tail: UInt64(bitPattern: tail))
        case .words, .texts: throw misplaced
        }
    }

    /// One row as it was taken in.
    func row(_ row: Int) throws(SnapshotError) -> SnapshotRow {
        let schema = header.info.schema
        var cells: [SnapshotRow.Cell] = []
        cells.reserveCapacity(schema.columns.count)
        for (position, column) in schema.columns.enumerated() {
            switch column.type {
            case .text:
                let bytes = try unsafe text(position, row)
                cells.append(bytes.isEmpty ? .absent : .text(unsafe Array(bytes)))
            case .citizenKey, .citizenKeyOrLegacy:
                guard let raw = try rawKey(position, row) else {
                    cells.append(.absent)
                    continue
                }
                guard let person = PackedCitizenID(rawValue: raw) else { throw misplaced }
                cells.append(.person(person))
            case .integer, .hundredths, .date, .month:
                guard case .numbers(let layout) = header.columns[position] else { throw misplaced }
                cells.append(try number(layout, row).map { .number($0) } ?? .absent)
            }
        }
        return SnapshotRow(schema: schema, cells: cells)
    }
}

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

    /// The place of a record number among those that the segment has rows of, or might have.
    private func place(ofRecord number: Int64, _ records: RecordLayout, near: inout RecordCursor)
        throws(SnapshotError) -> Int?
    {
        if let least = records.least {
            let (distance, overflow) = number.subtractingReportingOverflow(least)
            return !overflow && distance >= 0 && distance < Int64(records.count) ? Int(distance) : nil
        }
        guard let numbers = records.numbers else { throw misplaced }
        return try find(number, in: numbers, records.count, near: &near)
    }

    /// The place of a number in a list that ascends, looked for near where it would be if numbers lay evenly.
    ///
    /// Steps double from there until the number is passed, and halve back to it.
    private func find(
        _ number: Int64, in list: NumberLayout, _ count: Int, near: inout RecordCursor
    ) throws(SnapshotError) -> Int? {
        guard count > 0, list.width > 0 else { return count > 0 && list.base &+ 1 == number ? 0 : nil }
        let bytes = unsafe start(list.section)
        func isBefore(_ place: Int) throws(SnapshotError) -> Bool {
            try touch(list.section, byte: place &* list.width)
            return unsafe list.base &+ Int64(bitPattern: list.code(bytes, place)) < number
        }
        if near.density == 0 {
            let (least, greatest) = (try self.number(list, 0) ?? 0, try self.number(list, count - 1) ?? 0)
            near.density = Double(count) / max(1, Double(greatest) - Double(least))
            near.number = least
        }
        let guess = Double(near.place) + (Double(number) - Double(near.number)) * near.density
        var (low, high, step) = (0, 0, 8)
        let first = Int(min(max(guess, 0), Double(count - 1)))
        if try isBefore(first) {
            low = first + 1
            while low + step < count, try isBefore(low + step) {
                low += step + 1
                step *= 2
            }
            high = min(low + step, count)
        } else {
            high = first
            while high > step, try !isBefore(high - step) {
                high -= step
                step *= 2
            }
            low = max(0, high - step)
        }
        while low < high {
            let middle = (low + high) / 2
            if try isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        (near.place, near.number) = (low, number)
        guard low < count, try self.number(list, low) == number else { return nil }
        return low
    }

    /// Parts places of a list of ascending record numbers by whether the segment may have rows of those numbers.
    ///
    /// That there is none is certain always, that there is one where it is said to be.
    func split(
        _ places: [Int], by numbers: [Int64]
    ) throws(SnapshotError) -> (present: [Int], absent: [Int], isCertain: Bool) {
        guard let records = header.records else { return ([], places, true) }
        guard let layout = records.present else { return (places, [], false) }
        let words = unsafe start(layout.section).assumingMemoryBound(to: UInt64.self)
        var (present, absent): ([Int], [Int]) = ([], [])
        absent.reserveCapacity(places.count)
        for place in places {
            let (distance, overflow) = numbers[place].subtractingReportingOverflow(layout.least)
            var isThere = false
            if !overflow, distance >= 0, distance < Int64(layout.count) {
                let word = Int(distance) >> 6
                try touch(layout.section, byte: word &* 8)
                isThere = unsafe UInt64(littleEndian: words[word]) >> UInt64(distance & 63) & 1 != 0
            }
            if isThere { present.append(place) } else { absent.append(place) }
        }
        return (present, absent, true)
    }

    /// Calls a closure with the print of each indexed key of a record's row; false when the segment has no such row.
    func withPrints(
        ofRecord number: Int64, near: inout RecordCursor, _ body: (_ index: Int, _ print: UInt32) -> Void
    ) throws(SnapshotError) -> Bool {
        guard let records = header.records, let place = try place(ofRecord: number, records, near: &near) else {
            return false
        }
        for (index, layout) in records.prints.enumerated() {
            let print = UInt32(truncatingIfNeeded: try code(layout, place))
            if print == KeyPrint.none { return false }
            body(index, print)
        }
        return true
    }

    /// Whether the segment has a row of a record number.
    func hasRecord(_ number: Int64) throws(SnapshotError) -> Bool {
        var near = RecordCursor()
        return try withPrints(ofRecord: number, near: &near) { _, _ in }
    }

    /// A record number that a layer takes away from the segments below it.
    func takenRecord(_ place: Int) throws(SnapshotError) -> Int64 {
        guard let numbers = header.taken.numbers, let number = try self.number(numbers, place) else { throw misplaced }
        return number
    }

    /// Calls a closure with each record number that a layer takes away, ascending.
    func forEachTaken(_ body: (Int64) -> Void) throws(SnapshotError) {
        guard header.taken.count > 0 else { return }
        guard let numbers = header.taken.numbers else { throw misplaced }
        try touch(numbers.section, 0..<header.taken.count * numbers.width)
        let bytes = unsafe start(numbers.section)
        for place in 0..<header.taken.count {
            let code = unsafe numbers.code(bytes, place)
            guard code != 0 else { throw misplaced }
            body(numbers.base &+ Int64(bitPattern: code))
        }
    }

    /// Whether a layer takes a record away from the segments below it.
    func takesAway(_ number: Int64) throws(SnapshotError) -> Bool {
        guard let numbers = header.taken.numbers else { return false }
        var near = RecordCursor()
        return try find(number, in: numbers, header.taken.count, near: &near) != nil
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

/// Where a record number was last looked for, for looking up many in their order.
struct RecordCursor {
    fileprivate var place = 0
    fileprivate var number: Int64 = 0
    /// Places for each number, if numbers lay evenly; zero before the first look.
    fileprivate var density = 0.0
}

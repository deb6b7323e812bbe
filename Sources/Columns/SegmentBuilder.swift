/// Sorts the rows of a table by their first citizen key and lays them out as a segment.
struct SegmentBuilder {
    private let table: RowTable
    private var header: SegmentHeader
    private var jobs: [SectionJob] = []
    private let order: Lane<UInt32>
    private let rows: Int
    private let scratch: (Lane<KeyedRow>, Lane<KeyedRow>)
    /// So few texts are a list of words however many differ.
    private static let fewRows = 256

    /// Sorts the rows; `taken` are the record numbers, ascending, that a layer puts or removes.
    ///
    /// `byRecord` are the rows by record number, where somebody has sorted them already.
    init(
        _ table: RowTable, info: SnapshotInfo, earlier: [String] = [], taken: [Int64] = [],
        byRecord: [UInt32]? = nil, strangersTo: PeoplePrint? = nil
    ) throws(SnapshotError) {
        self.table = table
        rows = table.rows
        header = SegmentHeader(info: info, storedRows: table.rows, earlier: earlier)
        header.strangersTo = strangersTo
        order = try Lane(capacity: table.rows)
        scratch = (try Lane(capacity: table.slots), try Lane(capacity: table.slots))
        let sort = SegmentHeader.sortPosition(table.schema)
        sortRows(by: sort)
        for position in table.schema.columns.indices { try layOut(position, isSortKey: position == sort) }
        for position in table.schema.indexedPositions { try layOutIndex(position, isPrimary: position == sort) }
        try layOutRecords(byRecord)
        if let least = taken.first, let greatest = taken.last {
            header.taken = TakenLayout(
                count: taken.count,
                numbers: add(least: least, greatest: greatest, count: taken.count) { .list($0, taken) })
        }
    }

    /// Writes the file at `path`, which must not exist, and syncs it.
    func write(
        to path: String, folder: String, cipher: (any BlockCipher)?, step: (StoreStep) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        let writer = try SegmentWriter(header, jobs, folder: folder, cipher: cipher)
        try writer.write(to: path, order: order, rows: rows, step: step)
    }

    private func sortRows(by position: Int?) {
        var count = 0
        for row in 0..<table.slots where table.holes == 0 || table.isHole[row] == 0 {
            scratch.0[count] = KeyedRow(
                key: position.map { table.indexKey($0, row) } ?? 0, row: UInt32(truncatingIfNeeded: row))
            count += 1
        }
        let sorted = RadixSort.sort(scratch.0, scratch.1, count: count)
        for index in 0..<count { order[index] = sorted[index].row }
    }

    // MARK: Sections

    private mutating func add(byteCount: Int, _ job: SectionJob) -> Int {
        let last = header.sections.last
        header.sections.append(
            Section(
                start: SegmentHeader.start(of: byteCount, behind: last.map { $0.start + $0.byteCount } ?? 0),
                byteCount: byteCount, firstBlock: last.map { $0.firstBlock + $0.blocks } ?? 0))
        jobs.append(job)
        return header.sections.count - 1
    }

    private mutating func add(
        least: Int64, greatest: Int64, hasAbsent: Bool = false, count: Int, _ job: (NumberLayout) -> SectionJob
    ) -> NumberLayout {
        let layout = NumberLayout(
            section: header.sections.count, least: least, greatest: greatest, hasAbsent: hasAbsent)
        _ = add(byteCount: layout.byteCount(count), job(layout))
        return layout
    }

    private mutating func layOut(_ position: Int, isSortKey: Bool) throws(SnapshotError) {
        switch table.columns[position] {
        case .numbers(let lane):
            let range = lane.range(table.slots)
            let layout = add(least: range.least, greatest: range.greatest, hasAbsent: range.hasAbsent, count: rows) {
                .numbers($0, lane)
            }
            header.columns.append(.numbers(layout))
        case .keys(let lane) where isSortKey:
            let tails = try Lane<UInt8>(capacity: rows)
            let range = KeyTails.shared.write(lane, order, rows, to: tails)
            let layout = add(
                least: 0, greatest: Int64(range.greatest), hasAbsent: range.hasAbsent, count: rows
            ) { .tails($0, tails) }
            header.columns.append(.sortKey(tails: layout))
        case .keys(let lane):
            header.columns.append(.numbers(addKeys(lane)))
        case .texts(let lane): layOutTexts(lane)
        }
    }

    private mutating func addKeys(_ lane: Lane<UInt64>) -> NumberLayout {
        let layout = NumberLayout.keys(section: header.sections.count)
        _ = add(byteCount: layout.byteCount(rows), .keys(layout, lane))
        return layout
    }

    private mutating func layOutTexts(_ lane: TextLane) {
        var (bytes, hasHeap, hasEmpty) = (0, false, false)
        for row in 0..<rows {
            let reference = lane[Int(order[row])]
            bytes += lane.length(reference)
            hasHeap = hasHeap || reference.isHeap
            hasEmpty = hasEmpty || reference.bits == 0
        }
        // Texts that hardly repeat make no list either, which of a day's few rows is known only now.
        let words = lane.tables.reduce(0) { $0 + $1.count - 1 }
        let isList = !hasHeap && (rows < Self.fewRows || words * 4 <= rows)
        if isList { return layOutWords(lane, hasEmpty: hasEmpty) }
        let offsets = add(least: 0, greatest: Int64(bytes), count: rows + 1) { .offsets($0, lane) }
        header.columns.append(.texts(offsets: offsets, heap: add(byteCount: bytes, .heap(lane))))
    }

    /// One list of words, sorted by their bytes, out of the threads' tables.
    private mutating func layOutWords(_ lane: TextLane, hasEmpty: Bool) {
        var all: Set<ArraySlice<UInt8>> = []
        for table in lane.tables { for word in 1..<max(1, table.count) { all.insert(table.bytes(word)) } }
        let sorted = all.sorted { $0.lexicographicallyPrecedes($1) }
        let numbers = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, UInt32($0)) })
        let maps = lane.tables.map { table in
            (0..<table.count).map { $0 == 0 ? 0 : numbers[table.bytes($0)] ?? 0 }
        }
        let codes = add(least: 0, greatest: Int64(sorted.count) - 1, hasAbsent: hasEmpty, count: rows) {
            .words($0, lane, maps)
        }
        var offsets: [Int64] = [0]
        for word in sorted { offsets.append((offsets.last ?? 0) + Int64(word.count)) }
        let offsetLayout = add(least: 0, greatest: offsets.last ?? 0, count: offsets.count) { .list($0, offsets) }
        let bytes = sorted.flatMap { $0 }
        header.columns.append(
            .words(
                codes: codes, offsets: offsetLayout, heap: add(byteCount: bytes.count, .bytes(bytes)),
                count: sorted.count))
    }

    // MARK: Indexes

    private mutating func layOutIndex(_ position: Int, isPrimary: Bool) throws(SnapshotError) {
        var count = 0
        for row in 0..<rows {
            let key = table.indexKey(position, Int(order[row]))
            if key != IndexKey.absent {
                scratch.0[count] = KeyedRow(key: key, row: UInt32(truncatingIfNeeded: row))
                count += 1
            }
        }
        let sorted = RadixSort.sort(scratch.0, scratch.1, count: count)
        let keys = try Lane<UInt64>(capacity: count + 1)
        // One more than the place, because a lane's 0 is no value.
        let starts = try Lane<UInt32>(capacity: count + 1)
        var entries = 0
        for index in 0..<count where index == 0 || sorted[index].key != sorted[index - 1].key {
            keys[entries] = sorted[index].key
            starts[entries] = UInt32(index + 1)
            entries += 1
        }
        starts[entries] = UInt32(count + 1)
        var ordered: NumberLayout?
        if !isPrimary {
            let rowsInOrder = try Lane<UInt32>(capacity: count)
            for index in 0..<count { rowsInOrder[index] = sorted[index].row + 1 }
            ordered = add(least: 0, greatest: Int64(rows), count: count) { .lane($0, rowsInOrder, base: -1) }
        }
        let fences = (entries + IndexLayout.fenceStep - 1) / IndexLayout.fenceStep
        let keySection = add(byteCount: entries * 8, .fixed(keys, step: 1))
        let fenceSection = add(byteCount: fences * 8, .fixed(keys, step: IndexLayout.fenceStep))
        let startLayout = add(least: 0, greatest: Int64(count), count: entries + 1) { .lane($0, starts, base: -1) }
        header.indexes.append(
            IndexLayout(
                column: position, entries: entries, keys: keySection, fences: fenceSection, starts: startLayout,
                rows: ordered))
    }

    /// The keys of each record by its number: where numbers are consecutive, a place for each of them.
    private mutating func layOutRecords(_ byRecord: [UInt32]?) throws(SnapshotError) {
        guard let numbers = table.recordNumbers, rows > 0 else { return }
        let (least, greatest) = leastAndGreatest(numbers)
        let (span, overflow) = greatest.subtractingReportingOverflow(least)
        let isDense = !overflow && span < Int64(rows) * 2 + 1024
        let present = overflow ? nil : try layOutPresence(numbers, least: least, span: span, isDense: isDense)
        if isDense {
            let count = Int(span) + 1
            header.records = RecordLayout(
                least: least, count: count, numbers: nil, present: present,
                prints: try printLanes(count) { Int(numbers[$0] &- least) })
            return
        }
        let ordered = byRecord ?? sortedByRecord(numbers)
        let count = ordered.count
        let places = try Lane<UInt32>(capacity: table.slots)
        for (place, row) in ordered.enumerated() { places[Int(row)] = UInt32(place) }
        var layout: NumberLayout?
        if present == nil {
            let byNumber = ordered.map { numbers[Int($0)] }
            layout = add(least: least, greatest: greatest, count: count) { .list($0, byNumber) }
        }
        header.records = RecordLayout(
            least: nil, count: count, numbers: layout, present: present,
            prints: try printLanes(count) { Int(places[$0]) })
    }

    private func sortedByRecord(_ numbers: NumberLane) -> [UInt32] {
        var count = 0
        for row in 0..<table.slots where table.holes == 0 || table.isHole[row] == 0 {
            scratch.0[count] = KeyedRow(key: UInt64(bitPattern: numbers[row]) ^ 1 << 63, row: UInt32(row))
            count += 1
        }
        let sorted = RadixSort.sort(scratch.0, scratch.1, count: count)
        return (0..<count).map { sorted[$0].row }
    }

    /// A bit for each record number, where that takes no more than four bytes a row, and where the rows of each stretch
    /// begin, unless each number has a place.
    private mutating func layOutPresence(
        _ numbers: NumberLane, least: Int64, span: Int64, isDense: Bool
    ) throws(SnapshotError) -> PresentLayout? {
        guard span / 32 <= Int64(rows) + 1024 else { return nil }
        let words = PresentLayout.words(Int(span) + 1)
        let bits = try Lane<UInt64>(capacity: words, isZeroed: true)
        for row in 0..<table.slots where table.holes == 0 || table.isHole[row] == 0 {
            let place = Int(numbers[row] &- least)
            bits[place >> 6] |= 1 << UInt64(place & 63)
        }
        let section = add(byteCount: words * 8, .fixed(bits, step: 1))
        var ranks: [Int64] = []
        if !isDense {
            var before: Int64 = 0
            for word in 0..<words {
                if word % PresentLayout.wordsPerRank == 0 { ranks.append(before) }
                before += Int64(bits[word].nonzeroBitCount)
            }
        }
        return PresentLayout(
            least: least, count: Int(span) + 1, section: section,
            ranks: isDense ? nil : add(least: 0, greatest: Int64(rows), count: ranks.count) { .list($0, ranks) })
    }

    private func leastAndGreatest(_ numbers: NumberLane) -> (least: Int64, greatest: Int64) {
        var (least, greatest) = (Int64.max, Int64.min)
        for row in 0..<table.slots where table.holes == 0 || table.isHole[row] == 0 {
            least = min(least, numbers[row])
            greatest = max(greatest, numbers[row])
        }
        return (least, greatest)
    }

    /// The prints of each indexed column, and of one that every row has where none is indexed.
    private mutating func printLanes(
        _ count: Int, _ place: (_ row: Int) -> Int
    ) throws(SnapshotError) -> [NumberLayout] {
        let positions: [Int?] = table.schema.indexedPositions
        var layouts: [NumberLayout] = []
        for position in positions.isEmpty ? [nil] : positions {
            let prints = try Lane<UInt32>(capacity: count, isZeroed: true)
            for row in 0..<table.slots where table.holes == 0 || table.isHole[row] == 0 {
                prints[place(row)] = position.map { KeyPrint.of(indexKey: table.indexKey($0, row)) } ?? KeyPrint.noKey
            }
            layouts.append(
                add(least: 1, greatest: Int64(UInt32.max), hasAbsent: true, count: count) {
                    .lane($0, prints, base: 0)
                })
        }
        return layouts
    }
}

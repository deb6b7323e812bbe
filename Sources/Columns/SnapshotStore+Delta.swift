package import Primitives

/// Taking the changes of a day in.
extension SnapshotStore {
    /// Reads the changes of a day and writes them as a layer on the data in force.
    ///
    /// `op` stands in front: `U` puts a row under its record number, `D` removes it. Takes time in proportion to the
    /// changes.
    package func stageChanges(
        _ schema: TableSchema, csv path: String, asOf: CivilDate, importedAt: Instant,
        limits: ImportLimits = ImportLimits()
    ) throws(SnapshotError) -> DeltaOutcome {
        let name = FileAccess.lastComponent(of: path)
        guard let inForce = try manifest().inForce(schema.name) else {
            return .refused([Self.whole(name, .noBase, "\(schema.name) 还没有整份数据在用，变动无处可加；请先导入整份数据。")])
        }
        guard inForce.info.asOf < asOf else {
            return .refused([
                Self.whole(
                    name, .olderThanCurrent, "变动截至 \(asOf.text)，现行快照已到 \(inForce.info.asOf.text)；请确认是否重复导入。")
            ])
        }
        guard inForce.info.schema == schema, schema.recordNumberColumn != nil else {
            return .refused([Self.whole(name, .noBase, "\(schema.name) 的列定义已变，变动无处可加；请导入整份数据。")])
        }
        let intake: Intake
        let totals: TableTotals
        switch try take(path, schema: schema, limits: limits.csv) {
        case .refused(let problems): return .refused(problems)
        case .taken(let read, let counted): (intake, totals) = (read, counted)
        }
        try setRepeatedAside(intake)
        var allowing = limits
        allowing.allowsNoRows = true
        if let problem = totals.fileProblem { return .refused([problem]) }
        if let problems = Self.refusal(intake.file.name, good: intake.table.rows, intake.rejects, allowing) {
            return .refused(problems)
        }
        let chain = try SnapshotChain(root: root, inForce, cipher: cipher, kept: kept)
        var change = try LayerChange(chain, intake)
        try change.findOwners()
        let info = SnapshotInfo(
            dataset: schema.name, asOf: asOf, importedAt: importedAt,
            rows: inForce.info.rows - change.taken + change.table.rows, rejected: intake.rejects.rows,
            source: intake.checksum, schema: schema)
        let builder = try SegmentBuilder(
            change.table, info: info, earlier: inForce.segments, dead: change.dead)
        let folder = try claimFolder(dataset: schema.name, asOf: asOf)
        if intake.rejects.rows > 0 { try intake.rejects.write(to: "\(root)/\(folder)/rejects.csv") }
        try write(builder, to: folder)
        let staged = StagedSnapshot(
            info: info, problems: intake.rejects.shown, endsWithoutLineBreak: totals.endsWithoutLineBreak,
            folder: folder, earlier: inForce.segments, liesOn: inForce.segments)
        return .staged(staged, change.rows)
    }
}

/// The changes of a day against the data they lie on: which rows they take away, whose those were and whose they are.
struct LayerChange {
    let table: RowTable
    /// For each segment the rows taken away, ascending.
    private(set) var dead: [[UInt32]]
    private(set) var rows: ChangedRows
    /// How many rows are taken away.
    var taken: Int { dead.reduce(0) { $0 + $1.count } }

    private let chain: SnapshotChain
    private let numbers: [Int64]
    private var old: [[UInt64]]

    init(_ chain: SnapshotChain, _ intake: Intake) throws(SnapshotError) {
        self.chain = chain
        table = intake.table
        dead = chain.segments.map { _ in [] }
        let lane = table.recordNumbers
        let entries = try Lane<KeyedRow>(capacity: table.slots)
        var count = 0
        for slot in 0..<table.slots where table.isHole[slot] == 0 {
            let number = UInt64(bitPattern: lane?[slot] ?? 0) ^ 1 << 63
            entries[count] = KeyedRow(key: number, row: UInt32(slot))
            count += 1
        }
        let sorted = RadixSort.sort(entries, try Lane(capacity: table.slots), count: count)
        numbers = (0..<count).map { Int64(bitPattern: sorted[$0].key ^ 1 << 63) }
        let columns = table.schema.indexedPositions
        old = columns.map { _ in Array(repeating: ChangedRows.absent, count: count) }
        var new = old
        for place in 0..<count {
            let slot = Int(sorted[place].row)
            let isPut = intake.operations?[slot] == UInt8(ascii: "U")
            if isPut {
                for (index, column) in columns.enumerated() { new[index][place] = Self.key(table, column, slot) }
            } else {
                table.isHole[slot] = 1
                table.holes += 1
            }
        }
        rows = ChangedRows(
            dataset: table.schema.name, recordNumbers: numbers,
            keys: zip(columns, new).map { ChangedRows.Keys(column: $0, old: [], new: $1) })
    }

    /// A raw packed ID or the print of a text.
    private static func key(_ table: RowTable, _ column: Int, _ slot: Int) -> UInt64 {
        if case .keys(let lane) = table.columns[column] { return lane[slot] }
        return table.indexKey(column, slot)
    }

    /// Finds the row of each record number in the last segment that has it, and the keys it is found under.
    mutating func findOwners() throws(SnapshotError) {
        var missing = Array(numbers.indices)
        for number in chain.segments.indices.reversed() {
            let segment = chain.segments[number]
            var found: [(row: Int, place: Int)] = []
            var still: [Int] = []
            for place in missing {
                if let row = try segment.row(ofRecord: numbers[place]), try chain.isAlive(number, row) {
                    found.append((row, place))
                } else {
                    still.append(place)
                }
            }
            missing = still
            found.sort { $0.row < $1.row }
            dead[number] = found.map { UInt32($0.row) }
            try readKeys(segment, found)
        }
        rows = ChangedRows(
            dataset: rows.dataset, recordNumbers: numbers,
            keys: zip(rows.keys, old).map { ChangedRows.Keys(column: $0.column, old: $1, new: $0.new) })
    }

    private mutating func readKeys(
        _ segment: SegmentFile, _ found: [(row: Int, place: Int)]
    ) throws(SnapshotError) {
        for (index, keys) in rows.keys.enumerated() {
            if var cursor = SortKeyCursor(segment, keys.column) {
                // The rows found ascend, and so does the cursor.
                for (row, place) in found { if let raw = try cursor.rawKey(row) { old[index][place] = raw } }
                continue
            }
            for (row, place) in found {
                if segment.header.info.schema.columns[keys.column].type == .text {
                    let text = try unsafe segment.text(keys.column, row)
                    if !text.isEmpty { old[index][place] = unsafe IndexKey.of(text) }
                } else if let raw = try segment.rawKey(keys.column, row) {
                    old[index][place] = raw
                }
            }
        }
    }
}

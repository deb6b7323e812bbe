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
            change.table, info: info, earlier: inForce.segments, taken: change.rows.recordNumbers)
        let folder = try claimFolder(dataset: schema.name, asOf: asOf)
        if intake.rejects.rows > 0 { try intake.rejects.write(to: "\(root)/\(folder)/rejects.csv") }
        try write(builder, to: folder)
        let staged = StagedSnapshot(
            info: info, problems: intake.rejects.shown, endsWithoutLineBreak: totals.endsWithoutLineBreak,
            folder: folder, earlier: inForce.segments, liesOn: inForce.segments)
        return .staged(staged, change.rows)
    }
}

/// The changes of a day against the data they lie on: how many rows they take away, whose they were and are.
struct LayerChange {
    let table: RowTable
    private(set) var rows: ChangedRows
    /// How many rows are taken away.
    private(set) var taken = 0

    private let chain: SnapshotChain

    init(_ chain: SnapshotChain, _ intake: Intake) throws(SnapshotError) {
        self.chain = chain
        table = intake.table
        let lane = table.recordNumbers
        let entries = try Lane<KeyedRow>(capacity: table.slots)
        var count = 0
        for slot in 0..<table.slots where table.isHole[slot] == 0 {
            let number = UInt64(bitPattern: lane?[slot] ?? 0) ^ 1 << 63
            entries[count] = KeyedRow(key: number, row: UInt32(slot))
            count += 1
        }
        let sorted = RadixSort.sort(entries, try Lane(capacity: table.slots), count: count)
        let columns = table.schema.indexedPositions
        let none = Array(repeating: KeyPrint.none, count: count)
        var new = columns.map { _ in none }
        for place in 0..<count {
            let slot = Int(sorted[place].row)
            if intake.operations?[slot] == UInt8(ascii: "U") {
                for (index, column) in columns.enumerated() {
                    new[index][place] = Self.known(KeyPrint.of(indexKey: table.indexKey(column, slot)))
                }
            } else {
                table.isHole[slot] = 1
                table.holes += 1
            }
        }
        rows = ChangedRows(
            dataset: table.schema.name,
            recordNumbers: (0..<count).map { Int64(bitPattern: sorted[$0].key ^ 1 << 63) },
            keys: zip(columns, new).map { ChangedRows.Keys(column: $0, old: none, new: $1) })
    }

    private static func known(_ print: UInt32) -> UInt32 { print == KeyPrint.noKey ? KeyPrint.none : print }

    /// Finds the keys of each record's row in the last segment that says anything about the record.
    mutating func findOwners() throws(SnapshotError) {
        var old = rows.keys.map(\.old)
        var missing = Array(rows.recordNumbers.indices)
        var strangers: [ChangedRows.Strangers] = []
        for segment in chain.segments.reversed() where !missing.isEmpty {
            var still: [Int] = []
            // Both ascend: the layer's list is gone along once.
            var (next, end) = (0, segment.header.taken.count)
            var unread: [Int64] = []
            let print = segment.header.strangersTo
            for place in missing {
                let number = rows.recordNumbers[place]
                let presence = try segment.presence(ofRecord: number)
                var hasRow = presence.mayHave
                if hasRow, presence.isCertain, print != nil {
                    unread.append(number)
                } else if hasRow {
                    hasRow = try segment.withPrints(ofRecord: number) { index, print in
                        if index < old.count { old[index][place] = Self.known(print) }
                    }
                }
                while next < end, try segment.takenRecord(next) < number { next += 1 }
                if hasRow {
                    taken += 1
                    continue
                }
                if next < end, try segment.takenRecord(next) == number { continue }
                still.append(place)
            }
            if let print, !unread.isEmpty {
                strangers.append(ChangedRows.Strangers(to: print, segment: segment, recordNumbers: unread))
            }
            missing = still
        }
        rows = ChangedRows(
            dataset: rows.dataset, recordNumbers: rows.recordNumbers,
            keys: zip(rows.keys, old).map { ChangedRows.Keys(column: $0.column, old: $1, new: $0.new) },
            strangers: strangers)
    }
}

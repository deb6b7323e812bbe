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
        let order = try setRepeatedAside(intake)
        var allowing = limits
        allowing.allowsNoRows = true
        if let problem = totals.fileProblem { return .refused([problem]) }
        if let problems = Self.refusal(intake.file.name, good: intake.table.rows, intake.rejects, allowing) {
            return .refused(problems)
        }
        let chain = try SnapshotChain(root: root, inForce, cipher: cipher, kept: kept)
        var change = try LayerChange(chain, intake, order)
        try change.findOwners()
        let info = SnapshotInfo(
            dataset: schema.name, asOf: asOf, importedAt: importedAt,
            rows: inForce.info.rows - change.taken + change.table.rows, rejected: intake.rejects.rows,
            source: intake.checksum, schema: schema)
        let builder = try SegmentBuilder(
            change.table, info: info, earlier: inForce.segments, taken: change.rows.recordNumbers,
            byRecord: change.put)
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
    /// The rows of the table that are put, by record number; the others are holes by now.
    let put: [UInt32]

    private let chain: SnapshotChain

    /// The changes that a file tells of; `order` as `setRepeatedAside` gives it.
    init(_ chain: SnapshotChain, _ intake: Intake, _ order: RecordOrder?) throws(SnapshotError) {
        self.chain = chain
        table = intake.table
        let count = table.rows
        let changed = Self.rows(table, order)
        let numbers = table.recordNumbers
        let columns = table.schema.indexedPositions
        var put: [UInt32] = []
        put.reserveCapacity(count)
        for row in changed {
            if intake.operations?[Int(row)] == UInt8(ascii: "U") {
                put.append(row)
            } else {
                table.isHole[Int(row)] = 1
                table.holes += 1
            }
        }
        self.put = put
        let table = table
        rows = ChangedRows(
            dataset: table.schema.name, recordNumbers: changed.map { numbers?[Int($0)] ?? 0 },
            keys: columns.map { column in
                ChangedRows.Keys(
                    column: column, old: Array(repeating: KeyPrint.none, count: count),
                    new: changed.map { row in
                        if table.isHole[Int(row)] != 0 { return KeyPrint.none }
                        return Self.known(KeyPrint.of(indexKey: table.indexKey(column, Int(row))))
                    })
            })
    }

    /// The rows that were not set aside, by record number.
    private static func rows(_ table: RowTable, _ order: RecordOrder?) -> [UInt32] {
        var rows: [UInt32] = []
        rows.reserveCapacity(table.rows)
        for place in 0..<(order?.count ?? table.slots) {
            let row = order?.row(place) ?? place
            if table.isHole[row] == 0 { rows.append(UInt32(row)) }
        }
        return rows
    }

    private static func known(_ print: UInt32) -> UInt32 { print == KeyPrint.noKey ? KeyPrint.none : print }

    /// Finds the keys of each record's row in the last segment that says anything about the record.
    mutating func findOwners() throws(SnapshotError) {
        var old = rows.keys.map(\.old)
        var missing = Array(rows.recordNumbers.indices)
        var strangers: [ChangedRows.Strangers] = []
        for segment in chain.segments.reversed() where !missing.isEmpty {
            let asked = try segment.split(missing, by: rows.recordNumbers)
            var still = asked.absent
            if let print = segment.header.strangersTo, asked.isCertain {
                let unread = asked.present.map { rows.recordNumbers[$0] }
                taken += unread.count
                if !unread.isEmpty {
                    strangers.append(ChangedRows.Strangers(to: print, segment: segment, recordNumbers: unread))
                }
            } else {
                var near = RecordCursor()
                for place in asked.present {
                    let number = rows.recordNumbers[place]
                    let hasRow = try segment.withPrints(ofRecord: number, near: &near) { index, print in
                        if index < old.count { old[index][place] = Self.known(print) }
                    }
                    if hasRow { taken += 1 } else { still.append(place) }
                }
                if still.count > asked.absent.count, !asked.absent.isEmpty { still.sort() }
            }
            missing = try segment.header.taken.count == 0 ? still : notTaken(still, by: segment)
        }
        rows = ChangedRows(
            dataset: rows.dataset, recordNumbers: rows.recordNumbers,
            keys: zip(rows.keys, old).map { ChangedRows.Keys(column: $0.column, old: $1, new: $0.new) },
            strangers: strangers)
    }

    /// Those places whose records a layer does not take away; both ascend, and its list is gone along once.
    private func notTaken(_ places: [Int], by segment: SegmentFile) throws(SnapshotError) -> [Int] {
        var (next, end) = (0, segment.header.taken.count)
        var still: [Int] = []
        for place in places {
            let number = rows.recordNumbers[place]
            while next < end, try segment.takenRecord(next) < number { next += 1 }
            if next < end, try segment.takenRecord(next) == number { continue }
            still.append(place)
        }
        return still
    }
}

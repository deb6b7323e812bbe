import Primitives

/// Takes a whole file in, stretch by stretch: each becomes a segment behind the last, sorted for itself.
///
/// So memory does not grow with the file. Most files are one stretch, and one segment.
struct RunStaging {
    private let store: SnapshotStore
    private let schema: TableSchema
    private let asOf: CivilDate
    private let importedAt: Instant
    private let limits: ImportLimits
    /// People whose rows are put apart.
    private let apart: SubjectIndex?
    private var folders: [String] = []
    private var rejects = RejectList()
    private var rows = 0
    private var lines = 0
    private var checksum: UInt64?
    /// The record numbers of each segment written.
    private var numbers: [ClosedRange<Int64>?] = []

    init(
        _ store: SnapshotStore, _ schema: TableSchema, asOf: CivilDate, importedAt: Instant, limits: ImportLimits,
        apart: SubjectIndex?
    ) {
        self.apart = apart
        (self.store, self.schema, self.asOf, self.importedAt) = (store, schema, asOf, importedAt)
        self.limits = limits
    }

    /// Stages the file; nil when some of it is not UTF-8 and nothing said that it should be.
    mutating func run(_ source: SourceFile, inForce: SnapshotInfo?) throws(SnapshotError) -> StageOutcome? {
        let file: CSVFile
        switch try HeaderCheck.open(source.path, name: source.name, schema: schema) {
        case .file(let opened): file = opened
        case .problem(let problem): return .refused([problem])
        }
        var start = file.firstRecord
        while true {
            let (intake, totals, end) = try read(file, from: start)
            if intake.rejects.badlyEncoded > 0, !source.isSurelyUTF8 { return nil }
            if let problem = totals.fileProblem { return .refused([problem]) }
            try store.setRepeatedAside(intake)
            try setKnownAside(intake)
            rejects.add(intake.rejects)
            rows += intake.table.rows
            lines += intake.lineCount
            checksum = checksum.map { ($0 &* 0x9E37_79B9_7F4A_7C15) ^ intake.checksum } ?? intake.checksum
            if end == file.size, let problems = refusal(file.name, inForce) { return .refused(problems) }
            let info = info
            try write(intake, info)
            start = end
            if start < file.size { continue }
            return .staged(
                StagedSnapshot(
                    info: info, problems: rejects.shown, endsWithoutLineBreak: totals.endsWithoutLineBreak,
                    folder: folders.removeLast(), earlier: folders, liesOn: []))
        }
    }

    /// The typed rows of a stretch, and where it ends.
    private func read(
        _ file: CSVFile, from start: Int
    ) throws(SnapshotError) -> (intake: Intake, totals: TableTotals, end: Int) {
        for isCareful in [false, true] {
            let limit = start + limits.runBytes
            var end = file.size
            if file.size - start > limits.runBytes + limits.runBytes / 4 {
                end =
                    isCareful
                    ? try file.recordStart(atOrAfter: limit, countingQuotesFrom: start)
                    : try file.recordStart(atOrAfter: limit)
            }
            let intake = try Intake(
                file, start..<end, linesBefore: lines, schema: schema, limits: limits.csv, isCareful: isCareful)
            if let totals = try intake.run() { return (intake, totals, end) }
        }
        preconditionFailure("A careful reading gives rows.")
    }

    private func refusal(_ name: String, _ inForce: SnapshotInfo?) -> [RowProblem]? {
        if let problems = SnapshotStore.refusal(name, good: rows, rejects, limits) { return problems }
        return inForce.flatMap { SnapshotStore.repeatProblem(name, $0, asOf, checksum ?? 0, limits) }.map { [$0] }
    }

    private var info: SnapshotInfo {
        SnapshotInfo(
            dataset: schema.name, asOf: asOf, importedAt: importedAt, rows: rows, rejected: rejects.rows,
            source: checksum ?? 0, schema: schema)
    }

    private mutating func write(_ intake: Intake, _ info: SnapshotInfo) throws(SnapshotError) {
        let range = Self.range(intake.table)
        guard let apart, schema.columns.contains(where: { $0.type.isCitizenKey }) else {
            return try write(intake.table, info, range)
        }
        let rows = try ApartRows(intake.table, apart)
        if rows.counts.apart > 0 {
            try rows.withOnly(apart: true) { () throws(SnapshotError) in try write(intake.table, info, range) }
        }
        // A file without rows is a segment too.
        guard rows.counts.others > 0 || rows.counts.apart == 0 else { return }
        let print = PeoplePrint(of: apart.keys)
        try rows.withOnly(apart: false) { () throws(SnapshotError) in
            try write(intake.table, info, range, strangersTo: print)
        }
    }

    private mutating func write(
        _ table: RowTable, _ info: SnapshotInfo, _ range: ClosedRange<Int64>?, strangersTo: PeoplePrint? = nil
    ) throws(SnapshotError) {
        let builder = try SegmentBuilder(table, info: info, earlier: folders, strangersTo: strangersTo)
        let folder = try store.claimFolder(dataset: schema.name, asOf: asOf)
        if rejects.rows > 0 { try rejects.write(to: "\(store.root)/\(folder)/rejects.csv") }
        try store.write(builder, to: folder)
        folders.append(folder)
        numbers.append(range)
    }

    private static func range(_ table: RowTable) -> ClosedRange<Int64>? {
        guard let lane = table.recordNumbers else { return nil }
        var (least, greatest) = (Int64.max, Int64.min)
        for row in 0..<table.slots where table.isHole[row] == 0 {
            least = min(least, lane[row])
            greatest = max(greatest, lane[row])
        }
        return least <= greatest ? least...greatest : nil
    }

    /// Sets rows aside that repeat the record number of a row in an earlier stretch.
    private func setKnownAside(_ intake: Intake) throws(SnapshotError) {
        guard let lane = intake.table.recordNumbers, let own = Self.range(intake.table) else { return }
        for (folder, known) in zip(folders, numbers) {
            guard let known, known.overlaps(own) else { continue }
            let segment = try SegmentFile(root: store.root, folder: folder, cipher: store.cipher)
            for row in 0..<intake.table.slots where intake.table.isHole[row] == 0 && known.contains(lane[row]) {
                guard try segment.hasRecord(lane[row]) else { continue }
                try intake.reject(
                    row: row, column: schema.recordNumberColumn, value: "\(lane[row])", .duplicateRecordNumber,
                    SnapshotStore.repeatedAdvice)
            }
        }
    }
}

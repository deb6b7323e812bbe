package import Primitives

/// Taking a department's whole file in.
extension SnapshotStore {
    /// Reads a department's file on all cores and writes it as a snapshot that is not yet in force.
    ///
    /// The rows of some people may be put `apart`: whoever asks about them, by a `SubjectIndex` that says who they are,
    /// need not pass over those of strangers.
    package func stage(
        _ schema: TableSchema, csv path: String, asOf: CivilDate, importedAt: Instant,
        limits: ImportLimits = ImportLimits(), apart: SubjectIndex? = nil
    ) throws(SnapshotError) -> StageOutcome {
        let name = FileAccess.lastComponent(of: path)
        let inForce = try manifest().inForce(schema.name)?.info
        if let inForce, inForce.asOf > asOf {
            return .refused([
                Self.whole(
                    name, .olderThanCurrent, "数据截至 \(asOf.text)，早于现行快照的 \(inForce.asOf.text)；请确认拿到的是最新文件。")
            ])
        }
        return try withSource(path, schema) { source throws(SnapshotError) in
            var staging = RunStaging(self, schema, asOf: asOf, importedAt: importedAt, limits: limits, apart: apart)
            return try staging.run(source, inForce: inForce)
        }
    }

    /// A file read to typed rows, or why it cannot be.
    enum Taken {
        case taken(Intake, TableTotals)
        case refused([RowProblem])
    }

    /// The changes of a day, read whole.
    func take(_ path: String, schema: TableSchema, limits: CSVLimits) throws(SnapshotError) -> Taken {
        var taken: Taken?
        let outcome = try withSource(path, schema, glimpses: true) { source throws(SnapshotError) in
            let read = try read(source, schema: schema, limits: limits)
            if case .taken(let intake, _) = read, intake.rejects.rows > 0 {
                var isSure = source.isSurelyUTF8
                if source.isGlimpsed {
                    switch try source.finding() {
                    case .utf8(let found): isSure = found
                    case .gb18030: return nil
                    case .mixed(let row): return .refused([SourceFile.mixed(source.name, row: row)])
                    }
                }
                if intake.rejects.badlyEncoded > 0, !isSure { return nil }
            }
            taken = read
            return .refused([])
        }
        if let taken { return taken }
        guard case .refused(let problems) = outcome else { preconditionFailure("What was read was taken.") }
        return .refused(problems)
    }

    /// Calls a closure with a department's file made readable; once more, recoded, when it finds no UTF-8 (nil).
    private func withSource(
        _ path: String, _ schema: TableSchema, glimpses: Bool = false,
        _ body: (SourceFile) throws(SnapshotError) -> StageOutcome?
    ) throws(SnapshotError) -> StageOutcome {
        let name = FileAccess.lastComponent(of: path)
        guard FileAccess.exists(path) else {
            let advice = "文件不存在；请放入 \(schema.name) 的数据文件后重试。"
            return .refused([Self.whole(name, .unreadableFile, advice)])
        }
        var source: SourceFile
        switch try SourceFile.prepare(path, scratchFolder: scratchFolder, glimpses: glimpses) {
        case .plain(let prepared): source = prepared
        case .problem(let problem): return .refused([problem])
        }
        defer { source.remove() }
        if let outcome = try body(source) { return outcome }
        // No row so far spoke for UTF-8, and some speak against it.
        switch try source.rewritten(from: "GB18030", scratchFolder) {
        case .plain(let rewritten): source = rewritten
        case .problem(let problem): return .refused([problem])
        }
        guard let outcome = try body(source) else { preconditionFailure("A recoded file is UTF-8.") }
        return outcome
    }

    /// Where files are unpacked; what a crash leaves there is removed with what no day needs.
    private var scratchFolder: String { "\(root)/incoming" }

    private func read(
        _ source: SourceFile, schema: TableSchema, limits: CSVLimits
    ) throws(SnapshotError) -> Taken {
        let file: CSVFile
        let leading = ["op"]
        switch try HeaderCheck.open(source.path, name: source.name, schema: schema, leading: leading) {
        case .file(let opened): file = opened
        case .problem(let problem): return .refused([problem])
        }
        for isCareful in [false, true] {
            let intake = try Intake(
                file, schema: schema, limits: limits, isCareful: isCareful, firstColumn: leading.count)
            guard let totals = try intake.run() else { continue }
            return .taken(intake, totals)
        }
        preconditionFailure("A careful reading gives rows.")
    }

    static let repeatedAdvice = "记录号与前面的行重复，这一行未采用；请向提供部门核实哪一行有效。"

    static func whole(_ file: String, _ reason: ProblemReason, _ advice: String) -> RowProblem {
        RowProblem(file: file, row: 1, column: nil, value: nil, reason: reason, advice: advice)
    }

    /// Sets rows aside that repeat the record number of an earlier row.
    ///
    /// Returns the rows by record number, those set aside among them; nil where they stand in that order.
    @discardableResult
    func setRepeatedAside(_ intake: Intake) throws(SnapshotError) -> RecordOrder? {
        let table = intake.table
        guard let numbers = table.recordNumbers, let order = try RecordOrder(table) else { return nil }
        var repeated: [Int] = []
        for place in 1..<max(1, order.count) where order.number(place) == order.number(place - 1) {
            repeated.append(order.row(place))
        }
        // In the order of the file, so that a piece is read once however many of its rows repeat others.
        for row in repeated.sorted() {
            try intake.reject(
                row: row, column: table.schema.recordNumberColumn, value: "\(numbers[row])", .duplicateRecordNumber,
                Self.repeatedAdvice)
        }
        return order
    }

    /// Why nothing of a file is kept, with its first problems; nil when the good rows can be used.
    static func refusal(_ name: String, good: Int, _ rejects: RejectList, _ limits: ImportLimits) -> [RowProblem]? {
        let total = good + rejects.rows
        if total == 0, !limits.allowsNoRows {
            return [whole(name, .noRows, "只有表头没有数据；若该部门确实没有记录，请在导入时明确说明。")]
        }
        let isPastShare = rejects.rows * 1000 > total * limits.rejectedPermille
        guard rejects.rows * 2 > total || (rejects.rows >= limits.rejectedAtLeast && isPastShare) else { return nil }
        let advice = "\(total) 行中有 \(rejects.rows) 行有问题，超过允许的比例，整个文件未采用；请改正后重新提交。"
        return [whole(name, .tooManyRejects, advice)] + rejects.shown
    }

    /// Whether a file was taken in before, or another one of its day.
    static func repeatProblem(
        _ name: String, _ inForce: SnapshotInfo, _ asOf: CivilDate, _ source: UInt64, _ limits: ImportLimits
    ) -> RowProblem? {
        if inForce.asOf < asOf, inForce.source == source, !limits.allowsSameFile {
            return whole(
                name, .sameFile,
                "与 \(inForce.asOf.text) 的文件一字不差，可能是旧文件又交了一次；若当日确无变化，请在导入时明确说明。")
        }
        if inForce.asOf == asOf, inForce.source != source, !limits.replacesDay {
            return whole(
                name, .secondFile, "\(asOf.text) 已有另一份文件在用；请与提供部门核实以哪一份为准，确要替换时明确说明。")
        }
        return nil
    }
}

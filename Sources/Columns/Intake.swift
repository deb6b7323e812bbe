/// One file being taken in: its good rows encoded, its bad rows set aside.
struct Intake: ~Copyable {
    var builder: SnapshotBuilder
    private(set) var rejects = RejectList()
    private(set) var totals = TableTotals()
    /// Rows of the builder that repeat an earlier record number and stay out of the snapshot.
    private(set) var repeatedPositions: Set<Int> = []
    private let file: String

    init(schema: TableSchema, file: String) {
        builder = SnapshotBuilder(schema: schema)
        self.file = file
    }

    var total: Int { totals.good + totals.bad }
    var good: Int { totals.good - repeatedPositions.count }

    mutating func read(_ path: String, limits: CSVLimits) throws(SnapshotError) {
        let schema = builder.schema
        var builder = SnapshotBuilder(schema: schema)
        var rejects = RejectList()
        totals = try TableReader(schema: schema, limits: limits).read(path: path) { row throws(SnapshotError) in
            builder.append(row)
        } onProblems: { problems, record throws(SnapshotError) in
            rejects.add(problems, record: record)
        }
        for repeated in builder.repeatedRecords() {
            repeatedPositions.insert(repeated.position)
            let problem = RowProblem(
                file: file, row: repeated.row, column: schema.recordNumberColumn, value: "\(repeated.number)",
                reason: .duplicateRecordNumber, advice: "记录号与前面的行重复，这一行未采用；请向提供部门核实哪一行有效。")
            rejects.add([problem], record: "")
        }
        self.builder = builder
        self.rejects = rejects
    }

    /// Why nothing of the file is kept, with its first problems; nil when the good rows can be used.
    func refusal(_ limits: ImportLimits) -> [RowProblem]? {
        func whole(_ reason: ProblemReason, _ advice: String) -> RowProblem {
            RowProblem(file: file, row: 1, column: nil, value: nil, reason: reason, advice: advice)
        }
        if let problem = totals.fileProblem { return [problem] }
        if total == 0, !limits.allowsNoRows {
            return [whole(.noRows, "只有表头没有数据；若该部门确实没有记录，请在导入时明确说明。")]
        }
        let isPastShare = rejects.rows * 1000 > total * limits.rejectedPermille
        guard rejects.rows * 2 > total || (rejects.rows >= limits.rejectedAtLeast && isPastShare) else { return nil }
        let advice = "\(total) 行中有 \(rejects.rows) 行有问题，超过允许的比例，整个文件未采用；请改正后重新提交。"
        return [whole(.tooManyRejects, advice)] + rejects.shown
    }
}

package import Primitives

/// A typed row of a file while it is being read; valid only inside the closure that receives it.
@safe package final class TableRow {
    /// Row as a spreadsheet counts it: the header is row 1.
    package fileprivate(set) var row = 0
    fileprivate(set) var numbers: [Int64]
    fileprivate(set) var isPresent: [Bool]
    fileprivate(set) var fields: [UnsafeBufferPointer<UInt8>] = unsafe []

    fileprivate init(columns: Int) {
        numbers = Array(repeating: 0, count: columns)
        isPresent = Array(repeating: false, count: columns)
    }

    /// The number in a column: an integer, hundredths, a day number or a month index; nil when the field is empty.
    package func number(_ position: Int) -> Int64? { isPresent[position] ? numbers[position] : nil }

    /// The text in a column; nil when the field is empty.
    package func text(_ position: Int) -> String? {
        isPresent[position] ? unsafe String(decoding: fields[position], as: UTF8.self) : nil
    }

    /// The person in a citizen key column; nil when the field is empty.
    package func person(_ position: Int) -> PackedCitizenID? {
        isPresent[position] ? PackedCitizenID(rawValue: UInt64(bitPattern: numbers[position])) : nil
    }

    func bytes(_ position: Int) -> UnsafeBufferPointer<UInt8> { unsafe fields[position] }
}

/// How a file was read, in rows.
package struct TableTotals: Hashable, Sendable {
    /// Rows whose every field could be read.
    package var good = 0
    /// Rows with at least one problem.
    package var bad = 0
    /// What is wrong with the file as a whole; then no row was given out.
    package var fileProblem: RowProblem?
    /// Whether the last row has no line break, as a file cut off between two fields would.
    package var endsWithoutLineBreak = false
}

/// Reads a CSV file by a schema: typed rows to one closure, problems with their raw record to the other.
package struct TableReader: Sendable {
    /// The columns expected.
    package let schema: TableSchema
    /// What the file may hold.
    package let limits: CSVLimits

    /// A reader for files of one schema.
    package init(schema: TableSchema, limits: CSVLimits = CSVLimits()) {
        self.schema = schema
        self.limits = limits
    }

    /// Reads the file at `path` from beginning to end.
    ///
    /// A file that cannot be opened is an error; a wrong header or no bytes at all is the totals' `fileProblem`.
    package func read(
        path: String, onRow: (TableRow) throws(SnapshotError) -> Void,
        onProblems: (_ problems: [RowProblem], _ record: String) throws(SnapshotError) -> Void
    ) throws(SnapshotError) -> TableTotals {
        let reader = try CSVReader(path: path, limits: limits)
        let file = FileAccess.lastComponent(of: path)
        var totals = TableTotals()
        if let problem = try headerProblem(reader, file: file) {
            totals.fileProblem = problem
            return totals
        }
        let row = TableRow(columns: schema.columns.count)
        // A row kept against its contract must trap rather than read freed memory.
        defer { unsafe row.fields.removeAll() }
        while try reader.next() {
            if totals.good + totals.bad == limits.rows {
                totals.fileProblem = RowProblem(
                    file: file, row: reader.row, column: nil, value: nil, reason: .tooManyRows,
                    advice: "超过 \(limits.rows) 行的上限；请分拆文件，或由管理员提高上限。")
                return totals
            }
            let problems = fill(row, from: reader, file: file)
            if problems.isEmpty {
                totals.good += 1
                try onRow(row)
            } else {
                totals.bad += 1
                try onProblems(problems, unsafe String(decoding: reader.record, as: UTF8.self))
            }
        }
        totals.endsWithoutLineBreak = reader.endsWithoutLineBreak
        return totals
    }

    /// What is wrong with the file before its first row: no bytes, or a wrong header; nil when rows can be read.
    package func headerProblem(path: String) throws(SnapshotError) -> RowProblem? {
        let reader = try CSVReader(path: path, limits: limits)
        return try headerProblem(reader, file: FileAccess.lastComponent(of: path))
    }

    private func headerProblem(_ reader: CSVReader, file: String) throws(SnapshotError) -> RowProblem? {
        guard try reader.next() else {
            return RowProblem(
                file: file, row: 1, column: nil, value: nil, reason: .emptyFile,
                advice: "文件是空的，连表头都没有；请向提供部门重新索取。")
        }
        let header = unsafe reader.fields.map { unsafe Array($0) }
        return HeaderCheck.problem(in: header, schema: schema, file: file)
    }

    /// Parses the reader's record into `row`; what is wrong with it comes back.
    private func fill(_ row: TableRow, from reader: CSVReader, file: String) -> [RowProblem] {
        func whole(_ reason: ProblemReason, _ advice: String) -> [RowProblem] {
            [RowProblem(file: file, row: reader.row, column: nil, value: nil, reason: reason, advice: advice)]
        }
        switch reader.fault {
        case .strayQuote: return whole(.strayQuote, "引号位置不对；含逗号或引号的内容应整体加引号，内部引号写两遍。")
        case .unterminatedQuote: return whole(.unterminatedQuote, "引号没有收尾，文件可能被截断；请补全后重新提交。")
        case .tooLong: return whole(.lineTooLong, "这一行超过 \(limits.recordBytes) 字节；请检查是否缺少换行或引号没有收尾。")
        case nil: break
        }
        guard unsafe reader.fields.count == schema.columns.count else {
            return whole(
                .fieldCount,
                unsafe "应有 \(schema.columns.count) 个字段，实有 \(reader.fields.count) 个；请检查多余的逗号，或文件是否被截断。")
        }
        row.row = reader.row
        unsafe row.fields = reader.fields
        var problems: [RowProblem] = []
        for position in schema.columns.indices {
            let bytes = unsafe row.fields[position]
            let column = schema.columns[position]
            if bytes.isEmpty {
                row.isPresent[position] = false
                if column.isRequired {
                    problems.append(unsafe Self.problem(.requiredEmpty, column, bytes, file: file, row: reader.row))
                }
                continue
            }
            row.isPresent[position] = true
            if let value = unsafe Self.value(of: bytes, type: column.type) {
                row.numbers[position] = value
            } else {
                let reason = unsafe Self.reason(for: bytes, type: column.type)
                problems.append(unsafe Self.problem(reason, column, bytes, file: file, row: reader.row))
            }
        }
        return problems
    }

    @inline(__always)
    private static func value(of bytes: UnsafeBufferPointer<UInt8>, type: ColumnType) -> Int64? {
        switch type {
        case .integer: unsafe FieldParsing.integer(bytes)
        case .hundredths: unsafe FieldParsing.hundredths(bytes)
        case .date: unsafe FieldParsing.date(bytes)
        case .month: unsafe FieldParsing.month(bytes)
        case .text: unsafe FieldParsing.isText(bytes) ? 0 : nil
        case .citizenKey, .citizenKeyOrLegacy:
            unsafe FieldParsing.citizenKey(bytes, allowsLegacy: type == .citizenKeyOrLegacy)
                .map { Int64(bitPattern: $0.rawValue) }
        }
    }

    private static func reason(for bytes: UnsafeBufferPointer<UInt8>, type: ColumnType) -> ProblemReason {
        if type != .text, unsafe FieldParsing.isScientific(bytes) { return .scientificNotation }
        return reason(for: type)
    }

    static func reason(for type: ColumnType) -> ProblemReason {
        switch type {
        case .integer: .badInteger
        case .hundredths: .badAmount
        case .date: .badDate
        case .month: .badMonth
        case .text: .badEncoding
        case .citizenKey, .citizenKeyOrLegacy: .badCitizenID
        }
    }

    private static func problem(
        _ reason: ProblemReason, _ column: Column, _ bytes: UnsafeBufferPointer<UInt8>, file: String, row: Int
    ) -> RowProblem {
        let advice =
            switch reason {
            case .requiredEmpty: "这一列不能为空；请补填。"
            case .badInteger: "应为整数；请去掉小数点、单位和千位分隔符。"
            case .badAmount: "应为最多两位小数的数，如 1234.50；请去掉单位和千位分隔符。"
            case .badDate: "应为真实存在的日期，写作 2026-03-12。"
            case .badMonth: "应为月份，写作 2026-03。"
            case .badEncoding: "不是有效的 UTF-8 文字；请把文件另存为 UTF-8 编码后重新提交。"
            case .scientificNotation: "被表格软件改成了科学计数法，号码已丢失；请把该列设为文本格式后从源系统重新导出。"
            default:
                column.type == .citizenKeyOrLegacy
                    ? "应为 18 位或旧 15 位公民身份号码；请向提供部门核实。" : "应为 18 位公民身份号码；请向提供部门核实。"
            }
        let text = unsafe String(decoding: bytes, as: UTF8.self)
        let shown = text.isEmpty ? nil : RowProblem.shown(text, masked: column.type.isCitizenKey)
        return RowProblem(file: file, row: row, column: column.name, value: shown, reason: reason, advice: advice)
    }
}

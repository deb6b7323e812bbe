package import Primitives

/// A typed row of a file while it is being read; valid only inside the closure that receives it.
package final class TableRow {
    /// Row as a spreadsheet counts it: the header is row 1.
    package fileprivate(set) var row = 0
    fileprivate var record = 0
    fileprivate var numbers: [[Int64]]
    private let piece: CSVPiece

    fileprivate init(_ piece: CSVPiece, columns: Int) {
        self.piece = piece
        numbers = Array(repeating: [], count: columns)
    }

    /// The number in a column: an integer, hundredths, a day number or a month index; nil when the field is empty.
    package func number(_ position: Int) -> Int64? {
        let value = numbers[position][record]
        return value == RowTable.absent ? nil : value
    }

    /// The text in a column; nil when the field is empty.
    package func text(_ position: Int) -> String? {
        let text = piece.text(record, position)
        return text?.isEmpty == true ? nil : text
    }

    /// The person in a citizen key column; nil when the field is empty.
    package func person(_ position: Int) -> PackedCitizenID? {
        PackedCitizenID(rawValue: UInt64(bitPattern: numbers[position][record]))
    }
}

/// Reads a CSV file by a schema: typed rows to one closure, problems with their raw record to the other.
///
/// For lists that fit in memory and are read by one thread; department files go through `Intake`.
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
        let source: CSVFile
        switch try HeaderCheck.open(path, schema: schema) {
        case .file(let file): source = file
        case .problem(let problem): return TableTotals(fileProblem: problem)
        }
        // Which pieces end inside quotes is known before a row is given out, so that none is given out twice.
        let isCareful = try endsInsideQuotes(source)
        var scan = TableScan(source, schema, limits, isCareful: isCareful)
        var totals = TableTotals()
        totals.endsWithoutLineBreak = try !source.endsWithLineBreak
        while let found = try scan.next() {
            for (problems, record) in found.problems {
                totals.bad += 1
                try onProblems(problems, record)
            }
            for record in 0..<scan.piece.count where found.wrong[record] == nil {
                if totals.good + totals.bad == limits.rows {
                    totals.fileProblem = RowProblem(
                        file: source.name, row: 1, column: nil, value: nil, reason: .tooManyRows,
                        advice: "超过 \(limits.rows) 行的上限；请分拆文件，或由管理员提高上限。")
                    return totals
                }
                totals.good += 1
                scan.row.record = record
                scan.row.row = found.line + scan.piece.line(of: record) + 2
                try onRow(scan.row)
            }
        }
        return totals
    }

    private func endsInsideQuotes(_ file: CSVFile) throws(SnapshotError) -> Bool {
        if file.size - file.firstRecord <= Intake.pieceBytes { return false }
        var cutter = PieceCutter(file, pieceBytes: Intake.pieceBytes, isCareful: false)
        let piece = CSVPiece(fieldCount: file.header.count)
        while let cut = try cutter.next() {
            if cut.isOverlong { continue }
            try piece.load(file, cut.range)
            if piece.endsInsideQuotes { return true }
        }
        return false
    }

    /// What is wrong with the file before its first row: no bytes, or a wrong header; nil when rows can be read.
    package func headerProblem(path: String) throws(SnapshotError) -> RowProblem? {
        if case .problem(let problem) = try HeaderCheck.open(path, schema: schema) { return problem }
        return nil
    }
}

/// The pieces of a file one after the other, their columns typed.
private struct TableScan {
    struct Found {
        let line: Int
        var wrong: [Int: [RowProblem]] = [:]
        var problems: [([RowProblem], String)] = []
    }

    let piece: CSVPiece
    let row: TableRow
    private let file: CSVFile
    private let schema: TableSchema
    private let limits: CSVLimits
    private var cutter: PieceCutter
    private var line = 0
    private var everyRecord: [UInt32] = []

    init(_ file: CSVFile, _ schema: TableSchema, _ limits: CSVLimits, isCareful: Bool) {
        (self.file, self.schema, self.limits) = (file, schema, limits)
        cutter = PieceCutter(
            file, pieceBytes: max(Intake.pieceBytes, limits.recordBytes + 1), isCareful: isCareful)
        piece = CSVPiece(fieldCount: file.header.count)
        piece.recordLimit = limits.recordBytes
        row = TableRow(piece, columns: schema.columns.count)
    }

    mutating func next() throws(SnapshotError) -> Found? {
        guard let cut = try cutter.next() else { return nil }
        var found = Found(line: line)
        if cut.isOverlong {
            piece.load([])
            let beginning = try file.bytes(cut.range.lowerBound..<cut.range.lowerBound + 200)
            let problem = FieldProblem.record(
                .lineTooLong, fieldCount: 0, columns: 0, limit: limits.recordBytes, file: file.name, row: line + 2)
            found.problems = [([problem], String(decoding: beginning, as: UTF8.self))]
            line += 1
            return found
        }
        try piece.load(file, cut.range)
        while everyRecord.count < piece.count { everyRecord.append(UInt32(everyRecord.count)) }
        for (position, column) in schema.columns.enumerated() { read(position, column, &found) }
        for fault in piece.faults {
            let problem = FieldProblem.record(
                fault.reason, fieldCount: fault.fieldCount, columns: schema.columns.count, limit: limits.recordBytes,
                file: file.name, row: line + fault.line + 2)
            found.problems.append(([problem], String(decoding: fault.text, as: UTF8.self)))
        }
        for (record, problems) in found.wrong {
            found.problems.append((problems, String(decoding: piece.line(bytesOf: record), as: UTF8.self)))
        }
        found.problems.sort { ($0.0.first?.row ?? 0) < ($1.0.first?.row ?? 0) }
        line += piece.lineCount
        return found
    }

    private func read(_ position: Int, _ column: Column, _ found: inout Found) {
        var faults: [FieldFault] = []
        var values = [Int64](repeating: 0, count: column.type == .text ? 0 : piece.count)
        let empty = column.isRequired ? nil : RowTable.absent
        unsafe values.withUnsafeMutableBufferPointer { buffer in
            unsafe everyRecord.withUnsafeBufferPointer { every in
                let records = unsafe UnsafeBufferPointer(rebasing: every[..<piece.count])
                guard let target = buffer.baseAddress else { return }
                switch column.type {
                case .hundredths:
                    unsafe piece.hundredths(position, of: records, into: target, empty: empty, faults: &faults)
                case .date: unsafe piece.dates(position, of: records, into: target, empty: empty, faults: &faults)
                case .month: unsafe piece.months(position, of: records, into: target, empty: empty, faults: &faults)
                case .integer:
                    unsafe piece.integers(position, of: records, into: target, empty: empty, faults: &faults)
                case .citizenKey, .citizenKeyOrLegacy:
                    unsafe target.withMemoryRebound(to: UInt64.self, capacity: piece.count) {
                        unsafe piece.keys(position, column, into: $0, faults: &faults)
                    }
                case .text: break
                }
            }
        }
        if column.type == .text {
            let isChecked = piece.isPlainText || piece.isValidText
            for record in 0..<piece.count {
                let bytes = unsafe piece.rawField(record, position)
                let isEmpty = unsafe bytes.isEmpty || bytes.elementsEqual("\"\"".utf8)
                if isEmpty, column.isRequired { faults.append(FieldFault(record: record, reason: .requiredEmpty)) }
                if !isChecked, !isEmpty, piece.text(record, position) == nil {
                    faults.append(FieldFault(record: record, reason: .badEncoding))
                }
            }
        }
        row.numbers[position] = values
        for fault in faults {
            found.wrong[fault.record, default: []].append(
                FieldProblem.field(
                    fault.reason, column, piece.value(fault.record, position), file: file.name,
                    row: line + piece.line(of: fault.record) + 2))
        }
    }
}

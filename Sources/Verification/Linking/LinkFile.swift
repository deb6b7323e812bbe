package import Columns

/// A CSV file of records to be linked: `rec_id` and any of `id_no`, `name`, `sex`, `birth_date`, `address`, `phone`.
///
/// Other columns are passed over; a column that is missing is silent in every record.
package struct LinkFile: Sendable {
    private let file: CSVFile
    private let label: Int
    private let columns: [Int?]

    private static let names = ["id_no", "name", "birth_date", "address", "phone", "sex"]

    /// The name of the file without its folder.
    package var name: String { file.name }

    /// Opens a file; fails with a finding when it has no `rec_id` or nothing to compare.
    package init(path: String) throws {
        file = try CSVFile(path: path)
        guard let label = file.position(of: "rec_id") else {
            throw LinkFileError(finding: Self.finding(file, "rec_id", "缺少这一列；它给每条记录一个不重复的编号，请补上后重试。"))
        }
        self.label = label
        columns = Self.names.map(file.position)
        guard columns.contains(where: { $0 != nil }) else {
            let wanted = Self.names.joined(separator: "、")
            throw LinkFileError(finding: Self.finding(file, nil, "没有可以比对的列；至少要有 \(wanted) 中的一列。"))
        }
    }

    /// Ranges of the file that begin and end where records do.
    package func pieces(bytes: Int) throws -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = file.firstRecord
        while start < file.size {
            let end = try file.recordStart(atOrAfter: min(start + bytes, file.size))
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }

    /// The whole file as one piece, for files whose records hold line breaks.
    package var whole: [Range<Int>] { file.firstRecord < file.size ? [file.firstRecord..<file.size] : [] }

    /// The records of one piece and what is wrong with the others.
    package func read(_ range: Range<Int>) throws -> LinkFilePiece {
        let piece = CSVPiece(fieldCount: file.header.count)
        try piece.load(file, range)
        var result = LinkFilePiece(lineCount: piece.lineCount, endsInsideQuotes: piece.endsInsideQuotes)
        for fault in piece.faults {
            result.note(fault.line, nil, nil, fault.reason, "这一行的列数或引号不对，已搁置；请对照表头改正。")
        }
        for record in 0..<piece.count { result.add(record, of: piece, label: label, columns: columns) }
        return result
    }

    /// Joins the pieces of a file; a label that comes twice is set aside the second time.
    package func table(_ pieces: [LinkFilePiece]) -> (table: LinkTable, problems: [RowProblem]) {
        var table = LinkTable()
        var rows: [Int] = []
        var problems: [RowProblem] = []
        var linesBefore = 2
        for piece in pieces {
            table.append(piece.table)
            rows += piece.lines.map { $0 + linesBefore }
            problems += piece.notes.map { note in
                RowProblem(
                    file: name, row: note.line + linesBefore, column: note.column, value: note.value,
                    reason: note.reason, advice: note.advice)
            }
            linesBefore += piece.lineCount
        }
        let order = table.records.indices.sorted { left, right in
            let (x, y) = (table.label(left), table.label(right))
            return x.lexicographicallyPrecedes(y) || x == y && left < right
        }
        var twice: Set<Int> = []
        for (first, second) in zip(order, order.dropFirst()) where table.label(first) == table.label(second) {
            twice.insert(second)
            let value = RowProblem.shown(table.name(of: second), masked: false)
            problems.append(
                RowProblem(
                    file: name, row: rows[second], column: "rec_id", value: value, reason: .duplicateRecord,
                    advice: "这个编号在前面已经出现，本行已搁置；请让编号不重复。"))
        }
        if !twice.isEmpty {
            table.records = table.records.enumerated().filter { !twice.contains($0.offset) }.map(\.element)
        }
        problems.sort { ($0.row, $0.column ?? "") < ($1.row, $1.column ?? "") }
        return (table, problems)
    }

    private static func finding(_ file: CSVFile, _ column: String?, _ advice: String) -> RowProblem {
        RowProblem(file: file.name, row: 1, column: column, value: nil, reason: .missingColumn, advice: advice)
    }
}

/// A file that cannot be linked at all.
package struct LinkFileError: Error, CustomStringConvertible {
    /// What is wrong with it.
    package let finding: RowProblem

    /// The finding as one line.
    package var description: String { finding.message }
}

/// The records of one piece of a file.
package struct LinkFilePiece: Sendable {
    /// Lines of the piece, good and bad.
    package let lineCount: Int
    /// Whether a record goes on in the next piece, so that the file must be read whole.
    package let endsInsideQuotes: Bool

    private(set) var table = LinkTable()
    private(set) var lines: [Int] = []
    private(set) var notes: [Note] = []

    struct Note: Sendable {
        let line: Int
        let column: String?
        let value: String?
        let reason: ProblemReason
        let advice: String
    }

    init(lineCount: Int, endsInsideQuotes: Bool) {
        self.lineCount = lineCount
        self.endsInsideQuotes = endsInsideQuotes
    }

    mutating func note(
        _ line: Int, _ column: String?, _ value: String?, _ reason: ProblemReason, _ advice: String
    ) { notes.append(Note(line: line, column: column, value: value, reason: reason, advice: advice)) }

    mutating func add(_ record: Int, of piece: CSVPiece, label: Int, columns: [Int?]) {
        let line = piece.line(of: record)
        let written = piece.value(record, label)
        guard !written.isEmpty else {
            return note(line, "rec_id", nil, .requiredEmpty, "没有编号，本行已搁置；请补上。")
        }
        var ready = LinkRecord()
        let (bytes, scalars) = (table.bytes.count, table.scalars.count)
        ready.label = LinkSlice(start: UInt32(bytes), count: UInt32(written.count))
        table.bytes += written
        guard let name = Self.take(columns[1], record, piece, { FieldReading.name($0, into: &table.scalars) }),
            let address = Self.take(columns[3], record, piece, { AddressReading.address($0, into: &table.scalars) })
        else {
            table.bytes.removeSubrange(bytes...)
            table.scalars.removeSubrange(scalars...)
            return note(line, nil, nil, .badEncoding, "姓名或住址不是 UTF-8 文字，本行已搁置；请按 UTF-8 重新导出。")
        }
        (ready.name, ready.address) = (name, address)
        let identity = Self.take(columns[0], record, piece) { FieldReading.identity($0, into: &table.bytes) }
        ready.identity = identity.0
        if identity.1 != nil {
            note(line, "id_no", nil, .scientificNotation, "号码成了科学计数法，已不可用，按没有号码比对；请把该列设为文本后重新导出。")
        }
        let birth = Self.take(columns[2], record, piece) { FieldReading.birth($0) }
        ready.birth = birth.0
        if let fault = birth.1 {
            let shown = columns[2].map { String(decoding: piece.value(record, $0), as: UTF8.self) } ?? ""
            note(
                line, "birth_date", RowProblem.shown(shown, masked: false), .badDate,
                fault == .impossibleDate ? "没有这一天，只按数字比对；请核对。" : "看不懂这个日期，按没有日期比对；应为 1980-01-31 的写法。")
        }
        ready.phone = Self.take(columns[4], record, piece) { FieldReading.phone($0) }
        ready.sex = Self.take(columns[5], record, piece) { FieldReading.sex($0) }
        table.records.append(ready)
        lines.append(line)
    }

    /// What a field holds, read where it stands; only a quoted one is copied first.
    private static func take<Value>(
        _ column: Int?, _ record: Int, _ piece: CSVPiece, _ read: (UnsafeBufferPointer<UInt8>) -> Value
    ) -> Value {
        guard let column else { return read(UnsafeBufferPointer(start: nil, count: 0)) }
        let plain: Value? = piece.withRawField(record, column) { raw in
            raw.first == UInt8(ascii: "\"") ? nil : read(raw)
        }
        return plain ?? piece.value(record, column).withUnsafeBufferPointer(read)
    }
}

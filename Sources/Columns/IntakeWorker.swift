/// One thread of an intake: reads the fields of its piece to the rows of the table.
struct IntakeWorker {
    var rejects = RejectList()
    var holes = 0
    private let intake: Intake
    private let piece: CSVPiece
    private let fillers: [TextFiller?]
    private var everyRecord: [UInt32] = []
    private let room = PieceRoom()

    init(_ intake: Intake, piece: CSVPiece, thread: Int, heaps: [HeapRoom?]) {
        (self.intake, self.piece) = (intake, piece)
        fillers = zip(intake.table.columns, heaps).map { lanes, heap in
            guard case .texts(let lane) = lanes, let heap else { return nil }
            return TextFiller(lane, heap: heap, thread: thread)
        }
    }

    /// Reads all columns of the piece; its first good record becomes the row given.
    mutating func read(at first: Int, line: Int) throws(SnapshotError) {
        while everyRecord.count < piece.count { everyRecord.append(UInt32(everyRecord.count)) }
        var wrong: [Int: [(column: Int, reason: ProblemReason)]] = [:]
        if let operations = intake.operations {
            for record in 0..<piece.count {
                let operation = operation(record)
                operations[first + record] = operation
                if operation != UInt8(ascii: "U"), operation != UInt8(ascii: "D") {
                    wrong[record, default: []].append((-1, .unknownValue))
                }
            }
        }
        for (position, column) in intake.table.schema.columns.enumerated() {
            var faults: [FieldFault] = []
            try read(position, column, at: first, &faults)
            for fault in faults { wrong[fault.record, default: []].append((position, fault.reason)) }
        }
        setAside(wrong, at: first, line: line)
    }

    /// The one byte that says what happens to a row; zero for anything longer.
    private func operation(_ record: Int) -> UInt8 {
        let raw = unsafe piece.rawField(record, 0)
        if raw.count == 1 { return unsafe raw[0] }
        let value = piece.value(record, 0)
        return value.count == 1 ? value[0] : 0
    }

    private func read(
        _ position: Int, _ column: Column, at first: Int, _ faults: inout [FieldFault]
    ) throws(SnapshotError) {
        let field = position + intake.firstField
        switch intake.table.columns[position] {
        case .keys(let lane): unsafe piece.keys(field, column, into: lane.base + first, faults: &faults)
        case .texts(let lane):
            guard let filler = fillers[position] else { return }
            let values = unsafe room.reserve(piece.count)
            try unsafe piece.texts(field, column, to: filler, into: values, faults: &faults)
            unsafe lane.store(UnsafeBufferPointer(start: values, count: piece.count), at: first)
        case .numbers(let lane):
            let empty = column.isRequired ? nil : RowTable.absent
            let values = unsafe room.reserve(piece.count)
            unsafe everyRecord.withUnsafeBufferPointer { every in
                let records = unsafe UnsafeBufferPointer(rebasing: every[..<piece.count])
                let target = unsafe UnsafeMutableRawPointer(values).assumingMemoryBound(to: Int64.self)
                switch column.type {
                case .hundredths:
                    unsafe piece.hundredths(field, of: records, into: target, empty: empty, faults: &faults)
                case .date: unsafe piece.dates(field, of: records, into: target, empty: empty, faults: &faults)
                case .month: unsafe piece.months(field, of: records, into: target, empty: empty, faults: &faults)
                default: unsafe piece.integers(field, of: records, into: target, empty: empty, faults: &faults)
                }
            }
            unsafe lane.bits.store(UnsafeBufferPointer(start: values, count: piece.count), at: first)
        }
    }

    private mutating func setAside(
        _ wrong: [Int: [(column: Int, reason: ProblemReason)]], at first: Int, line: Int
    ) {
        let file = intake.file.name
        for fault in piece.faults {
            let problem = FieldProblem.record(
                fault.reason, fieldCount: fault.fieldCount, columns: intake.columnCount, limit: intake.recordLimit,
                file: file, row: line + fault.line + 2)
            rejects.add([problem], record: fault.text)
        }
        for (record, found) in wrong {
            let row = line + piece.line(of: record) + 2
            let problems = found.map { column, reason in
                guard column >= 0 else {
                    let value = String(decoding: piece.value(record, 0), as: UTF8.self)
                    return RowProblem(
                        file: file, row: row, column: "op", value: RowProblem.shown(value, masked: false),
                        reason: .unknownValue, advice: "应为 U（新增或更新）或 D（删除）。")
                }
                return FieldProblem.field(
                    reason, intake.table.schema.columns[column], piece.value(record, column + intake.firstField),
                    file: file, row: row)
            }
            rejects.add(problems, record: piece.line(bytesOf: record))
            intake.table.isHole[first + record] = 1
            holes += 1
        }
    }
}

extension CSVPiece {
    /// The bytes of a good record without its line break.
    func line(bytesOf record: Int) -> [UInt8] {
        var bytes = bytes(of: record)
        while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { bytes.removeLast() }
        return bytes
    }
}

import Synchronization

/// One file being taken in by all cores: its rows typed in memory, its bad rows set aside.
///
/// The file is cut into pieces; a thread finds a piece's fields, then reads column after column straight to where the
/// rows belong, so that the table does not depend on which thread was faster. `@unchecked Sendable` because the rejects
/// are only read when all threads are done, and everything else that changes is behind a lock.
final class Intake: @unchecked Sendable {
    let file: CSVFile
    let table: RowTable
    private(set) var rejects = RejectList()
    private var reread: (number: Int, piece: CSVPiece)?
    private let limits: CSVLimits
    private let heaps: [HeapRoom?]
    private let cutter: Mutex<PieceCutter>
    private let turns = PieceTurns()
    private let ranges = Mutex<[Int: Range<Int>]>([:])
    private let isCareful: Bool
    private let threads: Int
    private let mustCount = Atomic(false)
    private let collected = Mutex<(rejects: RejectList, holes: Int)>((RejectList(), 0))
    private let firstColumn: Int
    private let linesBefore: Int
    /// For each row of a delta its operation byte; nil for a whole file.
    let operations: Lane<UInt8>?

    /// Pieces whose bytes and fields fit the second level of a core's cache.
    static let pieceBytes = 512 << 10

    /// An intake of a file, or of a range of its records, whose columns from `firstColumn` on are those of the schema.
    init(
        _ file: CSVFile, _ range: Range<Int>? = nil, linesBefore: Int = 0, schema: TableSchema, limits: CSVLimits,
        isCareful: Bool = false, firstColumn: Int = 0
    ) throws(SnapshotError) {
        (self.file, self.limits, self.isCareful, self.firstColumn) = (file, limits, isCareful, firstColumn)
        self.linesBefore = linesBefore
        let bytes = range?.count ?? file.size - file.firstRecord
        // Another thread costs a table of words for each column, which a file of few pieces does not earn back.
        threads = bytes > Self.pieceBytes * 8 ? SideBySide.threads : 1
        let capacity = min(limits.rows, bytes / Self.leastBytes(schema, firstColumn) + 1)
        let heapBytes = bytes + (threads + 1) << 20
        table = try RowTable(schema: schema, capacity: capacity, heapBytes: heapBytes, threads: threads)
        heaps = schema.columns.map { $0.type == .text ? HeapRoom(capacity: heapBytes) : nil }
        cutter = Mutex(
            PieceCutter(
                file, range, pieceBytes: max(Self.pieceBytes, limits.recordBytes + 1), isCareful: isCareful))
        operations = firstColumn > 0 ? try Lane(capacity: capacity) : nil
    }

    /// A record is at least a separator for each field; what a required field is at least counts where it can be bad
    /// no more than the record would be set aside, which takes room too.
    private static func leastBytes(_ schema: TableSchema, _ firstColumn: Int) -> Int {
        schema.columns.count + firstColumn
    }

    /// Reads the whole file; nil when a field holds line breaks and the file must be read again with care.
    func run() throws(SnapshotError) -> TableTotals? {
        try SideBySide.run(threads: threads) { number throws(SnapshotError) in
            do throws(SnapshotError) { try work(number) } catch {
                turns.fail()
                throw error
            }
        }
        if mustCount.load(ordering: .relaxed), !isCareful { return nil }
        let (found, holes) = collected.withLock { $0 }
        rejects = found
        table.slots = turns.totals.records
        table.holes = holes
        var totals = TableTotals()
        totals.bad = rejects.rows
        totals.good = table.rows
        totals.endsWithoutLineBreak = try !file.endsWithLineBreak
        if table.slots > limits.rows || turns.totals.records > table.isHole.capacity {
            totals.fileProblem = RowProblem(
                file: file.name, row: 1, column: nil, value: nil, reason: .tooManyRows,
                advice: "超过 \(limits.rows) 行的上限；请分拆文件，或由管理员提高上限。")
        }
        return totals
    }

    /// How many lines were read.
    var lineCount: Int { turns.totals.lines }

    /// A checksum of the records' bytes.
    var checksum: UInt64 { turns.totals.checksum }

    private func work(_ thread: Int) throws(SnapshotError) {
        let piece = CSVPiece(fieldCount: file.header.count)
        piece.recordLimit = limits.recordBytes
        var worker = IntakeWorker(self, piece: piece, thread: thread, heaps: heaps)
        while !mustCount.load(ordering: .relaxed) || isCareful {
            let cut = try cutter.withLock { cutter throws(SnapshotError) in try cutter.next() }
            guard let cut else { break }
            ranges.withLock { $0[cut.number] = cut.range }
            if cut.isOverlong {
                try overlong(cut, &worker)
                continue
            }
            let checksum = try piece.loadSummed(file, cut.range)
            if piece.endsInsideQuotes, !isCareful { mustCount.store(true, ordering: .relaxed) }
            guard
                let begin = turns.begin(
                    of: cut.number, records: piece.count, lines: piece.lineCount, checksum: checksum)
            else { break }
            guard begin.record + piece.count <= table.isHole.capacity else { continue }
            try worker.read(at: begin.record, line: linesBefore + begin.line)
        }
        collected.withLock { collected in
            collected.rejects.add(worker.rejects)
            collected.holes += worker.holes
        }
    }

    private func overlong(_ cut: PieceCutter.Cut, _ worker: inout IntakeWorker) throws(SnapshotError) {
        let beginning = try file.bytes(cut.range.lowerBound..<cut.range.lowerBound + 200)
        guard
            let begin = turns.begin(
                of: cut.number, records: 0, lines: 1, checksum: UInt64(cut.range.count))
        else { return }
        let problem = FieldProblem.record(
            .lineTooLong, fieldCount: 0, columns: 0, limit: limits.recordBytes, file: file.name,
            row: linesBefore + begin.line + 2)
        worker.rejects.add([problem], record: beginning)
    }

    /// Adds a row that is wrong only in the light of others, such as one that repeats a record number.
    func reject(row: Int, column: String?, value: String, _ reason: ProblemReason, _ advice: String)
        throws(SnapshotError)
    {
        let place = turns.piece(of: row)
        let piece = try again(place.number)
        let problem = RowProblem(
            file: file.name, row: linesBefore + place.line + piece.line(of: place.record) + 2, column: column,
            value: value,
            reason: reason, advice: advice)
        rejects.add([problem], record: place.record < piece.count ? piece.line(bytesOf: place.record) : [])
        table.isHole[row] = 1
        table.holes += 1
    }

    /// A piece read once more; the last one is kept, for rows are rejected in the order of the file.
    private func again(_ number: Int) throws(SnapshotError) -> CSVPiece {
        if let reread, reread.number == number { return reread.piece }
        let piece = reread?.piece ?? CSVPiece(fieldCount: file.header.count)
        piece.recordLimit = limits.recordBytes
        if let range = ranges.withLock({ $0[number] }) { try piece.load(file, range) }
        reread = (number, piece)
        return piece
    }

    /// What the columns of a record are called, for problems.
    var columnCount: Int { table.schema.columns.count + firstColumn }
    var recordLimit: Int { limits.recordBytes }
    var firstField: Int { firstColumn }
}

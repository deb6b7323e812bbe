import Primitives

/// Matched rows straight from a folder of department files, `<dataset>.csv` each; nothing is kept between scans.
///
/// Of each record only the key is looked at; the other columns are read for matched records alone.
package struct CSVRowSource: RowSource {
    private let folder: String
    private let pieceBytes: Int

    /// Files of a folder, read in pieces of so many bytes, which with what is found in them should fit a core's cache.
    package init(folder: String, pieceBytes: Int = 256 << 10) {
        self.folder = folder
        self.pieceBytes = pieceBytes
    }

    private func path(_ dataset: String) -> String { "\(folder)/\(dataset).csv" }

    /// Whether the folder has the dataset's file.
    package func hasAnswer(_ dataset: String) -> Bool { FileAccess.exists(path(dataset)) }

    /// Goes through the file once and hands over the matched rows, batch by batch.
    package func scan(_ request: RowRequest, _ body: (MatchedRows) throws -> Void) throws {
        let file = try CSVFile(path: path(request.schema.name))
        var scan = CSVScan(file, request)
        try scan.checkHeader()
        var offset = file.firstRecord
        while offset < file.size {
            var end = try file.recordStart(atOrAfter: offset + pieceBytes)
            try scan.piece.load(file, offset..<end)
            if scan.piece.endsInsideQuotes, end < file.size {
                end = try file.recordStart(atOrAfter: offset + pieceBytes, countingQuotesFrom: offset)
                try scan.piece.load(file, offset..<end)
            }
            try scan.hand(to: body)
            offset = end
        }
    }
}

/// One scan of a file: a piece, and the rows matched in it.
private struct CSVScan {
    let request: RowRequest
    let file: CSVFile
    let piece: CSVPiece
    private var rows: MatchedRows
    private var capacity = 1024
    private var list = MatchList()
    private var recordsBefore = 0
    private var linesBefore = 0
    /// Where each column of the schema stands in this file.
    private var places: [Int] = []

    init(_ file: CSVFile, _ request: RowRequest) {
        (self.file, self.request) = (file, request)
        piece = CSVPiece(fieldCount: file.header.count)
        rows = MatchedRows(capacity: capacity)
    }

    /// Every column of the schema is there; the order is free, and columns more do no harm.
    mutating func checkHeader() throws(SnapshotError) {
        for column in request.schema.columns {
            guard let place = file.position(of: column.name) else {
                throw SnapshotError(.badFile, subject: file.path, cause: "表头缺少 \(column.name) 列")
            }
            places.append(place)
        }
    }

    mutating func hand(to body: (MatchedRows) throws -> Void) throws {
        for (number, lookup) in request.lookups.enumerated() {
            let column = request.schema.columns[lookup.key]
            switch lookup.index {
            case .people(let people):
                piece.match(
                    places[lookup.key], people.table, allowsLegacy: column.type == .citizenKeyOrLegacy, into: &list)
            case .texts(let texts): piece.match(places[lookup.key], texts, into: &list)
            case .everything: piece.matchAll(from: recordsBefore, into: &list)
            }
            let isFirst = number == 0
            guard !list.records.isEmpty || (isFirst && !piece.faults.isEmpty) else { continue }
            if list.records.count > capacity {
                capacity = list.records.count * 3 / 2
                rows = MatchedRows(capacity: capacity)
            }
            rows.begin(list.records.count, lookup: number, columns: lookup.columns)
            if isFirst {
                for fault in piece.faults {
                    rows.faults.append(
                        MatchedFault(row: nil, column: nil, reason: fault.reason, line: linesBefore + fault.line + 2))
                }
            }
            for row in list.subjects.indices { unsafe rows.subjectTarget[row] = list.subjects[row] }
            for (position, column) in lookup.columns.enumerated() { read(column, position) }
            try body(rows)
        }
        recordsBefore += piece.count
        linesBefore += piece.lineCount
    }

    private func read(_ wanted: RowColumn, _ position: Int) {
        let column = request.schema.columns[wanted.position]
        let place = places[wanted.position]
        if wanted.form != .number { return readTexts(wanted, position, column, place) }
        var faults: [FieldFault] = []
        unsafe list.records.withUnsafeBufferPointer { records in
            let target = unsafe rows.numberTarget(position)
            switch column.type {
            case .integer: unsafe piece.integers(place, of: records, into: target, faults: &faults)
            case .hundredths: unsafe piece.hundredths(place, of: records, into: target, faults: &faults)
            case .date: unsafe piece.dates(place, of: records, into: target, faults: &faults)
            case .month: unsafe piece.months(place, of: records, into: target, faults: &faults)
            case .citizenKey, .citizenKeyOrLegacy:
                for row in 0..<records.count {
                    let record = unsafe Int(records[row])
                    let bytes = unsafe piece.rawField(record, place)
                    let key = unsafe PackedCitizenID(keyBytes: bytes.span)?.rawValue ?? RowTable.absentKey
                    unsafe target[row] = Int64(bitPattern: key)
                    if bytes.isEmpty { faults.append(FieldFault(record: record, reason: .requiredEmpty)) }
                }
            case .text: preconditionFailure("A text is asked for as a print or as text.")
            }
        }
        var row = 0
        for fault in faults {
            while Int(list.records[row]) < fault.record { row += 1 }
            note(fault.reason, column, wanted.position, position, row)
        }
    }

    private func note(_ reason: ProblemReason, _ column: Column, _ number: Int, _ position: Int, _ row: Int) {
        if reason == .requiredEmpty {
            rows.markEmpty(position, row)
            if !column.isRequired { return }
        }
        let line = linesBefore + piece.line(of: Int(list.records[row])) + 2
        rows.faults.append(MatchedFault(row: row, column: number, reason: reason, line: line))
    }

    private func readTexts(_ wanted: RowColumn, _ position: Int, _ column: Column, _ place: Int) {
        for row in list.records.indices {
            var bytes = unsafe piece.rawField(Int(list.records[row]), place)
            if unsafe bytes.first == UInt8(ascii: "\"") {
                unsafe bytes = rows.keep(piece.value(Int(list.records[row]), place))
            }
            if column.type.isCitizenKey { unsafe bytes = unsafe clean(bytes) }
            if bytes.isEmpty { note(.requiredEmpty, column, wanted.position, position, row) }
            if !piece.isPlainText, unsafe !FieldParsing.isText(bytes) {
                note(.badEncoding, column, wanted.position, position, row)
            }
            if wanted.form == .print {
                unsafe rows.numberTarget(position)[row] = TextPrint.of(bytes)
            } else {
                unsafe rows.textTarget(position)[row] = bytes
            }
        }
    }

    /// A citizen key without blanks at its ends and in upper case.
    @unsafe private func clean(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let isClean = unsafe bytes.allSatisfy { $0 > UInt8(ascii: " ") && $0 < UInt8(ascii: "a") }
        if isClean { return unsafe bytes }
        let (space, lower) = (UInt8(ascii: " "), UInt8(ascii: "a")...UInt8(ascii: "z"))
        let trimmed = unsafe Array(bytes.drop { $0 <= space }.reversed().drop { $0 <= space }.reversed())
        return unsafe rows.keep(trimmed.map { lower.contains($0) ? $0 - 32 : $0 })
    }
}

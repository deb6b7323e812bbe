import Columns
import Primitives

/// What increments have put in the place of a state's answers since it was written whole.
struct StateJournal: Sendable {
    private(set) var asOf: CivilDate
    /// A print of the data the last of them ran over.
    private(set) var data: Int64
    private(set) var grants: Grants
    /// The answers that were computed again; empty while none were.
    private var replaced: CheckSelection?
    /// The records' lines that count: hits in their order, and the report's by ascending rank.
    private var hits: [(place: HitPlace, line: Line)] = []
    private var report: [(rank: UInt32, line: Line)] = []
    private var hitLines: [PackedLines] = []
    private var reportLines: [PackedLines] = []
    private(set) var due: [RunTrace.CheckDue] = []
    private(set) var reads: [CheckRead] = []
    private let households: Int
    private let checks: Int

    /// A line of one of the records.
    private struct Line {
        let record: Int
        let number: Int
    }

    /// An empty journal of a state.
    init(_ kept: KeptState) {
        (asOf, data, grants) = (kept.asOf, kept.data, kept.grants)
        (households, checks) = (kept.householdCount, kept.turning.count)
    }

    /// Whether what the whole state says of an answer no longer counts.
    func isReplaced(_ check: UInt32, _ rank: UInt32) -> Bool {
        replaced?.contains(check: Int(check), household: Int(rank)) ?? false
    }

    mutating func add(_ record: StateRecord) {
        (asOf, data) = (record.asOf, record.data)
        if let grants = record.grants { self.grants = grants }
        guard !record.ranks.isEmpty else { return }
        if replaced == nil {
            var answers = CheckSelection(households: households, checks: checks)
            answers.insert(record.masks, of: record.ranks)
            replaced = answers
        } else {
            forget(record)
            replaced?.insert(record.masks, of: record.ranks)
        }
        let number = hitLines.count
        hitLines.append(record.hits)
        reportLines.append(record.report)
        for (line, place) in record.hitPlaces.enumerated() { hits.append((place, Line(record: number, number: line))) }
        // Of one answer the lines stand in their order already.
        if number > 0 { hits.sort { $0.place < $1.place } }
        due += record.due
        reads += record.reads
        for (line, rank) in record.ranks.enumerated() { report.append((rank, Line(record: number, number: line))) }
        if number > 0 { report.sort { $0.rank < $1.rank } }
    }

    /// Takes out what earlier records said of answers that a record has again.
    private mutating func forget(_ record: StateRecord) {
        var answers = CheckSelection(households: households, checks: checks)
        answers.insert(record.masks, of: record.ranks)
        func isGone(_ check: UInt32, _ rank: UInt32) -> Bool {
            answers.contains(check: Int(check), household: Int(rank))
        }
        hits.removeAll { isGone($0.place.check, $0.place.rank) }
        due.removeAll { isGone($0.check, $0.household) }
        reads.removeAll { isGone($0.check, $0.household) }
        let ranks = Set(record.ranks)
        report.removeAll { ranks.contains($0.rank) }
    }

    /// Calls a closure with the place of each hit that counts.
    func forEachHit(_ kept: KeptState, _ body: (HitPlace) -> Void) {
        kept.hitPlaces.withUnsafeBufferPointer { places in
            for place in places where !isReplaced(place.check, place.rank) { body(place) }
        }
        for hit in hits { body(hit.place) }
    }

    /// Gives out the file of hits, a chunk after the other.
    func writeHits(_ kept: KeptState, _ emit: (UnsafeRawBufferPointer) throws -> Void) throws {
        var chunks = Chunks(CheckFiles.hitHeader)
        var next = 0
        try kept.hitPlaces.withUnsafeBufferPointer { places in
            for (line, place) in places.enumerated() {
                while next < hits.count, hits[next].place < place {
                    try write(hits[next].line, of: hitLines, to: &chunks, emit)
                    next += 1
                }
                if !isReplaced(place.check, place.rank) { try kept.hits.with(line) { try chunks.append($0, emit) } }
            }
        }
        for hit in hits[next...] { try write(hit.line, of: hitLines, to: &chunks, emit) }
        try chunks.flush(emit)
    }

    /// Gives out the report behind a header, a chunk after the other.
    func writeReport(
        _ kept: KeptState, _ header: [UInt8], _ emit: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var chunks = Chunks(header)
        var done = 0
        for (rank, line) in report {
            try kept.report.with(done..<Int(rank)) { try chunks.append($0, emit) }
            try write(line, of: reportLines, to: &chunks, emit)
            done = Int(rank) + 1
        }
        try kept.report.with(done..<kept.report.count) { try chunks.append($0, emit) }
        try chunks.flush(emit)
    }

    private func write(
        _ line: Line, of lines: [PackedLines], to chunks: inout Chunks,
        _ emit: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        try lines[line.record].with(line.number) { try chunks.append($0, emit) }
    }
}

/// Bytes on their way to a file, gathered so that few calls write them.
private struct Chunks {
    private var bytes: [UInt8]
    private static let chunkBytes = 1 << 17

    init(_ beginning: [UInt8]) {
        bytes = beginning
        bytes.reserveCapacity(Self.chunkBytes + 4096)
    }

    mutating func append(
        _ part: UnsafeBufferPointer<UInt8>, _ emit: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        if part.count >= Self.chunkBytes {
            try flush(emit)
            return try emit(UnsafeRawBufferPointer(part))
        }
        bytes.append(contentsOf: part)
        if bytes.count >= Self.chunkBytes { try flush(emit) }
    }

    mutating func flush(_ emit: (UnsafeRawBufferPointer) throws -> Void) throws {
        try bytes.withUnsafeBytes { if !$0.isEmpty { try emit($0) } }
        bytes.removeAll(keepingCapacity: true)
    }
}

/// What one increment put in the place of a state's answers.
struct StateRecord: Sendable {
    let asOf: CivilDate
    let data: Int64
    /// Whose rows might be read; nil where that did not change.
    let grants: Grants?
    /// The households with answers that were computed again, ascending, and which checks as bits.
    let ranks: [UInt32]
    let masks: [UInt64]
    /// Their hits in order.
    let hits: PackedLines
    let hitPlaces: [HitPlace]
    /// The report's line of each of them.
    let report: PackedLines
    let due: [RunTrace.CheckDue]
    let reads: [CheckRead]

    init(
        asOf: CivilDate, data: Int64, grants: Grants?, ranks: [UInt32] = [], masks: [UInt64] = [],
        hits: PackedLines = PackedLines(), hitPlaces: [HitPlace] = [], report: PackedLines = PackedLines(),
        due: [RunTrace.CheckDue] = [], reads: [CheckRead] = []
    ) {
        (self.asOf, self.data, self.grants) = (asOf, data, grants)
        (self.ranks, self.masks, self.hits, self.hitPlaces) = (ranks, masks, hits, hitPlaces)
        (self.report, self.due, self.reads) = (report, due, reads)
    }

    /// The record as it is written.
    var bytes: [UInt8] {
        let lines = StateWriter.bytes(of: hits) + StateWriter.bytes(of: report)
        let places = StateWriter.bytes(of: ranks) + StateWriter.bytes(of: masks) + StateWriter.bytes(of: hitPlaces)
        let traces = StateWriter.bytes(of: due) + StateWriter.bytes(of: reads)
        var writer = StateWriter(capacity: 64 + lines + places + traces)
        writer.one(asOf.dayNumber)
        writer.one(data)
        writer.one(UInt8(grants == nil ? 0 : 1))
        if let grants { writer.grants(grants) }
        writer.many(ranks)
        writer.many(masks)
        writer.lines(hits)
        writer.many(hitPlaces)
        writer.lines(report)
        writer.many(due)
        writer.many(reads)
        return writer.bytes
    }

    init(bytes: [UInt8], path: String) throws {
        var reader = StateReader(bytes, path: path)
        asOf = CivilDate(dayNumber: try reader.one())
        data = try reader.one()
        grants = try reader.one(UInt8.self) == 0 ? nil : try reader.grants()
        ranks = try reader.many()
        masks = try reader.many()
        hits = try reader.lines()
        hitPlaces = try reader.many()
        report = try reader.lines()
        due = try reader.many()
        reads = try reader.many()
        guard hits.count == hitPlaces.count, report.count == ranks.count else {
            throw SnapshotError(.damaged, subject: path, cause: "文件不完整")
        }
    }
}

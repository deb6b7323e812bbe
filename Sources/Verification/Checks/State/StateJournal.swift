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
    private var hits: [(place: HitPlace, line: [UInt8])] = []
    private var report: [Int: [UInt8]] = [:]
    private(set) var due: [RunTrace.CheckDue] = []
    private(set) var reads: [CheckRead] = []
    private let households: Int
    private let checks: Int

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
        var answers = CheckSelection(households: households, checks: checks)
        answers.insert(record.masks, of: record.ranks)
        var all = replaced ?? CheckSelection(households: households, checks: checks)
        all.insert(record.masks, of: record.ranks)
        replaced = all
        func isGone(_ check: UInt32, _ rank: UInt32) -> Bool {
            answers.contains(check: Int(check), household: Int(rank))
        }
        hits.removeAll { isGone($0.place.check, $0.place.rank) }
        due.removeAll { isGone($0.check, $0.household) }
        reads.removeAll { isGone($0.check, $0.household) }
        for (line, place) in record.hitPlaces.enumerated() { hits.append((place, Array(record.hits[line]))) }
        // Of one answer the lines stand in their order already.
        hits.sort { $0.place < $1.place }
        due += record.due
        reads += record.reads
        for (line, rank) in record.ranks.enumerated() { report[Int(rank)] = Array(record.report[line]) }
    }

    /// Calls a closure with the place of each hit that counts.
    func forEachHit(_ kept: KeptState, _ body: (HitPlace) -> Void) {
        kept.hitPlaces.withUnsafeBufferPointer { places in
            for place in places where !isReplaced(place.check, place.rank) { body(place) }
        }
        for hit in hits { body(hit.place) }
    }

    /// The file of hits.
    func hitFile(_ kept: KeptState) -> [UInt8] {
        var bytes = CheckFiles.hitHeader
        bytes.reserveCapacity(kept.hits.byteCount + hits.reduce(64) { $0 + $1.line.count })
        var next = 0
        kept.hitPlaces.withUnsafeBufferPointer { places in
            for (line, place) in places.enumerated() {
                while next < hits.count, hits[next].place < place {
                    bytes += hits[next].line
                    next += 1
                }
                if !isReplaced(place.check, place.rank) { kept.hits.with(line) { bytes.append(contentsOf: $0) } }
            }
        }
        for hit in hits[next...] { bytes += hit.line }
        return bytes
    }

    /// The report, behind its header.
    func reportFile(_ kept: KeptState, _ header: [UInt8]) -> [UInt8] {
        var bytes = header
        bytes.reserveCapacity(header.count + kept.report.byteCount + report.count * 64)
        var done = 0
        for (rank, line) in report.sorted(by: { $0.key < $1.key }) {
            kept.report.with(done..<rank) { bytes.append(contentsOf: $0) }
            bytes += line
            done = rank + 1
        }
        kept.report.with(done..<kept.report.count) { bytes.append(contentsOf: $0) }
        return bytes
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
        var writer = StateWriter()
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

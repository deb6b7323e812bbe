import Columns
import Foundation
package import Primitives

/// What a finished run leaves behind: its two files line by line, due days, reads, and who is watched.
///
/// The next day begins from it: only answers whose rows changed, whose others changed or that fall due are computed
/// again, and their lines replaced.
package struct CheckState: Sendable {
    /// The day of the run.
    package let asOf: CivilDate
    /// A print of the checks that ran; other checks need a full run.
    let book: Int64
    /// Whose rows might be read.
    let grants: Grants
    /// Names of the households, ascending.
    let households: PackedLines
    /// Raw packed IDs of the members, and the household of each.
    let members: [UInt64]
    let householdOf: [UInt32]
    /// The report's lines, one for each household.
    let report: PackedLines
    /// The lines of hits, and the check and household of each.
    let hits: PackedLines
    let hitChecks: [UInt32]
    let hitHouseholds: [UInt32]
    /// For each check the day on which it changes for everybody; 0 for none.
    let turning: [Int32]
    /// Ascending by day.
    let due: [RunTrace.CheckDue]
    let reads: [CheckRead]

    private static let magic: UInt64 = 0x3154_5343_5042_0A02

    /// Reads a state; throws when there is none or it is not whole.
    package init(path: String) throws {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else {
            throw SnapshotError(.noSnapshot, subject: path, cause: "没有上一次核对的结果")
        }
        var reader = StateReader(data, path: path)
        guard try reader.one() as UInt64 == Self.magic else {
            throw SnapshotError(.unknownFormat, subject: path, cause: "核对结果")
        }
        asOf = CivilDate(dayNumber: try reader.one())
        book = try reader.one()
        let isRestricted = try reader.one() as UInt8 != 0
        var people: [String: [UInt64]] = [:]
        let datasets = try reader.lines()
        for dataset in datasets.indices { people[datasets.text(dataset)] = try reader.many() }
        grants = Grants(isRestricted ? people : nil)
        households = try reader.lines()
        members = try reader.many()
        householdOf = try reader.many()
        report = try reader.lines()
        hits = try reader.lines()
        hitChecks = try reader.many()
        hitHouseholds = try reader.many()
        turning = try reader.many()
        due = try reader.many()
        reads = try reader.many()
        guard try reader.one() as UInt64 == Self.magic else {
            throw SnapshotError(.damaged, subject: path, cause: "文件不完整")
        }
    }

    /// Writes the state beside its place and renames it there.
    package func write(path: String) throws {
        var writer = StateWriter()
        writer.one(Self.magic)
        writer.one(asOf.dayNumber)
        writer.one(book)
        writer.one(UInt8(grants.people == nil ? 0 : 1))
        let granted = (grants.people ?? [:]).sorted { $0.key < $1.key }
        var datasets = PackedLines()
        for (dataset, _) in granted { datasets.append(dataset.utf8) }
        writer.lines(datasets)
        for (_, people) in granted { writer.many(people) }
        writer.lines(households)
        writer.many(members)
        writer.many(householdOf)
        writer.lines(report)
        writer.lines(hits)
        writer.many(hitChecks)
        writer.many(hitHouseholds)
        writer.many(turning)
        writer.many(due)
        writer.many(reads)
        writer.one(Self.magic)
        let file = try ResultFile(path: path)
        try file.write(writer.bytes)
        try file.commit()
    }

    init(
        asOf: CivilDate, book: Int64, grants: Grants, households: PackedLines, members: [UInt64], householdOf: [UInt32],
        report: PackedLines, hits: PackedLines, hitChecks: [UInt32], hitHouseholds: [UInt32], turning: [Int32],
        due: [RunTrace.CheckDue], reads: [CheckRead]
    ) {
        (self.asOf, self.book, self.grants) = (asOf, book, grants)
        (self.households, self.members) = (households, members)
        (self.householdOf, self.report, self.hits) = (householdOf, report, hits)
        (self.hitChecks, self.hitHouseholds, self.turning) = (hitChecks, hitHouseholds, turning)
        (self.due, self.reads) = (due, reads)
    }

    /// The file of hits.
    package var hitFile: [UInt8] { CheckFiles.hitHeader + hits.bytes }

    /// The report; the header names the columns that the book's tables copy.
    package func reportFile(_ book: CheckBook) -> [UInt8] { CheckFiles.reportHeader(book) + report.bytes }
}

/// Numbers and arrays of numbers as bytes, each array behind its count.
private struct StateWriter {
    private(set) var bytes: [UInt8] = []

    mutating func one<Number: BitwiseCopyable>(_ number: Number) {
        withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
    }

    mutating func many<Number: BitwiseCopyable>(_ numbers: [Number]) {
        one(UInt64(numbers.count))
        numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    mutating func lines(_ lines: PackedLines) {
        many(lines.bytes)
        many(lines.starts)
    }
}

private struct StateReader {
    private let data: Data
    private let path: String
    private var offset = 0

    init(_ data: Data, path: String) { (self.data, self.path) = (data, path) }

    private var short: SnapshotError { SnapshotError(.damaged, subject: path, cause: "文件不完整") }

    mutating func one<Number: BitwiseCopyable>() throws -> Number {
        let size = MemoryLayout<Number>.size
        guard offset + size <= data.count else { throw short }
        defer { offset += size }
        return data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Number.self) }
    }

    mutating func many<Number: BitwiseCopyable>() throws -> [Number] {
        let count: UInt64 = try one()
        let stride = MemoryLayout<Number>.stride
        guard count < UInt64(data.count), offset + Int(count) * stride <= data.count else { throw short }
        defer { offset += Int(count) * stride }
        return [Number](unsafeUninitializedCapacity: Int(count)) { target, made in
            data.withUnsafeBytes { bytes in
                let part = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + Int(count) * stride])
                UnsafeMutableRawBufferPointer(target).copyMemory(from: part)
            }
            made = Int(count)
        }
    }

    mutating func lines() throws -> PackedLines {
        let (bytes, starts): ([UInt8], [UInt32]) = (try many(), try many())
        guard starts.first == 0, starts.last.map({ Int($0) }) == bytes.count else { throw short }
        return PackedLines(bytes: bytes, starts: starts)
    }
}

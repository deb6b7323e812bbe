import Columns
import Foundation
import Testing

/// Records that grow at the end of a file, cut off and damaged anywhere.
@Suite struct JournalFileTests {
    let folder: TemporaryFolder
    let path: String
    static let records: [[UInt8]] = [Array("first".utf8), [], [UInt8](repeating: 9, count: 300)]

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/journal"
        for record in Self.records { try JournalFile(path: path, owner: 5).append(record) }
    }

    @Test func `records come back in order, and only to their owner`() throws {
        #expect(try JournalFile(path: path, owner: 5).records == Self.records)
        #expect(try JournalFile(path: path, owner: 6).records.isEmpty)
        #expect(try JournalFile(path: path + "-none", owner: 5).records.isEmpty)
        try JournalFile(path: path, owner: 6).append([1])
        #expect(try JournalFile(path: path, owner: 6).records == [[1]])
        #expect(try JournalFile(path: path, owner: 5).records.isEmpty)
    }

    @Test func `a record cut off at any byte does not count, and the next takes its place`() throws {
        let url = URL(fileURLWithPath: path)
        let good = try Data(contentsOf: url)
        let last = good.count - 316
        for length in last..<good.count {
            try good.prefix(length).write(to: url)
            let journal = try JournalFile(path: path, owner: 5)
            #expect(journal.records == Array(Self.records.prefix(2)))
            #expect(journal.isTorn == (length > last))
            try journal.append([7, 8])
            #expect(try JournalFile(path: path, owner: 5).records == Array(Self.records.prefix(2)) + [[7, 8]])
        }
    }

    @Test func `a damaged record before the last is an error, a damaged last one does not count`() throws {
        let url = URL(fileURLWithPath: path)
        let good = try Data(contentsOf: url)
        for position in 40..<45 {
            var bad = good
            bad[position] ^= 0x20
            try bad.write(to: url)
            #expect(throws: SnapshotError.self, "byte \(position)") { try JournalFile(path: path, owner: 5) }
        }
        var bad = good
        bad[good.count - 1] ^= 1
        try bad.write(to: url)
        let journal = try JournalFile(path: path, owner: 5)
        #expect(journal.isTorn && journal.records == Array(Self.records.prefix(2)))
    }
}

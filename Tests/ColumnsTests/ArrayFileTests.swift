import Columns
import Foundation
import Testing

/// Arrays written, read again, and damaged.
@Suite struct ArrayFileTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/arrays"
        var writer = try ArrayFileWriter(path: path, kind: 7)
        try writer.append([UInt8](0..<100))
        try writer.append([UInt64]())
        try writer.append([Int64](-5..<5))
        try writer.commit()
    }

    @Test func `what was written is read, in memory as on disk`() throws {
        let file = try ArrayFile(path: path, kind: 7)
        #expect(try file.numbers(0, as: UInt8.self).array == [UInt8](0..<100))
        #expect(try file.numbers(1, as: UInt64.self).count == 0)
        let numbers: MappedNumbers<Int64> = try file.numbers(2)
        #expect(numbers[3] == -2 && numbers.array == [Int64](-5..<5))
        #expect(throws: SnapshotError.self) { try file.numbers(3, as: UInt8.self) }
        #expect(throws: SnapshotError.self, "No multiple of eight bytes.") { try file.numbers(0, as: UInt64.self) }
        var writer = ArrayFileWriter(kind: 7)
        try writer.append([Int64](0..<9))
        #expect(try writer.opened().numbers(0, as: Int64.self).array == [Int64](0..<9))
    }

    @Test func `another kind, every changed byte and every shortened file is noticed`() throws {
        #expect(throws: SnapshotError.self) { try ArrayFile(path: path, kind: 8) }
        let url = URL(fileURLWithPath: path)
        let good = try Data(contentsOf: url)
        // Between the arrays stand zeros that mean nothing.
        let meant = Array(0..<100) + Array(128..<208) + Array(256..<good.count)
        for position in meant {
            var bad = good
            bad[position] ^= 0x04
            try bad.write(to: url)
            #expect(throws: SnapshotError.self, "byte \(position)") { try ArrayFile(path: path, kind: 7) }
        }
        for length in 1..<good.count {
            try good.prefix(length).write(to: url)
            #expect(throws: SnapshotError.self, "length \(length)") { try ArrayFile(path: path, kind: 7) }
        }
    }
}

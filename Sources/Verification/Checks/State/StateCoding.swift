import Columns

/// Numbers and arrays of numbers as bytes, each array behind its count.
struct StateWriter {
    private(set) var bytes: [UInt8] = []

    /// Room for so many bytes, so that what is written is not moved while it grows.
    init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// The bytes that an array takes.
    static func bytes<Number: BitwiseCopyable>(of numbers: [Number]) -> Int {
        8 + numbers.count * MemoryLayout<Number>.stride
    }

    static func bytes(of lines: PackedLines) -> Int { bytes(of: lines.bytes) + bytes(of: lines.starts) }

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

    mutating func text(_ text: String) { many(Array(text.utf8)) }

    mutating func grants(_ grants: Grants) {
        one(UInt8(grants.people == nil ? 0 : 1))
        let people = (grants.people ?? [:]).sorted { $0.key < $1.key }
        one(UInt64(people.count))
        for (dataset, keys) in people {
            text(dataset)
            many(keys)
        }
    }
}

/// Reads what a `StateWriter` wrote.
struct StateReader {
    private let bytes: [UInt8]
    private let path: String
    private var offset = 0

    init(_ bytes: [UInt8], path: String) { (self.bytes, self.path) = (bytes, path) }

    private var short: SnapshotError { SnapshotError(.damaged, subject: path, cause: "文件不完整") }

    mutating func one<Number: BitwiseCopyable>(_: Number.Type = Number.self) throws -> Number {
        let size = MemoryLayout<Number>.size
        guard offset + size <= bytes.count else { throw short }
        defer { offset += size }
        return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Number.self) }
    }

    mutating func many<Number: BitwiseCopyable>(_: Number.Type = Number.self) throws -> [Number] {
        let count: UInt64 = try one()
        let stride = MemoryLayout<Number>.stride
        guard count <= UInt64(bytes.count), offset + Int(count) * stride <= bytes.count else { throw short }
        defer { offset += Int(count) * stride }
        return [Number](unsafeUninitializedCapacity: Int(count)) { target, made in
            bytes.withUnsafeBytes { bytes in
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

    mutating func text() throws -> String { String(decoding: try many(UInt8.self), as: UTF8.self) }

    mutating func grants() throws -> Grants {
        let isRestricted = try one(UInt8.self) != 0
        var people: [String: [UInt64]] = [:]
        for _ in 0..<(try one(UInt64.self)) {
            let dataset = try text()
            people[dataset] = try many()
        }
        return Grants(isRestricted ? people : nil)
    }
}

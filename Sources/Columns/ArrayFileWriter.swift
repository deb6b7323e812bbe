import Glibc

/// Writes arrays of numbers beside their file's place; the file appears there, whole, when it is committed.
package struct ArrayFileWriter {
    private enum Target {
        case file(ResultFile)
        case memory([UInt8])
    }

    private var target: Target
    private let kind: UInt64
    private let cipher: (any BlockCipher)?
    private var end = 0
    private var table: [UInt8] = []
    private var count = 0

    /// Begins a file of a kind; with a cipher its arrays are sealed.
    package init(path: String, kind: UInt64, cipher: (any BlockCipher)? = nil) throws(SnapshotError) {
        (target, self.kind, self.cipher) = (.file(try ResultFile(path: path)), kind, cipher)
    }

    /// Begins one that stays in memory.
    package init(kind: UInt64) { (target, self.kind, cipher) = (.memory([]), kind, nil) }

    /// Adds an array.
    package mutating func append<Number: BitwiseCopyable>(_ numbers: [Number]) throws {
        try unsafe numbers.withUnsafeBytes { try unsafe append($0) }
    }

    /// Adds the bytes of an array.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        if let cipher {
            let sealed = try cipher.seal(unsafe Array(bytes), at: ArrayFile.place(count, kind))
            note(UInt64(end))
            note(UInt64(sealed.count))
            note(Checksum.of(sealed))
            return try finish(sealed.count) { writer throws(SnapshotError) in try writer.write(sealed) }
        }
        for number in unsafe [UInt64(end), UInt64(bytes.count), Checksum.of(bytes)] { note(number) }
        try finish(bytes.count) { writer throws(SnapshotError) in try unsafe writer.write(bytes) }
    }

    private mutating func finish(
        _ byteCount: Int, _ write: (inout Self) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        try write(&self)
        try self.write([UInt8](repeating: 0, count: (64 - byteCount % 64) % 64))
        count += 1
    }

    private mutating func note(_ number: UInt64) {
        unsafe withUnsafeBytes(of: number.littleEndian) { unsafe table.append(contentsOf: $0) }
    }

    private mutating func write(_ bytes: [UInt8]) throws(SnapshotError) {
        end += bytes.count
        switch target {
        case .file(let file): try file.write(bytes)
        case .memory(let known): target = .memory(known + bytes)
        }
    }

    private mutating func write(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        guard case .file(let file) = target else { return try write(unsafe Array(bytes)) }
        end += bytes.count
        try unsafe file.write(bytes)
    }

    private mutating func close() throws(SnapshotError) {
        let sum = Checksum.of(table)
        for number in [UInt64(count), kind, sum, cipher == nil ? ArrayFile.magic : ArrayFile.sealedMagic] {
            note(number)
        }
        try write(table)
    }

    /// Puts the file in its place.
    package mutating func commit() throws(SnapshotError) {
        try close()
        if case .file(let file) = target { try file.commit() }
    }

    /// What was written to memory, as a file that is open.
    package mutating func opened() throws(SnapshotError) -> ArrayFile {
        try close()
        guard case .memory(let bytes) = target else { preconditionFailure("Only what is in memory is opened there.") }
        let pages = try Pages(reserving: bytes.count, isZeroed: false)
        unsafe UnsafeMutableRawBufferPointer(start: pages.base, count: bytes.count).copyBytes(from: bytes)
        return try ArrayFile(pages, bytes.count, kind: kind, path: "memory")
    }
}

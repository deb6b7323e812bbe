import Glibc

/// A CSV file opened for reading by pieces: its header, and where its records begin.
///
/// The form is RFC 4180, UTF-8, an optional byte order mark, LF or CRLF.
package final class CSVFile: Sendable {
    /// The path as given.
    package let path: String
    /// The file's name without its folder, as problems name it.
    package let name: String
    /// The names in the header.
    package let header: [String]
    /// Offset of the first byte behind the header.
    package let firstRecord: Int
    /// Bytes of the file when it was opened.
    package let size: Int

    private let descriptor: Int32

    /// Opens a file and reads its header; fails when the file cannot be read, is empty or begins with a broken record.
    package convenience init(path: String) throws(SnapshotError) {
        try self.init(path: path, name: FileAccess.lastComponent(of: path))
    }

    /// The same for a file that problems call by another name.
    init(path: String, name: String) throws(SnapshotError) {
        self.path = path
        self.name = name
        let descriptor = try FileAccess.open(path, O_RDONLY)
        do throws(SnapshotError) {
            let length = lseek(descriptor, 0, SEEK_END)
            guard length >= 0 else { throw FileAccess.failure(path) }
            size = length
            let beginning = try Self.read(descriptor, path, 0..<min(length, 65_536))
            guard let parsed = Self.header(in: beginning) else {
                throw SnapshotError(.badFile, subject: path, cause: "the first record is no header")
            }
            (header, firstRecord) = parsed
            self.descriptor = descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// Position of a column by its name, compared byte for byte.
    package func position(of column: String) -> Int? {
        header.firstIndex { $0.utf8.elementsEqual(column.utf8) }
    }

    /// Where the first record begins that does not begin before an offset, or the end of the file.
    ///
    /// A line break ends a record unless it stands between quotes, which only the bytes before could tell: a piece
    /// that begins at a wrong place follows one that ends inside quotes (`CSVPiece.endsInsideQuotes`).
    package func recordStart(atOrAfter offset: Int) throws(SnapshotError) -> Int {
        if offset <= firstRecord { return firstRecord }
        var position = offset - 1
        var step = 4096
        while position < size {
            let bytes = try Self.read(descriptor, path, position..<min(position + step, size))
            if let found = bytes.firstIndex(of: UInt8(ascii: "\n")) { return position + found + 1 }
            position += bytes.count
            step = 1 << 18
        }
        return size
    }

    /// The same, exactly, from where some record begins: line breaks behind an odd number of quotes do not count.
    package func recordStart(atOrAfter offset: Int, countingQuotesFrom start: Int) throws(SnapshotError) -> Int {
        var position = start
        var isInside = false
        while position < size {
            let bytes = try Self.read(descriptor, path, position..<min(position + 65_536, size))
            for (index, byte) in bytes.enumerated() {
                if byte == UInt8(ascii: "\"") { isInside.toggle() }
                let next = position + index + 1
                if byte == UInt8(ascii: "\n"), !isInside, next >= offset { return next }
            }
            position += bytes.count
        }
        return size
    }

    /// The bytes of the record that begins at an offset, without its line break; the beginning of a long one.
    package func line(at offset: Int) throws(SnapshotError) -> ArraySlice<UInt8> {
        let bytes = try Self.read(descriptor, path, offset..<min(offset + 4096, size))
        return bytes.prefix { $0 != UInt8(ascii: "\n") }
    }

    /// The bytes of a range.
    func bytes(_ range: Range<Int>) throws(SnapshotError) -> [UInt8] { try Self.read(descriptor, path, range) }

    /// Whether the file's last byte is a line break; without one it may have been cut off.
    var endsWithLineBreak: Bool {
        get throws(SnapshotError) {
            if size == 0 { return true }
            return try bytes(size - 1..<size).first == UInt8(ascii: "\n")
        }
    }

    /// Reads a range of bytes to a place; fails when the file has become shorter.
    @unsafe func read(_ range: Range<Int>, to target: UnsafeMutablePointer<UInt8>) throws(SnapshotError) {
        try unsafe Self.read(descriptor, path, range, to: target)
    }

    @unsafe private static func read(
        _ descriptor: Int32, _ path: String, _ range: Range<Int>, to target: UnsafeMutablePointer<UInt8>
    ) throws(SnapshotError) {
        var done = 0
        while done < range.count {
            let got = unsafe pread(descriptor, target + done, range.count - done, range.lowerBound + done)
            if got > 0 {
                done += got
            } else if got == 0 {
                throw SnapshotError(.badFile, subject: path, cause: "the file became shorter while it was read")
            } else if errno != EINTR {
                throw FileAccess.failure(path)
            }
        }
    }

    private static func read(
        _ descriptor: Int32, _ path: String, _ range: Range<Int>
    ) throws(SnapshotError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        var failure: SnapshotError?
        unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            do throws(SnapshotError) { try unsafe read(descriptor, path, range, to: base) } catch { failure = error }
        }
        if let failure { throw failure }
        return bytes
    }

    /// The names of the first record, and where it ends; nil without a whole record of plain or quoted fields.
    private static func header(in bytes: [UInt8]) -> ([String], end: Int)? {
        var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var names: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted:
                names.append(String(decoding: field, as: UTF8.self))
                field.removeAll()
            case UInt8(ascii: "\n") where !isQuoted:
                if field.last == UInt8(ascii: "\r") { field.removeLast() }
                return (names + [String(decoding: field, as: UTF8.self)], position)
            default: field.append(byte)
            }
        }
        guard !isQuoted, !field.isEmpty else { return nil }
        return (names + [String(decoding: field, as: UTF8.self)], position)
    }
}

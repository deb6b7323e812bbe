/// The text of one expression, and where it stands in the file it was cut from.
package struct SourceText: Sendable {
    /// The file to name in diagnostics; empty when the text came from no file.
    package let file: String
    /// The text as UTF-8.
    package let bytes: [UInt8]
    private let firstLine: Int
    private let firstColumn: Int

    /// A text whose first character stands at the given line and column (both from 1) of the file.
    package init(_ text: String, file: String = "", line: Int = 1, column: Int = 1) {
        self.file = file
        bytes = Array(text.utf8)
        firstLine = line
        firstColumn = column
    }

    /// The whole text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The part of the text that a range covers.
    package func slice(_ range: SourceRange) -> String {
        String(decoding: bytes[max(0, range.lower)..<min(bytes.count, max(range.lower, range.upper))], as: UTF8.self)
    }

    /// Line and column, both from 1, of a byte; a column is one code point.
    package func position(of offset: Int) -> SourcePosition {
        var line = firstLine
        var column = firstColumn
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return SourcePosition(line: line, column: column)
    }

    /// The line that holds a byte, without its line end, and the bytes of it that stand before that byte.
    func line(around offset: Int) -> (whole: [UInt8], before: [UInt8]) {
        let offset = min(offset, bytes.count)
        let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        return (Array(bytes[start..<end]), Array(bytes[start..<offset]))
    }
}

/// A run of bytes of a source text.
package struct SourceRange: Hashable, Sendable {
    /// The first byte.
    package let lower: Int
    /// The byte after the last.
    package let upper: Int

    /// The bytes from `lower` up to, but without, `upper`.
    package init(_ lower: Int, _ upper: Int) {
        self.lower = lower
        self.upper = upper
    }

    /// The shortest range that covers both.
    package func union(_ other: SourceRange) -> SourceRange {
        SourceRange(min(lower, other.lower), max(upper, other.upper))
    }
}

/// A line and a column, both from 1.
package struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
    /// The line.
    package let line: Int
    /// The column, in code points.
    package let column: Int

    /// The place as editors write it.
    package var description: String { "\(line):\(column)" }
}

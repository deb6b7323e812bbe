/// One mistake in one text: where it is, what was found and what was expected.
package struct Diagnostic: Error, Hashable, Sendable {
    /// The file, or empty.
    package let file: String
    /// Line and column of the first character of the mistake.
    package let position: SourcePosition
    /// The bytes of the source text that are wrong.
    package let range: SourceRange
    /// What is wrong and what to do about it, one sentence without a full stop.
    package let message: String
    /// The line of the source with a caret under the mistake, as two lines.
    package let excerpt: String

    /// A mistake at a range of a source text.
    package init(_ message: String, at range: SourceRange, in source: SourceText) {
        file = source.file
        position = source.position(of: range.lower)
        self.range = range
        self.message = message
        excerpt = Self.excerpt(at: range, in: source)
    }

    /// `file:line:column: message`, then the line with its caret.
    package var text: String {
        let place = file.isEmpty ? "\(position)" : "\(file):\(position)"
        return "\(place): \(message)\n\(excerpt)"
    }

    /// The most characters of a line shown before and behind where the mistake begins.
    private static let contextMost = 80

    private static func excerpt(at range: SourceRange, in source: SourceText) -> String {
        let (whole, before) = source.line(around: range.lower)
        let behind = String(decoding: whole[before.count...], as: UTF8.self).unicodeScalars
        let ahead = String(decoding: before, as: UTF8.self).unicodeScalars.suffix(contextMost)
        let isCut = String(decoding: before, as: UTF8.self).unicodeScalars.count > contextMost
        let start = (isCut ? "…" : "") + String(ahead)
        let end = String(behind.prefix(contextMost)) + (behind.count > contextMost ? "…" : "")
        let indent = start.unicodeScalars.map { scalar in
            scalar == "\t" ? "\t" : String(repeating: " ", count: columns(of: scalar))
        }
        let lower = min(range.lower, source.bytes.count)
        let upper = max(lower, min(range.upper, source.bytes.count))
        let covered = String(decoding: source.bytes[lower..<upper], as: UTF8.self)
        let marked = covered.unicodeScalars.prefix { $0 != "\n" }.prefix(contextMost).reduce(0) { $0 + columns(of: $1) }
        return "    \(start)\(end)\n    \(indent.joined())\(String(repeating: "^", count: max(1, marked)))"
    }

    /// Columns of a terminal: Chinese characters and full-width marks take two.
    private static func columns(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F9FF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}

/// Everything that is wrong with one text, in the order of the text.
package struct SyntaxErrors: Error, Hashable, Sendable, CustomStringConvertible {
    /// At least one mistake.
    package let diagnostics: [Diagnostic]

    /// Every mistake with its line and caret.
    package var description: String { diagnostics.map(\.text).joined(separator: "\n") }
}

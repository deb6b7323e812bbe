/// Swift source with strings and comments told apart from code, by a scanner that keeps every line in its place.
struct SwiftText {
    /// The source with the inside of strings and comments replaced by spaces.
    var code: String { String(decoding: codeBytes, as: UTF8.self) }
    /// The comments alone, everything else replaced by spaces.
    var comments: String { String(decoding: commentBytes, as: UTF8.self) }

    var codeLines: [Substring] { code.split(separator: "\n", omittingEmptySubsequences: false) }
    var commentLines: [Substring] { comments.split(separator: "\n", omittingEmptySubsequences: false) }

    private enum Kind { case code, comment, hidden }
    private let source: [UInt8]
    private var codeBytes: [UInt8] = []
    private var commentBytes: [UInt8] = []
    private var at = 0

    private static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")
    private static let hash = UInt8(ascii: "#")
    private static let quote = UInt8(ascii: "\"")
    private static let slash = UInt8(ascii: "/")
    private static let backslash = UInt8(ascii: "\\")
    private static let backtick = UInt8(ascii: "`")

    init(_ text: String) {
        source = Array(text.utf8)
        codeBytes.reserveCapacity(source.count)
        commentBytes.reserveCapacity(source.count)
        while at < source.count { step() }
    }

    private func byte(_ offset: Int = 0) -> UInt8 { at + offset < source.count ? source[at + offset] : 0 }

    private func starts(_ text: [UInt8]) -> Bool {
        at + text.count <= source.count && text.indices.allSatisfy { source[at + $0] == text[$0] }
    }

    private mutating func take(_ count: Int = 1, as kind: Kind) {
        for byte in source[at..<min(at + count, source.count)] {
            let blank = byte == Self.newline ? byte : Self.space
            codeBytes.append(kind == .code ? byte : blank)
            commentBytes.append(kind == .comment ? byte : blank)
        }
        at += count
    }

    private mutating func step() {
        if byte() == Self.slash, byte(1) == Self.slash {
            while at < source.count, byte() != Self.newline { take(as: .comment) }
        } else if byte() == Self.slash, byte(1) == UInt8(ascii: "*") {
            blockComment()
        } else if byte() == Self.backtick {
            rawIdentifier()
        } else if let hashes = hashesBeforeString() {
            string(hashes: hashes)
        } else {
            take(as: .code)
        }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            let isOpening = byte() == Self.slash && byte(1) == UInt8(ascii: "*")
            let isClosing = byte() == UInt8(ascii: "*") && byte(1) == Self.slash
            depth += (isOpening ? 1 : 0) - (isClosing ? 1 : 0)
            take(isOpening || isClosing ? 2 : 1, as: .comment)
        } while depth > 0 && at < source.count
    }

    private mutating func rawIdentifier() {
        take(as: .code)
        while at < source.count, byte() != Self.backtick, byte() != Self.newline { take(as: .hidden) }
        if at < source.count { take(as: .code) }
    }

    /// The number of `#` before a string or a delimited regex that starts here, or nil.
    private func hashesBeforeString() -> Int? {
        guard byte() == Self.quote || byte() == Self.hash else { return nil }
        var hashes = 0
        while byte(hashes) == Self.hash { hashes += 1 }
        return byte(hashes) == Self.quote || (byte(hashes) == Self.slash && hashes > 0) ? hashes : nil
    }

    private mutating func string(hashes: Int) {
        let fence = [UInt8](repeating: Self.hash, count: hashes)
        let isText = byte(hashes) == Self.quote
        let isLong = isText && byte(hashes + 1) == Self.quote && byte(hashes + 2) == Self.quote
        let mark = [UInt8](repeating: isText ? Self.quote : Self.slash, count: isLong ? 3 : 1)
        take(hashes + mark.count, as: .code)
        while at < source.count, !starts(mark + fence) {
            if isText, starts([Self.backslash] + fence + [UInt8(ascii: "(")]) {
                take(1 + hashes, as: .hidden)
                interpolation()
            } else if starts([Self.backslash] + fence) {
                take(2 + hashes, as: .hidden)
            } else if byte() == Self.newline, isText, !isLong {
                return
            } else {
                take(as: .hidden)
            }
        }
        take(mark.count + hashes, as: .code)
    }

    private mutating func interpolation() {
        var depth = 0
        repeat {
            if byte() == UInt8(ascii: "(") { depth += 1 }
            if byte() == UInt8(ascii: ")") { depth -= 1 }
            step()
        } while depth > 0 && at < source.count
    }
}

/// Cuts a text into tokens in one pass over its bytes; goes on after a mistake.
struct Lexer {
    let source: SourceText
    var offset = 0
    var tokens: [Token] = []
    var mistakes: [Diagnostic] = []

    init(_ source: SourceText) { self.source = source }

    /// All tokens, the last of which is the end, and all mistakes.
    static func run(_ source: SourceText) -> (tokens: [Token], mistakes: [Diagnostic]) {
        var lexer = Lexer(source)
        lexer.tokens.reserveCapacity(source.bytes.count / 3 + 2)
        while lexer.skipBlanks() { lexer.next() }
        let end = SourceRange(source.bytes.count, source.bytes.count)
        lexer.tokens.append(Token(kind: .end, range: end))
        return (lexer.tokens, lexer.mistakes)
    }

    /// The byte some places ahead, or 0 behind the end.
    func peek(_ ahead: Int = 0) -> UInt8 {
        offset + ahead < source.bytes.count ? source.bytes[offset + ahead] : 0
    }

    mutating func mistake(_ message: String, from start: Int, to end: Int) {
        mistakes.append(Diagnostic(message, at: SourceRange(start, end), in: source))
    }

    mutating func emit(_ kind: Token.Kind, from start: Int) {
        tokens.append(Token(kind: kind, range: SourceRange(start, offset)))
    }

    /// Passes blanks and comments; false at the end of the text.
    private mutating func skipBlanks() -> Bool {
        while offset < source.bytes.count {
            switch peek() {
            case 0x20, 0x09, 0x0A, 0x0C, 0x0D: offset += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                while offset < source.bytes.count, peek() != 0x0A { offset += 1 }
            default: return true
            }
        }
        return false
    }

    private mutating func next() {
        let byte = peek()
        if let quote = textStart() {
            readText(quote)
        } else if ASCII.isDigit(byte) || (byte == UInt8(ascii: ".") && ASCII.isDigit(peek(1))) {
            readNumber()
        } else if ASCII.isNameStart(byte) {
            readName()
        } else if byte == UInt8(ascii: "`") {
            readQuotedName()
        } else {
            readMark()
        }
    }

    private mutating func readName() {
        let start = offset
        while ASCII.isNamePart(peek()) { offset += 1 }
        let word = String(decoding: source.bytes[start..<offset], as: UTF8.self)
        emit(word == "in" ? .mark(.isIn) : .name(word), from: start)
    }

    private mutating func readQuotedName() {
        let start = offset
        offset += 1
        while ASCII.isNamePart(peek()) || [0x2E, 0x2D, 0x2F, 0x20].contains(peek()) { offset += 1 }
        let word = String(decoding: source.bytes[start + 1..<offset], as: UTF8.self)
        guard peek() == UInt8(ascii: "`"), !word.isEmpty else {
            mistake(
                "a name between backticks holds letters, digits, '_', '.', '-', '/' and spaces", from: start, to: offset
            )
            if peek() == UInt8(ascii: "`") { offset += 1 }
            return
        }
        offset += 1
        emit(.quotedName(word), from: start)
    }

    private mutating func readMark() {
        let start = offset
        if let mark = Self.twoByteMarks[UInt16(peek()) << 8 | UInt16(peek(1))] {
            offset += 2
            return emit(.mark(mark), from: start)
        }
        if let mark = Self.oneByteMarks[peek()] {
            offset += 1
            return emit(.mark(mark), from: start)
        }
        readUnknown(from: start)
    }

    /// Reports what no token begins with, and goes on as if the thing meant stood there.
    private mutating func readUnknown(from start: Int) {
        let scalar = readScalar()
        let found = String(scalar)
        if let (meant, message) = Self.advice(scalar) {
            mistake(message, from: start, to: offset)
            if let meant { emit(.mark(meant), from: start) }
            return
        }
        while peek() >= 0x80, Self.advice(scalarHere) == nil { _ = readScalar() }
        let word = scalar.value < 0x80 ? found : String(decoding: source.bytes[start..<offset], as: UTF8.self)
        mistake(
            "\"\(word)\" has no meaning outside quotation marks: names are ASCII letters, digits and \"_\"",
            from: start, to: offset)
        if scalar.value >= 0x80 { emit(.name("_"), from: start) }
    }

    private var scalarHere: Unicode.Scalar {
        String(decoding: source.bytes[offset..<min(offset + 4, source.bytes.count)], as: UTF8.self).unicodeScalars.first
            ?? " "
    }

    private mutating func readScalar() -> Unicode.Scalar {
        let scalar = scalarHere
        offset += UTF8.width(scalar)
        return scalar
    }

    private static let twoByteMarks = Dictionary(
        uniqueKeysWithValues: Mark.allCases.filter { $0.rawValue.utf8.count == 2 && $0 != .isIn }.map { mark in
            (mark.rawValue.utf8.reduce(UInt16(0)) { $0 << 8 | UInt16($1) }, mark)
        })
    private static let oneByteMarks = Dictionary(
        uniqueKeysWithValues: Mark.allCases.filter { $0.rawValue.utf8.count == 1 }.map { ($0.rawValue.utf8.first!, $0) }
    )

    /// The mark that was meant, if it is clear, and what to say.
    private static func advice(_ scalar: Unicode.Scalar) -> (meant: Mark?, message: String)? {
        switch scalar {
        case "=": return (.equal, "a comparison is written \"==\", not \"=\"")
        case "&": return (.and, "\"and\" is written \"&&\", not \"&\"")
        case "|": return (.or, "\"or\" is written \"||\", not \"|\"")
        case ";": return (nil, "an expression is one formula: \";\" has no place in it")
        case "\0"..."\u{1F}", "\u{7F}":
            let code = String(scalar.value, radix: 16, uppercase: true)
            return (nil, "the control character U+\(code) has no place here")
        case "\u{FF01}"..."\u{FF5E}":
            guard let plain = Unicode.Scalar(scalar.value - 0xFEE0) else { return nil }
            return (oneByteMarks[UInt8(plain.value)], "\"\(scalar)\" is a full-width mark: write \"\(plain)\"")
        default: return nil
        }
    }
}

/// Classes of bytes.
enum ASCII {
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    static func isNameStart(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x5F }

    static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

    /// The value of a hexadecimal digit.
    static func hexValue(_ byte: UInt8) -> UInt32? {
        if isDigit(byte) { return UInt32(byte - 0x30) }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? UInt32(letter) + 10 : nil
    }
}

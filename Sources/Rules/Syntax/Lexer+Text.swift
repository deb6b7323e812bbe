/// How a string or bytes constant opens.
struct TextStart {
    let prefixCount: Int
    let isRaw: Bool
    let isBytes: Bool
    let quote: UInt8
    let isTriple: Bool
}

extension Lexer {
    /// Whether a string or bytes constant begins here: optional `b` and `r` in either case and order, then a quote.
    func textStart() -> TextStart? {
        var count = 0
        var isRaw = false
        var isBytes = false
        while count < 2 {
            let letter = peek(count) | 0x20
            if letter == UInt8(ascii: "r"), !isRaw {
                isRaw = true
            } else if letter == UInt8(ascii: "b"), !isBytes {
                isBytes = true
            } else {
                break
            }
            count += 1
        }
        let quote = peek(count)
        guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
        let isTriple = peek(count + 1) == quote && peek(count + 2) == quote
        return TextStart(prefixCount: count, isRaw: isRaw, isBytes: isBytes, quote: quote, isTriple: isTriple)
    }

    mutating func readText(_ start: TextStart) {
        let first = offset
        offset += start.prefixCount + (start.isTriple ? 3 : 1)
        var content: [UInt8] = []
        while true {
            let byte = peek()
            if offset >= source.bytes.count || (!start.isTriple && (byte == 0x0A || byte == 0x0D)) {
                let close = String(repeating: Character(Unicode.Scalar(start.quote)), count: start.isTriple ? 3 : 1)
                mistake("the text that opens here is not closed: expected \(close)", from: first, to: offset)
                return emit(start.isBytes ? .bytes([]) : .string(""), from: first)
            }
            if byte == start.quote, !start.isTriple || (peek(1) == byte && peek(2) == byte) {
                offset += start.isTriple ? 3 : 1
                break
            }
            if byte == UInt8(ascii: "\\"), !start.isRaw {
                readEscape(asBytes: start.isBytes, into: &content)
            } else {
                content.append(byte)
                offset += 1
            }
        }
        emit(start.isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self)), from: first)
    }

    private mutating func readEscape(asBytes: Bool, into content: inout [UInt8]) {
        let start = offset
        let letter = peek(1)
        offset = min(offset + 2, source.bytes.count)
        switch letter {
        case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
            content.append(letter)
        case UInt8(ascii: "a"): content.append(0x07)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "v"): content.append(0x0B)
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            readCode(from: start, digits: 2, radix: 16, asBytes: asBytes, into: &content)
        case UInt8(ascii: "u") where !asBytes:
            readCode(from: start, digits: 4, radix: 16, asBytes: false, into: &content)
        case UInt8(ascii: "U") where !asBytes:
            readCode(from: start, digits: 8, radix: 16, asBytes: false, into: &content)
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            offset -= 1
            readCode(from: start, digits: 3, radix: 8, asBytes: asBytes, into: &content)
        default:
            while offset < source.bytes.count, peek() & 0xC0 == 0x80 { offset += 1 }
            mistake("this escape has no meaning; a backslash itself is written \"\\\\\"", from: start, to: offset)
        }
    }

    private mutating func readCode(
        from start: Int, digits: Int, radix: UInt32, asBytes: Bool, into content: inout [UInt8]
    ) {
        var code: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = ASCII.hexValue(peek()), digit < radix else {
                return mistake("this escape needs \(digits) digits of base \(radix)", from: start, to: offset)
            }
            code = code &* radix &+ digit
            offset += 1
        }
        if asBytes {
            content.append(UInt8(truncatingIfNeeded: code))
        } else if let scalar = Unicode.Scalar(code) {
            content.append(contentsOf: String(scalar).utf8)
        } else {
            mistake("this escape names no character of Unicode", from: start, to: offset)
        }
    }
}

extension Lexer {
    /// Reads `12`, `12u`, `0x1F`, `0x1Fu`, `1.5`, `.5`, `1e3`, exactly.
    mutating func readNumber() {
        let start = offset
        if peek() == UInt8(ascii: "0"), peek(1) | 0x20 == UInt8(ascii: "x"), ASCII.hexValue(peek(2)) != nil {
            offset += 2
            while ASCII.hexValue(peek()) != nil { offset += 1 }
            return endInteger(from: start, digits: start + 2, radix: 16)
        }
        skipDigits()
        var isDouble = false
        if peek() == UInt8(ascii: "."), ASCII.isDigit(peek(1)) {
            isDouble = true
            offset += 1
            skipDigits()
        }
        if peek() | 0x20 == UInt8(ascii: "e"), let digits = exponentStart() {
            isDouble = true
            offset = digits
            skipDigits()
        }
        guard isDouble else { return endInteger(from: start, digits: start, radix: 10) }
        let text = String(decoding: source.bytes[start..<offset], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            mistake("\(text) is beyond the range of double", from: start, to: offset)
            return emit(.double(0), from: start)
        }
        guard endsCleanly(from: start) else { return }
        emit(.double(value), from: start)
    }

    private mutating func skipDigits() {
        while ASCII.isDigit(peek()) { offset += 1 }
    }

    /// Where the digits of an exponent begin, if one follows.
    private func exponentStart() -> Int? {
        let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
        return ASCII.isDigit(peek(1 + sign)) ? offset + 1 + sign : nil
    }

    private mutating func endInteger(from start: Int, digits: Int, radix: Int) {
        let text = String(decoding: source.bytes[digits..<offset], as: UTF8.self)
        let isUnsigned = peek() | 0x20 == UInt8(ascii: "u")
        if isUnsigned { offset += 1 }
        guard endsCleanly(from: start) else { return }
        guard let value = UInt64(text, radix: radix) else {
            mistake("the number is too large: 64 bits hold at most \(UInt64.max)", from: start, to: offset)
            return emit(.integer(0), from: start)
        }
        emit(isUnsigned ? .unsigned(value) : .integer(value), from: start)
    }

    /// Refuses letters glued to a number, which would otherwise read as a name after it.
    private mutating func endsCleanly(from start: Int) -> Bool {
        guard ASCII.isNamePart(peek()) else { return true }
        while ASCII.isNamePart(peek()) { offset += 1 }
        let text = String(decoding: source.bytes[start..<offset], as: UTF8.self)
        mistake("\"\(text)\" is neither a number nor a name", from: start, to: offset)
        emit(.integer(0), from: start)
        return false
    }
}
